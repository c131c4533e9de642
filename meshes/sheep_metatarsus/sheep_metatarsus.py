#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The sheep metatarsus with a transverse osteotomy, its marrow and a callus: in space, or as a section (meshes/tubular_bone).

See README.md in this folder for the names of regions and surfaces. With no options this writes the mesh of the tutorial beside this
script; --help lists the parameters.
"""
import argparse
import pathlib
import sys
from dataclasses import fields, replace

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import mesh_report  # noqa: E402  (meshes/mesh_report.py)
from tubular_bone import CELLS, Parameters, generate  # noqa: E402

COARSE = dict(size_in_gap=2.3, size_in_callus=3.6, size_in_shaft=4.6, growth=0.8)  # for tests: not for results
SECTION = dict(size_in_gap=0.5, size_in_callus=0.8, size_in_shaft=1.5)  # a section is cheap: half the size

VARIANTS = {
    "sheep_metatarsus": Parameters(),
    "sheep_metatarsus_scaffold": Parameters(scaffold=True),
    "sheep_metatarsus_coarse": Parameters(**COARSE),
    "sheep_metatarsus_scaffold_coarse": Parameters(scaffold=True, **COARSE),
    "sheep_metatarsus_hexahedra": Parameters(cells="hexahedra", size_in_gap=1.05, size_in_callus=1.9),
    "sheep_metatarsus_hexahedra_coarse": Parameters(cells="hexahedra", around=8, **COARSE),
    "sheep_metatarsus_axisymmetric": Parameters(cells="axisymmetric triangles", **SECTION),
    "sheep_metatarsus_axisymmetric_coarse": Parameters(cells="axisymmetric triangles"),  # cells as large as those in space
    "sheep_metatarsus_scaffold_axisymmetric": Parameters(scaffold=True, cells="axisymmetric triangles", **SECTION),
    "sheep_metatarsus_axisymmetric_quadrilaterals": Parameters(cells="axisymmetric quadrilaterals", **SECTION),
    "sheep_metatarsus_plane": Parameters(cells="plane triangles", **SECTION),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--variant", choices=sorted(VARIANTS), default="sheep_metatarsus",
                        help="the parameters to start from (default: sheep_metatarsus)")
    parser.add_argument("--output", type=pathlib.Path, help="the file to write (default: VARIANT.msh beside this script)")
    for field in fields(Parameters):
        option = "--" + field.name.replace("_", "-")
        if field.name == "cells":
            parser.add_argument(option, choices=CELLS)
        elif field.type is bool:
            parser.add_argument(option, action="store_true", default=None)
        elif field.type is int:
            parser.add_argument(option, type=int, metavar="N")
        else:
            parser.add_argument(option, type=float, metavar="MM")
    arguments = parser.parse_args()

    changed = {f.name: getattr(arguments, f.name) for f in fields(Parameters) if getattr(arguments, f.name) is not None}
    parameters = replace(VARIANTS[arguments.variant], **changed)
    output = arguments.output or pathlib.Path(__file__).resolve().parent / f"{arguments.variant}.msh"
    generate(parameters, output)
    print(mesh_report.describe(output))


if __name__ == "__main__":
    main()
