#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""healing_cases.py CALLUS MPIEXEC SOURCE_DIR [unittest arguments]: whole healings, from the parameter file to the history."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import numpy
import pandas

CALLUS, MPIEXEC, SOURCE = os.path.abspath(sys.argv.pop(1)), sys.argv.pop(1), pathlib.Path(sys.argv.pop(1)).resolve()
TUTORIAL = SOURCE / "parameter_files/tutorials/sheep_metatarsus"
# where class SheepMetatarsus leaves histories
KEPT = pathlib.Path(os.environ["CALLUS_HISTORIES"]) if os.environ.get("CALLUS_HISTORIES") else None
ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1", OMP_NUM_THREADS="1")


class HealingCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    @classmethod
    def run_case(cls, name, case, *settings, ranks=1, table="history.csv"):
        """Runs a tutorial file; returns its history with the units taken off the headers."""
        output = cls.folder / name
        cls.callus("run", case, "--output", output, settings=settings, ranks=ranks)
        return cls.read(output / table)

    @staticmethod
    def callus(*arguments, settings=(), ranks=1):
        """What the program says; an error if it does not end with exit code 0."""
        command = [CALLUS, *map(str, arguments)]
        for setting in settings:
            command += ["--set", setting]
        if ranks > 1:
            command = [MPIEXEC, "--oversubscribe", "-n", str(ranks)] + command
        run = subprocess.run(command, env=ENVIRONMENT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if run.returncode != 0:
            raise AssertionError(f"{' '.join(command)}: exit code {run.returncode}\n{run.stdout[-3000:]}")
        return run.stdout

    @staticmethod
    def keep(folder):
        """Leaves a history for the tests of later processes."""
        if KEPT:
            KEPT.mkdir(parents=True, exist_ok=True)
            shutil.copy(folder / "history.csv", KEPT / f"{folder.name}.csv")

    @staticmethod
    def read(path):
        table = pandas.read_csv(path)
        return table.rename(columns=lambda column: column.split(" [")[0])


def bone_of(history):
    return history["woven_bone volume"] + history["mature_bone volume"]


class SheepMetatarsus(HealingCase):
    """The tutorial's case in full: 70 days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.history = cls.run_case("sheep", TUTORIAL / "sheep_metatarsus.prm", ranks=2)
        cls.keep(cls.folder / "sheep")

    def axisymmetric(self, name, *settings):
        """An axisymmetric run against the one in space: largest difference of bone over all days, over its peak; the folder."""
        other = self.run_case(name, TUTORIAL / "axisymmetric.prm", *settings)
        self.assertEqual(list(other["day"]), list(range(71)))
        return (bone_of(other) - bone_of(self.history)).abs().max() / bone_of(self.history).max(), self.folder / name

    def test_axisymmetric_agrees_with_cells_of_the_same_size(self):
        mesh = SOURCE / "meshes/sheep_metatarsus/sheep_metatarsus_axisymmetric_coarse.msh"
        bone, folder = self.axisymmetric("axisymmetric_coarse", f"Mesh/File = {mesh}")
        self.assertLess(bone, .05)
        # the histories show a movement until the next solution, up to two days later; here it is taken between solutions
        days = numpy.arange(0, 68.1, .5)
        movement, other = (numpy.interp(days, *self.solved_movements(f)) for f in (self.folder / "sheep", folder))
        self.assertLess(abs(other - movement).max() / movement.max(), .05)

    def test_axisymmetric_as_shipped_makes_the_same_bone(self):
        # its movement: class AxisymmetricMovement
        bone, folder = self.axisymmetric("axisymmetric")
        self.assertLess(bone, .05)
        self.keep(folder)

    @classmethod
    def solved_movements(cls, folder):
        """The days on which mechanics was solved, and the movements found."""
        history, diagnostics = cls.read(folder / "history.csv"), cls.read(folder / "diagnostics.csv")
        solved = diagnostics["day"][diagnostics["mechanics solves"] > 0].to_numpy()
        row = numpy.searchsorted(history["day"], solved - 1e-9)
        return solved, history["axial interfragmentary movement"].to_numpy()[row]

    def half_rise(self, values):
        """First day at half of the rise above day 0."""
        values = numpy.asarray(values)
        return self.history["day"][numpy.argmax(values >= .5 * (values[0] + values.max()))]

    def test_columns(self):
        header = (self.folder / "sheep/history.csv").read_text().splitlines()[0].split(",")
        self.assertEqual(header[:2], ["day", "axial interfragmentary movement [mm]"])
        for column in header[1:]:
            self.assertRegex(column, r" \[[^\]]+\]$")
        self.assertEqual(list(self.history["day"]), list(range(71)))

    def test_forces_balance(self):
        total = self.history["fixator force"] + self.history["callus force"]
        self.assertLess((total - 500).abs().max(), 500e-6)
        # the reaction at the other end of the bone is computed on its own
        self.assertLess((self.history["support force"] - self.history["callus force"]).abs().max(), 1e-3 * 500)

    def test_movement(self):
        movement = self.history["axial interfragmentary movement"]
        self.assertGreater(movement.iloc[0], .20)
        self.assertLess(movement.iloc[0], .25)
        self.assertLessEqual(movement.iloc[-1], .5 * movement.iloc[0])

    def test_order_of_tissues(self):
        bone = bone_of(self.history)
        days = [self.half_rise(self.history["fibrous_matrix volume"]),
                self.half_rise(self.history["cartilage_matrix volume"]), self.half_rise(bone)]
        self.assertLess(days[0], days[1], days)
        self.assertLess(days[1], days[2], days)
        self.assertEqual(bone.idxmax(), 70)

    def test_m1_before_m2(self):
        self.assertLess(self.history["m1_macrophages"].idxmax(), self.history["m2_macrophages"].idxmax())

    def test_fractions_and_bounds(self):
        # the run stops if a field leaves its bounds or a node is overfilled; here what the tables show of it
        for column in ("fibrous_matrix", "cartilage_matrix", "woven_bone", "mature_bone", "vessels"):
            self.assertGreaterEqual(self.history[column].min(), 0)
            self.assertLessEqual(self.history[f"{column} maximum"].max(), 1)
        diagnostics = self.read(self.folder / "sheep/diagnostics.csv")
        self.assertLess(diagnostics["cut at bounds"].max(), 1e-8)
        self.assertLessEqual(diagnostics["mechanics error estimate"].max(), 1e-4)


class AxisymmetricMovement(HealingCase):
    """Between half and full stiffness the movement falls so steeply that the day of bridging decides. Expected to fail: 6.5 % on day
    60 since the gap fills with cartilage first (2.7 % before, when it hardly did); on sections of larger cells 2.5 and 4.6 %. So it is the day
    on which the gap bridges that is not converged (docs/developer/numerics.md). Reads what SheepMetatarsus has left."""

    def test_within_five_percent_on_all_days(self):
        space, section = (self.read(KEPT / f"{name}.csv")["axial interfragmentary movement"] for name in ("sheep", "axisymmetric"))
        if (len(space), len(section)) != (71, 71):
            raise RuntimeError("the kept histories are not those of 70 days")
        difference = (space - section).abs()
        print(f"movement: largest difference {difference.max() / space.max():.4f} of the peak, on day {difference.idxmax()}")
        self.assertLess(difference.max() / space.max(), .05)


class Variants(HealingCase):
    def test_without_callus_the_fixator_moves_a_quarter_of_a_millimetre(self):
        history = self.run_case("without_callus", TUTORIAL / "without_callus.prm")
        self.assertAlmostEqual(history["axial interfragmentary movement"].iloc[0], .25, delta=.005 * .25)
        self.assertAlmostEqual(history["fixator force"].iloc[0], 500, delta=500e-6)

    def test_stiff_scaffold_raises_m1_over_m2(self):
        ratio = {}
        for stiffness in ("10 kPa", "1 MPa"):
            history = self.run_case("scaffold_" + stiffness.replace(" ", "_"), TUTORIAL / "with_scaffold.prm",
                                    f"Mesh/File = {SOURCE / 'meshes/sheep_metatarsus/sheep_metatarsus_scaffold_coarse.msh'}",
                                    f"Regions/scaffold/Scaffold/Cell-scale stiffness = {stiffness} [assumed]",
                                    "Time/End = 14 day", ranks=2)
            ratio[stiffness] = (history["m1_macrophages"] / history["m2_macrophages"]).iloc[-1]
        self.assertGreater(ratio["1 MPa"], 1.02 * ratio["10 kPa"])

    def test_events_change_load_and_supply(self):
        case = self.folder / "events.prm"
        case.write_text(f"include {TUTORIAL / 'coarse.prm'}\n" + """
subsection Time
  set End = 4 day
end
subsection Events
  subsection plaster
    set Day    = 2 day
    set Change = load
    set Factor = 0.1 [assumed]
  end
  subsection no_more_stem_cells
    set Day     = 1 day
    set Change  = process
    set Process = stem_cells_from_marrow_and_periosteum
    set Factor  = 0 [assumed]
  end
end
""")
        history = self.run_case("events", case)
        self.assertEqual([round(force) for force in history["applied force"]], [500, 500, 50, 50, 50])
        plain = self.run_case("no_events", TUTORIAL / "coarse.prm", "Time/End = 4 day")
        self.assertLess(history["stem_cells"].iloc[4], .97 * plain["stem_cells"].iloc[4])
        self.assertAlmostEqual(history["stem_cells"].iloc[1], plain["stem_cells"].iloc[1], places=12)


class Ranks(HealingCase):
    def test_histories_agree_on_1_2_and_3_ranks(self):
        settings = ["Time/End = 16 day", "Output/Fields every = 16 day"]
        one = self.run_case("ranks_1", TUTORIAL / "coarse.prm", *settings)
        for ranks in (2, 3):
            other = self.run_case(f"ranks_{ranks}", TUTORIAL / "coarse.prm", *settings, ranks=ranks)
            self.assertEqual(list(one.columns), list(other.columns))
            for column in one.columns:
                peak = one[column].abs().max()
                # movements that symmetry makes zero are compared with the movement itself
                if column.startswith("interfragmentary"):
                    peak = one["axial interfragmentary movement"].max()
                self.assertLessEqual((one[column] - other[column]).abs().max(), 1e-4 * peak, f"{column} on {ranks} ranks")


class Tibia(HealingCase):
    """The family tibia_segmental_defect on its coarse mesh, with scaffold, plate and screws: 14 days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = SOURCE / "parameter_files/tutorials/tibia_segmental_defect/coarse.prm"
        cls.checked = cls.callus("check", case)
        cls.history = cls.run_case("tibia", case, ranks=2)

    def test_check_lists_the_six_regions(self):
        table = self.checked.split("  regions ")[1].split("whole body")[0].splitlines()[1:]
        regions = {line.split()[0]: float(line.split()[2]) for line in table if line.strip()}
        self.assertEqual(sorted(regions), ["callus", "cortical_bone", "marrow", "plate", "scaffold", "screws"])
        self.assertGreater(min(regions.values()), 0)
        self.assertIn("The input is fine.", self.checked)

    def test_a_row_for_each_day(self):
        self.assertEqual(list(self.history["day"]), list(range(15)))
        self.assertFalse(self.history.isna().any(axis=None))

    def test_supports_carry_the_load(self):
        # the plate is part of the mesh: what is applied all leaves at the distal end
        self.assertLess((self.history["applied force"] - 150).abs().max(), 150e-6)
        self.assertLess((self.history["support force"] - self.history["applied force"]).abs().max(), 1e-3 * 150)

    def test_bounds(self):
        for column in ("fibrous_matrix", "cartilage_matrix", "woven_bone", "mature_bone", "vessels"):
            self.assertGreaterEqual(self.history[column].min(), 0)
            self.assertLessEqual(self.history[f"{column} maximum"].max(), 1)
        for column in self.history.columns:
            if column.endswith(" maximum"):
                self.assertGreaterEqual(self.history[column].min(), 0, column)
        diagnostics = self.read(self.folder / "tibia/diagnostics.csv")
        self.assertLess(diagnostics["cut at bounds"].max(), 1e-8)
        self.assertLessEqual(diagnostics["mechanics error estimate"].max(), 1e-4)

    def test_healing_begins(self):
        # two weeks of a human: cells have come and make the first bone; all of this is far too soft to be felt
        for column in ("stem_cells", "m2_macrophages", "woven_bone volume"):
            self.assertGreater(self.history[column].iloc[-1], self.history[column].iloc[0], column)

    def test_the_plate_bends(self):
        # beside a gap of 30 mm a beam of 14 x 4 mm of titanium alloy, its middle 12.5 mm from the force of 150 N: it turns by F e L / (E I)
        turn = 150 * 12.5 * 30 / (112e3 * 14 * 4**3 / 12)
        self.assertAlmostEqual(self.history["interfragmentary bending 1"].iloc[0] / numpy.degrees(turn), 1, delta=0.15)
        self.assertAlmostEqual(self.history["axial interfragmentary movement"].iloc[0] / (12.5 * turn), 1, delta=0.15)


class MouseFemur(HealingCase):
    """The family mouse_femur on its coarse mesh: a soft callus beside a stiff fixator."""

    def test_a_callus_that_hardens_is_felt(self):
        history = self.run_case("mouse", SOURCE / "parameter_files/tutorials/mouse_femur/coarse.prm", "Time/End = 8 day")
        movement = history["axial interfragmentary movement"]
        self.assertLess(movement.iloc[-1], 0.97 * movement.iloc[0])


if __name__ == "__main__":
    result = unittest.main(argv=[sys.argv[0], "-v"] + sys.argv[1:], exit=False).result
    if not result.wasSuccessful():
        sys.exit(1)
