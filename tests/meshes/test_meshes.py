#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The shipped meshes are what their generator writes and what their README promises."""
import pathlib
import subprocess
import sys
import tempfile
import unittest
from dataclasses import replace

import numpy as np

sys.dont_write_bytecode = True
MESHES = pathlib.Path(__file__).resolve().parents[2] / "meshes"
sys.path[:0] = [str(MESHES), *(str(MESHES / name) for name in ("sheep_metatarsus", "mouse_femur_section", "rectangles"))]
import mesh_report  # noqa: E402
import mouse_femur_section  # noqa: E402
import rectangles  # noqa: E402
import sheep_metatarsus  # noqa: E402

EXACT = {"cortical_bone": 3334.4, "marrow": 4286.4, "callus": 4097.2}  # mm3
DISC = 422.2  # mm3, of the callus where a scaffold fills the gap


def part_of(mesh, name):
    """Volume of a region (of the full body, if the mesh is a half section), and number of its parts."""
    tag = next(t for t, n in mesh.regions.items() if n == name)
    sizes = mesh.measures()
    if "axis" in mesh.surfaces.values():
        radius = mesh.points[mesh.cells][:, :, 0].mean(axis=1)  # exact for triangles, and good for quadrilaterals
        sizes = 2 * np.pi * radius * sizes
    return sizes[mesh.cell_tags == tag].sum(), mesh.components(tag)


class ShippedMeshes(unittest.TestCase):
    def test_every_variant_is_usable(self):
        for variant, p in sheep_metatarsus.VARIANTS.items():
            with self.subTest(variant):
                mesh = mesh_report.GmshMesh(MESHES / "sheep_metatarsus" / f"{variant}.msh")
                self.assertEqual(mesh.problems(), [])
                self.assertGreater(mesh.quality().min(), 0.25)
                regions = {"cortical_bone", "marrow", "callus"} | ({"scaffold"} if p.scaffold else set())
                self.assertEqual(set(mesh.regions.values()), regions)
                surfaces = {"proximal_end", "distal_end", "callus_outer", "bone_outer"}
                self.assertEqual(set(mesh.surfaces.values()) - {"axis"}, surfaces)
                self.assertIn(mesh.shape.plural, p.cells)
                bones = 4 if "plane" in p.cells else 2
                for region, parts in (("cortical_bone", bones), ("marrow", 2), ("callus", 1)):
                    self.assertEqual(part_of(mesh, region)[1], parts, region)

    def test_volumes_of_the_round_bone(self):
        for name in ("axisymmetric", "scaffold_axisymmetric", "axisymmetric_quadrilaterals", "hexahedra"):
            mesh = mesh_report.GmshMesh(MESHES / f"sheep_metatarsus/sheep_metatarsus_{name}.msh")
            scaffold = {"scaffold": DISC, "callus": EXACT["callus"] - DISC} if "scaffold" in name else {}
            for region, exact in (EXACT | scaffold).items():
                with self.subTest(f"{name}: {region}"):
                    self.assertAlmostEqual(part_of(mesh, region)[0] / exact, 1, delta=0.01)

    def test_volumes_of_the_demo(self):
        mesh = mesh_report.GmshMesh(MESHES / "sheep_metatarsus/sheep_metatarsus.msh")
        for region, exact in EXACT.items():
            self.assertAlmostEqual(part_of(mesh, region)[0] / exact, 1, delta=0.02, msg=region)
        unknowns = 3 * (mesh.n_quadratic_nodes()) + len(mesh.points)
        self.assertGreaterEqual(unknowns, 60000)

    def test_generators_reproduce_the_shipped_files(self):
        some = ("coarse", "hexahedra_coarse", "axisymmetric", "scaffold_axisymmetric", "axisymmetric_quadrilaterals", "plane")
        for family, variants in ((sheep_metatarsus, [f"sheep_metatarsus_{name}" for name in some]), (mouse_femur_section, ["mouse_femur_section"])):
            for variant in variants:
                with self.subTest(variant), tempfile.TemporaryDirectory() as folder:
                    file = pathlib.Path(folder) / "again.msh"
                    family.generate(family.VARIANTS[variant], file)
                    again = mesh_report.GmshMesh(file)
                    shipped = mesh_report.GmshMesh(MESHES / family.__name__ / f"{variant}.msh")
                    np.testing.assert_array_equal(shipped.cells, again.cells)
                    np.testing.assert_allclose(shipped.points, again.points, atol=1e-9)


class Rectangles(unittest.TestCase):
    def test_shipped_meshes_are_those_of_the_generator(self):
        with tempfile.TemporaryDirectory() as folder:
            for variant, p in rectangles.VARIANTS.items():
                with self.subTest(variant):
                    file = pathlib.Path(folder) / f"{variant}.msh"
                    rectangles.generate(p, file)
                    self.assertEqual(file.read_text(), (MESHES / f"rectangles/{variant}.msh").read_text())
                    mesh = mesh_report.GmshMesh(file)
                    self.assertEqual(mesh.problems(), [])
                    self.assertAlmostEqual(mesh.quality().min(), 1, places=6)  # right angles

    def test_areas_and_lengths(self):
        for refine in (1, 2):
            with tempfile.TemporaryDirectory() as folder:
                file = pathlib.Path(folder) / "half.msh"
                rectangles.generate(replace(rectangles.VARIANTS["half_callus"], refine=refine), file)
                mesh = mesh_report.GmshMesh(file)
                self.assertAlmostEqual(mesh.measures().sum(), 12, places=9)
                lengths = {name: mesh.side_measures()[mesh.side_tags == tag].sum() for tag, name in mesh.surfaces.items()}
                expected = {"axis": 1, "fracture_gap": 2, "mid_plane": 2, "marrow": 1.2, "bone_end": .8, "periosteum": 4, "tip": 2, "muscle": 5}
                self.assertEqual({name: round(length, 9) for name, length in lengths.items()}, expected)
                self.assertEqual(len(mesh.cells), 300 * refine**2)


class Report(unittest.TestCase):
    MESH = """$MeshFormat
2.2 0 8
$EndMeshFormat
$PhysicalNames
2
2 1 "outer"
3 2 "body"
$EndPhysicalNames
$Nodes
5
1 0 0 0
2 1 0 0
3 0 1 0
4 0 0 1
5 0 0 -1
$EndNodes
$Elements
{n}
1 4 2 2 1 1 2 3 4
2 4 2 2 1 1 3 2 5
{triangles}
$EndElements
"""
    OUTER = ["1 2 4", "2 3 4", "1 3 4", "1 2 5", "2 3 5", "1 3 5"]

    def report(self, faces):
        triangles = [f"{i + 3} 2 2 1 1 {face}" for i, face in enumerate(faces)]
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "two.msh"
            file.write_text(self.MESH.format(n=2 + len(faces), triangles="\n".join(triangles)))
            return subprocess.run([sys.executable, MESHES / "mesh_report.py", file], capture_output=True, text=True, check=False)

    def test_sound(self):
        result = self.report(self.OUTER)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertIn("0.33 mm3", result.stdout)

    def test_named_internal_face(self):
        result = self.report(self.OUTER + ["1 2 3"])
        self.assertEqual(result.returncode, 1)
        self.assertIn("1 named faces are not outer faces", result.stdout)

    def test_unnamed_outer_face(self):
        result = self.report(self.OUTER[1:])
        self.assertEqual(result.returncode, 1)
        self.assertIn("1 outer faces belong to no named surface", result.stdout)


if __name__ == "__main__":
    unittest.main()
