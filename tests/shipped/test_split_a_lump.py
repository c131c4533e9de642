#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""A lump of the library, split into its members by adding fields (tutorials/split_a_lump). The path of the program is the first argument."""
import csv
import pathlib
import subprocess
import sys
import tempfile
import unittest

import numpy

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "parameter_files/tutorials/split_a_lump"
MEMBERS = ("pro_inflammatory_signal", "interleukin_1", "interleukin_6")
PROGRAM = None


def course(name):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([PROGRAM, "well-mixed", FOLDER / f"{name}.prm", "--output", folder], check=True, capture_output=True, timeout=60)
        with open(pathlib.Path(folder) / "history.csv", newline="") as table:
            header, *rows = csv.reader(table)
    return dict(zip((column.split(" [")[0] for column in header), numpy.array(rows, dtype=float).T))


def difference(one, other):
    """The largest over the course, relative to the largest value."""
    return numpy.abs(one - other).max() / max(numpy.abs(one).max(), 1e-30)


class SplitALump(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lump, cls.split, cls.unequal = (course(name) for name in ("lump", "split", "unequal"))

    def test_equal_rates_and_weights_change_nothing(self):
        self.assertGreater(self.lump["woven_bone"].max(), 0.3)
        for field in self.lump.keys() - {MEMBERS[0]}:
            with self.subTest(field):
                self.assertLess(difference(self.lump[field], self.split[field]), 1e-6)

    def test_the_members_add_up_to_the_lump(self):
        self.assertLess(difference(self.lump[MEMBERS[0]], sum(self.split[member] for member in MEMBERS)), 1e-6)
        self.assertLess(difference(0.4 * self.lump[MEMBERS[0]], self.split[MEMBERS[0]]), 1e-6)

    def test_unequal_rates_and_weights_change_cells_and_tissues(self):
        for field, least in (("osteoclasts", 0.05), ("stem_cells", 0.03), ("woven_bone", 0.01)):
            with self.subTest(field):
                self.assertGreater(difference(self.lump[field], self.unequal[field]), least)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: test_split_a_lump.py PROGRAM [TEST...]")
    PROGRAM = sys.argv.pop(1)
    unittest.main()
