# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Small specifications for `callus-mesh defect`, and surfaces of bones that a test can write: a tube of known size, and broken ones."""
import numpy as np

BONE = "set Length = 30 mm\nset Diameters = 10, 10 mm\nset Cortical thickness = 2 mm\n"
GAP = "set Gap = 6 mm\n"
CALLUS = "set Thickness = 2.4 mm\nset Overlap = 5 mm\n"
MESH = "set Voxel = 0.5 mm\nset Cell size = 2.4 mm\n"
PLATE = "set Side = 0 deg\nset Length = 26 mm\nset Width = 5 mm\nset Thickness = 2 mm\n"
SCREWS = "set Positions = -10, 10 mm\nset Diameter = 2.4 mm\n"


def specification(**sections):
    """The text; a section that is None is left out. Without arguments: a shaft with a gap, a callus and nothing else."""
    chosen = {"Bone": BONE, "Defect": GAP, "Callus": CALLUS, "Mesh": MESH}
    chosen.update({name.replace("_", " "): text for name, text in sections.items()})
    return "".join(f"subsection {name}\n{text}end\n" for name, text in chosen.items() if text is not None)


def tube(radius=5.0, length=60.0, around=48, rings=40):
    """(points, triangles) of a closed cylinder along z, its normals outwards."""
    angle = np.linspace(0, 2 * np.pi, around, endpoint=False)
    z = np.linspace(0, length, rings + 1)
    points = [np.array([radius * np.cos(a), radius * np.sin(a), height]) for height in z for a in angle]
    points += [np.array([0, 0, 0.0]), np.array([0, 0, length])]
    bottom, top = len(points) - 2, len(points) - 1
    triangles = []
    for ring in range(rings):
        for i in range(around):
            a, b = ring * around + i, ring * around + (i + 1) % around
            c, d = a + around, b + around
            triangles += [(a, b, d), (a, d, c)]
    for i in range(around):
        triangles += [(bottom, (i + 1) % around, i), (top, rings * around + i, rings * around + (i + 1) % around)]
    return np.array(points), np.array(triangles)


def write_stl(file, points, triangles):
    lines = ["solid bone"]
    for corners in points[triangles]:
        lines += ["facet normal 0 0 0", " outer loop", *("  vertex " + " ".join(f"{x:.9g}" for x in p) for p in corners), " endloop", "endfacet"]
    file.write_text("\n".join([*lines, "endsolid bone", ""]))
    return file
