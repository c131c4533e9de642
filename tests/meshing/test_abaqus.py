#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Abaqus files as people write them: parts and instances, includes, shells, sets that overlap."""
import unittest

import numpy as np

from mesh_test import MeshTest

CUBE = """*Node
1, 0, 0, 0
2, 1, 0, 0
3, 1, 1, 0
4, 0, 1, 0
5, 0, 0, 1
6, 1, 0, 1
7, 1, 1, 1
8, 0, 1, 1
*Element, type=C3D8
1, 1, 2, 3, 4, 5, 6, 7, 8
"""
ASSEMBLY = f"""*Heading
*Part, name=Block
{CUBE}*Elset, elset=Set-1
 1,
*Nset, nset=bottom, generate
 1, 4, 1
*Surface, type=ELEMENT, name=top
Set-1, S2
*Solid Section, elset=Set-1, material=Bone
,
*End Part
*Part, name=Plate
{CUBE}*Elset, elset=_PickedSet2, internal
 1,
*Solid Section, elset=_PickedSet2, material=Titanium
,
*End Part
*Assembly, name=Assembly
*Instance, name=Block-1, part=Block
*End Instance
*Instance, name=Block-2, part=Block
 0., 0., 2.
*End Instance
*Instance, name=Plate-1, part=Plate
 3., 0., 0.
 3., 0., 0., 3., 0., 1., 90.
*End Instance
*Nset, nset=held, instance=Block-1
 1, 2, 3, 4
*Elset, elset=both, instance=Block-1
 1,
*Elset, elset=both, instance=Block-2
 1,
*Surface, type=ELEMENT, name=face
Block-2.Set-1, S1
*Surface, type=ELEMENT, name=free_skin
Plate-1._PickedSet2,
*Surface, type=NODE, name=by_nodes
Block-2.bottom, 1.
*End Assembly
*Material, name=Bone
*Elastic
10000., 0.3
"""


class Assemblies(MeshTest):
    def setUp(self):
        super().setUp()
        self.mesh = self.read(self.write("assembly.inp", ASSEMBLY))

    def centres(self, region):
        corners, number = self.mesh.cells["hexahedron"]
        return self.mesh.points[corners[number == self.mesh.regions.index(region)]].mean(axis=1)

    def test_regions_of_instances(self):
        self.assertEqual(self.mesh.regions, ["Block-1_Set-1", "Block-2_Set-1", "Titanium"])

    def test_instances_are_moved_then_turned(self):
        np.testing.assert_allclose(self.centres("Block-1_Set-1"), [[0.5, 0.5, 0.5]])
        np.testing.assert_allclose(self.centres("Block-2_Set-1"), [[0.5, 0.5, 2.5]])
        # first to (3.5, 0.5, 0.5), then a quarter turn about the upright axis through (3, 0)
        np.testing.assert_allclose(self.centres("Titanium"), [[2.5, 0.5, 0.5]], atol=1e-12)

    def test_surfaces_of_parts_and_of_the_assembly(self):
        found = {name: (sum(map(len, parts)), np.concatenate(parts)) for name, parts in self.mesh.surfaces.items()}
        self.assertEqual({name: n for name, (n, _) in found.items()},
                         {"Block-1_top": 1, "Block-2_top": 1, "face": 1, "free_skin": 6, "Block-1_bottom": 1, "Block-2_bottom": 1, "held": 1,
                          "by_nodes": 1})
        heights = {name: set(np.round(self.mesh.points[facets][..., 2], 9).ravel()) for name, (_, facets) in found.items()}
        self.assertEqual((heights["Block-2_top"], heights["face"], heights["by_nodes"], heights["held"]), ({3.0}, {2.0}, {2.0}, {0.0}))

    def test_a_set_over_instances(self):
        self.assertIn("the set 'both' is Block-1_Set-1 + Block-2_Set-1", self.mesh.notes)


