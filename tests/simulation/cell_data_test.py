#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""cell_data_test.py CALLUS MPIEXEC: coefficients from data of cells and from functions of position. A column of bricks whose modulus differs
from brick to brick is a row of springs: the exact displacement is known."""
import csv
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest

CALLUS, MPIEXEC = os.path.abspath(sys.argv.pop(1)), sys.argv.pop(1)
ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMP_NUM_THREADS="1")
N_BRICKS = 6  # of 1 mm along z
MODULI = [100.0 + 150.0 * k for k in range(N_BRICKS)]
FIRST_CELL = 11  # the number of the first brick in the file: faces come first

CASE = """subsection Mesh
  set File = column.msh
  set Length unit = mm
  set Axis = z
end
subsection Materials
  subsection stuff
    set Young's modulus = 1 MPa [assumed]
    set Poisson ratio   = 0 1 [assumed]
    set Permeability    = 0 m4/(N s) [assumed]
  end
end
subsection Regions
  subsection bone
    set Role = fixed
    set Material = stuff
    subsection Varying
      subsection {coefficient}
{varying}      end
    end
  end
end
subsection Mechanics
  subsection Linear solver
    set Error tolerance = 1e-8
  end
  subsection Supports
    subsection low
      set Surface = low
      set Type = fixed
    end
  end
  subsection Loads
    subsection weight
      set Surface = high
      set Type = resultant force
      set Force = 0, 0, -1 N [assumed]
    end
  end
  subsection Ramp
    set Duration = 1 s [assumed]
    set Steps = 2
  end
end
subsection Time
  set End = 1 day
