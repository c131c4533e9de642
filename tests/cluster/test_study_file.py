#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Reading a study: what its file may say, what is refused and with which words, which members follow."""
import math
import unittest

from study_files import CASE, GRID, StudyTest

from studies import design
from studies.members import Plan
from studies.problems import StudyError
from studies.study_file import read_study
from parameter_text.values import parse_quantity


class Values(unittest.TestCase):
    def test_quantities(self):
        self.assertEqual(parse_quantity("0.1, 1e3 kPa [assumed]").numbers, (0.1, 1000))
        self.assertEqual(parse_quantity("1, 2").unit, "1")
        self.assertEqual(parse_quantity("5 1e6 cells/mL").unit, "1e6 cells/mL")
        self.assertEqual(parse_quantity("3 1/day [a, b]").source, "[a, b]")
        for text in ("soft", "", "1, x", "1 kPa]", "1 [a] kPa", "2x_3, 4", "nan", "1,,2"):
            self.assertIsNone(parse_quantity(text), text)

    def test_a_value_is_written_as_it_was_read(self):
        quantity = parse_quantity("0.1, 1000 kPa [assumed]")
        self.assertEqual([quantity.written(n) for n in quantity.numbers], ["0.1 kPa [assumed]", "1000 kPa [assumed]"])


class Designs(StudyTest):
    def members(self, text):
        plan = Plan(read_study(self.write("s.study", text)), self.folder / "out")
        return [[value.shown for value in member.values] for member in plan.members]

    def two_inputs(self, head, first, second):
        return self.members(f"set Case = case.prm\n{head}\nsubsection Vary\n subsection a\n set Entry = A\n {first}\n end\n"
                            f" subsection b\n set Entry = S/B, C\n {second}\n end\nend\n")

    def test_grid(self):
        self.assertEqual(self.two_inputs("", "set Values = 1, 2", "set Values = soft, stiff"),
                         [["1", "soft"], ["1", "stiff"], ["2", "soft"], ["2", "stiff"]])

    def test_list(self):
        self.assertEqual(self.two_inputs("set Design = list", "set Values = 1, 2", "set Values = 0, 1 N [x]; 0, 2 N [x]"),
                         [["1", "0, 1 N"], ["2", "0, 2 N"]])
        with self.assertRaisesRegex(StudyError, "2 values of a, 3 values of b, expected the same number"):
            self.two_inputs("set Design = list", "set Values = 1, 2", "set Values = 1, 2, 3")

    def test_included_files(self):
        file = self.write("old.prm", "age = 80\n")
        text = GRID.replace("subsection Vary", "subsection Vary\n subsection host\n"
                            "  set Include = none; old.prm; library/overlays/aged.prm + old.prm\n"
                            "  set Names = young; old; aged\n end")
        plan = Plan(read_study(self.write("s.study", text)), self.folder / "out")
        self.assertEqual([member.values[0].shown for member in plan.members][::3], ["young", "old", "aged"])
        included = [[line for line in member.text.splitlines() if line.startswith("include")][1:] for member in plan.members][::3]
        self.assertEqual(included, [[], [f"include {file}"], ["include library/overlays/aged.prm", f"include {file}"]])
        self.assertEqual(plan.members[3].lines[3].path, "Vary/host/Include")
        with self.assertRaisesRegex(StudyError, "found 2 names for 3 values, expected a name for each value"):
            read_study(self.write("s.study", text.replace("young; old; aged", "young; old")))

    def test_ranges(self):
        logarithmic = "set From = 0.1 kPa [x]\n set To = 1000 kPa [x]\n set Scale = logarithmic\n set Number = 5"
        self.assertEqual([row[0] for row in self.two_inputs("", logarithmic, "set Values = 1")], ["0.1", "1", "10", "100", "1000"])
        self.assertEqual([row[0] for row in self.two_inputs("", "set From = 0\n set To = 1\n set Number = 3", "set Values = 1")],
                         ["0", "0.5", "1"])

    def test_latin_hypercube(self):
        head = "set Design = Latin hypercube\nset Samples = 8\nset Seed = "
        ranges = ("set From = 0 MPa [x]\n set To = 8 MPa [x]", "set From = 1\n set To = 256\n set Scale = logarithmic")
        rows = [[float(word) for word in row] for row in self.two_inputs(head + "3", *ranges)]
        self.assertEqual(sorted(int(a) for a, _ in rows), list(range(8)))
        self.assertEqual(sorted(int(math.log2(b)) for _, b in rows), list(range(8)))
        self.assertNotEqual([int(a) for a, _ in rows], [int(math.log2(b)) for _, b in rows], "the inputs do not move together")
        self.assertEqual(rows, [[float(word) for word in row] for row in self.two_inputs(head + "3", *ranges)])
        self.assertNotEqual(rows, [[float(word) for word in row] for row in self.two_inputs(head + "4", *ranges)])

    def test_parameter_file_of_a_member(self):
        study = read_study(self.write("s.study", """
set Case = case.prm
subsection Fixed
  set Time/End = 5 day
  subsection Mesh
    set File = case.prm
  end
  subsection Processes
    set Rate *= 0.5 [x]
    set Rows += 3, 4
  end
end
subsection Vary
  subsection load
    set Entry   = Loads/Force
    set Factors = 0.5, 2 [measured]
  end
end
"""))
        member = Plan(study, self.folder / "out").members[1]
        self.assertIn(f"include {self.folder / 'case.prm'}\n", member.text)
        self.assertIn(f"  set File = {self.folder / 'case.prm'}\n", member.text)
        self.assertIn("subsection Processes\n  set Rate *= 0.5 [x]\nend\n", member.text)
        self.assertIn("subsection Processes\n  set Rows += 3, 4\nend\n", member.text)
        self.assertTrue(member.text.endswith("# what varies\nsubsection Loads\n  set Force *= 2 [measured]\nend\n"), member.text)
        line = member.text.splitlines().index("  set Force *= 2 [measured]") + 1
        self.assertEqual(member.lines[line].line, 15)
        line = member.text.splitlines().index("  set Rate *= 0.5 [x]") + 1
        self.assertEqual(member.lines[line].line, 9)

    def test_extremes(self):
        plan = Plan(read_study(self.write("s.study", GRID.replace("1, 2, 4", "2, 4, 3, 1"))), self.folder / "out")
        self.assertEqual([m.values[0].shown for m in design.extremes(plan.study, plan.members)], ["1", "4"])

    def test_members_keep_their_numbers_when_a_study_is_extended(self):
        Plan(read_study(self.write("s.study", GRID)), self.folder / "out").write()
        plan = Plan(read_study(self.write("s.study", GRID.replace("1, 2, 4", "0.5, 2, 4, 8"))), self.folder / "out")
        self.assertEqual([(m.name, m.values[0].shown) for m in plan.members], [("004", "0.5"), ("002", "2"), ("003", "4"), ("005", "8")])
        self.assertEqual(list(plan.others.values()), [1])


