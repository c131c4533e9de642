# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What a mesh is, as plain data: for the table, for JSON, for tests."""
import numpy as np

from .imported import one_shape
from .mesh import facet_areas, facet_normals
from .quality import mean_ratio
from .thinness import thin_cells
from .topology import area_of, find_facets, interfaces, pieces, pieces_of_regions, sides_of

ISLAND = 1e-3  # of the volume of its region
POOR = 0.1  # quality below which the solver suffers


def survey(mesh, file="", worst=5):
    """A dictionary of numbers and names. Lengths in mm. worst: how many of the worst cells to list."""
    shape = one_shape({name: corners for name, (corners, _) in mesh.cells.items()}, file)
    sides, volumes, quality = sides_of(mesh, shape), np.abs(mesh.volumes(shape)), mean_ratio(mesh, shape)
    low, high = mesh.extent()
    body = pieces(mesh.n_cells(), sides)
    result = {"file": str(file), "shape": shape.plural, "cells": mesh.n_cells(), "nodes": len(mesh.points),
              "low": low.tolist(), "high": high.tolist(), "volume": float(volumes.sum()), "pieces": int(body.max()) + 1,
              "worst quality": float(quality.min()), "median quality": float(np.median(quality)),
              "poor cells": int((quality < POOR).sum()),
              "regions": _regions(mesh, shape, sides, volumes, quality),
              "surfaces": _surfaces(mesh, sides), "interfaces": _interfaces(mesh, shape, sides),
              "worst cells": _worst(mesh, shape, quality, worst),
              "values": {name: {"least": float(np.nanmin(v[shape.name])), "largest": float(np.nanmax(v[shape.name])),
                                "cells": int(np.isfinite(v[shape.name]).sum())}
                         for name, v in mesh.cell_values.items() if shape.name in v}}
    result["unnamed"] = _unnamed(mesh, sides)
    result["border"] = _border(mesh, sides)
    return result


def _regions(mesh, shape, sides, volumes, quality):
    piece, region, centres = pieces_of_regions(mesh, sides), mesh.region_of(shape), mesh.centres(shape)
    one, few = thin_cells(mesh, shape, sides)
    rows = []
    for index, name in enumerate(mesh.regions):
        mine = np.flatnonzero(region == index)
        if not len(mine):
            continue
        total = volumes[mine].sum()
        parts = {int(p): float(volumes[mine[piece[mine] == p]].sum()) for p in np.unique(piece[mine])}
        islands = [{"volume": v, "at": centres[mine[piece[mine] == p][0]].tolist(), "cells": int((piece[mine] == p).sum())}
                   for p, v in parts.items() if v < ISLAND * total]
        worst = mine[np.argmin(quality[mine])]
        rows.append({"name": name, "cells": len(mine), "volume": float(total), "pieces": len(parts), "islands": islands,
                     "worst quality": float(quality[worst]), "worst at": centres[worst].tolist(),
                     "one cell across": _thin(mine, one, volumes, centres), "two cells across": _thin(mine, few & ~one, volumes, centres)})
    return rows


def _thin(mine, mask, volumes, centres):
    thin = mine[mask[mine]]
    return {"share": float(volumes[thin].sum() / volumes[mine].sum()), "cells": len(thin),
            "at": centres[thin[np.argmax(volumes[thin])]].tolist() if len(thin) else None}


def _surfaces(mesh, sides):
    rows = []
    for name, parts in mesh.surfaces.items():
        side = np.concatenate([find_facets(len(mesh.points), sides, part) for part in parts])
        side = np.unique(side[side >= 0])
        normal, area = facet_normals(mesh.points, sides.corners[side]), area_of(mesh, sides, side)
        rows.append({"name": name, "faces": len(side), "area": area, "inside": bool(len(side) and (sides.second[side] >= 0).all()),
                     "mean normal": (normal.sum(axis=0) / area if area > 0 else np.zeros(3)).tolist()})
    return rows


def _interfaces(mesh, shape, sides):
    region = mesh.region_of(shape)
    areas = facet_areas(mesh.points, sides.corners)
    second = np.where(sides.second >= 0, region[np.maximum(sides.second, 0)], -1)
    border = region[sides.first] != second
    skin = [areas[border & ((region[sides.first] == i) | (second == i))].sum() for i in range(len(mesh.regions))]
    return [{"regions": [mesh.regions[a], mesh.regions[b]], "faces": len(chosen), "area": float(areas[chosen].sum()),
             "share": float(areas[chosen].sum() / min(skin[a], skin[b])), "smaller": mesh.regions[a if skin[a] <= skin[b] else b],
             "at": mesh.points[sides.corners[chosen[0]]].mean(axis=0).tolist()}
            for (a, b), chosen in interfaces(mesh, sides).items()]


def _unnamed(mesh, sides):
    named = np.zeros(len(sides.first), dtype=bool)
    for parts in mesh.surfaces.values():
        for part in parts:
            found = find_facets(len(mesh.points), sides, part)
            named[found[found >= 0]] = True
    left = sides.is_outer() & ~named
    return {"faces": int(left.sum()), "area": area_of(mesh, sides, left)}


def _border(mesh, sides):
    return {"outer faces": int(sides.is_outer().sum()), "outer area": area_of(mesh, sides, sides.is_outer()), "crowded sides": sides.crowded}


def _worst(mesh, shape, quality, how_many):
    region, centres = mesh.region_of(shape), mesh.centres(shape)
    return [{"quality": float(quality[i]), "at": centres[i].tolist(), "region": mesh.regions[region[i]]}
            for i in np.argsort(quality)[:how_many]]
