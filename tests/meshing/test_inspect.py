#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What `inspect` finds in a mesh: sizes, contact that was not meant, islands, thin walls, bad cells, the unit; its picture and its JSON."""
import json
import unittest
from unittest import mock

import numpy as np

import six_regions
from mesh_test import MeshTest
from six_regions import Body

from callus_mesh import picture
from callus_mesh.gmsh_writer import write_gmsh
from callus_mesh.mesh import Mesh
from callus_mesh.quality import mean_ratio
from callus_mesh.shapes import SHAPES

CUBE = ((0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1))


def bricks(labels, names):
    """A cube of 1 mm for each label above 0."""
    cells = np.argwhere(labels > 0)
    grid = np.array(labels.shape) + 1
    corner = np.stack([np.ravel_multi_index((cells + offset).T, grid) for offset in CUBE], axis=1)
    used, index = np.unique(corner, return_inverse=True)
    points = np.stack(np.unravel_index(used, grid), axis=1).astype(float)
    return Mesh(points, {"hexahedron": (index.reshape(corner.shape), labels[tuple(cells.T)] - 1)}, list(names))


class Quality(unittest.TestCase):
    def of(self, shape, points):
        mesh = Mesh(np.array(points, dtype=float), {shape: (np.arange(len(points))[None], np.zeros(1, dtype=int))}, ["a"])
        return float(mean_ratio(mesh, SHAPES[shape])[0])

    def test_tetrahedra(self):
        regular = [(1, 1, 1), (-1, 1, -1), (1, -1, -1), (-1, -1, 1)]
        self.assertAlmostEqual(self.of("tetrahedron", regular), 1)
        self.assertAlmostEqual(self.of("tetrahedron", [regular[k] for k in (1, 0, 2, 3)]), -1)
        # three edges of 1 and three of sqrt 2: 12 (1/2)^(2/3) / 9
        self.assertAlmostEqual(self.of("tetrahedron", [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)]), 12 * 0.5 ** (2 / 3) / 9)
        self.assertEqual(self.of("tetrahedron", [(0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 0)]), 0)

    def test_hexahedra(self):
        self.assertAlmostEqual(self.of("hexahedron", CUBE), 1)
        stretched = np.array(CUBE) * (1, 1, 8)
        self.assertAlmostEqual(self.of("hexahedron", stretched), 3 * 8 ** (2 / 3) / 66)


