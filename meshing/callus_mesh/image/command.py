# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The sub-command `image`."""
import argparse
import pathlib

from .. import naming
from ..convert.command import add_format

DESCRIPTION = """Makes a mesh of a label image or, with thresholds, of a scan: hexahedra, one for each voxel or block of voxels, or tetrahedra.
Coordinates of the mesh are those of the patient in mm, LPS (x to the left, y to the back, z to the head), whatever the file uses.
docs/user/images_and_ct.md has examples."""


def add_parser(commands):
    parser = commands.add_parser("image", help="a label image or a scan to hexahedra or tetrahedra", description=DESCRIPTION,
                                 formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("image", type=pathlib.Path, metavar="IMAGE", help="MHA, MHD, NRRD, NHDR, NIfTI, or a DICOM series (its folder or a file of it)")
    parser.add_argument("-o", "--output", type=pathlib.Path, metavar="OUT.msh", required=True, help="the mesh, format of Gmsh")
    naming.add_option(parser, "the region of a label", "1=cortical_bone")
    parser.add_argument("--labels", type=pathlib.Path, metavar="FILE", help="names of labels in a file: subsection Labels / set 1 = cortical_bone / end")
    parser.add_argument("--threshold", action="append", default=[], metavar="NAME=LOW..HIGH",
                        help="grey values: voxels in this range are the region NAME; 'otsu' finds LOW or HIGH itself (bone=otsu..)")
    parser.add_argument("--coarsen", default="1", metavar="N", help="blocks of N x N x N voxels become one cell; or N,N,N along the axes of the image")
    parser.add_argument("--spacing", metavar="X,Y,Z", help="size of the voxels in mm, instead of what the file says")
    parser.add_argument("--largest", choices=("component",), help="keep only the largest piece that hangs together by faces")
    parser.add_argument("--cells", choices=("hexahedra", "tetrahedra"), default="hexahedra", help="voxels (default), or smooth tetrahedra (CGAL)")
    parser.add_argument("--edge-length", type=float, metavar="MM", help="tetrahedra: length of their edges; default three voxels")
    add_format(parser)
    parser.set_defaults(run=run)


def run(arguments):
    from . import build  # only here: it loads scipy

    return build.run(arguments)
