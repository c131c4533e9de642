#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The fracture healing model of Bailon-Plaza and van der Meulen (2001), in the article's own units: its reactions against a Rosenbrock
method, its movement along a line against finite volumes, and the case in the plane as a stress test."""
import sys
from dataclasses import replace

import numpy as np

from published_models import PUBLISHED, SOURCE, PublishedModel, main, read_table, rosenbrock, runge_kutta, table_of_page

sys.path.insert(0, str(SOURCE / "meshes/rectangles"))
import rectangles  # noqa: E402

FOLDER = PUBLISHED / "bailon_plaza"
CASE = FOLDER / "bailon_plaza.prm"
FIELDS = ["mesenchymal_cells", "chondrocytes", "osteoblasts", "connective_tissue", "bone", "chondrogenic_growth_factor",
          "osteogenic_growth_factor"]
UNITS = ["1e6 cells/mL"] * 3 + ["g/mL"] * 2 + ["ng/mL"] * 2
SCALES = np.array([1, 1, 1, .1, .1, 100, 100])  # of the article's units, in those
LENGTH = 3.5  # mm
SOURCES = ["chondrogenic_factor_of_fracture", "osteogenic_factor_of_bone"]


def growth(limit, c, m):
    return limit * m / (.1**2 + m * m) * c * (1 - c)


def reactions(_, y):
    cm, cc, cb, mc, mb, gc, gb = y
    m = mc + mb
    to_bone, to_cartilage = 10 * gb / (.1 + gb) * cm, 50 * gc / (.2 + gc) * cm
    replaced = mc**6 / (1.5**6 + mc**6) * 1000 * gb / (.1 + gb) * cc
    return np.array([growth(1.01, cm, m) - to_bone - to_cartilage,
                     growth(1.01, cc, m) + to_cartilage - replaced,
                     growth(.202, cb, m) + to_bone + replaced - .1 * cb,
                     (.2 - .2 * mc) * (cm + cc) - 2 * mc * cb,
                     (2 - 2 * mb) * cb,
                     50 * gc / (1 + gc) * m / (.1**3 + m**3) * cc - 100 * gc,
                     500 * gb / (1 + gb) * cb - 100 * gb])


class Line:
    """Finite volumes along a line of nodes: gc and cm are held at the first node, gb and cm at the last, until their days."""

    def __init__(self, n, length, sign=1.):
        self.h, self.n, self.sign = length / LENGTH / n, n + 1, sign
        self.mass = np.full(n + 1, self.h)
        self.mass[[0, -1]] /= 2

    def divergence(self, flux):
        change = np.zeros(self.n)
        change[:-1] -= flux
        change[1:] += flux
        return change / self.mass

    def rates(self, day, y):
        change = reactions(day, y)
        cm, m = y[0], y[3] + y[4]
        middle = .5 * (m[1:] + m[:-1])
        diffusivity = .014 * middle / (.25**2 + middle**2)
        flux = (-diffusivity * np.diff(cm) + self.sign * .0034 / (.5 + middle)**2 * .5 * (cm[1:] + cm[:-1]) * np.diff(m)) / self.h
        change[0] += self.divergence(flux)
        for k in (5, 6):
            change[k] += self.divergence(-.005 * np.diff(y[k]) / self.h)
        if day < 3:
            change[0, -1] = 0
        if day < 5:
            change[5, 0] = 0
        change[6, -1] = 0
        return change

    def start(self):
        y = np.zeros((7, self.n))
        y[3], y[0, -1], y[5, 0], y[6, -1] = .1, .5, 20, 20
        return y

    def means(self, states):
        return states @ self.mass / self.mass.sum()


LINE = """
include {folder}/model.prm
set Geometry = plane_strain
subsection Mesh
  set File        = {mesh}
  set Length unit = mm
  set Axis        = y
  set Thickness   = 1 mm [assumed]
end
subsection Regions
  subsection tissue
    set Role = healing
  end
end
subsection Time
  set End             = 8 day
  set First step      = 1e-4 day
  set Smallest step   = 1e-7 day
  set Largest step    = 0.05 day
  set Error tolerance = 0.001
end
subsection Processes
  subsection cells
    set Form     = fixed value
    set Field    = mesenchymal_cells
    set Surfaces = last
    set Level    = 0.5 1e6 cells/mL [assumed]
    set Exchange coefficient when well-mixed = 1 mm/day [assumed]
  end
  subsection chondrogenic
    set Form     = fixed value
    set Field    = chondrogenic_growth_factor
    set Surfaces = first
    set Level    = 2000 ng/mL [assumed]
    set Exchange coefficient when well-mixed = 1 mm/day [assumed]
  end
  subsection osteogenic
    set Form     = fixed value
    set Field    = osteogenic_growth_factor
    set Surfaces = last
    set Level    = 2000 ng/mL [assumed]
    set Exchange coefficient when well-mixed = 1 mm/day [assumed]
  end
end
subsection Events
  subsection no_more_cells
    set Day     = 3 day
    set Change  = process
    set Process = cells
    set Factor  = 0 [assumed]
  end
  subsection no_more_chondrogenic
    set Day     = 5 day
    set Change  = process
    set Process = chondrogenic
    set Factor  = 0 [assumed]
  end
