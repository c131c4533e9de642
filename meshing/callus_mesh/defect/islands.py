# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Crumbs of a region: pieces of a few voxels that the others cut off become part of what lies around them."""
import numpy as np
from scipy.ndimage import binary_dilation, find_objects, label

from ..mesh import Mesh, facet_areas
from ..shapes import SHAPES
from ..topology import pieces_of_regions, sides_of

FEW_CELLS = 3
SMALL = 0.01  # of the region; a larger piece was meant


def absorb_islands(labels, n_regions):
    """Changes labels in place. Returns {number of a region: how many pieces it lost}."""
    lost = {}
    for number in range(1, n_regions + 1):
        mine = labels == number
        pieces, n_pieces = label(mine)
        if n_pieces < 2:
            continue
        sizes = np.bincount(pieces.ravel())
        for piece, box in enumerate(find_objects(pieces), 1):
            if sizes[piece] >= SMALL * mine.sum():
                continue
            wider = tuple(slice(max(one.start - 1, 0), one.stop + 1) for one in box)
            inside = pieces[wider] == piece
            around = labels[wider][binary_dilation(inside) & ~inside]
            around = around[around <= n_regions]
            labels[wider][inside] = np.bincount(around).argmax() if len(around) else 0
            lost[number] = lost.get(number, 0) + 1
    return lost


def absorb_cells(points, cells, labels, n_regions):
    """Labels of tetrahedra, where a piece of a few cells, or of a small share of its region, takes the label next to it (over the largest
    area)."""
    shape = SHAPES["tetrahedron"]
    labels = labels.copy()
    for _ in range(3):
        mesh = Mesh(points, {shape.name: (cells, labels)}, [])
        sides = sides_of(mesh, shape)
        piece = pieces_of_regions(mesh, sides)
        volumes = np.abs(mesh.volumes(shape))
        share = np.bincount(piece, volumes)[piece] / np.bincount(labels, volumes)[labels]
        small = ((np.bincount(piece)[piece] <= FEW_CELLS) | (share < SMALL)) & (labels <= n_regions)
        inner = sides.second >= 0
        first, second = sides.first[inner], sides.second[inner]
        area = facet_areas(points, sides.corners[inner])
        contact = {}  # piece -> label next to it -> area
        for one, other in ((first, second), (second, first)):
            for i in np.flatnonzero(small[one] & (labels[one] != labels[other])):
                beside = contact.setdefault(piece[one[i]], {})
                beside[labels[other[i]]] = beside.get(labels[other[i]], 0.0) + area[i]
        if not contact:
            return labels
        new = labels.copy()
        for number, beside in contact.items():
            new[piece == number] = max(beside, key=lambda label_: (label_ <= n_regions, beside[label_]))  # a region rather than an end
        labels = new
    return labels


def trim_ends(n_points, cells, labels, n_regions):
    """Labels, where cells of a region with all corners on an end face go to that end: they would be flat once the face is."""
    labels = labels.copy()
    for _ in range(3):
        for end in range(n_regions + 1, labels.max() + 1):
            at_end = np.zeros(n_points, dtype=bool)
            at_end[cells[labels == end]] = True
            labels[(labels <= n_regions) & at_end[cells].all(axis=1)] = end
    return labels
