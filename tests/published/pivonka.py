#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The bone cell population model of Pivonka et al. (2008): its steady state from the algebraic equations, and its response to PTH
against an integration with the signals written out."""
import numpy as np

from published_models import PUBLISHED, PublishedModel, main, runge_kutta, table_of_page

FOLDER = PUBLISHED / "pivonka"
CASE = FOLDER / "pivonka.prm"
D_OBU, D_OBP, D_OCP, A_OBA, A_OCA = 7e-4, .2674077909527713, 2.1e-3, .189, .7
K_D1 = K_D3 = 4.545454545454545e-3
K_D2, K_D8 = 1.415624253823446e-3, 4.457452802710724
K_FORM = 1.571


def osteoclast_formation(OBp, OBa, infusion):
    """D_OCp pi_act(RANKL RANK), with all signals eliminated by hand."""
    PTH = (250 + infusion) / 86
    rankl_capacity = 2.703476379131062e6 * OBp * PTH / (PTH + 150)
    opg_production = 1.624900337835679e8 * OBa * .2225814277099542 / (PTH + .2225814277099542)
    OPG = opg_production * 2e8 / (opg_production + .35 * 2e8)
    RANKL = (rankl_capacity / (1 + 1e-3 * OPG + 3.411764705882353e-2 * 10) * 168.4195714712206
             / (168.4195714712206 + 10.132471014805027 * rankl_capacity))
    complexes = 3.411764705882353e-2 * 10 * RANKL
    return D_OCP * complexes / (complexes + K_D8)


def osteoblasts(OCa):
    """OBp and OBa in balance with the osteoclasts: both follow from TGF = OCa."""
    committed = D_OBU * OCa / (OCa + K_D1)
    return committed / (D_OBP * K_D2 / (K_D2 + OCa)), committed / A_OBA


def excess(OCa, infusion):
    return osteoclast_formation(*osteoblasts(OCa), infusion) - A_OCA * OCa * OCa / (OCa + K_D3)


def steady_state(infusion):
    """By bisection for OCa."""
    low, high = 1e-5, 1e-2
    for _ in range(200):
        middle = .5 * (low + high)
        low, high = (middle, high) if excess(middle, infusion) > 0 else (low, middle)
    return np.array([*osteoblasts(low), low])


def rates(infusion, k_res):
    def function(_, y):
        OBp, OBa, OCa, _ = y
        committed, activated = D_OBU * OCa / (OCa + K_D1), D_OBP * OBp * K_D2 / (K_D2 + OCa)
        return np.array([committed - activated, activated - A_OBA * OBa,
                         osteoclast_formation(OBp, OBa, infusion) - A_OCA * OCa * OCa / (OCa + K_D3), K_FORM * OBa - k_res * OCa])

    return function


class Pivonka(PublishedModel):
    FIELDS = ["precursor_osteoblasts", "active_osteoblasts", "active_osteoclasts", "bone_volume"]

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.history = cls.run_case("well-mixed", CASE)
        cls.rest = steady_state(0)
        k_res = K_FORM * cls.rest[1] / cls.rest[2]
        cls.k_res = k_res
        parts = [runge_kutta(rates(0, k_res), [*cls.rest, 100], range(21), .05)]
        parts.append(runge_kutta(rates(1000, k_res), parts[-1][-1], range(61), .05)[1:])
        parts.append(runge_kutta(rates(0, k_res), parts[-1][-1], range(61), .05)[1:])
        cls.expected = np.concatenate(parts)

    def test_steady_state_solves_the_algebraic_equations(self):
        for field, value in zip(self.FIELDS, self.rest):
            self.expect_close(field, self.history[field][:21], value, 2e-5, value)
        self.expect_close("bone", self.history["bone_volume"][:21], 100, 1e-6, 100)
        # of the algebra itself: one positive root between the ends of the search
        grid = np.linspace(1e-5, 1e-2, 2000)
        signs = np.sign([excess(OCa, 0) for OCa in grid])
        self.assertEqual(np.count_nonzero(np.diff(signs)), 1)

    def test_steady_state_is_reached_from_elsewhere(self):
        history = self.run_case("well-mixed", CASE, "Time/End = 400 day", "Events/infusion_begins/Factor = 0 [assumed]",
                                "Fields/active_osteoclasts/Initial value = 2e-3 pM [assumed]",
                                "Fields/precursor_osteoblasts/Initial value = 1e-4 pM [assumed]")
        for field, value in zip(self.FIELDS, self.rest):
            self.expect_close(field, history[field][400], value, 1e-4, value)

    def test_steady_state_under_pth(self):
        history = self.run_case("well-mixed", CASE, "Time/End = 600 day", "Events/infusion_ends/Factor = 1 [assumed]")
        for field, value in zip(self.FIELDS, steady_state(1000)):
            self.expect_close(field, history[field][600], value, 1e-3, value)

    def test_response_to_pth(self):
        for i, field in enumerate(self.FIELDS):
            # against how far the field moves at all
            scale = np.abs(self.expected[:, i] - self.expected[0, i]).max()
            self.expect_close(field, self.history[field], self.expected[:, i], .002, scale)

    def test_page(self):
        rows = table_of_page(FOLDER / "README.md", "day")
        days = [int(day) for day in rows]
        for i, field in enumerate(self.FIELDS):
            self.expect_as_on_page([cells[i] for cells in rows.values()], [self.history[field][day] for day in days], field)


if __name__ == "__main__":
    main()
