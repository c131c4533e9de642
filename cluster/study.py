#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Computes one case for many values of its inputs, and puts inputs and healing measures into one table and one picture.

    study.py plan STUDY       which members the study has; checks that the program accepts them; writes OUTPUT/plan.csv
    study.py run STUDY        computes them on this machine, a few at a time; goes on where an earlier run ended
    study.py submit STUDY     the same as a SLURM array, with a job behind it that collects
    study.py status STUDY     where each member is
    study.py collect STUDY    writes OUTPUT/results.csv and OUTPUT/results.png; names what is missing

STUDY is a small text file, see docs/user/studies.md; an example is parameter_files/studies/scaffold_stiffness. OUTPUT is
output/<name of the study> where --output does not say otherwise.

Exit codes: 0 done, 1 the study or the input is wrong, 2 members failed or are missing, 75 stopped before the end.
"""
import argparse
import pathlib
import sys

sys.dont_write_bytecode = True

from studies import design, local, progress, slurm  # noqa: E402
from studies import program as callus  # noqa: E402
from studies.members import Plan  # noqa: E402
from studies.problems import StudyError  # noqa: E402
from studies.study_file import read_study  # noqa: E402
from studies.text_table import table  # noqa: E402


def planned(arguments, must_check):
    """The plan, written to the disk, its extreme members accepted by the program."""
    plan = Plan(read_study(arguments.study), arguments.output or f"output/{arguments.study.stem}")
    plan.write()
    if must_check:
        callus.check(callus.find(arguments.callus), design.extremes(plan.study, plan.members))
    for number in plan.others.values():
        print(f"member {number:03d} in {plan.members_folder} is of an earlier version of the study and is left alone.")
    return plan


def do_plan(arguments):
    plan = planned(arguments, must_check=not arguments.no_check)
    print(table(["member", *(one.header for one in plan.study.inputs)],
                [[member.name, *(value.shown for value in member.values)] for member in plan.members]))
    print(f"{len(plan.members)} members, {plan.study.ranks} rank{'s' if plan.study.ranks > 1 else ''} each: {plan.output / 'plan.csv'}")
    return 0


def do_run(arguments):
    plan = planned(arguments, must_check=True)
    code = local.LocalRun(plan, callus.find(arguments.callus), arguments.at_once, arguments.retry,
                          lambda text: print(text, flush=True)).run()
    print(progress.counts(plan.members))
    return code


def do_submit(arguments):
    plan = planned(arguments, must_check=True)
    slurm.submit(plan, callus.find(arguments.callus), arguments.at_once, arguments.retry)
    return 0


def do_status(arguments):
    plan = planned(arguments, must_check=False)
    print(table(["member", "state", "day", "checkpoint", "left", *(one.header for one in plan.study.inputs)],
                [progress.row(member) for member in plan.members]))
    return 0


def do_collect(arguments):
    from studies import collect, picture  # only here: matplotlib and pandas take a second to load

    plan = planned(arguments, must_check=False)
    results = collect.gather(plan)
    table_file, picture_file = plan.output / "results.csv", plan.output / "results.png"
    collect.write_table(results, table_file)
    picture.draw(results, picture_file)
    for measure in results.skipped:
        print(f"not collected: {measure.name}; this case writes no column '{measure.columns[0]}'.")
    for text in collect.outdated(results) + collect.missing_text(results):
        print(text)
    print(f"{len(results.rows)} of {len(plan.members)} members: {table_file} and {picture_file}")
    return 2 if results.missing else 0


COMMANDS = {"plan": do_plan, "run": do_run, "submit": do_submit, "status": do_status, "collect": do_collect}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help=", ".join(COMMANDS))
    parser.add_argument("study", type=pathlib.Path, metavar="STUDY")
    parser.add_argument("--output", metavar="DIR", help="default: output/<name of the study>")
    parser.add_argument("--callus", metavar="PROGRAM", help="default: $CALLUS, callus on the PATH, or the one built here")
    parser.add_argument("--at-once", type=int, metavar="N", help="run, submit: how many members at the same time")
    parser.add_argument("--retry", action="store_true", help="run, submit: failed members again, too")
    parser.add_argument("--no-check", action="store_true", help="plan: do not ask the program whether it accepts the members")
    arguments = parser.parse_args()
    try:
        return COMMANDS[arguments.command](arguments)
    except StudyError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