end
"""
FROM_DATA = "        set Cell data = youngs_modulus\n        set Factor = 1 MPa [measured]\n"


def mesh(version, binary, values, name="youngs_modulus", components=1):
    """A column of bricks in one of the four formats, with $ElementData."""
    points = [(x, y, z) for z in range(N_BRICKS + 1) for y in (0.0, 1.0) for x in (0.0, 1.0)]
    low, high = [1, 2, 4, 3], [4 * N_BRICKS + v for v in (1, 2, 4, 3)]
    bricks = [[4 * k + v for v in (1, 2, 4, 3, 5, 6, 8, 7)] for k in range(N_BRICKS)]
    out = bytearray()

    def text(line):
        out.extend((line + "\n").encode())

    def numbers(kinds, *items):
        if binary:
            out.extend(struct.pack("<" + kinds, *items))
        else:
            text(" ".join(map(str, items)))

    text("$MeshFormat")
    text(f"{version} {int(binary)} 8")
    if binary:
        out.extend(struct.pack("<i", 1) + b"\n")
    text("$EndMeshFormat\n$PhysicalNames\n3\n2 1 \"low\"\n2 2 \"high\"\n3 3 \"bone\"\n$EndPhysicalNames")
    if version == "4.1":
        text("$Entities")
        numbers("QQQQ", 0, 0, 2, 1)
        for tag, z in ((1, 0.0), (2, float(N_BRICKS))):
            numbers("iddddddQiQ", tag, 0.0, 0.0, z, 1.0, 1.0, z, 1, tag, 0)
        numbers("iddddddQiQ", 1, 0.0, 0.0, 0.0, 1.0, 1.0, float(N_BRICKS), 1, 3, 0)
        text("\n$EndEntities\n$Nodes")
        numbers("QQQQ", 1, len(points), 1, len(points))
        numbers("iiiQ", 3, 1, 0, len(points))
        for number in range(len(points)):
            numbers("Q", number + 1)
        for point in points:
            numbers("ddd", *map(float, point))
        text("\n$EndNodes\n$Elements")
        numbers("QQQQ", 3, 2 + N_BRICKS, 1, FIRST_CELL + N_BRICKS)
        for tag, side in ((1, low), (2, high)):
            numbers("iiiQ", 2, tag, 3, 1)
            numbers("QQQQQ", tag, *side)
        numbers("iiiQ", 3, 1, 5, N_BRICKS)
        for k, brick in enumerate(bricks):
            numbers("9Q", FIRST_CELL + k, *brick)
    else:
        text(f"$Nodes\n{len(points)}")
        for number, point in enumerate(points, 1):
            numbers("iddd", number, *map(float, point))
        text(f"\n$EndNodes\n$Elements\n{2 + N_BRICKS}")
        for kind, tag, number, nodes in ([(3, 1, 1, low), (3, 2, 2, high)] + [(5, 3, FIRST_CELL + k, b) for k, b in enumerate(bricks)]):
            if binary:
                out.extend(struct.pack("<iii", kind, 1, 2))
                numbers(f"{3 + len(nodes)}i", number, tag, tag, *nodes)
            else:
                numbers("", number, kind, 2, tag, tag, *nodes)
    text("\n$EndElements" if binary else "$EndElements")
    for title in ("something_else", name):  # data that nobody asks for come first
        text(f"$ElementData\n1\n\"{title}\"\n1\n0.0\n3\n0\n{components}\n{len(values) + 1}")
        numbers("i" + components * "d", 1, *[-7.0] * components)  # of a face: not ours
        for k, value in values:
            numbers("i" + components * "d", FIRST_CELL + k, *[float(value)] * components)
        text("\n$EndElementData" if binary else "$EndElementData")
    return bytes(out)


class CellData(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def callus(self, *words, ranks=1):
        command = [CALLUS, *words] if ranks == 1 else [MPIEXEC, "--oversubscribe", "-n", str(ranks), CALLUS, *words]
        return subprocess.run(command, env=ENVIRONMENT, cwd=self.folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              check=False, timeout=120)

    def write(self, varying, content, coefficient="Young's modulus"):
        (self.folder / "column.msh").write_bytes(content)
        (self.folder / "case.prm").write_text(CASE.format(varying=varying, coefficient=coefficient))

    def displacement(self, varying, content, ranks=1, coefficient="Young's modulus"):
        self.write(varying, content, coefficient)
        run = self.callus("run", "case.prm", "--output", "out", "--overwrite", ranks=ranks)
        self.assertEqual(run.returncode, 0, run.stdout)
        with (self.folder / "out/history.csv").open() as table:
            return float(list(csv.DictReader(table))[-1]["displacement of the loaded end [mm]"])

    def problem(self, varying, content, coefficient="Young's modulus"):
        self.write(varying, content, coefficient)
        run = self.callus("check", "case.prm")
        self.assertEqual(run.returncode, 1, run.stdout)
        return run.stdout

    # 1 N on 1 mm2, springs in a row; the Poisson ratio is 0
    EXACT = sum(1 / modulus for modulus in MODULI)

    def test_four_formats_and_three_ranks(self):
        values = list(enumerate(MODULI))
        for version in ("2.2", "4.1"):
            for binary in (False, True):
                with self.subTest(f"{version} {binary}"):
                    ranks = {("2.2", False): 1, ("4.1", False): 2, ("4.1", True): 3}.get((version, binary), 1)
                    self.assertAlmostEqual(self.displacement(FROM_DATA, mesh(version, binary, values), ranks) / self.EXACT, 1, 6)

    def test_unit(self):
        in_gpa = [(k, value / 1000) for k, value in enumerate(MODULI)]
        varying = FROM_DATA.replace("1 MPa", "1 GPa")
        self.assertAlmostEqual(self.displacement(varying, mesh("2.2", False, in_gpa)) / self.EXACT, 1, 6)

    def test_function_of_position(self):
        # the same moduli at the centres of the bricks
        varying = "        set Function = 100 + 150 * (z - 0.5)\n        set Factor = 1 MPa [measured]\n"
        self.assertAlmostEqual(self.displacement(varying, mesh("2.2", False, [])) / self.EXACT, 1, 6)

    def test_is_kept_in_the_cache_and_over_a_restart(self):
        values = list(enumerate(MODULI))
        self.write(FROM_DATA, mesh("2.2", True, values))
        case = (self.folder / "case.prm").read_text().replace("set Axis = z", "set Axis = z\n  set Cache = kept")
        (self.folder / "case.prm").write_text(case)
        for words in (("--output", "out"), ("--output", "again"), ("--output", "out", "--resume", "auto", "--set", "Time/End = 2 day")):
            run = self.callus("run", "case.prm", *words)
            self.assertEqual(run.returncode, 0, run.stdout)
            with (self.folder / words[1] / "history.csv").open() as table:
                for row in csv.DictReader(table):
                    self.assertAlmostEqual(float(row["displacement of the loaded end [mm]"]) / self.EXACT, 1, 6)
        self.assertIn("read from", self.callus("check", "case.prm").stdout)

    def test_problems(self):
        values = list(enumerate(MODULI))
        good = mesh("2.2", False, values)
        for said, varying, content, coefficient in (
                ("2 of the 6 cells without a value (the first is cell 5", FROM_DATA, mesh("4.1", True, values[:4]), None),
                ("no data of cells called 'youngs_modulus'", FROM_DATA, mesh("2.2", False, values, "young_modulus"), None),
                ("Did you mean 'young_modulus'?", FROM_DATA, mesh("2.2", False, values, "young_modulus"), None),
                ("3 components", FROM_DATA, mesh("2.2", False, values, components=3), None),
                ("1 of the 6 cells with a value outside", FROM_DATA, mesh("2.2", False, [(0, -1)] + values[1:]), None),
                ("the values are 100 ... 850 MPa", FROM_DATA + "        set Largest = 800 MPa [assumed]\n", good, None),
                ("both Cell data and Function", FROM_DATA + "        set Function = z\n", good, None),
                ("which is no function of x,y,z", "        set Function = 3 +* q\n        set Factor = 1 MPa [measured]\n", good, None),
                ("Varying/Young's modulus/Factor", "        set Cell data = youngs_modulus\n", good, None),
                ("the coefficient 'Youngs modulus'", FROM_DATA, good, "Youngs modulus"),
                ("a varying permeability of a solid without pores", FROM_DATA.replace("MPa", "mm4/(N s)"), good, "Permeability")):
            with self.subTest(said):
                self.assertIn(said, self.problem(varying, content, coefficient or "Young's modulus"))


if __name__ == "__main__":
    unittest.main()
