#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The page of the review's mechanisms: what it says of rows that processes, modifiers and overlays carry, and of those that nobody does."""
import pathlib
import sys
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "docs"))
from writers.coverage import coverage_page, read_rows  # noqa: E402

LIBRARY = "/somewhere/parameter_files/library/"


class FakeProgram:
    """Answers of `callus list` with these processes."""

    def __init__(self, *processes):
        self.processes = processes

    def list(self, topic):
        if topic == "laws":
            return [{"name": "decay", "kind": "process", "effect": "reaction"},
                    {"name": "surface flux", "kind": "process", "effect": "supply"}, {"name": "table", "kind": "modifier"}]
        return list(self.processes)


def origins(file, *rows):
    return [{"row": row, "file": LIBRARY + file} for row in rows]


def process(name, form="decay", rows=(), modifiers=()):
    return {"name": name, "form": form, "row_origins": rows, "modifiers": [{"row_origins": list(rows)} for rows in modifiers]}


def lines_of(page):
    """Row: the last three cells."""
    lines = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")][1:]
    return {int(cells[0]): [cell.strip(" |") for cell in (cells + ["", "", ""])[3:6]] for cells in lines if cells[0].isdigit()}


class ReviewCoverage(unittest.TestCase):
    def test_rows(self):
        rows = read_rows()
        self.assertEqual(len(rows), 84)
        for row in rows:
            self.assertTrue(row["mechanism"], row["row"])
            self.assertEqual(bool(row["not_modelled"]), row["row"] == "55")
            self.assertEqual(bool(row["direction"]), row["row"] != "55")

    def test_states(self):
        page = coverage_page(FakeProgram(
            process("clearing", rows=origins("immune.prm", 5) + origins("overlays/age.prm", 81), modifiers=[origins("immune.prm", 33)]),
            process("inflow", form="surface flux", rows=origins("supply.prm", 5))))
        lines = lines_of(page)
        self.assertEqual(len(lines), 84)
        self.assertEqual(lines[5], ["process, boundary condition", "`clearing`, `inflow`",
                                    "[library/immune.prm](../../parameter_files/library/immune.prm), "
                                    "[library/supply.prm](../../parameter_files/library/supply.prm)"])
        self.assertEqual(lines[33][:2], ["modifier", "`clearing`"])
        self.assertEqual(lines[81][0], "overlay")
        self.assertEqual(lines[1], ["open", "", ""])
        self.assertTrue(lines[55][0].startswith("not modelled: "))
        self.assertIn("Of 84 rows 3 are represented, 80 are open.", page)

    def test_rows_that_do_not_exist(self):
        with self.assertRaisesRegex(SystemExit, "clearing names row 85"):
            coverage_page(FakeProgram(process("clearing", rows=origins("immune.prm", 85))))

    def test_what_is_not_modelled_has_no_process(self):
        with self.assertRaisesRegex(SystemExit, "row 55 is said not to be modelled, but clearing"):
            coverage_page(FakeProgram(process("clearing", rows=origins("immune.prm", 55))))


if __name__ == "__main__":
    unittest.main()
