# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Tetrahedra from a label image, with CGAL through pygalmesh: conforming between labels, each with a size of its own."""
import contextlib
import os
import sys
import tempfile
import warnings

import numpy as np

SIZE_TO_RADIUS = 0.6  # circumradius over edge of a regular tetrahedron


@contextlib.contextmanager
def quietly():
    """CGAL prints megabytes of progress from C++, past Python's stdout: both streams go to a scratch file meanwhile."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = os.dup(1), os.dup(2)
    with tempfile.TemporaryFile() as scratch:
        os.dup2(scratch.fileno(), 1)
        os.dup2(scratch.fileno(), 2)
        try:
            yield
        finally:
            sys.stdout.flush()
            os.dup2(kept[0], 1)
            os.dup2(kept[1], 2)
            os.close(kept[0])
            os.close(kept[1])


def tetrahedra(labels, spacing, origin, sizes, facet_distance=0.5):
    """(points [mm], cells (m, 4), label of each cell).

    labels: uint8, 0 outside; origin: centre of the first voxel. sizes: label -> edge length [mm]; facet_distance: in voxels.
    The same input gives the same mesh: CGAL's perturbation of poor cells, which differs from run to run, is left out; its smoothing (ODT,
    Lloyd) leaves dents in thin walls, and its seed changes nothing."""
    import pygalmesh  # here: it loads slowly, and hexahedra do not need it

    present = np.unique(labels[labels > 0])  # CGAL numbers labels anew, 1 to n in ascending order
    number = np.zeros(256, dtype=np.uint8)
    number[present] = np.arange(1, len(present) + 1)
    padded = np.pad(number[labels], 2)  # CGAL wants the body within the image
    radii = {k: SIZE_TO_RADIUS * float(sizes[label]) for k, label in enumerate(present.tolist(), 1)}
    with quietly(), warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # pygalmesh leaves its scratch file to the garbage collector
        mesh = pygalmesh.generate_from_array(padded, tuple(map(float, spacing)), max_cell_circumradius=radii,
                                             max_facet_distance=facet_distance * min(spacing),
                                             max_circumradius_edge_ratio=2.0, perturb=False, exude=True, verbose=False)
    cells = mesh.cells_dict["tetra"].astype(np.int64)
    found = np.concatenate([data for block, data in zip(mesh.cells, mesh.cell_data["medit:ref"]) if block.type == "tetra"])
    label = present[found.astype(int) - 1]
    points = mesh.points + np.asarray(origin) - 2 * np.asarray(spacing)
    used = np.unique(cells)
    place = np.zeros(len(points), dtype=np.int64)
    place[used] = np.arange(len(used))
    return points[used], place[cells], label
