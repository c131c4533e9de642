# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The sub-command `material`."""
import argparse
import pathlib

from ..convert.command import add_format

DESCRIPTION = """Gives each cell of a mesh a Young's modulus from a CT: grey value (HU) -> density of the phantom (QCT) -> ash -> apparent density -> modulus
by a published law, averaged over the cell as modulus. The mesh keeps its groups; the moduli [MPa] are its element data 'youngs_modulus'.
docs/user/images_and_ct.md has an example. `callus-mesh material --list` prints the laws with their sources."""


def add_parser(commands):
    parser = commands.add_parser("material", help="moduli of cells from a CT, by a published law", description=DESCRIPTION,
                                 formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mesh", type=pathlib.Path, metavar="MESH", nargs="?", help="a mesh in the coordinates of the CT (LPS, mm)")
    parser.add_argument("--image", type=pathlib.Path, metavar="CT", help="MHA, NRRD, NIfTI or DICOM, in Hounsfield units")
    parser.add_argument("--law", metavar="NAME", help="the law from density to modulus; --list shows them")
    parser.add_argument("-o", "--output", type=pathlib.Path, metavar="OUT.msh", help="the mesh with the moduli, format of Gmsh")
    parser.add_argument("--calibration", nargs="+", metavar="HU:DENSITY", help="points of the calibration, density in g/cm3 (0:0 1000:0.8)")
    parser.add_argument("--phantom", nargs=2, type=float, metavar=("SLOPE", "OFFSET"), help="rho_QCT = OFFSET + SLOPE * HU, in g/cm3")
    parser.add_argument("--ash", default="schileo", metavar="NAME", help="conversion from QCT to ash density: schileo (default) or same")
    parser.add_argument("--ash-fraction", type=float, metavar="SHARE", help="ash over apparent density, instead of that of the file of laws")
    parser.add_argument("--regions", metavar="A,B,...", help="only these regions get moduli; default all")
    parser.add_argument("--limits", metavar="LEAST..LARGEST", help="moduli outside are set to the limit and counted [MPa]")
    parser.add_argument("--most-limited", type=float, default=5, metavar="PERCENT", help="refuse if more of the volume is at a limit (5)")
    parser.add_argument("--not-hounsfield", action="store_true", help="the values are not in HU: the calibration is of their own scale")
    parser.add_argument("--laws", type=pathlib.Path, metavar="FILE", help="a file of laws of your own, as meshing/density_laws.txt")
    parser.add_argument("--histogram", type=pathlib.Path, metavar="FILE.png", help="write a picture of how the moduli are distributed")
    parser.add_argument("--list", action="store_true", help="print the laws with site, range, source, and stop")
    add_format(parser)
    parser.set_defaults(run=run)


def run(arguments):
    from . import mapping  # only here: it loads scipy

    return mapping.run(arguments)
