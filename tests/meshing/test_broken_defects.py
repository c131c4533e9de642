#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Specifications and surfaces of bones that callus-mesh defect refuses: each with its message, exit code 1, nothing written."""
import unittest

import numpy as np
from mesh_test import MeshTest
from small_defects import BONE, CALLUS, MESH, PLATE, SCREWS, specification, tube, write_stl

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "4d7a" * 16 + "\nsize 132735\n"
SURFACE = "a surface of triangles (STL, PLY or VTP)"


class BrokenSpecifications(MeshTest):
    def message(self, *options, **sections):
        return self.refused("defect", self.write("a.spec", specification(**sections)), "-o", self.folder / "out.msh", *options)

    def test_no_file(self):
        self.assertEqual(self.refused("defect", self.folder / "none.spec", "-o", self.folder / "out.msh"),
                         "none.spec: found none.spec: No such file or directory, expected a file that can be read.")

    def test_unknown_entry_and_subsection(self):
        self.assertEqual(self.message(Defect="set Gapp = 6 mm\n", Calus="set Thickness = 1 mm\n"),
                         "3 problems in a.spec:\n"
                         "a.spec:6: in Defect/Gap: found nothing, expected an entry 'Gap'. Write: set Gap = ...\n"
                         "a.spec:7: in Defect/Gapp: found unknown entry 'Gapp', expected an entry of this section. Did you mean 'Gap'?\n"
                         "a.spec:17: in Calus: found unknown subsection 'Calus', expected a subsection of this section. Did you mean 'Callus'?")

    def test_wrong_unit(self):
        self.assertEqual(self.message(Defect="set Gap = 6 N\n"), "a.spec:7: in Defect/Gap: found the unit 'N', expected one of: mm, um, µm, "
                         "cm, m. For instance: set Gap = 1 mm")

    def test_no_unit(self):
        self.assertEqual(self.message(Defect="set Gap = 6\n"), "a.spec:7: in Defect/Gap: found '6' without a unit, expected one of: mm, um, µm, "
                         "cm, m. For instance: set Gap = 1 mm")

    def test_no_number_and_out_of_range(self):
        self.assertEqual(self.message(Defect="set Gap = wide\n", Callus="set Thickness = -2 mm\nset Overlap = 5 mm\n"),
                         "2 problems in a.spec:\n"
                         "a.spec:7: in Defect/Gap: found 'wide', expected a number in mm above 0. For instance: set Gap = 1 mm\n"
                         "a.spec:10: in Callus/Thickness: found '-2 mm', expected a number in mm above 0.")

    def test_unknown_word(self):
        self.assertEqual(self.message(Defect="set Shape = segmentl\nset Gap = 6 mm\n"),
                         "a.spec:7: in Defect/Shape: found 'segmentl', expected one of: segmental, wedge, drill hole, calvarial, none. Did you "
                         "mean 'segmental'?")

    def test_gap_longer_than_the_bone(self):
        self.assertEqual(self.message(Defect="set Gap = 40 mm\n"), "a.spec:7: in Defect/Gap: found a gap of 40 mm in 30 mm of bone, expected a gap "
                         "shorter than the bone. Bone/Length is the length of the modelled part.")

    def test_cortex_thicker_than_the_bone(self):
        self.assertIn("in Bone/Cortical thickness: found a Cortical thickness of 6 mm in a bone 10 mm thick, expected less than half of it. "
                      "Write 'set Core = none' for a bone without a medullary cavity.", self.message(Bone=BONE.replace("= 2 mm", "= 6 mm")))

    def test_screws_outside_of_the_bone_in_the_gap_and_beside_the_plate(self):
        self.assertEqual(self.message(Plate=PLATE, Screws="set Positions = -10, 0, 12.5, 40 mm\nset Diameter = 2.4 mm\n"),
                         "3 problems in a.spec:\n"
                         "a.spec:24: in Screws/Positions: found a screw at 0 mm along the axis, in the gap, expected one that meets bone: beyond 4.2 mm "
                         "on either side. Positions count from the middle of the defect.\n"
                         "a.spec:24: in Screws/Positions: found a screw at 12.5 mm along the axis, beside the plate, expected one in the plate, -13 to "
                         "13 mm.\n"
                         "a.spec:24: in Screws/Positions: found a screw at 40 mm along the axis, expected one in the modelled bone, -15 to 15 mm. "
                         "Positions count from the middle of the defect.")

    def test_screws_without_a_plate(self):
        self.assertEqual(self.message(Screws=SCREWS), "a.spec:17: in Screws: found screws without a plate, expected a subsection Plate. Add it, or "
                         "remove the subsection Screws.")

    def test_plate_longer_than_the_bone(self):
        self.assertEqual(self.message(Plate=PLATE.replace("26 mm", "34 mm")), "a.spec:17: in Plate: found a plate from -17 to 17 mm along the axis, "
                         "expected one within the modelled bone, -15 to 15 mm. Make it shorter, or Bone/Length longer.")

    def test_part_too_thin_for_the_voxels(self):
        self.assertEqual(self.message(Mesh="set Voxel = 1.5 mm\n"),
                         "a.spec:14: in Mesh/Voxel: found 1.5 mm, at which the region 'cortical_bone' is 1.1 voxels thick (twice its volume over "
                         "its surface), expected at least 1.5: walls of that many, bars of twice as many across. Choose a Voxel of at most 1.1 mm, "
                         "or make the part thicker.")

    def test_part_that_vanishes(self):
        text = self.message(Plate=PLATE.replace("Thickness = 2 mm", "Thickness = 0.05 mm"), Mesh="set Voxel = 0.6 mm\n")
        self.assertEqual(text, "a.spec:14: in Mesh/Voxel: found 0.6 mm, at which the region 'plate' vanishes, expected voxels of at most a third of "
                         "its thickness. Choose a smaller Voxel.")

    def test_part_hidden_in_another(self):
        scaffold = "set Shape = solid\nset Outer diameter = 3 mm\n"
        self.assertEqual(self.message(Scaffold=scaffold, Nail="set Diameter = 4 mm\nset Length = 26 mm\n"),
                         "a.spec:14: in Mesh/Voxel: found no point that belongs to the region 'scaffold', expected a part of it that no other part "
                         "covers. Is it inside of another part, or outside of the model?")

    def test_too_many_voxels(self):
        self.assertIn("in Mesh/Voxel: found 0.03 mm, which makes 2.", self.message(Mesh="set Voxel = 0.03 mm\n"))

    def test_ring_that_is_none(self):
        scaffold = "set Shape = hollow cylinder\nset Outer diameter = 6 mm\nset Inner diameter = 8 mm\n"
        self.assertEqual(self.message(Scaffold=scaffold), "a.spec:20: in Scaffold/Inner diameter: found 8 mm, expected less than the outer diameter, "
                         "6 mm.")

    def test_diameter_beside_the_outline_of_the_bone(self):
        self.assertEqual(self.message(Scaffold="set Outline = bone\nset Outer diameter = 6 mm\n"),
                         "a.spec:19: in Scaffold/Outer diameter: found an outer diameter beside 'Outline = bone', expected one of the two. With the "
                         "outline of the bone, Clearance keeps the scaffold within it.")

    def test_loose_part(self):
        """A bar that no pin reaches hangs in the air."""
        text = self.message(Pins="set Side = 0 deg\nset Positions = -12, 12 mm\nset Diameter = 2 mm\nset Outside length = 3 mm\n",
                            Bar="set Distance from bone = 8 mm\nset Width = 3 mm\nset Thickness = 2 mm\nset Length = 16 mm\n",
                            Mesh="set Voxel = 0.5 mm\nset Cells = hexahedra\n")
        self.assertRegex(text, r"^a.spec:14: in Mesh/Voxel: found a body in 2 pieces, the smallest of \d+ cells in bar at \(.*\) mm, expected one piece. "
                         "Let the parts touch: callus, scaffold and fixation hold the bone together.$")

    def test_quality_that_is_not_reached(self):
        text = self.message(Mesh=MESH + "set Least quality = 0.3\n", Defect="set Gap = 6 mm\nset Obliquity = 40 deg\n")
        self.assertRegex(text, r"^a.spec:15: in Mesh/Voxel: found a cell of quality 0\.\d+ in \w+ at \(.*\) mm; \d+ cells are below 0.3, expected a mean "
                         "ratio of at least 0.3 everywhere. Choose a smaller Voxel or Cell size there, or change the parts that meet at a sharp angle.$")


