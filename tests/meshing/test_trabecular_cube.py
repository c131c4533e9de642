#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""test_trabecular_cube.py CALLUS: from voxels to apparent moduli. A solid box has the moduli of its material; walls that
go through carry by their section; the trabecular cube (where its image is) lies below the bound of Voigt."""
import csv
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import numpy as np

CALLUS = os.path.abspath(sys.argv.pop(1))

from mesh_test import DATA, SOURCE  # noqa: E402
from test_images import write_nrrd  # noqa: E402

SCRIPT = SOURCE / "parameter_files/validation/trabecular_cube/apparent_modulus.py"
CUBE = DATA / "trabecular_microct_100.nrrd"
TISSUE, POISSON = 18000, 0.3
ENVIRONMENT = dict(os.environ, CALLUS_DATA=str(SOURCE), OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMP_NUM_THREADS="1")


class TrabecularCube(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)

    def moduli(self, image, *options):
        done = subprocess.run([SCRIPT, image, "--callus", CALLUS, "--output", self.folder / "out", *options], capture_output=True, text=True,
                              env=ENVIRONMENT)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.text = done.stdout
        with open(self.folder / "out" / "apparent_modulus.csv", encoding="utf-8") as file:
            rows = dict(list(csv.reader(file))[1:])
        return np.array([float(rows[name]) for name in "xyz"])

    def of_voxels(self, values, *options):
        write_nrrd(self.folder / "a.nrrd", values, spacing=(0.5, 0.4, 0.6), origin=(0, 0, 0))
        return self.moduli(self.folder / "a.nrrd", "--coarsen", "1", "--threshold", "100", *options)

    def test_solid(self):
        solid = np.full((3, 4, 2), 200, dtype=np.uint8)
        np.testing.assert_allclose(self.of_voxels(solid), TISSUE, rtol=1e-4)
        confined = TISSUE * (1 - POISSON) / ((1 + POISSON) * (1 - 2 * POISSON))
        np.testing.assert_allclose(self.of_voxels(solid, "--sides", "guided"), confined, rtol=1e-4)

    def test_walls(self):
        """Walls that go through the box along z: the modulus there is their share of the section."""
        wall = np.zeros((4, 3, 3), dtype=np.uint8)
        wall[:2] = 200
        wall[:, 0] = 200  # to the far side, so that the box is as wide as the image
        modulus = self.of_voxels(wall)
        self.assertAlmostEqual(modulus[2] / TISSUE, (2 * 3 + 2 * 1) / 12, delta=1e-3)

    @unittest.skipUnless(CUBE.exists(), "skipped: the micro-CT of the cube is not there")
    def test_trabecular_bone(self):
        modulus = self.moduli(CUBE, "--coarsen", "5")
        share = float(self.text.split()[3].rstrip(","))
        self.assertAlmostEqual(share, 0.19, delta=0.03)
        self.assertTrue((modulus > 0).all() and (modulus < share * TISSUE).all(), "no more than Voigt's bound")
        self.assertTrue((modulus > 150).all() and (modulus < 1100).all(), "between Carter and Hayes and Morgan's lowest law at this density")


if __name__ == "__main__":
    unittest.main()
