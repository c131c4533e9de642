#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""test_transport.py CALLUS: benchmarks/transport on small meshes, and the sub-cells that its peer has; no measuring here."""
import itertools
import pathlib
import sys
import unittest
from unittest import mock

import numpy
from benchmark_test import WithFolder, load_run

CALLUS = pathlib.Path(sys.argv.pop(1)).resolve()
RUN = load_run()
BENCHMARK = RUN.load("transport")
from sub_cells import SubCells  # noqa: E402  (benchmarks/common)

KUHN = list(itertools.permutations(range(3)))


def shaken_box(n, width):
    """A cube in 6 n^3 tetrahedra whose inner vertices are moved: points, cells, region 1 below and 2 above."""
    points = numpy.array(list(itertools.product(range(n + 1), repeat=3)), dtype=float)
    inner = ((points > 0) & (points < n)).all(axis=1)
    points[inner] += numpy.random.default_rng(1).uniform(-0.2, 0.2, (inner.sum(), 3))
    cells = []
    for brick in itertools.product(range(n), repeat=3):
        for order in KUHN:
            corner, cell = list(brick), []
            for axis in (None, *order):
                if axis is not None:
                    corner[axis] += 1
                cell.append((corner[0] * (n + 1) + corner[1]) * (n + 1) + corner[2])
            cells.append(cell)
    cells = numpy.array(cells)
    return points * width / n, cells, 1 + (points[cells].mean(axis=1)[:, 2] > n / 2).astype(int)


class SubCellsInNumpy(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sub_cells = SubCells(*shaken_box(4, 2.0), (1, 2))
        cls.x = cls.sub_cells.points[cls.sub_cells.nodes]

    def test_volumes(self):
        self.assertAlmostEqual(self.sub_cells.volumes.sum(), 8.0, places=12)

    def test_linear_fields_have_no_flux_inside_and_the_right_energy(self):
        coupling, field = self.sub_cells.coupling, self.x @ [1.0, -2.0, 3.0]
        flux = numpy.asarray(coupling.sum(axis=1)).ravel() * field - coupling @ field
        inner = ((self.x > 1e-9) & (self.x < 2 - 1e-9)).all(axis=1)
        self.assertLess(abs(flux[inner]).max(), 1e-12)
        self.assertAlmostEqual(field @ flux, 14 * 8.0, places=9)
        self.assertLess(abs(coupling - coupling.T).max(), 1e-14)

    def test_share_of_negative_couplings(self):
        coupling = self.sub_cells.coupling
        self.assertGreater(self.sub_cells.negative_share, 0)
        self.assertAlmostEqual(self.sub_cells.negative_share, -coupling.data[coupling.data < 0].sum() / abs(coupling.data).sum(), places=12)

    def test_areas(self):
        floor = self.sub_cells.areas(*self.sub_cells.outer_faces(1, lambda x: x[:, 2] < 1e-9))
        self.assertAlmostEqual(floor.sum(), 4.0, places=12)
        self.assertTrue((floor[self.x[:, 2] > 1e-9] == 0).all())
        between, back = (self.sub_cells.areas(*self.sub_cells.faces_between(*sides)) for sides in ((1, 2), (2, 1)))
        self.assertGreater(between.sum(), 4.0)  # a flat cut would have this area
        self.assertLess(abs(between - back).max(), 1e-14)


class Quick(WithFolder):
    def test_quick(self):
        """All parts on a small mesh; answers are compared on the way; the file has what is printed."""
        tools = RUN.Tools(CALLUS, self.folder)
        if tools.ranks() < 2:
            self.skipTest("one core")
        lines = [str(line) for line in BENCHMARK.measure(tools, True)]
        table = (self.folder / "transport_quick/table.md").read_text()
        self.assertIn("\n" + table, lines)
        goals = ["small speed up over bandwidth", "small memory of a node with 25 fields", "reactions over memory floor", "% of the peak arithmetic"]
        if BENCHMARK.measuring.is_installed(tools, BENCHMARK.measuring.FENICSX):
            goals += ["small times faster than fenicsx", "small difference to fenicsx on 1", "small difference to fenicsx on 2", "small diffusion over memory floor"]
            self.assertNotIn("not measured", table)
        for goal in goals:
            self.assertIn(goal, table)


class Parts(unittest.TestCase):
    def test_other_answers_end_the_benchmark(self):
        found = {(program, ranks): BENCHMARK.Runs() for program in ("callus", "fenicsx") for ranks in BENCHMARK.RANKS}
        case = mock.Mock(size=BENCHMARK.SMALL)
        with mock.patch.object(BENCHMARK, "largest_difference", return_value=(0.02, "cell_1")):
            with self.assertRaisesRegex(RUN.BenchmarkError, "answers of Callus and FEniCSx differ.*cell_1"):
                list(BENCHMARK.compare_answers(RUN.Tools, case, found))

    def test_another_number_of_solves_ends_the_benchmark(self):
        case = mock.Mock(tools=RUN.Tools)
        stages = BENCHMARK.Case.stages
        self.assertEqual([stages(case, BENCHMARK.Runs(solves=solves, steps=30)) for solves in (600, 1200)], [1, 2])
        with self.assertRaisesRegex(RUN.BenchmarkError, "knows one or two"):
            stages(case, BENCHMARK.Runs(solves=900, steps=30))

    def test_ratios(self):
        """What is divided by what."""
        case = mock.Mock(size=BENCHMARK.SMALL)
        seconds = {("callus", 2): 2.0, ("callus", 1): 3.0, ("fenicsx", 2): 10.0, ("fenicsx", 1): 18.0}
        found = {key: BENCHMARK.Runs(seconds=[value], diffusion=[value / 2], iterations=1000, solves=600, steps=30) for key, value in seconds.items()}
        bandwidths = {1: 10.0, 2: 15.0}
        rows = [row for row, _ in (*BENCHMARK.against_fenicsx(RUN.Tools, case, found), *BENCHMARK.scaling(RUN.Tools, case, found, bandwidths),
                                   *BENCHMARK.over_floor(RUN.Tools, case, found, bandwidths, 50000, 14)) if isinstance(row, RUN.Figure)]
        figures = {row.name: row.value for row in rows}
        self.assertAlmostEqual(figures["transport_small_times_faster_than_fenicsx"], 5.0)
        self.assertAlmostEqual(figures["transport_small_speed_up_over_bandwidth"], 1.0)
        self.assertAlmostEqual(figures["transport_small_diffusion_over_memory_floor"], 1.0 / (1000 * 50000 * (112 + 21) / 15e9))

    def test_diffusivities(self):
        network = BENCHMARK.network.Network(20)
        self.assertEqual((network.n_cells, network.n_signals), (6, 14))
        self.assertAlmostEqual(network.diffusivities[0], 0.05)
        self.assertAlmostEqual(network.diffusivities[-1], 173.0)


if __name__ == "__main__":
    unittest.main()
