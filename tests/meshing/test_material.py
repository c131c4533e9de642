#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""From a CT to moduli: laws by values computed by hand, averages over cells as modulus, what is refused."""
import re
import unittest

import numpy as np

from mesh_test import MeshTest, SOURCE
from test_images import write_dicom, write_nrrd

from callus_mesh.material.laws import read_library
from callus_mesh.material.sampling import points_of_cells
from callus_mesh.mesh import Mesh
from callus_mesh.gmsh_writer import write_gmsh

CORNERS = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 1], [1, 0, 1], [1, 1, 1], [0, 1, 1]], dtype=float)
POINTS = ("--calibration", "0:0", "1000:0.8")


def boxes(edges):
    """Hexahedra side by side along x, one for each edge length, 4 x 4 across."""
    x = np.concatenate([[0], np.cumsum(edges)])
    points = np.array([[v, y, z] for v in x for y, z in ((0, 0), (4, 0), (4, 4), (0, 4))], dtype=float)
    cells = np.array([[4 * k, 4 * k + 4, 4 * k + 5, 4 * k + 1, 4 * k + 3, 4 * k + 7, 4 * k + 6, 4 * k + 2] for k in range(len(edges))])
    return Mesh(points, {"hexahedron": (cells, np.arange(len(edges)) % 2)}, ["bone", "marrow"][:min(2, len(edges))])


class Laws(unittest.TestCase):
    """Numbers computed with a pocket calculator from the formulae of the file."""

    def setUp(self):
        self.library = read_library()

    def check(self, name, density, modulus):
        self.assertAlmostEqual(float(self.library.law(name).modulus(np.array([density]))[0]) / modulus, 1, delta=2e-4, msg=name)

    def test_by_hand(self):
        self.check("morgan_femoral_neck", 0.5, 2438.7)  # 6850 * 0.5^1.49 = 6850 * 0.35601
        self.check("morgan_proximal_tibia", 0.3, 1519.6)  # 15520 * 0.3^1.93 = 15520 * 0.097914
        self.check("morgan_vertebra", 0.2, 384.1)  # 4730 * 0.2^1.56 = 4730 * 0.081210
        self.check("morgan_greater_trochanter", 0.2, 449.4)  # 15010 * 0.2^2.18 = 15010 * 0.029940
        self.check("morgan_pooled", 0.5, 2508.9)  # 8920 * 0.5^1.83 = 8920 * 0.28127
        self.check("carter_hayes", 2, 23000)  # 2875 * 8
        self.check("keller_femur", 1, 10500)
        self.check("keller_vertebra", 0.5, 499.4)  # 1890 * 0.5^1.92 = 1890 * 0.26426
        self.check("keyak", 0.2, 982.8)  # 33900 * 0.2^2.2 = 33900 * 0.028991
        self.check("keyak", 0.4, 2591.8)  # 469 + 5307 * 0.4
        self.check("keyak", 1.0, 10200)

    def test_pieces_of_keyak_nearly_meet(self):
        law = self.library.law("keyak")
        for end in law.up_to:
            below, above = law.modulus(np.array([end - 1e-9, end + 1e-9]))
            self.assertAlmostEqual(above / below, 1, delta=0.05)

    def test_carter_hayes_contains_the_strain_rate(self):
        self.assertAlmostEqual(self.library.law("carter_hayes").factor[0] / (3790 * 0.01 ** 0.06), 1, delta=1e-3)

    def test_each_law_says_where_it_comes_from(self):
        for law in self.library.laws.values():
            self.assertTrue(law.checked and law.site and law.species, law.name)
            key = re.search(r"\[(\w+)\]$", law.source)[1]
            self.assertIn(f"{{{key},", (SOURCE / "docs/references.bib").read_text(), law.name)

    def test_no_density_no_modulus(self):
        for law in self.library.laws.values():
            self.assertEqual(float(law.modulus(np.array([-0.3]))[0]), 0, law.name)


