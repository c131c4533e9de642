#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""living_scaffold_test.py CALLUS MPIEXEC SOURCE_DIR: scaffolds that change with time."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import numpy
import pandas

CALLUS, MPIEXEC, SOURCE = os.path.abspath(sys.argv.pop(1)), sys.argv.pop(1), pathlib.Path(sys.argv.pop(1)).resolve()
TUTORIAL = SOURCE / "parameter_files/tutorials/living_scaffold/living_scaffold.prm"
DELIVERY = SOURCE / "parameter_files/tutorials/delivery/delivery.prm"
ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMP_NUM_THREADS="1")
SHARE, MOVEMENT = "share of the scaffold in the stiffness", "axial interfragmentary movement"


class Living(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def run_case(self, case, name, *words, ranks=1, command="run"):
        program = [CALLUS] if ranks == 1 else [MPIEXEC, "--oversubscribe", "-n", str(ranks), CALLUS]
        run = subprocess.run([*program, command, str(case), "--output", str(self.folder / name), *words], env=ENVIRONMENT, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=500)
        self.assertEqual(run.returncode, 0, run.stdout[-3000:])
        return pandas.read_csv(self.folder / name / "history.csv").rename(columns=lambda column: column.split(" [")[0])

    def test_hands_its_load_over_without_a_jump(self):
        faster = ["--set", "Processes/plga_mass_loss/Rate = 0.3 1/day [assumed]"]  # the end within the test
        history = self.run_case(TUTORIAL, "whole", *faster, "--set", "Time/End = 60 day")
        self.assertGreater(history[SHARE].iloc[0], 0.99)
        self.assertLess(history[SHARE].iloc[-1], 0.2)
        self.assertTrue((history[SHARE].diff().dropna() < 1e-4).all())
        # no day moves the bone, or shifts the share, by more than a step of this size
        self.assertLess((history[MOVEMENT].diff() / history[MOVEMENT]).abs().max(), 0.1)
        self.assertLess(history[SHARE].diff().abs().max(), 0.1)
        # the scaffold goes, its pores open, the bone that takes over is stiffer in the end
        solid = history["scaffold_solid"]
        self.assertLess(solid.iloc[-1], 0.7 * solid.iloc[0])
        self.assertAlmostEqual(solid.iloc[30] / solid.iloc[0], 1, 6)  # bulk hydrolysis: no mass is lost before the chains are short
        self.assertLess(history["scaffold_chain_length"].iloc[30], 0.25)
        self.assertLess(history[MOVEMENT].iloc[-1], history[MOVEMENT].iloc[0])

    def test_is_the_same_on_two_ranks_and_after_a_stop(self):
        start = ["--set", "Processes/plga_chain_scission/Rate = 0.5 1/day [assumed]",
                 "--set", "Processes/plga_mass_loss/Rate = 0.5 1/day [assumed]"]
        one = self.run_case(TUTORIAL, "one", *start, "--set", "Time/End = 8 day")
        self.assertLess(one["scaffold_solid"].iloc[-1], 0.9 * one["scaffold_solid"].iloc[0])
        self.run_case(TUTORIAL, "two", *start, "--set", "Time/End = 5 day", ranks=2)
        two = self.run_case(TUTORIAL, "two", *start, "--set", "Time/End = 8 day", "--resume", "auto")
        for column in (SHARE, MOVEMENT, "scaffold_solid", "m1_macrophages", "oxygen"):
            for a, b in zip(one[column], two[column]):
                self.assertLess(abs(a - b), 2e-3 * abs(a) + 1e-9, column)

    def test_begins_as_the_same_scaffold_that_does_not_change(self):
        """A node between scaffold and callus holds the mean of both: no reason for a softer scaffold there."""
        text = TUTORIAL.read_text().replace("../../../meshes", str(SOURCE / "meshes"))
        rows = []
        for name, case in (("changes", text), ("stays", text.replace("      set Solid fields   = scaffold_solid\n", ""))):
            (self.folder / f"{name}.prm").write_text(case)
            rows.append(self.run_case(self.folder / f"{name}.prm", name, "--set", "Time/End = 0.1 day").iloc[0])
        self.assertNotEqual(text, case)
        self.assertAlmostEqual(rows[0][MOVEMENT] / rows[1][MOVEMENT], 1, 9)
        self.assertAlmostEqual(rows[0][SHARE], rows[1][SHARE], 9)

    def test_a_scaffold_that_does_not_change_stays(self):
        history = self.run_case(TUTORIAL.parent.parent / "sheep_metatarsus/with_scaffold.prm", "constant", "--set", "Time/End = 1 day", "--set",
                                f"Mesh/File = {SOURCE}/meshes/sheep_metatarsus/sheep_metatarsus_scaffold_coarse.msh")
        self.assertNotIn(SHARE, history)
        self.assertEqual(history["scaffold_solid"].nunique(), 1)

    def magnesium(self):
        case = self.folder / "magnesium.prm"
        text = DELIVERY.read_text()
        sections = text[text.index("subsection Well-mixed"):text.index("subsection Time")]
        case.write_text("include library/biology.prm\ninclude library/species_rat.prm\ninclude library/supply.prm\n"
                        "include library/scaffolds/magnesium_alloy.prm\n" + sections +
                        "subsection Fields\n  subsection scaffold_solid\n    set Initial value = 0.3 1 [assumed]\n  end\nend\n"
                        "subsection Time\n  set End = 60 day\nend\n")
        return case

    def test_magnesium_is_not_lost(self):
        history = self.run_case(self.magnesium(), "magnesium", command="well-mixed")
        held = 71500 * 0.3
        balance = 71500 * history["scaffold_solid"] + history["magnesium_store"] + history["magnesium_delivered"] + history["magnesium_cleared"]
        self.assertLess((balance / held - 1).abs().max(), 1e-3)
        # struts of 300 um, from both sides 0.82 um a day: s = s_0 (1 - 2 v t/d_0)^2
        exact = 0.3 * (1 - 2 * 0.82 * history["day"] / 300) ** 2
        self.assertLess((history["scaffold_solid"] / exact - 1).abs().max(), 2e-3)
        self.assertGreater(history["magnesium_cleared"].iloc[-1], 0.3 * held)

    def test_bone_follows_surfaces(self):
        """With guidance bone is beside bone and scaffold; what the case forms elsewhere is less."""
        case = self.folder / "guided.prm"
        more = "subsection Processes\n  subsection bone_surface_at_bone\n    set Surfaces = callus|cortical_bone, scaffold|cortical_bone\n  end\nend\n"
        case.write_text(f"include {TUTORIAL}\ninclude library/overlays/surface_guidance.prm\n{more}"
                        "subsection Probes\n  subsection far\n    set Point = 14.5, 0, 5 mm [assumed]\n  end\nend\n")
        plain = self.folder / "plain.prm"
        plain.write_text(f"include {TUTORIAL}\nsubsection Probes\n  subsection far\n    set Point = 14.5, 0, 5 mm [assumed]\n  end\nend\n")
        end = ["--set", "Time/End = 24 day", "--set", "Coupling/Shortest interval = 12 day"]
        guided, free = (self.run_case(file, file.stem, *end) for file in (case, plain))
        self.assertLess(guided["far: woven_bone"].iloc[-1], 0.3 * free["far: woven_bone"].iloc[-1])
        self.assertGreater(guided["woven_bone"].iloc[-1], 0.2 * free["woven_bone"].iloc[-1])

    def test_a_gyroid_is_what_its_unit_cell_says(self):
        """Four cells along each axis, meshed brick by brick, between smooth platens and with free sides, against the unit cell: within 10 %."""
        fraction = write_gyroid(self.folder / "gyroid.msh", n_cells=4, voxels=8, solid_fraction=0.4)
        (self.folder / "block.prm").write_text(BLOCK)
        history = self.run_case(self.folder / "block.prm", "block")
        explicit = history["stiffness of the loaded end"].iloc[-1] * 4 / 4**2  # N/mm of 4 x 4 x 4 mm
        (self.folder / "cell.prm").write_text(CELL.format(fraction=fraction))
        run = subprocess.run([CALLUS, "homogenise", str(self.folder / "cell.prm"), "--output", str(self.folder / "cell.json")], env=ENVIRONMENT,
                             capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        cell = json.loads((self.folder / "cell.json").read_text())
        self.assertAlmostEqual(cell["solid_fraction"], fraction, 2)
        self.assertLess(abs(explicit / cell["youngs_moduli_MPa"][2] - 1), 0.1)


SOLID = "Young's modulus = 1000 MPa [assumed]\n    set Poisson ratio = 0.3 1 [assumed]\n"
CELL = ("subsection Unit cell\n  set Structure = gyroid network\n  set Solid fraction = {fraction} 1 [assumed]\n  set Edge length = 1 mm [assumed]\n"
        "  set Voxels = 32\n  subsection Solid\n    set " + SOLID + "  end\nend\n")
PLANE = "    subsection {0}\n      set Surface = {0}\n      set Type = sliding plane\n    end\n"
BLOCK = ("subsection Mesh\n  set File = gyroid.msh\n  set Length unit = mm\n  set Axis = z\nend\n"
         "subsection Materials\n  subsection solid\n    set " + SOLID + "    set Permeability = 0 m4/(N s) [assumed]\n  end\nend\n"
         "subsection Regions\n  subsection solid\n    set Role = fixed\n    set Material = solid\n  end\nend\n"
         "subsection Mechanics\n  subsection Supports\n" + "".join(PLANE.format(name) for name in ("bottom", "left", "front")) + "  end\n"
         "  subsection Loads\n    subsection weight\n      set Surface = top\n      set Type = rigid plate force\n      set Force = 10 N [assumed]\n"
         "    end\n  end\n  subsection Ramp\n    set Duration = 1 s [assumed]\n    set Steps = 2\n  end\nend\nsubsection Time\n  set End = 1 day\nend\n")


def write_gyroid(path, n_cells, voxels, solid_fraction):
    """A block of gyroid network, 1 mm a cell, as bricks; returns its solid fraction."""
    n = n_cells * voxels
    x = (numpy.arange(n) + 0.5) / voxels * 2 * numpy.pi
    a, b, c = numpy.meshgrid(x, x, x, indexing="ij")
    level = numpy.sin(a) * numpy.cos(b) + numpy.sin(b) * numpy.cos(c) + numpy.sin(c) * numpy.cos(a)
    solid = level < numpy.quantile(level, solid_fraction)
    at = numpy.stack(numpy.nonzero(solid), 1)
    corners = numpy.array([(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1)])
    grid = at[:, None, :] + corners[None]
    used, cells = numpy.unique(grid @ [1, n + 1, (n + 1) ** 2], return_inverse=True)
    cells = cells.reshape(-1, 8) + 1
    faces = [(tag, cell[side]) for tag, (axis, end, side) in enumerate(
        ((2, 0, [0, 1, 2, 3]), (2, n - 1, [4, 5, 6, 7]), (0, 0, [0, 3, 7, 4]), (1, 0, [0, 1, 5, 4])), 1) for cell in cells[at[:, axis] == end]]
    lines = ["$MeshFormat", "2.2 0 8", "$EndMeshFormat", "$PhysicalNames", "5"]
    lines += [f'{dimension} {tag} "{name}"' for tag, (dimension, name) in enumerate(
        ((2, "bottom"), (2, "top"), (2, "left"), (2, "front"), (3, "solid")), 1)]
    lines += ["$EndPhysicalNames", "$Nodes", str(len(used))]
    lines += [f"{i} {u % (n + 1) / voxels} {u // (n + 1) % (n + 1) / voxels} {u // (n + 1) ** 2 / voxels}" for i, u in enumerate(used, 1)]
    lines += ["$EndNodes", "$Elements", str(len(faces) + len(cells))]
    lines += [f"{i} 3 2 {tag} {tag} {' '.join(map(str, nodes))}" for i, (tag, nodes) in enumerate(faces, 1)]
    lines += [f"{i} 5 2 5 5 {' '.join(map(str, nodes))}" for i, nodes in enumerate(cells, len(faces) + 1)]
    path.write_text("\n".join(lines + ["$EndElements", ""]))
    return solid.mean()


if __name__ == "__main__":
    unittest.main()
