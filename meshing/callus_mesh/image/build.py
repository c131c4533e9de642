# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""From an image file to a mesh file."""
import numpy as np

from .. import naming
from ..assembly import fit_name
from ..convert.command import check_output, finish
from ..refusal import refuse
from . import labels as labelling
from .image import Image, orientation
from .image_file import read_image
from .voxels import hexahedra

LARGEST_RATIO = 5.0  # of the edges of a voxel; more is a needle or a plate
LARGEST = 4_000_000  # cells


def run(arguments):
    check_output(arguments)
    image = read_image(arguments.image, _numbers("--spacing", arguments.spacing, float) if arguments.spacing else None)
    factors = _numbers("--coarsen", arguments.coarsen, int)
    labels, names, image = labelled(arguments, image, factors)
    _check_voxels(arguments.image, image, labels)
    labels = labelling.without_islands(arguments.image, image, labels, arguments.largest)
    names = {label: fit_name(name) for label, name in names.items()}
    mesh = hexahedra(labels, names, image.places) if arguments.cells == "hexahedra" else _tetrahedra(arguments, image, labels, names)
    mesh.notes = [_where(image), *image.notes, *mesh.notes]
    finish(mesh, arguments)
    return 0


def _numbers(option, text, kind):
    try:
        numbers = [kind(word) for word in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) not in (1, 3) or min(numbers) <= 0:
        refuse(option, f"'{text}'", "one number above 0, or three with commas between them")
    return np.array(numbers * (3 if len(numbers) == 1 else 1))


def labelled(arguments, image, factors):
    """(labels, label -> name, the image whose voxels they are)."""
    if arguments.threshold:
        if arguments.name or arguments.labels:
            refuse("--threshold", "thresholds together with --name or --labels", "one of both", "The name stands in the threshold: bone=120..")
        coarse = _coarse(image, factors, labelling.coarsened_values(image.values, factors) if (factors > 1).any() else image.values)
        labels, names = labelling.thresholded(arguments.image, coarse, arguments.threshold)
        return labels, names, coarse
    labels = labelling.labels_of(arguments.image, image)
    names = labelling.names_of(arguments.image, labels, image.names, arguments.labels, naming.pairs(arguments.name))
    if len(set(names.values())) < len(names):
        refuse(arguments.image, "two labels of one name: " + ", ".join(f"{k} = {v}" for k, v in names.items()), "a name for each label")
    if (factors > 1).any():
        labels = labelling.coarsened_labels(arguments.image, labels, factors, names, image.spacing)
    return labels, names, _coarse(image, factors, labels)


def _coarse(image, factors, values):
    """The image of blocks: its first voxel lies in the middle of the first block."""
    origin = image.places([(factors - 1) / 2])[0]
    return Image(values, origin, image.axes, image.spacing * factors, image.names, image.notes, image.modality)


def _check_voxels(path, image, labels):
    size = " x ".join(f"{h:.3g}" for h in image.spacing)
    if image.spacing.max() > LARGEST_RATIO * image.spacing.min():
        refuse(path, f"voxels of {size} mm", f"edges that differ by less than a factor of {LARGEST_RATIO:g}",
               "Coarsen the fine axes (--coarsen 4,4,1), or resample the image.")
    n = int((labels > 0).sum())
    if n > LARGEST:
        refuse(path, f"{n} voxels in the body", f"at most {LARGEST} cells", f"Coarsen: --coarsen {int(np.ceil((n / 500_000) ** (1 / 3)))}")


def _where(image):
    size = " x ".join(f"{h:.4g}" for h in image.spacing)
    return (f"voxels of {size} mm; the axes of the image run to {orientation(image)} of the patient; coordinates are LPS "
            "(x left, y back, z head)")


def _tetrahedra(arguments, image, labels, names):
    from .tetrahedra import tetrahedra  # it loads pygalmesh

    return tetrahedra(arguments.image, image, labels, names, arguments.edge_length)