class Sampling(unittest.TestCase):
    def test_points_stand_for_equal_shares(self):
        """Means of x, y and z are those of the cell; those of squares come close."""
        cube, tetrahedron = CORNERS, np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], dtype=float)
        for corners, mean, square in ((cube, 0.5, 1 / 3), (tetrahedron, 0.25, 0.1)):
            x = points_of_cells(corners, np.arange(len(corners))[None], 6)[0]
            np.testing.assert_allclose(x.mean(axis=0), mean, atol=1e-9 if len(corners) == 8 else 0.01)
            np.testing.assert_allclose((x ** 2).mean(axis=0), square, rtol=0.03)
            self.assertTrue((x >= 0).all() and (x.sum(axis=1) <= (3 if len(corners) == 8 else 1)).all())


class Mapping(MeshTest):
    """A CT of 1 mm voxels, 12 x 4 x 4, its first voxel's centre at 0.5 mm: in its left half HU 0 (no bone), in the right one more."""

    def setUp(self):
        super().setUp()
        self.ct = np.full((12, 4, 4), -50, dtype=np.int16)
        self.ct[:4] = 400
        self.ct[4:8] = 800

    def map(self, mesh, *options, law="keller_femur"):
        write_gmsh(mesh, self.folder / "in.msh")
        write_nrrd(self.folder / "ct.nrrd", self.ct, spacing=(1, 1, 1), origin=(0.5, 0.5, 0.5))
        self.words = ("material", self.folder / "in.msh", "--image", self.folder / "ct.nrrd", "--law", law, "-o", self.folder / "out.msh", *options)

    def moduli(self, mesh, *options, **how):
        self.map(mesh, *options, **how)
        self.text = self.succeed(*self.words)
        return self.read(self.folder / "out.msh").cell_values["youngs_modulus"]["hexahedron"]

    def test_chain(self):
        """HU 400 -> QCT 0.32 -> ash 0.877 * 0.32 + 0.079 = 0.35964 -> E = 10500 * 0.35964^2.29 = 1009.55 MPa."""
        mesh = boxes([3.5])  # away from the step between the voxels
        self.assertAlmostEqual(self.moduli(mesh, *POINTS)[0], 1009.55, delta=0.2)
        # ... and apparent = 0.35964 / 0.6 = 0.5994: 6850 * 0.5994^1.49 = 3195.1 MPa
        self.assertAlmostEqual(self.moduli(mesh, *POINTS, law="morgan_femoral_neck")[0], 3195.1, delta=0.5)
        self.assertAlmostEqual(self.moduli(mesh, "--phantom", "0.0008", "0", "--ash", "same", law="keller_femur")[0], 772.65, delta=0.2)

    def test_mean_of_moduli_not_modulus_of_the_mean(self):
        """A cell half in 400, half in 800 HU: ash 0.35964 and 0.64028, E 1009.55 and 3782.5, mean 2396.0; at the mean density it is 2146.6."""
        self.assertAlmostEqual(self.moduli(boxes([8]), *POINTS)[0], 2396.0, delta=60)

    def test_limits_are_counted(self):
        """A third of the volume has HU -50: QCT -0.04, ash 0.044, E 8.2 MPa."""
        values = self.moduli(boxes([4, 4, 4]), *POINTS, "--limits", "50..3000", "--most-limited", "90")
        np.testing.assert_allclose(sorted(values), [50, 1009.55, 3000], rtol=1e-4)
        self.assertIn("33.33 % of the volume was below 50 MPa and 33.33 % above 3000 MPa, and was set to these limits", self.text)
        self.map(boxes([4, 4, 4]), *POINTS, "--limits", "50..3000")
        self.assertEqual(self.refused(*self.words), "ct.nrrd: found moduli below 50 MPa in 33 % and above 3000 MPa in 33 % of the volume; "
                         "densities (ash) from 0.0439 to 0.64 g/cm3, expected at most 5 %. Is the calibration right, and do mesh and image lie upon "
                         "each other? Marrow and soft tissue: leave them out (--regions); else change --limits or --most-limited.")

    def test_regions(self):
        values = self.moduli(boxes([4, 4]), *POINTS, "--regions", "bone")
        self.assertEqual(np.isfinite(values).tolist(), [True, False])

    def test_histogram(self):
        self.moduli(boxes([4, 4]), *POINTS, "--histogram", self.folder / "h.png")
        self.assertEqual((self.folder / "h.png").read_bytes()[1:4], b"PNG")
        self.assertIn("Young's modulus of 2 cells [MPa]: mean", self.text)
        self.assertIn("source: Keller 1994, J Biomech 27:1159 [keller1994]; checked: recalled", self.text)

    def message(self, mesh=None, *options):
        self.map(mesh or boxes([4, 4]), *(options or POINTS))
        return self.refused(*self.words)

    def test_eight_bits(self):
        self.ct = (self.ct // 8).clip(0, 200).astype(np.uint8)
        self.assertEqual(self.message(), "ct.nrrd: found values from 0 to 100, as a picture or a label image has, expected a CT in Hounsfield units "
                         "(air is -1000, water 0, cortical bone 1000 to 2000). Export the CT itself, without windowing to 8 bits.")

    def test_raw_values_of_the_scanner(self):
        self.ct += 1024
        self.assertEqual(self.message(), "ct.nrrd: found values from 974 to 1824, nothing below 0, expected a CT in Hounsfield units, in which air "
                         "and fat are negative. Scanners store HU + 1024: apply the intercept. If the image was cut to bone alone, say "
                         "--not-hounsfield.")

    def test_micro_ct(self):
        self.ct = (self.ct.astype(int) * 30).astype(np.int16)
        self.assertIn("found values from -1500 to 24000, 100 % of them outside of -1100 to 3100", self.message())

    def test_magnetic_resonance(self):
        write_gmsh(boxes([4]), self.folder / "in.msh")
        write_dicom(self.folder / "mr", self.ct, modality="MR")
        self.assertIn("mr: found an image of modality MR, expected a CT in Hounsfield units",
                      self.refused("material", self.folder / "in.msh", "--image", self.folder / "mr", "--law", "keyak", *POINTS, "-o",
                                   self.folder / "out.msh"))

    def test_mesh_beside_the_image(self):
        mesh = boxes([4, 4])
        mesh.points[:, :2] *= -1  # RAS instead of LPS
        message = self.message(mesh)
        self.assertRegex(message, r"in\.msh: found 2 of 2 cells outside of the image, such as at \(-2, -2, 2\) mm, expected a mesh within the image, "
                         r"which reaches from \(0, 0, 0\) to \(12, 4, 4\) mm \(LPS\)\. .* A mesh in RAS has x and y of the other sign\.$")

    def test_calibration(self):
        self.assertIn("found no calibration, expected one of --calibration", self.message(None, "--ash", "same"))
        self.assertIn("found a slope of 0.8 g/cm3 per HU", self.message(None, "--calibration", "0:0", "1000:800"))
        self.assertIn("found 1 point at 1 value of HU", self.message(None, "--calibration", "0:0"))

    def test_law_that_is_not_there(self):
        self.map(boxes([4]), *POINTS, law="morgan_femural_neck")
        self.assertIn("found no law 'morgan_femural_neck' (--law), expected one that the file lists. Did you mean 'morgan_femoral_neck'?",
                      self.refused(*self.words))

    def test_laws_of_the_user(self):
        text = (SOURCE / "meshing/density_laws.txt").read_text()
        mine = self.write("mine.txt", text.replace("subsection keyak", "subsection mine").replace("set Factor         = 33900, 5307, 10200 MPa",
                                                                                                  "set Factor = 1, 2 GPa\n    set Factr = 3"))
        self.map(boxes([4]), *POINTS, "--laws", mine)
        message = self.refused(*self.words)
        self.assertIn("found '1, 2 GPa', expected 3 numbers in MPa", message)
        self.assertIn("found unknown entry 'Factr', expected an entry of this section. Did you mean 'Factor'?", message)


if __name__ == "__main__":
    unittest.main()
