# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""NIfTI images (.nii, .nii.gz) through nibabel. Their coordinates are RAS: x and y change sign."""
import zlib

import numpy as np

from ..refusal import read_bytes, refuse
from .image import Image

EXPECTED = "a NIfTI image (.nii or .nii.gz)"
FACTORS = {"mm": 1.0, "meter": 1000.0, "micron": 1e-3, "unknown": 1.0}


def read_nifti(path):
    read_bytes(path, EXPECTED)  # for what is no file at all
    try:
        import nibabel
    except ImportError:
        refuse(path, "no Python module nibabel on this machine", "it, to read NIfTI", "apt-get install python3-nibabel")
    try:
        file = nibabel.load(str(path))
        values = np.asanyarray(file.dataobj)
    except (nibabel.filebasedimages.ImageFileError, OSError, EOFError, ValueError, zlib.error) as error:
        refuse(path, f"a file that nibabel cannot read ({str(error).splitlines()[0][:80]})", EXPECTED,
               "Is the file whole? Copy or export it again.")
    while values.ndim > 3 and values.shape[-1] == 1:
        values = values[..., 0]
    unit = file.header.get_xyzt_units()[0]
    affine = np.diag([-1.0, -1.0, 1.0]) @ file.affine[:3] * FACTORS.get(unit, 1.0)
    spacing = np.linalg.norm(affine[:, :3], axis=0)
    image = Image(values, affine[:, 3], affine[:, :3] / np.where(spacing > 0, spacing, 1), spacing)
    if unit not in ("mm", "unknown"):
        image.notes.append(f"lengths of the file are in {unit}")
    if int(file.header["qform_code"]) == 0 and int(file.header["sform_code"]) == 0:
        image.notes.append("the file does not say how the patient lies (no qform, no sform): nibabel's guess is used")
    return image
