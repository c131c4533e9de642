#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Tests of postprocess/report.py on a made-up run: what the page holds, and what it says about broken folders."""
import base64
import math
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
sys.path[:0] = [str(HERE), str(SOURCE / "postprocess")]
import healing_summary  # noqa: E402
import longitudinal_cut  # noqa: E402
import palette  # noqa: E402
import pandas  # noqa: E402
import pictures  # noqa: E402
import run_folder  # noqa: E402
import synthetic_run  # noqa: E402


def report(folder, *options):
    return subprocess.run([sys.executable, SOURCE / "postprocess/report.py", folder, *options], capture_output=True, text=True, check=False)


class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.scratch.name) / "run"
        synthetic_run.write(cls.folder)
        cls.result = report(cls.folder, "--pictures", cls.folder / "pictures")
        file = cls.folder / "report.html"
        cls.page = file.read_text() if file.is_file() else ""

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def broken_copy(self):
        copy = pathlib.Path(tempfile.mkdtemp(dir=self.scratch.name)) / "run"
        shutil.copytree(self.folder, copy)
        (copy / "report.html").unlink()
        return copy

    def expect_failure(self, folder, *words):
        result = report(folder)
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        self.assertNotIn("Traceback", result.stderr)
        for word in words:
            self.assertIn(word, result.stderr)
        self.assertFalse((folder / "report.html").exists())

    def test_names_the_page_it_wrote(self):
        self.assertEqual(self.result.returncode, 0, self.result.stderr)
        self.assertIn(str(self.folder / "report.html"), self.result.stdout)

    def test_has_all_sections(self):
        for name in ("tissue-maps", "stimulus-maps", "curves", "measures", "inputs", "versions"):
            self.assertIn(f'<section id="{name}">', self.page)

    def test_links_to_nothing_outside(self):
        self.assertEqual(re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', self.page), [])
        self.assertNotIn("url(", self.page)

    def test_pictures_are_complete(self):
        images = re.findall(r'<img alt="([^"]+)" src="data:(image/[^;]+);base64,([^"]+)">', self.page)
        names = [alt for alt, _, _ in images]
        for wanted in ("Tissue fractions in the longitudinal cut", "What the mechanical stimulus calls for",
                       "octahedral shear strain, %", "Cells", "Tissues", "Movement", "Stiffness"):
            self.assertIn(wanted, names)
        for _, kind, data in images:
            content = base64.b64decode(data)
            self.assertTrue(content.startswith(b"\x89PNG") if kind == "image/png" else b"<svg" in content)

    def test_peaks_have_their_day(self):
        self.assertTrue("<!-- cartilage matrix volume, day 28 -->" in self.svg("Tissues"))

    def svg(self, name):
        data = re.search(rf'<img alt="{name}" src="data:image/svg\+xml;base64,([^"]+)">', self.page)
        return base64.b64decode(data[1]).decode()

    def test_pictures_as_files(self):
        names = {file.name for file in (self.folder / "pictures").iterdir()}
        self.assertLessEqual({"tissue_fractions_in_the_longitudinal_cut.png", "cells.svg", "movement.svg"}, names)
        self.assertTrue((self.folder / "pictures/cells.svg").read_text().lstrip().startswith("<?xml"))

    def test_measures(self):
        self.assertIn("union on day 52", self.page)
        self.assertIn("<td>M1 macrophages (pro-inflammatory)</td>", self.page)
        self.assertIn("at least 3 of 4 quadrants bridged (bone fraction at least 0.5)", self.page)
        self.assertIn("<td>bridged anterior</td><td>day 40</td>", self.page)

    def test_text_is_escaped(self):
        self.assertIn("&lt;angle brackets&gt; &amp; an ampersand", self.page)

    def test_missing_folder(self):
        self.expect_failure(self.folder / "nowhere", "there is no folder", "nowhere")

    def test_folder_of_something_else(self):
        other = pathlib.Path(tempfile.mkdtemp(dir=self.scratch.name))
        self.expect_failure(other, "is not the output folder of a run", "history.csv", "manifest.json")

    def test_broken_files(self):
        for name, content, words in (
                ("history.csv", "", ["history.csv", "cannot be read"]),
                ("history.csv", "day,a [mm]\n", ["history.csv", "no rows"]),
                ("history.csv", "time,a [mm]\n0,1\n", ["first column is 'time'", "expected 'day'"]),
                ("manifest.json", "{", ["manifest.json", "not valid JSON"]),
                ("manifest.json", "{}", ["does not list the regions"]),
                ("fields.pvd", "<VTKFile", ["fields.pvd", "not valid XML"])):
            with self.subTest(name=name, content=content):
                folder = self.broken_copy()
                (folder / name).write_text(content)
                self.expect_failure(folder, *words)

    def test_missing_picture_file(self):
        folder = self.broken_copy()
        (folder / "fields/fields_0001.0.vtu").unlink()
        self.expect_failure(folder, "fields_0001.0.vtu", "is not there")

    def test_unfinished_run_is_marked(self):
        folder = self.broken_copy()
        manifest = folder / "manifest.json"
        manifest.write_text(manifest.read_text().replace('"completed"', '"failed: no convergence"'))
        self.assertEqual(report(folder).returncode, 0)
        self.assertIn("This run is not complete: failed: no convergence", (folder / "report.html").read_text())

    def test_without_fields(self):
        folder = self.broken_copy()
        (folder / "fields.pvd").unlink()
        self.assertEqual(report(folder).returncode, 0)
        self.assertIn("No fields were written", (folder / "report.html").read_text())

    def test_cut_shows_the_regions_where_they_are(self):
        grid = longitudinal_cut.read_grid(run_folder.read_run(self.folder).fields[-1][1])
        cut = longitudinal_cut.cut(grid, "z", ((-13, 13), (-19, 19)), spacing=0.5)

        def region(x, z):
            row, column = round((z + 19) / 38 * (cut.inside.shape[0] - 1)), round((x + 13) / 26 * (cut.inside.shape[1] - 1))
            return synthetic_run.REGIONS[round(float(cut["region"][row, column]))] if cut.inside[row, column] else None

        self.assertEqual(region(0, 0), "callus")
        self.assertEqual(region(11, 0), "callus")
        self.assertEqual(region(0, 10), "marrow")
        self.assertEqual(region(7, -15), "cortical_bone")
        self.assertEqual(region(-7, 15), "cortical_bone")
        self.assertIsNone(region(12, 15))
        half_width = longitudinal_cut.bounds_of_regions(grid, {2})[0][1]
        self.assertAlmostEqual(half_width, 12, delta=0.1)


class Axisymmetric(unittest.TestCase):
    def test_the_half_section_is_mirrored(self):
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch) / "run"
            synthetic_run.write(folder, days=(35,), geometry="axisymmetric")
            grid = longitudinal_cut.read_grid(run_folder.read_run(folder).fields[-1][1])
            result = report(folder)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertIn("mirrored at the axis", (folder / "report.html").read_text())
        cut = longitudinal_cut.cut(grid, "y", ((-13, 13), (-19, 19)), 0.5, axisymmetric=True)
        self.assertEqual(cut.extent, (-13, 13, -19, 19))
        names = [[synthetic_run.REGIONS[round(float(r))] if inside else None for r, inside in zip(row, mask)]
                 for row, mask in zip(cut["region"], cut.inside)]
        rows, columns = len(names), len(names[0])
        at = lambda x, z: names[round((z + 19) / 38 * (rows - 1))][round((x + 13) / 26 * (columns - 1))]  # noqa: E731
        for side in (-1, 1):
            self.assertEqual(at(11 * side, 0), "callus")
            self.assertEqual(at(7 * side, 15), "cortical_bone")
            self.assertEqual(at(0.3 * side, -10), "marrow")
            self.assertIsNone(at(12.5 * side, 15))