class BrokenBones(MeshTest):
    def message(self, name, bone=None, content=None):
        file = self.folder / name
        if content is not None:
            file.write_bytes(content)
        if bone:
            write_stl(file, *bone)
        return self.refused("defect", self.write("a.spec", specification()), "--bone", file, "-o", self.folder / "out.msh")

    def test_git_lfs_pointer(self):
        self.assertEqual(self.message("bone.stl", content=POINTER.encode()), f"bone.stl: found a Git LFS pointer instead of the file, expected {SURFACE}. "
                         "Fetch the file itself with 'git lfs pull'.")

    def test_empty_stl(self):
        self.assertEqual(self.message("bone.stl", content=bytes(84)), f"bone.stl: found an STL without triangles, expected {SURFACE}. Export the surface "
                         "again.")

    def test_another_kind_of_file(self):
        self.assertEqual(self.message("bone.obj", content=b"v 0 0 0\n"), f"bone.obj: found a file '.obj', expected {SURFACE}.")

    def test_open_surface(self):
        points, triangles = tube()
        self.assertRegex(self.message("bone.stl", (points, triangles[:-1])), r"^bone.stl: found an open surface: 3 of \d+ edges have one triangle, for "
                         r"instance at \(.*\), expected a closed surface. Fill its holes \(MeshLab: Close Holes; 3D Slicer: export the whole segment, "
                         r"not a clipped model\).$")

    def test_inside_out(self):
        points, triangles = tube()
        self.assertRegex(self.message("bone.stl", (points, triangles[:, ::-1])), r"^bone.stl: found a surface inside out: its normals point inwards, its "
                         r"volume is -4\d\d\d mm3, expected normals that point outwards. Flip them \(MeshLab: Invert Faces Orientation\).$")

    def test_one_triangle_turned(self):
        points, triangles = tube()
        triangles[10] = triangles[10][::-1]
        self.assertEqual(self.message("bone.stl", (points, triangles)), "bone.stl: found triangles whose normals disagree with their neighbours' at 3 "
                         "edges, expected normals that all point outwards. Let the program that wrote it orient them (MeshLab: Re-Orient All Faces "
                         "Coherently).")

    def test_surface_that_touches_itself(self):
        points, triangles = tube()
        extra = np.array([[*triangles[0][:2], len(points) - 1]])
        self.assertRegex(self.message("bone.stl", (points, np.concatenate([triangles, extra, extra[:, ::-1]]))),
                         "^bone.stl: found a surface that touches itself: 1 of .* expected a closed surface. Clean it .MeshLab: Repair Non Manifold Edges.")

    def test_metres(self):
        points, triangles = tube()
        self.assertEqual(self.message("bone.stl", (points / 1000, triangles)), "bone.stl: found a surface 0.06 mm long, expected a bone of 1 to 2000 mm. "
                         "If its coordinates are in m, export it again in mm.")

    def test_bone_shorter_than_the_model(self):
        self.assertEqual(self.message("bone.stl", tube(length=24.0)), "bone.stl: found a bone 24 mm long, of which 30 mm about the point 50 % from its "
                         "distal end are wanted, expected a Length of at most 24 mm there. Change Length or 'Middle of the defect' in section Bone.")


if __name__ == "__main__":
    unittest.main()
