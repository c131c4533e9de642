#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Adjusts values of a parameter file until its results meet measured data, and shows how far they do.

    calibrate.py check CALIBRATION     computes the cases as they are and compares them with each target
    calibrate.py fit CALIBRATION       starts from the first estimates, adjusts, and writes OUTPUT/fitted.prm, to be included last

CALIBRATION is a small text file, see docs/user/calibration.md; parameter_files/calibration/mouse_time_course is an example. OUTPUT is
output/<name of the calibration> where --output does not say otherwise.

Exit codes: 0 all targets met, 1 the input is wrong, 2 a target is missed.
"""
import argparse
import pathlib
import sys

sys.dont_write_bytecode = True

from studies import program as callus  # noqa: E402
from studies.calibration_file import read_calibration  # noqa: E402
from studies.fitting import Fit, distance, overlay  # noqa: E402
from studies.problems import StudyError  # noqa: E402
from studies.text_table import table  # noqa: E402


def number(value):
    return f"{value:.4g}"


def compared(calibration, columns):
    """The table of targets: data, and what each column of results says."""
    rows = []
    for k, target in enumerate(calibration.targets):
        results = [measured[k] for measured in columns.values()]
        is_met = abs(distance(target, results[-1])) <= 1
        rows.append([target.measure.label, f"{number(target.value)} +- {number(target.margin)}", target.unit, target.source,
                     *map(number, results), "met" if is_met else "missed"])
    return table(["target", "data", "unit", "source", *columns, "verdict"], rows)


def exit_code(calibration, measured):
    return 2 if any(abs(distance(t, m)) > 1 for t, m in zip(calibration.targets, measured)) else 0


def do_check(calibration, fit, _):
    measured = fit.shipped()
    print(compared(calibration, {"computed": measured}))
    return exit_code(calibration, measured)


def do_fit(calibration, fit, output):
    result = fit.run()
    print(compared(calibration, {"as shipped": fit.shipped(), "fitted": result.measured}))
    print()
    print(table(["adjusted", "first estimate", "fitted", "allowed"],
                [[one.input.label, number(one.start), number(factor), f"{one.input.bounds[0]:g} to {one.input.bounds[1]:g}"]
                 for one, factor in zip(calibration.adjusted, result.factors)]))
    print("(factors on the shipped values)")
    file = output / "fitted.prm"
    file.write_text(f"# Fitted by cluster/calibrate.py to {calibration.file.name}, {result.evaluations} evaluations. Include it last.\n"
                    + overlay(calibration, result.factors))
    print(f"{file}")
    return exit_code(calibration, result.measured)


COMMANDS = {"check": do_check, "fit": do_fit}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help=", ".join(COMMANDS))
    parser.add_argument("calibration", type=pathlib.Path, metavar="CALIBRATION")
    parser.add_argument("--output", type=pathlib.Path, metavar="DIR", help="default: output/<name of the calibration>")
    parser.add_argument("--callus", metavar="PROGRAM", help="default: $CALLUS, callus on the PATH, or the one built here")
    parser.add_argument("--only", metavar="TARGETS", help="these targets only, separated by commas")
    parser.add_argument("--without", metavar="TARGETS", help="all targets but these, separated by commas")
    parser.add_argument("--at-once", type=int, default=2, metavar="N", help="how many cases at the same time (default: 2)")
    arguments = parser.parse_args()
    try:
        calibration = read_calibration(arguments.calibration)
        calibration.choose(arguments.only, arguments.without)
        output = (arguments.output or pathlib.Path("output") / calibration.name).resolve()
        output.mkdir(parents=True, exist_ok=True)
        fit = Fit(calibration, callus.find(arguments.callus), output, arguments.at_once, lambda text: print(text, flush=True))
        return COMMANDS[arguments.command](calibration, fit, output)
    except StudyError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
