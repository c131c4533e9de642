#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Fracture healing after Andreykiv et al. (2008): the reactions under constant stimuli against Runge-Kutta, and the case with mechanics."""
import numpy as np

from published_models import PUBLISHED, PublishedModel, main, read_table, runge_kutta, table_of_page

FOLDER = PUBLISHED / "andreykiv"
CASE = FOLDER / "andreykiv.prm"
FIELDS = ["stem_cells", "fibroblasts", "chondrocytes", "osteoblasts", "fibrous_matrix", "cartilage_matrix", "bone"]
START = [.3, .02, .02, .02, 0, 0, 0]
# weights of resorption, mature bone, woven bone, cartilage, fibrous tissue
STIMULI = {"all alike": (0, 0, 1 / 3, 1 / 3, 1 / 3), "fibrous": (0, 0, 0, 0, 1), "cartilage": (0, 0, 0, 1, 0), "bone": (0, 1, 0, 0, 0),
           "little": (.9, .1, 0, 0, 0), "edge": (0, 0, .4, .6, 0)}
WEIGHTS = ["resorption_weight", "mature_bone_weight", "woven_bone_weight", "cartilage_weight", "fibrous_weight"]


def rates(weights):
    _, mature, woven, to_cartilage, to_fibrous = weights
    to_bone = mature + woven

    def function(_, y):
        cm, cf, cc, cb, mf, mc, mb = y
        free, total = 1 - (cm + cf + cc + cb), mf + mc + mb
        Ff, Fc, Fb = .3 * to_fibrous * (1 - cf), .3 * to_cartilage * (1 - cc), .3 * to_bone * (1 - cb)
        return np.array([.6 * free * cm - (Ff + Fc + Fb) * cm,
                         .55 * to_fibrous * free * cf + Ff * cm - (Fc + Fb) * cf,
                         .2 * to_cartilage * free * cc + Fc * (cm + cf) - Fb * cc,
                         .3 * to_bone * free * cb + Fb * (cm + cf + cc),
                         .2 * (1 - total) * cf - (.2 * cb + .2 * cc) * mf * total,
                         .2 * (1 - mb - mc) * cc - .2 * mc * total * cb,
                         .1 * (1 - mb) * cb])

    return function


def well_mixed_settings(start):
    return [f"Fields/{field}/Initial value = {value} [assumed]" for field, value in zip(FIELDS, start)] + [
        "Time/End = 60 day", "Time/Error tolerance = 1e-4", "Time/First step = 0.001 day"]


class Andreykiv(PublishedModel):
    def test_reactions_agree_with_runge_kutta(self):
        for name, weights in STIMULI.items():
            settings = [f"Well-mixed/Drivers/{driver} = {value} [assumed]" for driver, value in zip(WEIGHTS, weights)]
            history = self.run_case("well-mixed", FOLDER / "model.prm", *well_mixed_settings(START), *settings)
            expected = runge_kutta(rates(weights), START, range(61), .05)
            for i, field in enumerate(FIELDS):
                with self.subTest(f"{name}: {field}"):
                    self.expect_close(field, history[field], expected[:, i], .001, 1)

    def test_with_mechanics(self):
        history = self.run_case("run", CASE)
        for field in FIELDS:
            self.assertGreaterEqual(history[field].min(), 0, field)
            self.assertLessEqual(history[f"{field} maximum"].max(), 1, field)
        diagnostics = read_table(self.last_output / "diagnostics.csv")
        self.assertLess(np.nanmax(diagnostics["cut at bounds"]), 1e-8)
        self.assertLessEqual(np.nanmax(diagnostics["mechanics error estimate"]), 1e-4)
        movement = history["axial interfragmentary movement"]
        self.assertLess(movement[56], .05 * movement[0])
        self.assertEqual(history["union"][56], 1)
        # soft tissue comes and goes, bone comes last and stays
        peaks = [history[field].argmax() for field in ("fibrous_matrix", "cartilage_matrix", "bone")]
        self.assertEqual(peaks, sorted(peaks))
        self.assertEqual(peaks[2], 56)
        for field in ("fibrous_matrix", "cartilage_matrix"):
            self.assertLess(history[field][56], .25 * history[field].max(), field)
        for day, cells in table_of_page(FOLDER / "README.md", "day").items():
            self.expect_as_on_page(cells, [history[name][int(day)] for name in ("axial interfragmentary movement", *FIELDS)],
                                   f"day {day}")

    def test_fault_that_the_page_names(self):
        # without any fixator, two millimetres of movement in a gap of two millimetres, it heals all the same, only later
        history = self.run_case("run", CASE, "Mechanics/Fixator/Forces = 0, 1, 2, 3 N [assumed]")
        self.assertGreater(history["axial interfragmentary movement"][0], 1.5)
        self.assertGreater(history["union"].argmax(), 40)
        self.assertEqual(history["union"].max(), 1)
        self.assertLess(history["bone"][28], .35)


if __name__ == "__main__":
    main()