class OtherFiles(MeshTest):
    def test_include(self):
        self.write("nodes.inc", CUBE)
        mesh = self.read(self.write("main.inp", "*INCLUDE, INPUT=nodes.inc\n*ELSET, ELSET=bone\n1\n"))
        self.assertEqual((mesh.regions, mesh.n_cells()), (["bone"], 1))

    def test_shells_on_the_skin_become_a_surface(self):
        shells = "*Element, type=S4R, elset=skin\n11, 5, 6, 7, 8\n*Element, type=T3D2, elset=wires\n21, 1, 7\n"
        out = self.succeed("inspect", self.write("shells.inp", CUBE + shells))
        self.assertIn("1 shell element of 'skin' became the surface of that name", out)
        self.assertIn("NOT CARRIED: 1 element of type T3D2: callus has solids only", out)

    def test_what_other_programs_pass_over(self):
        """Members of sets that are not there, an instance in a file that has none, a surface on loose shells, fluid elements."""
        more = ("*Nset, nset=held, instance=Part-1-1\n1, 2, 3, 4, 99\n*Node\n21, 5, 0, 0\n22, 6, 0, 0\n23, 6, 1, 0\n24, 5, 1, 0\n"
                "*Element, type=S4, elset=plate\n11, 21, 22, 23, 24\n*Surface, name=floor\nplate, SPOS\n1, S2\n"
                "*Element, type=D, elset=pipe\n31, 1, 2, 3\n*Elset, elset=bone\n1, 77\n")
        out = self.succeed("inspect", self.write("loose.inp", CUBE + more))
        for text in ("loose.inp:13: 1 node of a set that the file does not define, such as 99", "loose.inp:27: 1 element of a set that the file does "
                     "not define, such as 77", "1 shell element of 'plate': no sides of solid cells", "1 shell of the surface 'floor': no sides of "
                     "solid cells", "1 element of type D: callus has solids only"):
            self.assertIn(f"NOT CARRIED: {text}" if "loose" not in text else f"{text}", out)
        self.assertRegex(out, r"floor +1 +1\.00")
        self.assertRegex(out, r"held +1 +1\.00")

    def test_a_keyword_line_that_goes_on(self):
        mesh = self.read(self.write("long.inp", CUBE + "*ELSET,\n ELSET=bone,\n GENERATE\n1, 1\n"))
        self.assertEqual(mesh.regions, ["bone"])

    def two_cubes(self):
        second = CUBE.replace("*Node\n", "").split("*Element")[0].splitlines()
        nodes = [", ".join([str(int(line.split(",")[0]) + 10), *line.split(",")[1:3], str(float(line.split(",")[3]) + 1)]) for line in second]
        first, element = CUBE.split("*Element", 1)
        return first + "\n".join(nodes) + "\n*Element" + element + "2, 11, 12, 13, 14, 15, 16, 17, 18\n"

    def test_parts_that_only_touch(self):
        file = self.write("two.inp", self.two_cubes() + "*ELSET, ELSET=a\n1\n*ELSET, ELSET=b\n2\n")
        self.assertEqual(self.refused("inspect", file), "two.inp: found 4 pairs of nodes at one place, the first at (0, 0, 1) mm, expected "
                         "neighbouring regions that share their nodes. If the parts are bonded there, join them: --merge-nodes 1e-6. Else the "
                         "bodies must not touch.")
        out = self.succeed("convert", file, "-o", self.folder / "out.msh", "--merge-nodes", "1e-6")
        self.assertIn("joined with others within 1e-06 mm: 4 nodes", out)
        self.assertRegex(out, r"a\|b +1 +1\.00")

    def test_sets_that_overlap(self):
        text = self.two_cubes() + "*ELSET, ELSET=bone, GENERATE\n1, 2\n*ELSET, ELSET=lesion\n2\n"
        self.assertEqual(self.refused("inspect", self.write("nested.inp", text)), "nested.inp: found 1 cell both in 'bone' and in "
                         "'lesion', expected each cell in one region. Say which sets are the regions, later ones win: --regions bone,lesion "
                         "(sets: bone, lesion).")

    def test_a_set_that_is_the_sum_of_others_is_no_region(self):
        text = self.two_cubes() + "*ELSET, ELSET=all, GENERATE\n1, 2\n*ELSET, ELSET=a\n1\n*ELSET, ELSET=b\n2\n"
        mesh = self.read(self.write("sum.inp", text), merge=1e-6)
        self.assertEqual((mesh.regions, "the set 'all' is the whole body" in mesh.notes), (["a", "b"], True))

    def test_regions_that_the_user_names(self):
        text = self.two_cubes() + "*ELSET, ELSET=bone, GENERATE\n1, 2\n*ELSET, ELSET=lesion\n2\n"
        mesh = self.read(self.write("nested.inp", text), merge=1e-6, region_names=["bone", "lesion"])
        self.assertEqual((mesh.regions, mesh.cells["hexahedron"][1].tolist()), (["bone", "lesion"], [0, 1]))


if __name__ == "__main__":
    unittest.main()
