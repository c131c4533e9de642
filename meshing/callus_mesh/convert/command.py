# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The sub-command `convert`."""
import argparse
import pathlib

from parameter_text import units

from .. import naming
from ..refusal import refuse

DESCRIPTION = """Makes a mesh that callus reads of one of Abaqus (.inp), FEBio (.feb), VTK (.vtu, .vtk), I-DEAS (.unv) or Gmsh (.msh, 2.2 and 4.1, text
and binary). No group is lost in silence: each set of cells, set of nodes and surface is carried, or named with the reason why not.
docs/user/importing_meshes.md says what becomes of what."""


def add_parser(commands):
    parser = commands.add_parser("convert", help="a mesh of another program, with all its groups", description=DESCRIPTION,
                                 formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=pathlib.Path, metavar="FILE", help="the mesh: .inp, .feb, .vtu, .vtk, .unv or .msh")
    parser.add_argument("-o", "--output", type=pathlib.Path, metavar="OUT.msh", required=True, help="the mesh for callus, in the format of Gmsh")
    parser.add_argument("--regions", metavar="A,B,...", help="the sets of cells (by their new names) that are the regions; where two overlap, the later one wins")
    parser.add_argument("--region-array", metavar="NAME", help="VTU and VTK: the cell array with the regions")
    naming.add_option(parser, "a region or surface of FILE, or a value of the region array", "marrow_2=marrow")
    parser.add_argument("--length-unit", metavar="UNIT", default="mm", help="unit of the coordinates in FILE: mm (default), m, cm or um")
    parser.add_argument("--merge-nodes", type=float, metavar="DISTANCE", help="join nodes that are closer than this, in mm: bonded parts")
    add_format(parser)
    parser.set_defaults(run=run)


def add_format(parser):
    parser.add_argument("--format", choices=("4.1", "2.2"), default="4.1", help="format of OUT.msh: 4.1 (binary, default) or 2.2 (text)")
    parser.add_argument("--picture", type=pathlib.Path, metavar="FILE.png", help="write a picture: from outside, and cut along its length")


def length_factor(unit):
    factor = units.factor(unit, "mm")
    if factor is None:
        refuse("--length-unit", f"'{unit}'", f"one of: {units.known('mm')}")
    return factor


def check_output(arguments):
    """Before the work begins: can its result be written?"""
    if arguments.output.suffix.lower() != ".msh":
        refuse(arguments.output, f"a name that ends with '{arguments.output.suffix}'", "a name that ends with .msh", "callus reads Gmsh's format.")
    for file in (arguments.output, arguments.picture, getattr(arguments, "histogram", None)):
        if file is not None and not file.absolute().parent.is_dir():
            refuse(file, f"no folder '{file.parent}'", "a folder that exists", f"Make it: mkdir -p {file.parent}")


def finish(mesh, arguments, lost=(), values=None):
    """Writes OUT.msh, prints the table, draws the picture; values: (name, number of each cell) that colour the cut."""
    from .. import picture, report
    from ..gmsh_writer import write_gmsh

    write_gmsh(mesh, arguments.output, arguments.format)
    report.print_report(mesh, arguments.output, lost=lost)
    if arguments.picture:
        picture.write_picture(mesh, arguments.picture, arguments.output.name, values=values)


def run(arguments):
    from ..mesh_file import read_mesh  # only here: it loads scipy

    check_output(arguments)
    factor = length_factor(arguments.length_unit)
    names = [name.strip() for name in arguments.regions.split(",")] if arguments.regions else None
    mesh, lost = read_mesh(arguments.file, arguments.region_array, naming.pairs(arguments.name), region_names=names, length_factor=factor,
                           merge=arguments.merge_nodes)
    finish(mesh, arguments, lost)
    return 0
