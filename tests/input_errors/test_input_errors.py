#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Every faulty input of this folder gives its message and exit code 1, and nothing else.

    test_input_errors.py CALLUS RUN_INPUTS [TEST...]
    test_input_errors.py CALLUS RUN_INPUTS --write     writes the expectations anew; read them before you commit

Beside each NAME.prm stands NAME.expected: every line of it must be part of a line that the program prints, one line a problem
(where, found, expected, remedy; without the lists of valid names, which grow).
"""
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import driver

HERE = pathlib.Path(__file__).resolve().parent
CALLUS = RUN_INPUTS = None
# the start of the program takes half a second: these go the user's whole way
SAMPLE = ("parameter_files/many_at_once.prm", "parameter_files/null_byte.prm", "parameter_files/include_circle.prm",
          "parameter_files/missing_end_in_the_middle.prm", "parameter_files/mesh_and_parameters_together.prm")


def inputs():
    return [str(file.relative_to(HERE)) for folder in ("parameter_files", "meshes") for file in sorted((HERE / folder).glob("*.prm"))]


def problems(text):
    """The problems that the program printed, one a line."""
    lines = text.strip().splitlines()
    return lines[1:] if lines and re.fullmatch(r"\d+ problems in the input:", lines[0]) else lines


def without_lists(line):
    """What of a message is expected: without lists of names, directories of this machine and clipped texts."""
    line = re.sub(r" (The only valid name is|Valid names are): .*", "", line)
    line = re.sub(r" (Looked (for|at)|Relative names start from) .*", "", line)
    return re.sub(r"(one of: [^,]*).*", r"\1", line)


class FaultyInputs(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.run_inputs = driver.Driver(RUN_INPUTS, HERE)

    @classmethod
    def tearDownClass(cls):
        cls.run_inputs.close()

    def expect(self, name, code, text):
        expected = (HERE / name).with_suffix(".expected").read_text().splitlines()
        self.assertEqual(code, 1, text)
        found = problems(text)
        self.assertEqual(len(found), len(expected), f"as many problems as expected\n{text}")
        for line in expected:
            self.assertTrue(any(line in other for other in found), f"expected: {line}\nprinted:\n{text}")

    def test_the_case_without_fault_is_fine(self):
        for name in ("base", "bar", "bar_binary", "bar_4", "bar_4_binary", "quarter"):
            code, text = self.run_inputs.run("check", f"base/{name}.prm")
            self.assertEqual(code, 0, f"{name}\n{text}")

    def test_there_are_at_least_a_hundred(self):
        self.assertGreaterEqual(len(inputs()), 100)
        for name in inputs():
            self.assertTrue((HERE / name).with_suffix(".expected").is_file(), name)

    def test_messages(self):
        for name in inputs():
            with self.subTest(name):
                self.expect(name, *self.run_inputs.run("check", name))

    def test_the_program_itself(self):
        for name in SAMPLE:
            for command in ("check", "run"):
                with self.subTest(name, command=command), tempfile.TemporaryDirectory() as folder:
                    output = pathlib.Path(folder) / "output"
                    words = [CALLUS, command, name] + (["--output", str(output)] if command == "run" else [])
                    result = subprocess.run(words, cwd=HERE, env=driver.ENVIRONMENT, capture_output=True, text=True, check=False)
                    self.expect(name, result.returncode, result.stderr)
                    self.assertEqual(result.stdout, "")
                    self.assertFalse(output.exists(), "nothing is written if the input is wrong")

    def test_a_line_of_a_megabyte(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "long.prm"
            file.write_text(f"include {HERE / 'base/base.prm'}\nset {'x' * 2**20} = 1\nset Title = {'y' * 2**20}\n{'z' * 2**20}\n")
            code, text = self.run_inputs.run("check", file)
        self.assertEqual(code, 1)
        self.assertLess(len(text), 3000)
        self.assertIn("long.prm:2", text)
        self.assertIn("long.prm:4", text)


def write_expectations():
    run_inputs = driver.Driver(RUN_INPUTS, HERE)
    for name in inputs():
        code, text = run_inputs.run("check", name)
        if code != 1:
            print(f"{name}: exit code {code}\n{text}")
        (HERE / name).with_suffix(".expected").write_text("".join(without_lists(line) + "\n" for line in problems(text)))
    run_inputs.close()


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    CALLUS, RUN_INPUTS = (pathlib.Path(sys.argv.pop(1)).resolve() for _ in range(2))
    if sys.argv[1:] == ["--write"]:
        write_expectations()
    else:
        unittest.main()
