#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Housekeeping of the repository: links lead somewhere, files carry their licence, citation keys exist, versions agree."""
import pathlib
import re
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("src", "tests", "docs", "parameter_files", "meshes", "meshing", "postprocess", "benchmarks", "cluster", "scripts",
           "cmake", ".ci")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
SOURCE_KEY = re.compile(r"\[([a-z][a-z0-9_]*)\]\s*(?:#.*)?$")
OWN_KEYS = {"assumed", "calibrated", "measured"}


def files(*suffixes):
    found = [file for folder in FOLDERS for file in (SOURCE / folder).rglob("*")]
    found += list(SOURCE.glob("*"))
    # faulty inputs are faulty
    return sorted(f for f in found if f.is_file() and f.suffix in suffixes
                  and not {"__pycache__", "input_errors"} & set(f.parts))


class Documents(unittest.TestCase):
    def test_links(self):
        for file in files(".md"):
            text = re.sub(r"```.*?```", "", file.read_text(), flags=re.DOTALL)
            for target in LINK.findall(text):
                if re.match(r"(https?|mailto):", target) or target.startswith("#"):
                    continue
                with self.subTest(file=str(file.relative_to(SOURCE)), target=target):
                    self.assertTrue((file.parent / target.split("#")[0]).exists())

    def test_file_names_in_the_text(self):
        """Paths in backticks that begin with one of our folders exist."""
        name = re.compile(r"`((?:" + "|".join(map(re.escape, FOLDERS)) + r")/[\w./-]+)`")
        for file in files(".md"):
            for target in (t for t in name.findall(file.read_text()) if not re.search(r"\b[A-Z]{3,}$", t)):
                with self.subTest(file=str(file.relative_to(SOURCE)), target=target):
                    self.assertTrue((SOURCE / target).exists())

    def test_licence_lines(self):
        self.assertIn("GNU LESSER GENERAL PUBLIC LICENSE", (SOURCE / "COPYING").read_text()[:200])
        scripts = [SOURCE / name for name in ("meshes/generate", "meshing/callus-mesh", "benchmarks/run", ".ci/run")]
        for file in files(".h", ".cc", ".py", ".sh") + scripts:
            with self.subTest(str(file.relative_to(SOURCE))):
                head = file.read_text()[:400]
                self.assertIn("SPDX-License-Identifier: LGPL-2.1-or-later", head)
                self.assertIn("SPDX-FileCopyrightText: the authors of Callus", head)

    def test_sources_are_in_the_bibliography(self):
        known = set(re.findall(r"^@\w+\{([^,\s]+),", (SOURCE / "docs/references.bib").read_text(), re.MULTILINE)) | OWN_KEYS
        for file in files(".prm"):
            for number, line in enumerate(file.read_text().splitlines(), 1):
                match = SOURCE_KEY.search(line)
                if match and line.split()[:1] == ["set"]:
                    self.assertIn(match[1], known, f"{file.relative_to(SOURCE)}:{number}")

    def test_every_entry_that_is_read_is_on_the_reference_page(self):
        """docs/generate lists what the cases docs/reference/every_entry*.prm use: they must use all that the sources read."""
        read = re.compile(r"\.(?:quantity|quantities|optional_quantity|setting|text|choice|flag|count|list)\(\s*\"([^\"]+)\"")
        page = (SOURCE / "docs/reference/parameters.md").read_text()
        for file in files(".h", ".cc"):
            if file.relative_to(SOURCE).parts[0] != "src" or "biology" in file.parts:  # forms have a page of their own
                continue
            for entry in (e for e in read.findall(file.read_text()) if not e.islower()):  # lower case: names in checkpoints
                with self.subTest(file=str(file.relative_to(SOURCE)), entry=entry):
                    self.assertIn(f"| `{entry}` |", page, "use it in docs/reference/every_entry.prm, then run docs/generate")

    def test_versions_agree(self):
        version = (SOURCE / "VERSION").read_text().strip()
        self.assertIn(f"\nversion: {version}\n", (SOURCE / "CITATION.cff").read_text())

    def test_nothing_is_left_to_do(self):
        marks = re.compile(r"\b(TO" + r"DO|FIX" + r"ME)\b")
        for file in files(".h", ".cc", ".py", ".sh", ".md", ".prm", ".cmake", ".txt"):
            with self.subTest(str(file.relative_to(SOURCE))):
                self.assertIsNone(marks.search(file.read_text()))


if __name__ == "__main__":
    unittest.main()
