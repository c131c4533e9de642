# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The command line: one sub-command a folder, each with add_parser(subparsers) and the function that its parser names."""
import argparse
import importlib
import sys

from parameter_text.problems import InputError

COMMANDS = (
    "convert",
    "defect",
    "image",
    "inspect",
    "material",
)
HEAD = """From a scan, a mesh of another program or an idea to a mesh that `callus` reads: tagged tetrahedra or hexahedra, every region, surface
and interface with its name. `callus-mesh COMMAND --help` explains each command; docs/user has a page for each.

Exit codes: 0 done, 1 the input is wrong (the messages say where and how to mend it)."""


def parser():
    top = argparse.ArgumentParser(prog="callus-mesh", description=HEAD, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in COMMANDS:
        importlib.import_module(f"callus_mesh.{name}.command").add_parser(commands)
    return top


def main(words=None):
    arguments = parser().parse_args(words)
    try:
        return arguments.run(arguments) or 0
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
