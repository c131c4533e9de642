#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Every shipped parameter file reads without a problem. The path of the program is the first argument."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
FILES = SOURCE / "parameter_files"
PROGRAM = None


def callus(*words):
    return subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, check=False, timeout=300)


def has_a_mesh(file):
    """Does the file, or one that it includes from its own folder, name a mesh?"""
    for line in file.read_text().splitlines():
        words = line.split()
        if words[:2] == ["set", "File"]:  # a section Mesh may leave the file to the user: that of the tibia is not shipped
            return (file.parent / words[3]).is_file()  # the fine meshes of the families are made by meshes/generate
        if words[:1] == ["include"] and (file.parent / words[1]).is_file() and has_a_mesh(file.parent / words[1]):
            return True
    return False


def symbols(file):
    """(name, symbol or nothing) of the fields and derived quantities that a file defines, and does not only change."""
    sections, found = [], {}
    for line in file.read_text().splitlines():
        words = line.split("#")[0].split()
        if words[:1] == ["subsection"]:
            sections.append(words[1])
        elif words == ["end"]:
            sections.pop()
        elif len(sections) == 2 and sections[0] in ("Fields", "Quantities") and words[:2] == ["set", "Unit"]:
            found.setdefault(sections[1], "")
        elif len(sections) == 2 and sections[0] in ("Fields", "Quantities") and words[:2] == ["set", "Symbol"]:
            found[sections[1]] = words[-1]
    return found.items()


class ShippedParameterFiles(unittest.TestCase):
    def expect_success(self, *words):
        result = callus(*words)
        self.assertEqual(result.returncode, 0, f"callus {' '.join(map(str, words))}\n{result.stdout}{result.stderr}")
        return result

    def test_cases(self):
        folders = ("tutorials", "published", "validation", "studies", "calibration")
        cases = [file for folder in folders for file in sorted((FILES / folder).rglob("*.prm"))]
        self.assertTrue(any(has_a_mesh(file) for file in cases))
        for file in cases:
            if "studies" in file.parts and "include " not in file.read_text():
                continue  # what a study adds to its case (Include): checked with it by scripts:cluster_shipped_studies
            with self.subTest(str(file.relative_to(FILES))):
                if has_a_mesh(file):
                    self.expect_success("check", file)
                else:
                    self.expect_success("list", "processes", file)

    def test_library(self):
        for what in ("fields", "quantities", "processes", "laws", "materials"):
            with self.subTest(what):
                self.assertGreater(len(self.expect_success("list", what).stdout.splitlines()), 2)

    def test_symbols_of_the_library(self):
        owners = {}
        for file in sorted((FILES / "library").rglob("*.prm")):
            for name, symbol in symbols(file):
                with self.subTest(name):
                    self.assertTrue(symbol, f"{file}: {name} has no symbol for its equations")
                    self.assertEqual(owners.setdefault(symbol, name), name, f"{file}: another one has the symbol {symbol}")
        self.assertEqual(owners["M1"], "m1_macrophages")

    def test_a_misspelt_entry_is_found(self):
        tutorial = FILES / "tutorials/sheep_metatarsus"
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "wrong.prm"
            file.write_text(f"include {tutorial / 'coarse.prm'}\nsubsection Time\n  set Largest stepp = 1 day\nend\n")
            result = callus("check", file)
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        self.assertIn("Largest step", result.stdout + result.stderr)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: test_parameter_files.py PROGRAM [TEST...]")
    PROGRAM = sys.argv.pop(1)
    unittest.main()
