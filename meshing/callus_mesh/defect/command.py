# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The sub-command `defect`."""
import argparse
import pathlib

DESCRIPTION = """Builds the mesh of a bone with a defect, the callus around it, a scaffold and a fixation, from SPEC, a small text file.
docs/user/designing_defects.md explains every entry of it; meshes/FAMILY/defect.spec are examples."""


def add_parser(commands):
    parser = commands.add_parser("defect", help="a bone with defect, callus, scaffold and fixation, from a text file", description=DESCRIPTION,
                                 formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("spec", type=pathlib.Path, metavar="SPEC", help="what to build")
    parser.add_argument("--bone", type=pathlib.Path, metavar="FILE", help="the outer surface of a bone: STL, PLY or VTP, in mm; instead of the shaft")
    parser.add_argument("-o", "--output", type=pathlib.Path, metavar="OUT.msh", required=True, help="the mesh, format of Gmsh")
    parser.add_argument("--picture", type=pathlib.Path, metavar="FILE.png", help="write a picture: from outside, and cut along its length")
    parser.set_defaults(run=run)


def run(arguments):
    from . import build  # only here: it loads scipy, VTK and pygalmesh

    build.generate(arguments.spec, arguments.output, arguments.bone, arguments.picture)
    return 0
