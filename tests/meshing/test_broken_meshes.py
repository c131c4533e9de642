#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Files that are no mesh, or not one that callus can use: each with its message, exit code 1, nothing written."""
import struct
import unittest

import six_regions
from mesh_test import SOURCE, MeshTest
from six_regions import Body
from test_abaqus import CUBE

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "4d7a" * 16 + "\nsize 132735\n"


class BrokenMeshes(MeshTest):
    def message(self, name, content, *options):
        if isinstance(content, bytes):
            (self.folder / name).write_bytes(content)
        elif content is not None:
            self.write(name, content)
        return self.refused("convert", self.folder / name, "-o", self.folder / "out.msh", *options)

    def abaqus(self, more):
        return self.message("cube.inp", CUBE + more)

    def test_no_file(self):
        self.assertEqual(self.message("none.inp", None), "none.inp: found no file that can be read (No such file or directory), expected an "
                         "Abaqus input file (.inp). Is the name right?")

    def test_git_lfs_pointer(self):
        for name, what in (("a.inp", "an Abaqus input file (.inp)"), ("a.feb", "an FEBio input file (.feb, version 2.5 to 4)"),
                           ("a.vtu", "a VTK file with an unstructured grid (.vtu or .vtk)"), ("a.unv", "an I-DEAS universal file (.unv)"),
                           ("a.msh", "a Gmsh mesh (.msh, format 2.2 or 4.1)")):
            self.assertEqual(self.message(name, POINTER), f"{name}: found a Git LFS pointer instead of the file, expected {what}. "
                             "Fetch the file itself with 'git lfs pull'.")

    def test_empty_file(self):
        self.assertEqual(self.message("a.feb", ""), "a.feb: found an empty file, expected an FEBio input file (.feb, version 2.5 to 4). "
                         "Export or copy it again.")

    def test_web_page(self):
        self.assertEqual(self.message("a.inp", "<!DOCTYPE html><html>"), "a.inp: found a web page, expected an Abaqus input file (.inp). "
                         "Download the file itself, not the page that shows it (on GitHub: 'Raw').")

    def test_surface_instead_of_a_mesh(self):
        self.assertEqual(self.message("a.stl", "solid"), "a.stl: found a surface, not a mesh of volumes: fill it with `callus-mesh defect SPEC "
                         "--bone FILE`, expected a mesh: .msh, .inp, .feb, .vtu, .vtk, .unv.")

    def test_results_instead_of_a_mesh(self):
        self.assertIn("found results of Abaqus: use the .inp file of the job", self.message("a.odb", "x"))

    def test_output_that_is_no_msh(self):
        file = self.write("cube.inp", CUBE)
        self.assertEqual(self.refused("convert", file, "-o", self.folder / "out.vtu"), "out.vtu: found a name that ends with '.vtu', expected "
                         "a name that ends with .msh. callus reads Gmsh's format.")

    def test_folders_that_are_not_there(self):
        file = self.write("cube.inp", CUBE)
        self.assertEqual(self.refused("convert", file, "-o", self.folder / "sub/out.msh"), "sub/out.msh: found no folder 'sub', expected a folder that "
                         "exists. Make it: mkdir -p sub")
        self.assertEqual(self.refused("convert", file, "-o", self.folder / "out.msh", "--picture", self.folder / "sub/a.png"), "sub/a.png: found no "
                         "folder 'sub', expected a folder that exists. Make it: mkdir -p sub")

    def test_abaqus_several_problems_at_once(self):
        self.assertEqual(self.abaqus("*Element, type=C3D9\n2, 1\n*Elset, elset=a, generate\n1, 4, 2\n*Elset, elset=b\n1, x.5y\n*Node\n9, 0,5, z, 1\n"),
                         "3 problems in cube.inp:\n"
                         "cube.inp:12: found elements of type 'C3D9', expected one of: C3D4, C3D10, C3D8, C3D8R, C3D20 (and their variants). Did "
                         "you mean 'C3D8'?\n"
                         "cube.inp:15: found GENERATE with '1, 4, 2', expected first, last, increment; the last is reached by whole increments.\n"
                         "cube.inp:19: found 'z', expected a number, with a decimal point.")

    def test_abaqus_set_that_is_not_there(self):
        self.assertEqual(self.abaqus("*Elset, elset=bone\n1\n*Surface, name=top\nbones, S2\n"), "cube.inp:15: found the set 'bones', which is not "
                         "defined, expected *ELSET of that name. Did you mean 'bone'?")

    def test_abaqus_side_that_is_not_there(self):
        self.assertEqual(self.abaqus("*Surface, name=top\n1, S7\n"), "cube.inp:13: found side 'S7' of hexahedra, expected S1 to S6.")

    def test_abaqus_node_that_is_not_there(self):
        self.assertEqual(self.abaqus("*Element, type=C3D4\n2, 1, 2, 3, 99\n"), "cube.inp: found node 99 in elements of type C3D4, which is not "
                         "among the nodes of the file, expected numbers of nodes of the file. Was a part of the file lost? Export the mesh again.")

    def test_abaqus_cut_off(self):
        self.assertEqual(self.abaqus("*Element, type=C3D4\n2, 1, 2, 3\n"), "cube.inp:13: found 3 nodes of element 2, expected 4, as *ELEMENT, "
                         "TYPE=C3D4 says. Is the file cut off?")

    def test_abaqus_wedges(self):
        self.assertEqual(self.abaqus("*Element, type=C3D6\n2, 1, 2, 3, 5, 6, 7\n"), "cube.inp: found 1 prism, expected tetrahedra or "
                         "hexahedra. Mesh with tetrahedra only, or with hexahedra only.")

    def test_abaqus_two_shapes(self):
        self.assertEqual(self.abaqus("*Element, type=C3D4\n2, 1, 2, 3, 5\n"), "cube.inp: found 1 hexahedron and 1 tetrahedron, expected cells of "
                         "one shape. Mesh with tetrahedra only, or with hexahedra only.")

    def test_abaqus_include_that_is_not_there(self):
        self.assertEqual(self.abaqus("*Include, input=mesh.inp\n"), "cube.inp:12: found *INCLUDE of 'mesh.inp', which is not there, expected a "
                         "file beside cube.inp. Copy it there.")

    def test_abaqus_nodes_by_a_rule(self):
        self.assertEqual(self.abaqus("*Ngen\n1, 2, 1\n"), "cube.inp:12: found *NGEN, which makes nodes or elements by a rule, expected nodes and "
                         "elements one by one. Write the mesh out, for instance from Abaqus/CAE as an orphan mesh.")

    def test_abaqus_cell_twice(self):
        self.assertEqual(self.abaqus("*Element, type=C3D8\n2, 1, 2, 3, 4, 5, 6, 7, 8\n"), "cube.inp: found 1 cell twice, the first at (0.5, 0.5, "
                         "0.5) mm, expected each cell once. Remove the duplicates, or export the mesh again.")

    def test_febio_old_version(self):
        self.assertEqual(self.message("a.feb", '<febio_spec version="1.2"></febio_spec>'), 'a.feb: found <febio_spec version="1.2">, expected '
                         "<febio_spec> of version 2.5, 3 or 4. Save it with a newer FEBio Studio.")

    def test_febio_cut_off(self):
        six_regions.write_febio(Body(), self.folder / "whole.feb")
        text = (self.folder / "whole.feb").read_text()
        self.assertRegex(self.message("a.feb", text[:3000]), r"^a\.feb:\d+: found text that is no XML .*, expected an FEBio input file .*\. "
                         r"Is the file whole\? Export it again\.$")

    def test_vtu_cut_off(self):
        six_regions.write_vtu(Body(), self.folder / "whole.vtu")
        self.assertEqual(self.message("a.vtu", (self.folder / "whole.vtu").read_text()[:4000]), "a.vtu: found a file without </VTKFile> at its "
                         "end, expected a VTK file with an unstructured grid (.vtu or .vtk). It is cut off: copy or export it again.")

    def test_vtk_image(self):
        self.assertEqual(self.message("a.vtk", "# vtk DataFile Version 3.0\nx\nASCII\nDATASET STRUCTURED_POINTS\n"), "a.vtk: found a VTK file "
                         "without DATASET UNSTRUCTURED_GRID, expected a VTK file with an unstructured grid (.vtu or .vtk). An image goes through "
                         "`callus-mesh image`, a surface through `defect`.")

    def test_region_array_that_is_not_there(self):
        six_regions.write_vtu(Body(), self.folder / "a.vtu")
        self.assertEqual(self.message("a.vtu", None, "--region-array", "materiel"), "a.vtu: found no cell array 'materiel' with one number a "
                         "cell, expected the name of a cell array of the file. Did you mean 'material'?")

    def test_region_array_of_moduli(self):
        six_regions.write_vtu(Body(), self.folder / "a.vtu")
        self.assertEqual(self.message("a.vtu", None, "--region-array", "modulus"), "a.vtu: found 288 values in the cell array 'modulus', such as "
                         "0.5, expected whole numbers, one for each region. Is this the array with the regions? Say which: --region-array NAME")

    def test_vtk_with_a_point_that_is_not_there(self):
        six_regions.write_vtk(Body(), self.folder / "whole.vtk")
        text = (self.folder / "whole.vtk").read_text()
        self.assertEqual(self.message("a.vtk", text.replace("\n4 0 1 ", "\n4 0 999 ", 1)), "a.vtk: found point 999 in a cell, but 105 points, "
                         "expected a VTK file with an unstructured grid (.vtu or .vtk). The file is damaged: write it again.")

    def test_vtk_that_ends_the_reader(self):
        """VTK writes beyond its arrays for a number of cells that is too small; the message comes all the same."""
        six_regions.write_vtk(Body(), self.folder / "whole.vtk")
        text = (self.folder / "whole.vtk").read_text()
        head = next(line for line in text.splitlines() if line.startswith("CELLS"))
        message = self.message("a.vtk", text.replace(head, "CELLS 472 12"))
        self.assertRegex(message, r"^a\.vtk: found .*, expected a VTK file with an unstructured grid")

    def test_unv_without_elements(self):
        self.assertEqual(self.message("a.unv", "    -1\n  2411\n    -1\n"), "a.unv: found no dataset 2412 (elements), only 2411, expected an "
                         "I-DEAS universal file (.unv). Export the mesh again.")

    def test_unv_cut_off(self):
        self.assertEqual(self.message("a.unv", "    -1\n  2411\n 1 1 1 11\n"), "a.unv:2: found dataset 2411 without an end, expected a line with -1 "
                         "behind it. The file is cut off: copy or export it again.")

    def test_gmsh_cut_off(self):
        for binary in (False, True):
            six_regions.write_gmsh(Body(), self.folder / "whole.msh", 4.1, binary)
            data = (self.folder / "whole.msh").read_bytes()
            message = self.message("a.msh", data[:data.index(b"$Elements") + 60])
            self.assertRegex(message, r"^a\.msh: in \$Elements: found (the end of the file|10 blocks of elements, which the rest of the file "
                             r"cannot hold), expected .*\. Export the mesh from Gmsh again \(format 2\.2 or 4\.1\), or fetch an unbroken copy\.$")

    def test_gmsh_plane_mesh(self):
        self.assertEqual(self.refused("inspect", SOURCE / "meshes/rectangles/half_callus.msh").split("half_callus.msh: ")[1], "found a plane mesh, "
                         "expected a mesh of volumes. callus reads plane meshes of Gmsh as they are: `callus check` says what is in them.")

    def test_gmsh_format_4_0(self):
        self.assertEqual(self.message("a.msh", "$MeshFormat\n4 0 8\n$EndMeshFormat\n"), "a.msh:2: found Gmsh format '4', expected format 2.2 or "
                         "4.1. Open it in Gmsh and export it as .msh, version 2.2 or 4.1.")

    def test_name_for_a_group_that_is_not_there(self):
        self.assertEqual(self.message("cube.inp", CUBE + "*Elset, elset=bone\n1\n", "--name", "bine=callus"), "cube.inp: found no group 'bine' "
                         "(--name bine=callus), expected a region, set or surface of the file. Did you mean 'bone'?")

    def test_length_unit(self):
        self.assertEqual(self.message("cube.inp", CUBE, "--length-unit", "inch"), "--length-unit: found 'inch', expected one of: mm, um, µm, cm, m.")


