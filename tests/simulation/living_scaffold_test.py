#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""living_scaffold_test.py CALLUS MPIEXEC SOURCE_DIR: scaffolds that change with time."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

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
        end = ["--set", "Time/End = 30 day", "--set", "Coupling/Shortest interval = 10 day"]
        guided, free = (self.run_case(file, file.stem, *end) for file in (case, plain))
        self.assertLess(guided["far: woven_bone"].iloc[-1], 0.3 * free["far: woven_bone"].iloc[-1])
        self.assertGreater(guided["woven_bone"].iloc[-1], 0.2 * free["woven_bone"].iloc[-1])


if __name__ == "__main__":
    unittest.main()
