#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Bone ingrowth at an implant after Moreo et al. (2009): along a line against finite volumes, and the lesson of its instability: a uniform
state that linear theory calls unstable grows patterns at the rate that it predicts."""
import numpy as np

from published_models import PUBLISHED, PublishedModel, main, runge_kutta, table_of_page

FOLDER = PUBLISHED / "moreo"
CASE = FOLDER / "moreo.prm"
FIELDS = ["platelets", "osteogenic_cells", "osteoblasts", "platelet_growth_factor", "cell_growth_factor", "fibrin", "woven_bone",
          "lamellar_bone"]
DIFFUSIVITY = {0: .0137, 1: .133, 3: .3, 4: .1}
START = [.25, .001, .001, 1, 1, 1, 0, 0]
DIFFERENTIATION, DEATH, OSTEOBLAST_DEATH, LOSS, HALF = .01, 2e-3, 6.67e-3, 10., 10.


def hill(x, half):
    return x / (half + x)


def reactions(y, p, secretion=250.):
    c, m, b, s1, s2, fibrin, woven, lamellar = y
    growth = .25 * (1 + hill(s1, HALF) + hill(s2, HALF)) * m * (1 - m)
    differentiated = (DIFFERENTIATION + .5 * hill(s1, HALF)) * m
    formed = .1 * b * hill(s2, HALF) * fibrin * (1 - woven)
    remodelled = .06 * woven * (1 - lamellar)
    return np.array([-.067 * c, growth - differentiated - DEATH * m, differentiated - OSTEOBLAST_DEATH * b,
                     (2000 * hill(p, .1) + 1000 * hill(s1, 10)) * c - LOSS * s1, secretion * hill(s2, 10) * (m + b) - LOSS * s2,
                     -formed, formed - remodelled, remodelled])


class Line:
    """Finite volumes on given nodes; diffusion is exact in time (its matrix has a basis of eigenvectors), and takes turns with the rest."""

    def __init__(self, nodes):
        self.h = np.diff(nodes)
        self.mass = np.zeros(len(nodes))
        self.mass[:-1] += self.h / 2
        self.mass[1:] += self.h / 2
        self.p = np.maximum(0, .5 * (1 - nodes / .1))

    def laplacian(self, held):
        n = len(self.mass)
        matrix = np.zeros((n, n))
        for i, h in enumerate(self.h):
            for a, b in ((i, i + 1), (i + 1, i)):
                matrix[a, b] += 1 / h / self.mass[a]
                matrix[a, a] -= 1 / h / self.mass[a]
        if held:
            matrix[-1] = 0
        return matrix

    def propagator(self, diffusivity, step, held):
        values, vectors = np.linalg.eig(self.laplacian(held))
        return np.real(vectors @ np.diag(np.exp(diffusivity * step * values)) @ np.linalg.inv(vectors))

    def rates(self, y, held):
        change = reactions(y, self.p)
        s1, s2, m = y[3], y[4], y[1]
        flux = .5 * (m[1:] + m[:-1]) * (.00667 * np.diff(s1) + .00167 * np.diff(s2)) / self.h
        change[1][:-1] -= flux / self.mass[:-1]
        change[1][1:] += flux / self.mass[1:]
        if held:
            change[[1, 4], -1] = 0
        return change

    def run(self, days, step, held_until):
        y = np.array([np.full(len(self.mass), value) for value in START])
        y[1, -1], y[4, -1] = .2, 10
        half = {held: {f: self.propagator(d, step / 2, held and f in (1, 4)) for f, d in DIFFUSIVITY.items()} for held in (True, False)}
        means = [self.means(y)]
        for i in range(round(days / step)):
            held = i * step < held_until - 1e-9
            for f, propagator in half[held].items():
                y[f] = propagator @ y[f]
            y = runge_kutta(lambda _, state: self.rates(state, held), y, [0, step], step)[-1]
            for f, propagator in half[held].items():
                y[f] = propagator @ y[f]
            if (i + 1) % round(1 / step) == 0:
                means.append(self.means(y))
        return np.array(means)

    def means(self, y):
        return y @ self.mass / self.mass.sum()


def uniform_state(secretion):
    """m, b and s2 without platelets, of the larger s2: the quadratic equation of the osteogenic cells and their growth factor."""
    # s2 = (secretion/loss) (1 + differentiation/osteoblast death) m - half, in the balance of m
    per_cell = secretion / LOSS * (1 + DIFFERENTIATION / OSTEOBLAST_DEATH)

    def excess(s2):
        m = (s2 + HALF) / per_cell
        return .25 * (1 + hill(s2, HALF)) * (1 - m) - DIFFERENTIATION - DEATH

    low, high = .5 * per_cell, per_cell
    for _ in range(200):
        middle = .5 * (low + high)
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    m = (low + HALF) / per_cell
    return m, DIFFERENTIATION / OSTEOBLAST_DEATH * m, low


def linearised(wave_number, secretion, taxis):
    """The matrix of m, b and s2 near the uniform state, for a wave."""
    m, b, s2 = uniform_state(secretion)
    growth, slope = .25 * (1 + hill(s2, HALF)), .25 * HALF / (HALF + s2)**2
    k2 = wave_number**2
    return np.array([
        [growth * (1 - 2 * m) - DIFFERENTIATION - DEATH - .133 * k2, 0, slope * m * (1 - m) + taxis * m * k2],
        [DIFFERENTIATION, -OSTEOBLAST_DEATH, 0],
        [secretion * hill(s2, HALF)] * 2 + [secretion * HALF / (HALF + s2)**2 * (m + b) - LOSS - .1 * k2]])


def growth_rate(wave_number, secretion, taxis):
    return np.linalg.eigvals(linearised(wave_number, secretion, taxis)).real.max()


def linear_width(days, secretion, taxis):
    """Largest value of m minus the mean, relative to the first perturbation of the layer of contact, wave by wave."""
    x, widths = np.linspace(0, 2, 801), []
    for day in days:
        change = np.zeros(len(x))
        for n in range(1, 120):
            k = np.pi * n / 2
            values, vectors = np.linalg.eig(linearised(k, secretion, taxis).astype(complex))
            first = np.linalg.solve(vectors, [np.sin(.1 * k) / k, 0, 0])
            change += np.real(vectors[0] @ (np.exp(values * day) * first)) * np.cos(k * x)
        widths.append(change.max())
    return np.array(widths)


def fastest_wave(secretion, taxis):
    """Of the waves that fit on 2 mm without flux at the ends: (number of half waves, growth rate)."""
    rates = [growth_rate(np.pi * n / 2, secretion, taxis) for n in range(1, 40)]
    return 1 + int(np.argmax(rates)), max(rates)


class Moreo(PublishedModel):
    def test_along_a_line_against_finite_volumes(self):
        self.page_of_history(self.run_case("run", CASE))
        history = self.run_case("run", CASE, "Time/Error tolerance = 1e-4")
        nodes = np.concatenate([np.linspace(0, .1, 9), .1 + np.linspace(0, 1.9, 77)[1:]])
        expected = Line(nodes).run(84, .01, 14)
        for i, field in enumerate(FIELDS):
            with self.subTest(field):
                self.expect_close(field, history[field][1:], expected[1:, i], .01)
        # p falls linearly to zero at 0.1 mm: its mean over 2 mm is 0.5 * 0.1 / 2 / 2
        self.expect_close("p", history["adsorbed_protein"], .0125, 1e-6, .0125)
        sums = history["fibrin"] + history["woven_bone"] + history["lamellar_bone"]
        self.expect_close("fibrin becomes bone, and nothing else", sums, 1, 1e-9)

    def page_of_history(self, history):
        rows = table_of_page(FOLDER / "README.md", "day")
        for day, cells in rows.items():
            self.expect_as_on_page(cells, [history[field][int(day)] for field in FIELDS], f"day {day}")

    def perturbed(self, secretion, taxis, days):
        """Width of m [largest value minus mean] by day, from the uniform state with one part in a million more at the implant."""
        m, b, s2 = uniform_state(secretion)
        settings = [f"Time/End = {days} day", "Time/Largest step = 0.02 day", "Time/Error tolerance = 1e-4",
                    "Transport/Relative tolerance = 1e-13",
                    "Processes/cells_from_the_host_bone/Active = false", "Processes/growth_factor_from_the_host_bone/Active = false",
                    "Events/no_more_cells/Process = differentiation", "Events/no_more_cells/Factor = 1 [assumed]",
                    "Events/no_more_growth_factor/Process = differentiation", "Events/no_more_growth_factor/Factor = 1 [assumed]",
                    f"Processes/towards_cell_factor/Coefficient = {taxis} mm2/day/(ng/mL) [assumed]",
                    "Fields/platelets/Initial value = 0 1e6 cells/mL [assumed]",
                    "Fields/platelet_growth_factor/Initial value = 0 ng/mL [assumed]"]
        settings += [f"Processes/secretion_by_{cells}/Rate = {secretion} ng/mL/day/(1e6 cells/mL) [assumed]"
                     for cells in ("osteogenic_cells", "osteoblasts")]
        for field, value, unit in (("osteogenic_cells", m, "1e6 cells/mL"), ("osteoblasts", b, "1e6 cells/mL"),
                                   ("cell_growth_factor", s2, "ng/mL")):
            settings.append(f"Fields/{field}/Initial value = {value:.15g} {unit} [assumed]")
        settings.append(f"Regions/contact_layer/Initial values/osteogenic_cells = {m * (1 + 1e-6):.15g} 1e6 cells/mL [assumed]")
        history = self.run_case("run", CASE, *settings)
        return history["osteogenic_cells maximum"] - history["osteogenic_cells"]

    def test_uniform_state_as_shipped_is_stable(self):
        for secretion, taxis in ((250, .00167),):
            self.assertLess(max(growth_rate(k, secretion, taxis) for k in np.linspace(0, 60, 2000)), 0)
            width = self.perturbed(secretion, taxis, 10)
            self.assertLess(width[10], .2 * width[0])

    def test_unstable_state_grows_as_linear_theory_says(self):
        secretion, taxis = 500, .00667
        width, expected = self.perturbed(secretion, taxis, 6), linear_width(range(7), secretion, taxis)
        self.assertGreater(expected[6], 1000 * expected[2])
        for day in range(3, 7):
            self.assertAlmostEqual(np.log(width[day] / width[day - 1]) / np.log(expected[day] / expected[day - 1]), 1, delta=.02)

    def test_page_on_stability(self):
        for name, cells in table_of_page(FOLDER / "README.md", "secretion, taxis").items():
            secretion, taxis = map(float, name.split(","))
            waves, rate = fastest_wave(secretion, taxis)
            self.expect_as_on_page(cells, [*uniform_state(secretion), rate, 4 / waves], name)


if __name__ == "__main__":
    main()