def stl(triangles):
    return b"\0" * 80 + struct.pack("<I", len(triangles)) + b"".join(struct.pack("<12fH", 0, 0, 0, *sum(map(list, t), []), 0) for t in triangles)


TETRAHEDRON = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)]
CLOSED = [[TETRAHEDRON[i] for i in side] for side in ((0, 2, 1), (0, 1, 3), (1, 2, 3), (2, 0, 3))]


class Surfaces(MeshTest):
    def inspect(self, triangles):
        (self.folder / "a.stl").write_bytes(stl(triangles))
        return self.succeed("inspect", self.folder / "a.stl")

    def test_closed(self):
        self.assertIn("watertight: yes, 1 part, encloses 0.17 mm3", self.inspect(CLOSED))

    def test_open(self):
        out = self.inspect(CLOSED[:3])
        self.assertIn("watertight: NO; 1 part", out)
        self.assertIn("a hole of 3 edges, 3.41 mm around, at (0.00, 0.33, 0.33)", out)

    def test_inside_out(self):
        self.assertIn("the surface is inside out", self.inspect([side[::-1] for side in CLOSED]))

    def test_one_triangle_turned(self):
        self.assertIn("3 edges between triangles that are turned against each other", self.inspect([CLOSED[0][::-1], *CLOSED[1:]]))

    def test_cut_off(self):
        (self.folder / "a.stl").write_bytes(stl(CLOSED)[:-50])
        self.assertEqual(self.refused("inspect", self.folder / "a.stl"), "a.stl: found an STL with room for 3 triangles that says it has 4, "
                         "expected a whole STL file. It is cut off: copy or export it again.")

    def test_empty(self):
        (self.folder / "a.stl").write_bytes(stl([]))
        self.assertEqual(self.refused("inspect", self.folder / "a.stl"), "a.stl: found an STL without triangles, expected a surface of triangles "
                         "(STL, PLY or VTP). Export the surface again.")


if __name__ == "__main__":
    unittest.main()
