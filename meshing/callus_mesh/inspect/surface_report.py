# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Is a surface closed, in one piece, the right way round? Where are its holes?"""
import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ..mesh import facet_areas
from ..report import place, unit_guess
from ..surface_file import SUFFIXES, read_surface

__all__ = ["SUFFIXES", "lines", "survey_surface", "write_picture"]


def survey_surface(file):
    points, triangles = read_surface(file)
    flat = facet_areas(points, triangles) <= 1e-14 * np.ptp(points, axis=0).max() ** 2
    kept = triangles[~flat]
    edges = np.concatenate([kept[:, [0, 1]], kept[:, [1, 2]], kept[:, [2, 0]]])
    owner = np.tile(np.arange(len(kept)), 3)
    ordered = np.sort(edges, axis=1)
    unique, first, which, count = np.unique(ordered, axis=0, return_index=True, return_inverse=True, return_counts=True)
    forward = np.bincount(which, weights=np.where(edges[:, 0] < edges[:, 1], 1, -1))
    open_edges = unique[count == 1]
    x = points[kept]
    volume = float(np.einsum("ij,ij->i", x[:, 0] - points[0], np.cross(x[:, 1] - points[0], x[:, 2] - points[0])).sum() / 6)
    part = _parts(which, owner, len(kept))
    return {"file": str(file), "triangles": len(triangles), "points": len(points), "low": points.min(axis=0).tolist(),
            "high": points.max(axis=0).tolist(), "area": float(facet_areas(points, kept).sum()), "volume": volume,
            "parts": int(part.max()) + 1, "flat triangles": int(flat.sum()), "open edges": len(open_edges),
            "holes": _holes(points, open_edges), "crowded edges": int((count > 2).sum()),
            "edges with triangles turned against each other": int(((count == 2) & (forward != 0)).sum()),
            "watertight": bool(len(open_edges) == 0 and (count == 2).all())}


def _parts(which, owner, n):
    """Triangles that share an edge hang together."""
    order = np.argsort(which, kind="stable")
    same = which[order][1:] == which[order][:-1]
    a, b = owner[order][:-1][same], owner[order][1:][same]
    return connected_components(coo_matrix((np.ones(len(a)), (a, b)), shape=(n, n)), directed=False)[1]


def _holes(points, open_edges):
    """Rings of open edges, the longest first: edges, length [mm], centre."""
    if not len(open_edges):
        return []
    nodes, index = np.unique(open_edges, return_inverse=True)
    index = index.reshape(-1, 2)
    ring = connected_components(coo_matrix((np.ones(len(index)), index.T), shape=(len(nodes), len(nodes))), directed=False)[1]
    rows = []
    for number in np.unique(ring):
        mine = open_edges[ring[index[:, 0]] == number]
        length = np.linalg.norm(points[mine[:, 0]] - points[mine[:, 1]], axis=1).sum()
        rows.append({"edges": len(mine), "length": float(length), "at": points[np.unique(mine)].mean(axis=0).tolist()})
    return sorted(rows, key=lambda row: -row["length"])


def lines(found):
    yield f"Surface {found['file']}: {found['triangles']} triangles, {found['points']} points"
    box = " x ".join(f"{low:.2f} ... {high:.2f}" for low, high in zip(found["low"], found["high"]))
    yield f"  bounding box [mm]: {box}; {unit_guess(found)}"
    if found["watertight"]:
        yield f"  watertight: yes, {found['parts']} part{'s' if found['parts'] > 1 else ''}, encloses {abs(found['volume']):.2f} mm3"
    else:
        yield f"  watertight: NO; {found['parts']} part{'s' if found['parts'] > 1 else ''}"
    yield f"  area {found['area']:.2f} mm2"
    yield from (f"  warning: {text}" for text in _warnings(found))


def _warnings(found):
    for hole in found["holes"][:5]:
        yield f"a hole of {hole['edges']} edges, {hole['length']:.3g} mm around, at {place(hole['at'])}"
    if len(found["holes"]) > 5:
        yield f"{len(found['holes']) - 5} more holes"
    if found["crowded edges"]:
        yield f"{found['crowded edges']} edges belong to more than two triangles: sheets meet or lie upon each other"
    if found["edges with triangles turned against each other"]:
        yield f"{found['edges with triangles turned against each other']} edges between triangles that are turned against each other"
    elif found["watertight"] and found["volume"] < 0:
        yield "the surface is inside out: its normals point inwards"
    if found["flat triangles"]:
        yield f"{found['flat triangles']} triangles are flat"
    if found["parts"] > 1:
        yield f"{found['parts']} parts: is there more than one body, or a cavity?"


def write_picture(file, picture_file):
    from ..picture import draw_surface

    points, triangles = read_surface(file)
    draw_surface(points, triangles, picture_file, file.name)
