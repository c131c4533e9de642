# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""An image in space, and reading one of any known format. Coordinates are LPS: x to the left, y to the back, z to the head of the patient."""
import pathlib
from dataclasses import dataclass, field

import numpy as np

from ..refusal import refuse

EXPECTED = "an image: MHA, MHD, NRRD, NHDR, NIfTI (.nii, .nii.gz), or a DICOM series (a folder or one of its files)"


@dataclass
class Image:
    """values[i, j, k]; the centre of a voxel is at origin + axes @ ((i, j, k) * spacing) [mm, LPS]; the columns of axes are unit vectors."""

    values: np.ndarray
    origin: np.ndarray
    axes: np.ndarray
    spacing: np.ndarray
    names: dict = field(default_factory=dict)  # label -> name, where the file says so
    notes: list = field(default_factory=list)
    modality: str = ""  # CT, MR, ... where the file says so

    def places(self, indices):
        """Points of (fractional) indices (n, 3)."""
        return self.origin + (np.asarray(indices, dtype=float) * self.spacing) @ self.axes.T

    def indices(self, points):
        """Fractional indices of points."""
        return ((points - self.origin) @ np.linalg.inv(self.axes).T) / self.spacing


def read_image(path, spacing=None):
    """spacing: of the voxels [mm], instead of what the file says."""
    path = pathlib.Path(path)
    name = path.name.lower()
    if path.is_dir():
        from .dicom import read_dicom as reader
    elif name.endswith((".nrrd", ".nhdr")):
        from .nrrd import read_nrrd as reader
    elif name.endswith((".mha", ".mhd")):
        from .meta_image import read_meta_image as reader
    elif name.endswith((".nii", ".nii.gz")):
        from .nifti import read_nifti as reader
    elif not path.exists():
        refuse(path, "no file or folder of that name", EXPECTED, "Is the name right?")
    elif name.endswith((".dcm", ".ima")) or _is_dicom(path):
        from .dicom import read_dicom as reader
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


def right_handed(image):
    """The same image with its axes right-handed, so that cells are not inside out."""
    if np.linalg.det(image.axes) > 0:
        return image
    last = image.values.shape[2] - 1
    axes = image.axes.copy()
    origin = image.origin + axes[:, 2] * last * image.spacing[2]
    axes[:, 2] *= -1
    return Image(image.values[:, :, ::-1], origin, axes, image.spacing, image.names, image.notes, image.modality)


def orientation(image):
    """Of each axis of the image the direction of the patient that it runs to, such as 'LPS'; small letters where it is oblique."""
    letters = []
    for axis in image.axes.T:
        largest = int(np.argmax(np.abs(axis)))
        letter = ("LPS" if axis[largest] > 0 else "RAI")[largest]
        letters.append(letter if abs(axis[largest]) > 0.999 else letter.lower())
    return "".join(letters)
