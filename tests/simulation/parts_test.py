#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""parts_test.py CALLUS MPIEXEC SOURCE_DIR: runs of a quarter of a body against the whole one, with biology; runs of mechanics alone; loads of devices
in the history."""
import csv
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

CALLUS, MPIEXEC, SOURCE = os.path.abspath(sys.argv.pop(1)), sys.argv.pop(1), pathlib.Path(sys.argv.pop(1)).resolve()
BASE = SOURCE / "tests/input_errors/base"
ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMP_NUM_THREADS="1")


def write_bricks(path, low, high, bricks):
    """Bone, callus and bone as bricks along z; sides named x_min ... z_max but for the ends of the bone."""
    n = [b + 1 for b in bricks]
    names = {(0, 0): "x_min", (0, 1): "x_max", (1, 0): "y_min", (1, 1): "y_max", (2, 0): "distal_end", (2, 1): "proximal_end"}
    tags = {name: tag for tag, name in enumerate(list(names.values()) + ["bone", "callus"], 1)}

    def node(at):
        return 1 + at[0] + n[0] * (at[1] + n[1] * at[2])

    points = [[low[k] + (high[k] - low[k]) * at[k] / bricks[k] for k in range(3)]
              for at in ((i, j, k) for k in range(n[2]) for j in range(n[1]) for i in range(n[0]))]
    elements = []
    corners = [(0, 0), (1, 0), (1, 1), (0, 1)]
    for k in range(bricks[2]):
        for j in range(bricks[1]):
            for i in range(bricks[0]):
                cell = [node((i + a, j + b, k + c)) for c in (0, 1) for a, b in corners]
                middle = bricks[2] // 3 <= k < 2 * bricks[2] // 3
                elements.append((5, tags["callus" if middle else "bone"], cell))
    for (axis, end), name in names.items():
        a, b = [k for k in range(3) if k != axis]
        for i in range(bricks[a]):
            for j in range(bricks[b]):
                side = []
                for da, db in corners:
                    at = [0, 0, 0]
                    at[axis], at[a], at[b] = end * bricks[axis], i + da, j + db
                    side.append(node(at))
                elements.append((3, tags[name], side))
    lines = ["$MeshFormat", "2.2 0 8", "$EndMeshFormat", "$PhysicalNames", str(len(tags))]
    lines += [f'{3 if name in ("bone", "callus") else 2} {tag} "{name}"' for name, tag in tags.items()]
    lines += ["$EndPhysicalNames", "$Nodes", str(len(points))]
    lines += [f"{number} {x} {y} {z}" for number, (x, y, z) in enumerate(points, 1)]
    lines += ["$EndNodes", "$Elements", str(len(elements))]
    lines += [" ".join(map(str, (number, kind, 2, tag, tag, *nodes))) for number, (kind, tag, nodes) in enumerate(elements, 1)]
    path.write_text("\n".join(lines + ["$EndElements", ""]))


class PartsTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def callus(self, *words, ranks=1):
        launcher = [] if ranks == 1 else [MPIEXEC, "-n", str(ranks), "--oversubscribe"]
        run = subprocess.run([*launcher, CALLUS, *map(str, words)], cwd=self.folder, env=ENVIRONMENT, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300, check=False)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        return run.stdout

    def run_case(self, name, text, ranks=1, more=()):
        (self.folder / f"{name}.prm").write_text(text)
        self.callus("run", f"{name}.prm", "--output", name, *more, ranks=ranks)
        with open(self.folder / name / "history.csv", newline="", encoding="utf-8") as table:
            return [{column: float(value) for column, value in row.items()} for row in csv.DictReader(table)]

    def expect_same(self, part, whole, tolerance):
        self.assertEqual(len(part), len(whole))
        for a, b in zip(part, whole):
            self.assertEqual(set(a), set(b))
            for column, value in b.items():
                self.assertLessEqual(abs(a[column] - value), tolerance * (1e-6 + abs(value)), f"day {b['day']}: {column}")


SOLVER = "subsection Mechanics\n  subsection Linear solver\n    set Relative tolerance = 1e-10\n  end\nend\n"


def healing_bar(mesh, planes=""):
    return (f"include {BASE}/base.prm\nsubsection Mesh\n  set File = {mesh}\n{planes}end\n{SOLVER}"
            "subsection Time\n  set End = 3 day\nend\n"
            "subsection Mechanics\n  subsection Loads\n    subsection weight\n      set Force = 10 N [assumed]\n    end\n  end\nend\n")


class Quarter(PartsTest):
    def test_a_quarter_heals_as_the_whole_bone(self):
        write_bricks(self.folder / "whole.msh", (-1, -1, 0), (1, 1, 3), (4, 4, 6))
        write_bricks(self.folder / "quarter.msh", (0, 0, 0), (1, 1, 3), (2, 2, 6))
        whole = self.run_case("whole", healing_bar("whole.msh"))
        quarter = self.run_case("quarter", healing_bar("quarter.msh", "  set Symmetry planes = x_min, y_min\n"), ranks=2)
        self.expect_same(quarter, whole, 1e-5)
        self.assertGreater(whole[-1]["new_bone volume [mm3]"], 0)
        text = self.callus("check", "quarter.prm")
        self.assertIn("a quarter of the body is meshed", text)
        self.assertIn("factor 4 on volumes and areas, 4 on forces, 1 on the movement of the fragments", text)


class OnePiece(PartsTest):
    def test_heals_without_measures_of_fragments(self):
        write_bricks(self.folder / "whole.msh", (-1, -1, 0), (1, 1, 3), (2, 2, 6))
        text = healing_bar("whole.msh")
        measured = self.run_case("measured", text)
        rows = self.run_case("one_piece", text + "subsection Measures\n  set Fragments = none\nend\n")
        of_fragments = ("axial interfragmentary", "bridged", "union")
        self.assertTrue(all(any(column.startswith(start) for column in measured[0]) for start in of_fragments))
        self.assertFalse([column for column in rows[0] if column.startswith(of_fragments)])
        self.assertGreater(rows[-1]["new_bone volume [mm3]"], 0)
        both = [column for column in rows[0] if column in measured[0]]
        self.expect_same([{column: row[column] for column in both} for row in rows], [{column: row[column] for column in both} for row in measured], 1e-12)


class MechanicsAlone(PartsTest):
    def case(self, more="", measures=""):
        """A bar without biology, from 50 N on day 0 to 100 N on day 4."""
        return (f"include {BASE}/materials.prm\n"
                f"subsection Mesh\n  set File = {BASE}/bar.msh\n  set Length unit = mm\n  set Axis = z\nend\n"
                "subsection Regions\n"
                "  subsection bone\n    set Role = fixed\n    set Material = bone\n  end\n"
                "  subsection callus\n    set Role = fixed\n    set Material = soft_tissue\n  end\nend\n"
                "subsection Mechanics\n"
                "  subsection Supports\n    subsection low\n      set Surface = distal_end\n      set Type = fixed\n    end\n  end\n"
                "  subsection Load schedule\n    set Days = 0, 4 day [assumed]\n    set Factors = 0.5, 1 [assumed]\n  end\n"
                "  subsection Ramp\n    set Duration = 1 s [assumed]\n    set Steps = 2\n  end\n"
                f"{more}end\n{SOLVER}subsection Time\n  set End = 7 day\nend\n{measures}")

    WEIGHT = ("  subsection Loads\n    subsection weight\n      set Surface = proximal_end\n      set Type = rigid plate force\n"
              "      set Force = 100 N [assumed]\n    end\n  end\n")

    def test_is_solved_when_the_load_changes(self):
        rows = self.run_case("alone", self.case(self.WEIGHT))
        self.assertEqual([row["day"] for row in rows], list(range(8)))
        self.assertEqual([row["applied force [N]"] for row in rows], [50, 62.5, 75, 87.5, 100, 100, 100, 100])
        for row in rows:
            self.assertAlmostEqual(row["stiffness of the loaded end [N/mm]"] * row["displacement of the loaded end [mm]"],
                                   row["applied force [N]"], 5)
        self.assertFalse(any(column.startswith(("bridged", "union", "new_bone")) for column in rows[0]))
        with open(self.folder / "alone/diagnostics.csv", newline="", encoding="utf-8") as table:
            solves = [row for row in csv.DictReader(table) if float(row["mechanics solves [1]"]) > 0]
        self.assertEqual(len(solves), 5)
        self.assertIn("Biology: none", self.callus("check", "alone.prm"))
        self.expect_same(self.run_case("ranks", self.case(self.WEIGHT), ranks=3), rows, 1e-7)

    def test_the_movement_of_fragments_if_they_are_named(self):
        measures = "subsection Measures\n  set Fragments = bone\n  set Bone fields = new_bone\nend\n"
        rows = self.run_case("measured", self.case(self.WEIGHT, measures))
        self.assertGreater(rows[0]["axial interfragmentary movement [mm]"], 0)
        self.assertLess(rows[0]["axial interfragmentary movement [mm]"], rows[0]["displacement of the loaded end [mm]"])
        self.assertIn("apparent stiffness [N/mm]", rows[0])

    def test_goes_on_from_a_checkpoint(self):
        text = self.case(self.WEIGHT) + "subsection Checkpoint\n  set Healing interval = 2 day\nend\n"
        rows = self.run_case("long", text)
        self.run_case("short", text.replace("End = 7", "End = 3"))
        (self.folder / "short.prm").write_text(text)
        self.expect_same(self.run_case("short", text, more=("--resume", "auto")), rows, 1e-9)

    DEVICE = ("  subsection Loads\n    subsection push\n      set Surface = proximal_end\n      set Type = resultant force\n"
              "      set Force = 1, 2, -3 N [assumed]\n    end\n  end\n"
              "  subsection Fixation\n    subsection locking_plate\n      set Between = proximal_end, distal_end\n"
              "      set Translational stiffness = 100, 200, 300 N/mm [assumed]\n"
              "      set Rotational stiffness = 1000, 2000, 3000 N mm [assumed]\n    end\n  end\n"
              "  set Regions left out = callus\n")

    def test_device_alone_carries_the_load(self):
        rows = self.run_case("device", self.case(self.DEVICE))
        names = [f"locking_plate {what} {axis}" for what in ("force", "moment about") for axis in "xyz"]
        units = ["N"] * 3 + ["N mm"] * 3
        load = [rows[4][f"{name} [{unit}]"] for name, unit in zip(names, units)]
        # the end at z = 3 carries the force, the reference point is at half the height
        for value, expected in zip(load, (1, 2, -3, -1.5 * 2, 1.5 * 1, 0)):
            self.assertAlmostEqual(value, expected, 6)
        self.assertAlmostEqual(rows[4]["fixator force [N]"], 3, 6)


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    unittest.main(verbosity=2)