end
"""


class BailonPlaza(PublishedModel):
    def test_reactions_agree_with_a_rosenbrock_method(self):
        for name, start in (("both factors", [.5, 0, .3, .1, 0, .5, 1]), ("chondrogenic", [.5, 0, .001, .1, 0, .5, .01]),
                            ("osteogenic", [.5, .1, 0, .1, 0, 0, 1]), ("no factors", [.5, .01, .01, .1, 0, 0, 0])):
            settings = [f"Fields/{field}/Initial value = {value * scale} {unit} [assumed]"
                        for field, value, scale, unit in zip(FIELDS, start, SCALES, UNITS)]
            settings += ["Time/End = 10 day", "Time/First step = 1e-6 day", "Time/Smallest step = 1e-9 day",
                         "Time/Largest step = 0.1 day", "Time/Error tolerance = 1e-6"]
            history = self.run_case("well-mixed", FOLDER / "model.prm", *settings)
            expected = rosenbrock(reactions, start, range(11))
            for i, field in enumerate(FIELDS):
                with self.subTest(f"{name}: {field}"):
                    scale = max(start[i], np.abs(expected[:, i]).max(), 1e-3)
                    self.expect_close(field, history[field] / SCALES[i], expected[:, i], .003, scale)

    def on_a_line(self, *settings):
        mesh = self.folder / "line.msh"
        sides = (rectangles.Side("first", "x", 0, 0, .1), rectangles.Side("last", "x", 2, 0, .1),
                 rectangles.Side("lower", "y", 0, 0, 2), rectangles.Side("upper", "y", .1, 0, 2))
        rectangles.generate(rectangles.Parameters(x=(0, 2), y=(0, .1), columns=(20,), rows=(1,), regions={(0, 0): "tissue"},
                                                  sides=sides), mesh)
        return self.run_case("run", self.write_case("line.prm", LINE.format(folder=FOLDER, mesh=mesh)), *settings)

    def test_movement_agrees_with_finite_volumes(self):
        history = self.on_a_line("Time/Error tolerance = 1e-4")
        line = Line(40, 2)
        expected = line.means(runge_kutta(line.rates, line.start(), range(9), 1 / 500))
        for i, field in enumerate(FIELDS):
            with self.subTest(field):
                self.expect_close(field, history[field][1:] / SCALES[i], expected[1:, i], .012)

    @staticmethod
    def variants():
        no_factors = [f"Processes/{source}/Level = 0 ng/mL [assumed]" for source in SOURCES]
        return {
            "as shipped": [],
            "without haptotaxis": ["Processes/haptotaxis/Active = false"],
            "haptotaxis the other way about": ["Processes/haptotaxis/Coefficient = -1.666 mm2/day/(g/mL) [assumed]"],
            "H_2 = 0.1": ["Processes/chondrogenic_differentiation/Modifiers/chondrogenic_growth_factor/Half saturation "
                          "= 10 ng/mL [assumed]"],
            "no chondrogenic factor from the gap": no_factors[:1],
            "no osteogenic factor from the bone": no_factors[1:],
            "neither": no_factors,
            "cells of half the size": ["Mesh/File = {fine}"],
            "ten times the error in time": ["Time/Error tolerance = 0.01"],
        }

    def test_in_the_plane(self):
        fine = self.folder / "fine.msh"
        rectangles.generate(replace(rectangles.VARIANTS["half_callus"], refine=2), fine)
        course, table = table_of_page(FOLDER / "README.md", "day"), table_of_page(FOLDER / "README.md", "variant")
        self.assertEqual(set(table), set(self.variants()))
        for name, settings in self.variants().items():
            history = self.run_case("run", CASE, *[setting.format(fine=fine) for setting in settings])
            self.expect_no_collapse(name, read_table(self.last_output / "diagnostics.csv"))
            self.expect_bounds(name, history)
            values = [history[field][day] / scale for field, day, scale in
                      (("bone", 4, .1), ("bone", 40, .1), ("connective_tissue", 4, .1), ("chondrocytes", 40, 1))]
            self.expect_as_on_page(table[name], values, name)
            if name == "as shipped":
                for day, cells in course.items():
                    self.expect_as_on_page(cells, [history[f][int(day)] / s for f, s in zip(FIELDS, SCALES)], f"day {day}")

    def expect_no_collapse(self, name, diagnostics):
        """The stress test: growth factors and replacement at 100 to 1000 per day, and steps as long as the rest of biology needs."""
        steps, days = diagnostics["step"], diagnostics["day"]
        self.assertLess(len(steps), 1500, name)
        self.assertGreater(np.median(steps[days > 12]), .02, name)
        self.assertLess(np.count_nonzero(diagnostics["accepted"] == 0), .15 * len(steps), name)
        # the first step, and those after the three events, are the smallest
        self.assertGreaterEqual(steps.min(), .9e-4, name)
        self.assertLess(diagnostics["cut at bounds"].max(), 1e-6, name)
        self.assertLess(diagnostics["mass balance"].max(), 1e-12, name)

    def expect_bounds(self, name, history):
        for field in FIELDS:
            self.assertGreaterEqual(history[field].min(), 0, f"{name}: {field}")
        for field in ("connective_tissue", "bone"):
            self.assertLessEqual(history[f"{field} maximum"].max(), .1, f"{name}: {field}")

    def test_without_growth_factors_nothing_heals(self):
        history = self.run_case("run", CASE, *self.variants()["neither"])
        self.assertEqual(history["bone maximum"].max(), 0)
        history = self.run_case("run", CASE, *self.variants()["no osteogenic factor from the bone"])
        self.assertEqual(history["bone maximum"].max(), 0)
        self.assertGreater(history["connective_tissue"][16] / .1, .9)


if __name__ == "__main__":
    main()
