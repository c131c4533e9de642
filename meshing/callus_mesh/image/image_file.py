# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Reads an image of any known format."""
import pathlib

import numpy as np

from ..refusal import refuse
from .dicom import read_dicom
from .image import right_handed
from .meta_image import read_meta_image
from .nifti import read_nifti
from .nrrd import read_nrrd

EXPECTED = "an image: MHA, MHD, NRRD, NHDR, NIfTI (.nii, .nii.gz), or a DICOM series (a folder or one of its files)"


def read_image(path, spacing=None):
    """spacing: of the voxels [mm], instead of what the file says."""
    path = pathlib.Path(path)
    name = path.name.lower()
    if path.is_dir():
        reader = read_dicom
    elif name.endswith((".nrrd", ".nhdr")):
        reader = read_nrrd
    elif name.endswith((".mha", ".mhd")):
        reader = read_meta_image
    elif name.endswith((".nii", ".nii.gz")):
        reader = read_nifti
    elif not path.exists():
        refuse(path, "no file or folder of that name", EXPECTED, "Is the name right?")
    elif name.endswith((".dcm", ".ima")) or _is_dicom(path):
        reader = read_dicom
    else:
        refuse(path, f"a file '{path.suffix}'", EXPECTED)
    try:
        image = reader(path)
    except (ValueError, LookupError, TypeError, ArithmeticError, AttributeError, NotImplementedError, MemoryError, EOFError, OSError) as error:
        refuse(path, f"a header or data that make no sense ({str(error)[:80] or type(error).__name__})", EXPECTED,
               "The file is damaged: copy or export it again.")
    if spacing is not None:
        image.spacing = np.asarray(spacing, dtype=float)
    _check(path, image)
    return right_handed(image)


def _is_dicom(path):
    with open(path, "rb") as file:
        return file.read(132)[128:] == b"DICM"


def _check(path, image):
    if image.values.ndim != 3:
        refuse(path, f"an image of {image.values.ndim} dimensions ({' x '.join(map(str, image.values.shape))})", "one of three",
               "A time series or overlapping segments: export one image (3D Slicer: 'Export visible segments to labelmap').")
    if not np.isfinite(image.spacing).all() or (image.spacing <= 0).any():
        refuse(path, "an image that does not say how large its voxels are", "spacing in mm", "Say it: --spacing 0.04,0.04,0.04")
    if abs(abs(np.linalg.det(image.axes)) - 1) > 1e-3:
        refuse(path, "axes of the image that are not at right angles (a tilted gantry, or a damaged header)", "axes at right angles",
               "Resample the image on a straight grid, for instance in 3D Slicer.")
