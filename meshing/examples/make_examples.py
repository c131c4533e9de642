#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Writes small inputs to try callus-mesh on: a bone end that nobody was scanned for.

    make_examples.py FOLDER

bone.inp      Abaqus: a part with element sets, a node set and surfaces
labels.nrrd   label image, 1 mm voxels: 1 cortical bone, 2 marrow, 3 trabecular bone
ct.nrrd       a CT of the same bone in Hounsfield units, with noise
"""
import gzip
import pathlib
import sys

import numpy as np

SHAPE = (44, 44, 60)
NOISE = 25  # HU
NAMES = {1: "cortical_bone", 2: "marrow", 3: "trabecular_bone"}


def phantom():
    """(labels, HU): a shaft that widens towards its end, with a thinner wall there and trabecular bone instead of marrow."""
    x, y, z = (axis.astype(float) for axis in np.meshgrid(*(np.arange(n) for n in SHAPE), indexing="ij"))
    upwards = np.clip((z - 20) / 40, 0, 1)
    radius = np.hypot(x - 21.5, (y - 21.5) * 1.1)
    outer, wall = 11 + 7 * upwards ** 1.5, 4 - 2 * upwards
    labels = np.zeros(SHAPE, dtype=np.uint8)
    labels[radius < outer] = 1
    labels[radius < outer - wall] = 2
    labels[(radius < outer - wall) & (z >= 32)] = 3
    values = np.where(np.hypot(x - 21.5, y - 21.5) < 21.5, 40.0, -1000.0)  # muscle, and air around
    values[labels == 1] = 1300
    values[labels == 2] = -40
    values[labels == 3] = (180 + 320 * upwards)[labels == 3]
    values += np.random.default_rng(7).normal(0, NOISE, SHAPE)
    return labels, np.rint(values).astype(np.int16)


def write_nrrd(file, values, kind):
    head = f"""NRRD0005
type: {kind}
dimension: 3
space: left-posterior-superior
sizes: {' '.join(map(str, values.shape))}
space directions: (1,0,0) (0,1,0) (0,0,1)
kinds: domain domain domain
endian: little
encoding: gzip
space origin: (-21.5,-21.5,0)

"""
    file.write_bytes(head.encode() + gzip.compress(values.tobytes(order="F"), mtime=0))


def write_abaqus(file, labels, step=2):
    """Every second voxel as a hexahedron of 2 mm."""
    coarse = labels[step // 2::step, step // 2::step, step // 2::step]
    cells = np.argwhere(coarse > 0)
    cells = cells[np.argsort(coarse[tuple(cells.T)], kind="stable")]
    grid = np.array(coarse.shape) + 1
    corners = ((0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1))
    numbers = np.stack([np.ravel_multi_index((cells + corner).T, grid) for corner in corners], axis=1)
    used, numbers = np.unique(numbers, return_inverse=True)
    points = np.stack(np.unravel_index(used, grid), axis=1) * float(step) - (22, 22, 0.5)
    lines = ["*Heading", "A bone end, in mm", "*Node", *(f"{i}, {x:g}, {y:g}, {z:g}" for i, (x, y, z) in enumerate(points, 1)),
             "*Element, type=C3D8R", *(f"{i}, {', '.join(map(str, row + 1))}" for i, row in enumerate(numbers.reshape(-1, 8), 1))]
    label = coarse[tuple(cells.T)]
    for number, name in NAMES.items():
        mine = np.flatnonzero(label == number) + 1
        lines += [f"*Elset, elset={name}, generate", f"{mine[0]}, {mine[-1]}, 1", f"*Solid Section, elset={name}, material={name}", ","]
    for name, layer, side in (("distal_end", 0, "S1"), ("proximal_end", coarse.shape[2] - 1, "S2")):
        mine = (np.flatnonzero(cells[:, 2] == layer) + 1).tolist()
        lines += [f"*Elset, elset=_{name}, internal", *(", ".join(map(str, mine[k:k + 12])) for k in range(0, len(mine), 12)),
                  f"*Surface, type=ELEMENT, name={name}", f"_{name}, {side}"]
    lines += ["*Nset, nset=reference_point", "1,"]
    file.write_text("\n".join(lines) + "\n")


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        print(__doc__)
        return 0 if sys.argv[1:] in (["-h"], ["--help"]) else 1
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    labels, values = phantom()
    write_nrrd(folder / "labels.nrrd", labels, "uint8")
    write_nrrd(folder / "ct.nrrd", values, "int16")
    write_abaqus(folder / "bone.inp", labels)
    print(f"{folder}: bone.inp, labels.nrrd, ct.nrrd")
    return 0


if __name__ == "__main__":
    sys.exit(main())
