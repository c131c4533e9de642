#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The rates of Checa and Prendergast's lattice model as a continuum: the reactions under constant stimuli against Runge-Kutta, and the case
with mechanics."""
import numpy as np

from published_models import PUBLISHED, PublishedModel, main, read_table, runge_kutta, table_of_page

FOLDER = PUBLISHED / "checa"
CASE = FOLDER / "checa.prm"
STAGES = ["young_stem_cells"] + [f"stem_cell_age_stage_{i}" for i in range(2, 7)]
FIELDS = [*STAGES, "stem_cells", "fibroblasts", "chondrocytes", "osteoblasts", "fibrous_matrix", "cartilage_matrix", "woven_bone",
          "mature_bone"]
START = [.05, 0, 0, 0, 0, 0, .02, .01, .01, .01, 0, 0, 0, 0]
STIMULI = {"all alike": (0, 0, 1 / 3, 1 / 3, 1 / 3), "fibrous": (0, 0, 0, 0, 1), "cartilage": (0, 0, 0, 1, 0), "woven bone": (0, 0, 1, 0, 0),
           "mature bone": (0, 1, 0, 0, 0), "resorption": (1, 0, 0, 0, 0), "both kinds of bone": (.1, .6, .3, 0, 0)}
WEIGHTS = ["resorption_weight", "mature_bone_weight", "woven_bone_weight", "cartilage_weight", "fibrous_weight"]


def rates(weights):
    _, mature, woven, to_cartilage, to_fibrous = weights
    to_bone = mature + woven
    share = mature / to_bone if to_bone else 0

    def function(_, y):
        stages, (m, f, c, b), tissues = y[:6], y[6:10], y[10:]
        free = max(0, 1 - y[:10].sum())
        ageing = stages  # six stages of a day
        change = np.zeros(14)
        change[:6] = -ageing
        change[1:7] += ageing
        change[0] += .6 * (stages.sum() + m) * free
        for k, (weight, growth, death) in enumerate(((to_fibrous, .55, .05), (to_cartilage, .2, .1), (to_bone, .3, .16))):
            change[6] -= .3 * weight * m
            change[7 + k] += .3 * weight * m + (growth * weight * free - death * (1 - weight)) * y[7 + k]
        change[10:] = .2 * (np.array([f, c, b * (1 - share), b * share]) - tissues)
        return change

    return function


class Checa(PublishedModel):
    def test_reactions_agree_with_runge_kutta(self):
        for name, weights in STIMULI.items():
            settings = [f"Well-mixed/Drivers/{driver} = {value} [assumed]" for driver, value in zip(WEIGHTS, weights)]
            settings += [f"Fields/{FIELDS[i]}/Initial value = {START[i]} [assumed]" for i in (0, 6, 7, 8, 9)]
            settings += ["Time/End = 60 day", "Time/Error tolerance = 1e-4", "Time/First step = 0.001 day"]
            history = self.run_case("well-mixed", FOLDER / "model.prm", *settings)
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
        self.assertLess(movement[56], .8 * movement[0])
        bone = history["woven_bone"] + history["mature_bone"]
        self.assertGreater(bone[56], .4)
        self.assertLess(bone[10], .05)  # nothing differentiates before six days
        for day, cells in table_of_page(FOLDER / "README.md", "day").items():
            names = ("axial interfragmentary movement", "fibroblasts", "chondrocytes", "osteoblasts", "fibrous_matrix",
                     "cartilage_matrix", "woven_bone", "mature_bone")
            self.expect_as_on_page(cells, [history[name][int(day)] for name in names], f"day {day}")

    def test_less_movement_more_bone(self):
        bone = {}
        for name, forces in (("none", "0, 1, 2, 3"), ("stiff", "0, 1000, 7000, 15000")):
            history = self.run_case("run", CASE, f"Mechanics/Fixator/Forces = {forces} N [assumed]")
            bone[name] = (history["woven_bone"] + history["mature_bone"])[56]
        self.assertLess(bone["none"], .3)
        self.assertGreater(bone["stiff"], .9)


if __name__ == "__main__":
    main()