class Summary(unittest.TestCase):
    def test_day_of_half_maximum_is_of_the_rise(self):
        days = pandas.Series([0.0, 1, 2, 3])
        self.assertEqual(healing_summary.day_of_half_maximum(days, pandas.Series([1.0, 1.4, 1.6, 2.0])), 2)
        self.assertIsNone(healing_summary.day_of_half_maximum(days, pandas.Series([1.0, 1.0, 0.5, 0.2])))

    def test_numbers_are_spelled_as_people_write_them(self):
        spelled = {0.0: "0", 0.01234: "0.0123", 4.09e-6: "4.09e-06", 780.0: "780", 999.4: "999", 1703.0: "1,700", -65432.0: "-65,400", 1e6: "1e+06",
                   math.nan: "–", None: "–"}
        self.assertEqual({value: healing_summary.spell(value) for value in spelled}, spelled)

    def test_day_of_peak_is_none_for_a_curve_that_is_highest_at_an_end(self):
        days = pandas.Series([0.0, 1, 2, 3])
        self.assertEqual(healing_summary.day_of_peak(days, pandas.Series([0.0, 2.0, 1.0, 0.5])), 1)
        for values in ([0.0, 1.0, 2.0, 3.0], [3.0, 2.0, 1.0, 0.0], [1.0, 1.0, 1.0, 1.0], [0.0, 1.0, 1.0, 0.99], [0.0, 0.0, 0.0, 0.0]):
            with self.subTest(values):
                self.assertIsNone(healing_summary.day_of_peak(days, pandas.Series(values)))

    def test_panels_of_cells_and_signals(self):
        cells = ["neutrophils", "m0_macrophages", "stem_cells", "osteoclasts", "m1_macrophages", "debris", "osteoblasts"]
        signals = ["vessels", "oxygen", "vegf", "chemokines", "tgf_beta"]
        table = run_folder.Table(pandas.DataFrame({"day": [0.0, 1.0], **{name: [0.0, 1.0] for name in cells + signals}}),
                                 {name: "1e6 cells/mL" if name in cells else "ng/mL" for name in cells + signals}, {})
        shown = {title: [column for column, _, _ in lines] for title, _, lines in healing_summary.panels(table, "cells", cells)}
        self.assertEqual(shown, {"Neutrophils and macrophages": ["neutrophils", "m0_macrophages", "m1_macrophages"],
                                 "Stem cells and tissue cells": ["stem_cells", "osteoblasts"], "Osteoclasts": ["osteoclasts"],
                                 "Necrotic cells": ["debris"]})
        self.assertEqual([lines[0][0] for _, _, lines in healing_summary.panels(table, "signals", signals)],
                         ["chemokines", "tgf_beta", "vegf", "vessels", "oxygen"])

    def test_mixed_colours(self):
        class One(dict):
            pass

        import numpy
        cut = One(fibrous_matrix=numpy.array([[0.0, 1.0]]), woven_bone=numpy.array([[0.0, 0.0]]))
        image = pictures.mix(cut, palette.TISSUES, palette.GRANULATION)
        numpy.testing.assert_allclose(image[0, 0], palette.rgb(palette.GRANULATION[1]))
        numpy.testing.assert_allclose(image[0, 1], palette.rgb(palette.TISSUES["fibrous_matrix"][1]))

    def test_parameters(self):
        entries = run_folder.read_parameters("set A = 1 mm [x] # note\nsubsection B\n  subsection C d\n set E = f\n  end\nend\nset G = 2")
        self.assertEqual(entries, {"A": "1 mm [x]", "B/C d/E": "f", "G": "2"})


if __name__ == "__main__":
    unittest.main()