class Measures(StudyTest):
    def test_default_measures_can_be_added_to(self):
        names = [m.name for m in read_study(self.write("s.study", GRID)).measures]
        self.assertEqual(names, ["bone"])
        both = read_study(self.write("s.study", "include default_measures.study\n" + GRID)).measures
        self.assertEqual([m.name for m in both][-2:], ["union", "bone"])
        self.assertEqual({m.name: m.is_default for m in both}["union"], True)
        self.assertFalse(both[-1].is_default)


class Errors(StudyTest):
    def expect(self, text, *messages):
        with self.assertRaises(StudyError) as caught:
            Plan(read_study(self.write("s.study", text)), self.folder / "out")
        for message in messages:
            self.assertIn(message, str(caught.exception))
        return str(caught.exception)

    def test_all_problems_together_with_place_and_remedy(self):
        said = self.expect(GRID.replace("case.prm", "none.prm").replace("set Values", "set Valeus").replace("last", "lsat")
                           + "set Desing = grid\n",
                           "5 problems in the study:", "s.study:2: in Case: found no file 'none.prm', expected",
                           "s.study:4: in Vary/softness: found no values, expected one of Values, Factors",
                           "Did you mean 'Values'?", "Did you mean 'last'?", "Did you mean 'Design'?")
        self.assertIn("in Measures/bone/Take: found 'lsat', expected one of: first, last", said)

    def test_entries(self):
        self.expect(GRID + "subsection Run\n set Ranks = two\nend\n", "in Run/Ranks: found 'two', expected a whole number, at least 1")
        self.expect(GRID + "subsection Rnu\nend\n", "unknown subsection 'Rnu'", "Did you mean 'Run'?")
        self.expect(GRID + "subsection Cluster\n set Time limit = 3 weeks\n set Options = -p long\nend\n", "HH:MM:SS", "two dashes")
        self.expect(GRID + "subsection Fixed\n set stiffness = 1\nend\n", "'stiffness' a second time")
        self.expect("set Case = case.prm\n", "no input to vary")
        self.expect(GRID + "subsection Picture\n set Lines = hardness\nend\n", "found 'hardness', expected one of: softness")
        self.expect(GRID + "set Design = Latin hypercube\n", "in Samples: found nothing")
        self.expect(GRID.replace("set Values = 1, 2, 4 MPa", "set From = 3 MPa [x]\nset Number = 2\nset To = 1 kPa"), "the unit of 'From', 'MPa'")
        self.expect(GRID.replace("1, 2, 4", "2, 2, 4"), "members that are the same")

    def test_grammar(self):
        self.expect("subsection Vary\n", "found no 'end' for subsection 'Vary'")
        self.expect("end\n", "found 'end'")
        self.expect("Case = case.prm\n", "s.study:1: found 'Case = case.prm', expected 'include FILE'")
        self.expect("set Case = case.prm\x07\n", "control character")
        self.expect("include nowhere.study\n", "no file 'nowhere.study'")
        self.expect("include s.study\n", "no circle of includes")
        code, said = self.study("plan", study="absent.study")
        self.assertEqual((code, said), (1, "absent.study: found absent.study: No such file or directory, expected a file that can be read.\n"))

    def test_nothing_is_written_for_a_wrong_study(self):
        self.write("s.study", GRID.replace("last", "lsat"))
        code, said = self.study("plan")
        self.assertEqual(code, 1)
        self.assertIn("Did you mean 'last'?", said)
        self.assertFalse((self.folder / "output").exists())

    def test_what_the_program_refuses_is_told_at_its_place_in_the_study(self):
        self.write("s.study", GRID.replace("[assumed]", "[wrong]"))
        code, said = self.study("plan")
        self.assertEqual(code, 1)
        self.assertIn("s.study:5: found 'wrong', expected something right", said)


if __name__ == "__main__":
    unittest.main()
