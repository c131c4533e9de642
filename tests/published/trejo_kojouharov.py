#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The macrophage model of Trejo, Kojouharov and Chen-Charpentier (2019): every scenario against Runge-Kutta, and the numbers of
its page."""
import numpy as np

from published_models import PUBLISHED, PublishedModel, main, runge_kutta, table_of_page

FOLDER = PUBLISHED / "trejo_kojouharov"
CASE = FOLDER / "trejo_kojouharov.prm"
FIELDS = ["debris", "m0_macrophages", "m1_macrophages", "m2_macrophages", "pro_inflammatory_signal", "anti_inflammatory_signal",
          "stem_cells", "osteoblasts", "cartilage", "woven_bone"]
START = [5e7, 4000, 0, 0, 1, 0, 1000, 0, 0, 0]
RATES = dict(ke1=12, ke2=24, aed=4.71e6, kmax=.015, Mmax=1e6, k01=.611, k02=.0836, a01=.01, a02=.005, k12=.075, k21=.05, d0=.156,
             d1=.121, d2=.163, k0=5e-7, k1=8.3e-6, k2=3.72e-6, k3=8e-6, dc1=12.79, dc2=4.632, a12=.025, a22=.1, aps=3.162, aps1=20,
             asb1=.1, apb=10, kps=.5, kls=1e6, ds=1, kpb=.2202, klb=1e6, db=.15, pcs=3e-6, qcd1=3e-6, qcd2=.2e-6, pbs=5e-8,
             qbd=5e-8)

# entries of the parameter file behind each parameter: {entry: value by the parameters}
ENTRIES = {
    "ke1": [("debris_uptake_by_m1/Rate", lambda p: f"{p['ke1']} 1/day")],
    "ke2": [("debris_uptake_by_m2/Rate", lambda p: f"{p['ke2']} 1/day")],
    "kmax": [("monocyte_recruitment/Rate", lambda p: f"{p['kmax']} 1/day")],
    "Mmax": [("monocyte_recruitment/Capacity", lambda p: f"{p['Mmax']} cells/mL")],
    "k01": [("m1_polarisation/Rate", lambda p: f"{p['k01']} 1/day")],
    "k02": [("m2_polarisation/Rate", lambda p: f"{p['k02']} 1/day")],
    "k12": [("m1_to_m2/Rate", lambda p: f"{p['k12']} 1/day")],
    "k1": [("c1_from_m1/Rate", lambda p: f"{p['k1']} ng/cells/day")],
    "k2": [("c2_from_m2/Rate", lambda p: f"{p['k2']} ng/cells/day")],
    "k3": [("c2_from_stem_cells/Rate", lambda p: f"{p['k3']} ng/cells/day")],
    "ds": [("osteogenic_differentiation/Rate", lambda p: f"{p['ds']} 1/day")],
    "db": [("osteoblast_death/Rate", lambda p: f"{p['db']} 1/day")],
    "kps": [("stem_cell_growth/Rate", lambda p: f"{p['kps']} 1/day"), ("stem_cell_crowding/Rate", lambda p: f"{p['kps']} 1/day")],
    "kls": [("stem_cell_crowding/Modifiers/stem_cells/Slope", lambda p: f"{1 / p['kls']} mL/cells")],
    "kpb": [("osteoblast_growth/Rate", lambda p: f"{p['kpb']} 1/day"), ("osteoblast_crowding/Rate", lambda p: f"{p['kpb']} 1/day")],
    "klb": [("osteoblast_crowding/Modifiers/osteoblasts/Slope", lambda p: f"{1 / p['klb']} mL/cells")],
}
UNITS = ["cells/mL"] * 4 + ["ng/mL"] * 2 + ["cells/mL"] * 2 + ["g/mL"] * 2


def female():
    factors = {name: 1.5 for name in ("Mmax", "k01", "k02", "ke1", "ke2", "k2", "k3")}
    factors.update({"k1": .5, "kls": .75, "ds": .75, "klb": .75, "kps": 1.25, "kpb": 1.25})
    return {name: factor * RATES[name] for name, factor in factors.items()}


# name on the page: (initial values, parameters)
SCENARIOS = {
    "moderate fracture (as shipped)": ({}, {}),
    "simple fracture, D(0) = 3e5": ({0: 3e5}, {}),
    "D(0) = 2e7": ({0: 2e7}, {}),
    "severe fracture, D(0) = 2e8": ({0: 2e8}, {}),
    "osteoblasts die faster, db = 0.3 (E0)": ({}, {"db": .3}),
    "slow differentiation, ds = 0.1 (E2)": ({}, {"ds": .1}),
    "no macrophages": ({1: 0}, {"kmax": 0}),
    "a tenth of the recruitment, kmax = 0.0015": ({}, {"kmax": .0015}),
    "no M1 to M2, k12 = 0": ({}, {"k12": 0}),
    "fast M1 to M2, k12 = 0.3": ({}, {"k12": .3}),
    "c2(0) = 10": ({5: 10}, {}),
    "c2(0) = 100": ({5: 100}, {}),
    "c1(0) = 10": ({4: 10}, {}),
    "c1(0) = 100": ({4: 100}, {}),
    "stem cells, Cs(0) = 1e4": ({6: 1e4}, {}),
    "stem cells, Cs(0) = 1e5": ({6: 1e5}, {}),
    "stem cells, Cs(0) = 2e5": ({6: 2e5}, {}),
    "stem cells, Cs(0) = 5e5": ({6: 5e5}, {}),
    "female set": ({}, female()),
}
DAYS = np.arange(0, 121)


def settings_of(initial, changes):
    parameters = {**RATES, **changes}
    settings = [f"Fields/{FIELDS[i]}/Initial value = {value} {UNITS[i]} [trejo2019]" for i, value in initial.items()]
    for name in changes:
        settings += [f"Processes/{entry} = {value(parameters)} [trejo2019]" for entry, value in ENTRIES[name]]
    return settings


def rates(parameters):
    p = parameters

    def function(_, y):
        D, M0, M1, M2, c1, c2, Cs, Cb, mc, mb = y
        G1, G2 = p["k01"] * c1 / (p["a01"] + c1), p["k02"] * c2 / (p["a02"] + c2)
        H1, H2 = p["a12"] / (p["a12"] + c2), p["a22"] / (p["a22"] + c2)
        As = p["kps"] * (p["aps"]**2 + p["aps1"] * c1) / (p["aps"]**2 + c1**2)
        F1, Ab = p["ds"] * p["asb1"] / (p["asb1"] + c1), p["kpb"] * p["apb"] / (p["apb"] + c1)
        return np.array([-D / (p["aed"] + D) * (p["ke1"] * M1 + p["ke2"] * M2),
                         p["kmax"] * (1 - (M0 + M1 + M2) / p["Mmax"]) * D - (G1 + G2 + p["d0"]) * M0,
                         G1 * M0 + p["k21"] * M2 - (p["k12"] + p["d1"]) * M1,
                         G2 * M0 + p["k12"] * M1 - (p["k21"] + p["d2"]) * M2,
                         H1 * (p["k0"] * D + p["k1"] * M1) - p["dc1"] * c1,
                         H2 * (p["k2"] * M2 + p["k3"] * Cs) - p["dc2"] * c2,
                         As * Cs * (1 - Cs / p["kls"]) - F1 * Cs,
                         Ab * Cb * (1 - Cb / p["klb"]) + F1 * Cs - p["db"] * Cb,
                         (p["pcs"] - p["qcd1"] * mc) * Cs - p["qcd2"] * mc * Cb,
                         (p["pbs"] - p["qbd"] * mb) * Cb])

    return function


def integrate_all():
    """All scenarios at once: {name: states by day}."""
    parameters = {name: np.array([{**RATES, **changes}[name] for _, changes in SCENARIOS.values()]) for name in RATES}
    start = np.array([[initial.get(i, value) for initial, _ in SCENARIOS.values()] for i, value in enumerate(START)])
    states = runge_kutta(rates(parameters), start, DAYS, .02)
    return {name: states[:, :, k] for k, name in enumerate(SCENARIOS)}


class TrejoKojouharov(PublishedModel):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.expected = integrate_all()
        cls.found = {name: cls.run_case("well-mixed", CASE, *settings_of(*scenario)) for name, scenario in SCENARIOS.items()}

    def test_every_scenario_agrees_with_runge_kutta(self):
        for name in SCENARIOS:
            for i, field in enumerate(FIELDS):
                with self.subTest(f"{name}: {field}"):
                    # columns that are nowhere in a scenario are compared with those of the moderate one
                    scale = max(np.abs(self.expected[name][:, i]).max(), 1e-6 * np.abs(self.expected[next(iter(SCENARIOS))][:, i]).max())
                    self.expect_close(field, self.found[name][field], self.expected[name][:, i], .003, scale)

    def test_page(self):
        rows = table_of_page(FOLDER / "README.md", "scenario")
        self.assertEqual(set(rows), set(SCENARIOS))
        for name, cells in rows.items():
            history = self.found[name]
            values = [history["m1_macrophages"].max(), history["m2_macrophages"].max(), history["stem_cells"].max(),
                      history["cartilage"].max()] + [history["woven_bone"][day] for day in (14, 28, 60, 120)]
            self.expect_as_on_page(cells, values, name)

    def test_healing_equilibrium(self):
        # without stem cells: Cb = klb (1 - db/kpb) and mb = pbs/qbd
        history = self.run_case("well-mixed", CASE, "Time/End = 400 day")
        self.assertAlmostEqual(history["osteoblasts"][400], 1e6 * (1 - .15 / .2202), delta=100)
        self.assertAlmostEqual(history["woven_bone"][400], 1, delta=.003)
        self.assertLess(history["cartilage"][400], 1e-6)

    def test_directions_that_contradict_experiments(self):
        # the page warns of these; should they ever come out right, the page is wrong
        bone = {name: history["woven_bone"][28] for name, history in self.found.items()}
        normal = bone["moderate fracture (as shipped)"]
        self.assertGreater(bone["no macrophages"], 1.5 * normal)
        self.assertGreater(bone["a tenth of the recruitment, kmax = 0.0015"], 1.4 * normal)
        self.assertGreater(bone["no M1 to M2, k12 = 0"], 1.1 * normal)
        self.assertLess(bone["fast M1 to M2, k12 = 0.3"], .8 * normal)

    def test_why_the_directions_are_wrong(self):
        no_growth = [f"Processes/stem_cell_{process}/Modifiers/rise/Slope = 0 1/(ng/mL) [assumed]" for process in ("growth", "crowding")]
        no_inhibition = ["Processes/osteogenic_differentiation/Modifiers/pro_inflammatory_signal/Half saturation = 100 ng/mL [assumed]"]
        none = settings_of(*SCENARIOS["no macrophages"])
        for changes, expected in ((no_growth, None), (no_inhibition, None), (no_growth + no_inhibition, (.0060, .0034))):
            normal, without = (self.run_case("well-mixed", CASE, "Time/End = 28 day", *changes, *more)["woven_bone"][28]
                               for more in ([], none))
            self.assertEqual(without > normal, expected is None)
            if expected:
                self.expect_close("bone", [normal, without], np.array(expected), .01)


if __name__ == "__main__":
    main()
