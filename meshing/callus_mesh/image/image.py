# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""An image in space. Coordinates are LPS: x to the left, y to the back, z to the head of the patient."""
from dataclasses import dataclass, field

import numpy as np


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
