# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""A strip of tissue, one element wide: marrow, 2 mm of callus, 1 mm of scaffold. Lengths in mm."""

ENDS = {"marrow": (-0.2, 0.0), "callus": (0.0, 2.0), "scaffold": (2.0, 3.0)}
ELEMENT = 0.1
REGIONS = {name: tag for tag, name in enumerate(ENDS, 1)}


def write(file):
    """Gmsh 2.2: quadrilaterals between y = 0 and y = ELEMENT."""
    columns = [(name, i) for name, (begin, end) in ENDS.items() for i in range(round((end - begin) / ELEMENT))]
    x = [ENDS["marrow"][0] + ELEMENT * k for k in range(len(columns) + 1)]
    nodes = [f"{2 * k + row + 1} {xk:.10g} {row * ELEMENT:.10g} 0" for k, xk in enumerate(x) for row in (0, 1)]
    elements = []

    def add(kind, tag, corners):
        elements.append(f"{len(elements) + 1} {kind} 2 {tag} {tag} " + " ".join(map(str, corners)))

    for k, (name, _) in enumerate(columns):
        a = 2 * k + 1
        add(3, REGIONS[name], (a, a + 2, a + 3, a + 1))
    last = 2 * len(columns) + 1
    sides = {"marrow_end": [(1, 2)], "far_end": [(last, last + 1)], "sides": [(2 * k + r, 2 * k + 2 + r) for k in range(len(columns)) for r in (1, 2)]}
    for tag, (name, edges) in enumerate(sides.items(), 11):
        for edge in edges:
            add(1, tag, edge)
    names = [f'2 {tag} "{name}"' for name, tag in REGIONS.items()] + [f'1 {tag} "{name}"' for tag, name in enumerate(sides, 11)]
    file.write_text("\n".join(["$MeshFormat", "2.2 0 8", "$EndMeshFormat", "$PhysicalNames", str(len(names)), *names, "$EndPhysicalNames", "$Nodes", str(len(nodes)),
                               *nodes, "$EndNodes", "$Elements", str(len(elements)), *elements, "$EndElements", ""]))