class Inspect(MeshTest):
    def survey(self, mesh):
        write_gmsh(mesh, self.folder / "a.msh")
        return json.loads(self.succeed("inspect", self.folder / "a.msh", "--json"))

    def test_table(self):
        six_regions.write_abaqus(Body(), self.folder / "a.inp")
        out = self.succeed("inspect", self.folder / "a.inp")
        self.assertRegex(out, r"cortical_bone +48 +64\.00 +1  0\.76 at ")
        self.assertRegex(out, r"osteotomy +8 +16\.00  inside the body")
        self.assertRegex(out, r"distal_end +16 +32\.00  \(0\.00, 0\.00, -1\.00\)")
        self.assertRegex(out, r"cortical_bone\|callus +8 +16\.00")

    def test_json(self):
        six_regions.write_abaqus(Body("hexahedron"), self.folder / "a.inp")
        found = json.loads(self.succeed("inspect", self.folder / "a.inp", "--json"))
        self.assertEqual((found["cells"], found["pieces"], round(found["volume"], 9), found["unnamed"]["faces"]), (48, 1, 384, 0))
        self.assertEqual(len(found["interfaces"]), 7)
        self.assertIn("the set of nodes 'pins'", found["not carried"][0])

    def test_islands_and_pieces(self):
        labels = np.zeros((10, 10, 14), dtype=int)
        labels[:, :, :11] = 1
        labels[0, 0, 13] = 1
        warnings = self.survey(bricks(labels, ["bone"]))["warnings"]
        self.assertIn("the body is in 2 pieces that share no faces. Do neighbouring volumes share their nodes?", warnings)
        self.assertIn("bone has an island of 1 mm3 (1 cell) at (0.50, 0.50, 13.50)", warnings)

    def test_contact_that_was_not_meant(self):
        labels = np.zeros((12, 12, 12), dtype=int)
        labels[:, :, :6] = 1
        labels[:, :, 6:] = 3
        labels[3:9, 3:9, 5:] = 2
        labels[0, 0, 6] = 2
        found = self.survey(bricks(labels, ["bone", "scaffold", "callus"]))
        contact = {"|".join(row["regions"]): row["area"] for row in found["interfaces"]}
        self.assertEqual(contact["bone|scaffold"], 36 + 4 * 6 + 1)
        labels[3:9, 3:9, 5:8] = 3
        found = self.survey(bricks(labels, ["bone", "scaffold", "callus"]))
        self.assertTrue(any(text.startswith("bone and scaffold touch over 1 mm2 only (0.6 % of the surface of scaffold), at (0.50, 0.50, 6.00)") for text in found["warnings"]))

    def thin(self, thickness):
        row = self.survey(bricks(np.ones((10, 10, thickness), dtype=int), ["plate"]))["regions"][0]
        return row["one cell across"]["share"], row["two cells across"]["share"]

    def test_thin_walls(self):
        self.assertEqual([self.thin(n) for n in (1, 2, 3, 4)], [(1, 0), (0, 1), (0, 0), (0, 0)])

    def test_thin_part_of_a_thick_body(self):
        labels = np.zeros((8, 8, 20), dtype=int)
        labels[:, :, :6] = 1
        labels[4, :, 6:] = 1
        row = self.survey(bricks(labels, ["bone"]))["regions"][0]
        fin = 8 * 14
        self.assertAlmostEqual(row["one cell across"]["share"], fin / (fin + 8 * 8 * 6), delta=0.04)

    def test_worst_cells_have_a_place(self):
        mesh = bricks(np.ones((3, 3, 3), dtype=int), ["bone"])
        corner = int(np.argmin(((mesh.points - 3) ** 2).sum(axis=1)))
        mesh.points[corner] -= 0.6
        worst = self.survey(mesh)["worst cells"][0]
        self.assertLess(worst["quality"], 0.75)
        np.testing.assert_allclose(worst["at"], (2.425,) * 3)

    def test_unit(self):
        for factor, words in ((1, "as a mouse femur or a defect: plausible in mm"), (28, "as a human tibia: plausible in mm"),
                              (0.001, "no bone. If the file is in m, it is 12 mm: --length-unit m")):
            mesh = bricks(np.ones((2, 2, 12), dtype=int), ["bone"])
            mesh.points *= factor
            write_gmsh(mesh, self.folder / "a.msh")
            self.assertIn(words, self.succeed("inspect", self.folder / "a.msh"))

    def test_cells_that_are_inside_out_are_turned(self):
        mesh = bricks(np.ones((2, 2, 2), dtype=int), ["bone"])
        corners, region = mesh.cells["hexahedron"]
        corners[3] = corners[3][[4, 5, 6, 7, 0, 1, 2, 3]]
        write_gmsh(mesh, self.folder / "a.msh")
        out = self.succeed("inspect", self.folder / "a.msh")
        self.assertIn("note: turned: 1 cell inside out (numbered the other way round)", out)
        self.assertRegex(out, r"bone +8 +8\.00 +1  1\.00")

    def test_pictures(self):
        six_regions.write_vtk(Body(), self.folder / "a.vtk")
        self.succeed("inspect", self.folder / "a.vtk", "--picture", self.folder / "a.png")
        self.assertEqual((self.folder / "a.png").read_bytes()[1:4], b"PNG")
        self.assertEqual([p.name for p in self.folder.glob(".*")], [], "no file half written")

    def test_labels_of_the_axes_are_above_the_legend(self):
        figures = []
        with mock.patch.object(picture, "save", lambda figure, file: figures.append(figure)):
            for counts in ((7, 3, 9), (2, 2, 20), (9, 9, 2)):
                picture.write_picture(bricks(np.ones(counts, dtype=int), ["bone"]), "a.png")
            picture.write_picture(bricks(np.arange(1, 11).reshape(10, 1, 1), [f"scaffold_pores_{k}" for k in range(10)]), "a.png")
        for figure in figures:
            figure.canvas.draw()
            label = figure.axes[1].xaxis.label.get_window_extent()
            legend = figure.legends[0].get_window_extent()
            self.assertGreater(label.y0, legend.y1)
            self.assertGreater(legend.x0, 0)


if __name__ == "__main__":
    unittest.main()
