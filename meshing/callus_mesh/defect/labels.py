# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""A design as a label image, with the volume that each region has by its bodies, and refusals of what the voxels cannot show."""
from dataclasses import dataclass

import numpy as np
from parameter_text.problems import Problems

THINNEST = 1.5  # voxels of 2 volume / surface: a wall of that thickness, a bar of three voxels across

TIE = 1e-6  # voxels: where two bodies share a face, the voxels whose centres lie on it belong to the later one, and not to neither


@dataclass
class LabelImage:
    """labels: 0 outside, i the i-th of `names`, which are the regions and then the ends. volumes [mm3]: of the bodies, by region."""

    grid: object
    labels: np.ndarray
    names: list
    n_regions: int
    volumes: dict


def evaluate(part, grid):
    """The body on the grid: (box of slices, values in it)."""
    box = grid.slices(part.low, part.high) if part.low is not None else (slice(None),) * 3
    shape = tuple(len(range(*one.indices(n))) for one, n in zip(box, grid.shape))
    return box, part.body(grid.points(box)).reshape(shape)


def label_image(design):
    """Raises InputError if a region vanishes or is too thin at this resolution."""
    grid, parts = design.grid, design.all_parts()
    voxel = min(grid.spacing)
    labels = np.zeros(grid.shape, dtype=np.uint8)
    later = np.full(grid.shape, np.inf, dtype=np.float32)  # the union of the later parts, as a body
    volumes, thickness = {}, {}
    for number in range(len(parts), 0, -1):  # from the last, which replaces all before it
        box, values = evaluate(parts[number - 1], grid)
        labels[box][(values < TIE * voxel) & (labels[box] == 0)] = number
        region = np.maximum(values, -later[box])
        volume = float(np.clip(0.5 - region / voxel, 0, 1).sum()) * grid.voxel_volume()
        surface = float((np.abs(region) < voxel / 2).sum()) * grid.voxel_volume() / voxel
        volumes[parts[number - 1].name], thickness[parts[number - 1].name] = volume, 2 * volume / max(surface, 1e-12)
        later[box] = np.minimum(later[box], values)
    _keep_ends_thin(labels, len(design.parts), len(parts))
    names = [part.name for part in parts]
    image = LabelImage(grid, labels, names, len(design.parts), {part.name: volumes[part.name] for part in design.parts})
    _check(design, image, thickness)
    return image


def _keep_ends_thin(labels, n_regions, n_all):
    """Of the ends only what lies near the body is wanted: two voxels behind its end faces. It holds the edges of these faces straight."""
    body = (labels > 0) & (labels <= n_regions)
    ends = labels > n_regions
    if not ends.any():
        return
    near = body.copy()
    for _ in range(2):
        grown = near.copy()
        for axis in range(3):
            for step in (1, -1):
                shifted = np.roll(near, step, axis=axis)
                edge = [slice(None)] * 3
                edge[axis] = 0 if step == 1 else -1
                shifted[tuple(edge)] = False
                grown |= shifted
        near = grown
    labels[ends & ~near] = 0


def _check(design, image, thickness):
    spec, problems = design.spec, Problems(design.spec.file.name)
    voxel, place = spec.mesh.voxel, spec.mesh.places["Voxel"]
    for number, part in enumerate(design.parts, 1):
        there = int((image.labels == number).sum())
        if not there:
            whole = image.volumes[part.name]
            if part.name == "callus" and spec.scaffold and not spec.callus.is_there:
                continue  # the scaffold fills the defect
            if whole > 0:
                problems.add(place, f"{voxel:g} mm, at which the region '{part.name}' vanishes", "voxels of at most a third of its thickness",
                             "Choose a smaller Voxel.")
            else:
                problems.add(place, f"no point that belongs to the region '{part.name}'", "a part of it that no other part covers",
                             "Is it inside of another part, or outside of the model?")
        elif thickness[part.name] < THINNEST * voxel:
            problems.add(place, f"{voxel:g} mm, at which the region '{part.name}' is {thickness[part.name] / voxel:.1f} voxels thick "
                         "(twice its volume over its surface)", f"at least {THINNEST:g}: walls of that many, bars of twice as many across",
                         f"Choose a Voxel of at most {thickness[part.name] / THINNEST:.2g} mm, or make the part thicker.")
    problems.raise_if_any()
