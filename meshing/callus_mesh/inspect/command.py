# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The sub-command `inspect`."""
import argparse
import json
import pathlib

DESCRIPTION = """Says what is in a mesh: regions, surfaces, interfaces with their areas, islands, thin walls, the worst elements with their place, and
whether its length is that of a bone in mm. Reads what `convert` reads. Of a surface (STL, PLY, VTP) it says whether it is closed."""


def add_parser(commands):
    parser = commands.add_parser("inspect", help="what is in a mesh or a surface, and what is wrong with it", description=DESCRIPTION,
                                 formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mesh", type=pathlib.Path, metavar="MESH", help="a mesh (.msh, .inp, .feb, .vtu, .vtk, .unv) or a surface (.stl, .ply, .vtp)")
    parser.add_argument("--picture", type=pathlib.Path, metavar="FILE.png", help="write a picture: from outside, and cut along its length")
    parser.add_argument("--worst", type=int, default=5, metavar="N", help="how many of the worst elements to list (5)")
    parser.add_argument("--json", action="store_true", help="print everything as JSON instead of a table")
    parser.add_argument("--region-array", metavar="NAME", help="VTU and VTK: the cell array with the regions")
    parser.set_defaults(run=run)


def run(arguments):
    from . import surface_report  # only here: they load VTK and scipy
    from .. import mesh_file, picture, report

    if arguments.mesh.suffix.lower() in surface_report.SUFFIXES:
        found = surface_report.survey_surface(arguments.mesh)
        print(json.dumps(found, indent=1) if arguments.json else "\n".join(surface_report.lines(found)))
        if arguments.picture:
            surface_report.write_picture(arguments.mesh, arguments.picture)
        return 0
    mesh, lost = mesh_file.read_mesh(arguments.mesh, region_array=arguments.region_array)
    if arguments.json:
        found = report.survey(mesh, arguments.mesh, arguments.worst)
        print(json.dumps({**found, "notes": mesh.notes, "not carried": lost, "warnings": list(report.warnings(found))}, indent=1))
    else:
        report.print_report(mesh, arguments.mesh, worst=arguments.worst, lost=lost)
    if arguments.picture:
        picture.write_picture(mesh, arguments.picture, arguments.mesh.name)
    return 0
