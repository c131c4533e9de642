# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Which sets of cells are the regions of the mesh. Each cell belongs to exactly one region."""
import numpy as np

from parameter_text.problems import nearest

from .refusal import many, refuse

REST = "without_group"


def choose_regions(imported, shape, names=None):
    """(names of the regions, region of each cell, other sets as name -> mask).

    names, if given, says which sets are the regions; where they overlap, the later one wins. Else the regions of the file (physical
    volumes, sections, parts); a file without these has its other sets, but those that are made up of others.
    """
    n_cells = len(imported.cells[shape.name])
    sets = {name: _mask(members, shape, n_cells) for kind in (imported.region_sets, imported.cell_sets) for name, members in kind.items()}
    for name in [name for name, mask in sets.items() if not mask.any()]:
        imported.notes.append(f"the set '{name}' has no cells and was left out")
        del sets[name]
    if names:
        _check_names(imported.file, names, sets)
        chosen = list(names)
    else:
        chosen = [name for name in imported.region_sets if name in sets] or _without_unions(imported, sets)
        _refuse_overlap(imported.file, chosen, sets)
    region = np.full(n_cells, -1)
    for index, name in enumerate(chosen):
        region[sets[name]] = index
    regions, region = _with_rest(imported, chosen, region)
    return regions, region, {name: mask for name, mask in sets.items() if name not in chosen}


def _mask(members, shape, n_cells):
    mask = np.zeros(n_cells, dtype=bool)
    mask[np.asarray(members.get(shape.name, []), dtype=int)] = True
    return mask


def _check_names(file, names, sets):
    for name in names:
        if name not in sets:
            refuse(file, f"no set of cells '{name}'", "the names of sets of cells of the file, with commas between them", nearest(name, sets))


def _without_unions(imported, sets):
    """The sets that are not the sum of smaller ones, in the order of the file."""
    chosen = []
    for name, mask in sets.items():
        inside = [other for key, other in sets.items() if key != name and (mask | other).sum() == mask.sum() and other.sum() < mask.sum()]
        if inside and np.logical_or.reduce(inside).sum() == mask.sum():
            continue
        twin = next((key for key in chosen if (sets[key] == mask).all()), None)
        if twin is None:
            chosen.append(name)
        else:
            imported.notes.append(f"the set '{name}' has the same cells as '{twin}'")
    return chosen


def _refuse_overlap(file, chosen, sets):
    count = np.sum([sets[name] for name in chosen], axis=0) if chosen else np.zeros(1)
    if np.max(count) < 2:
        return
    cell = int(np.argmax(count > 1))
    both = [name for name in chosen if sets[name][cell]][:2]
    n = int((sets[both[0]] & sets[both[1]]).sum())
    refuse(file, f"{many(n, 'cell')} both in '{both[0]}' and in '{both[1]}'", "each cell in one region",
           f"Say which sets are the regions, later ones win: --regions {','.join(both)} (sets: {', '.join(sets)}).")


def _with_rest(imported, names, region):
    """Cells in no set become a region of their own; regions that lost all cells to later ones go."""
    names, region = list(names), region.copy()
    left = region < 0
    if left.any():
        rest = REST if names else "body"
        imported.notes.append(f"{many(left.sum(), 'cell')} in no set: region '{rest}'" if names
                              else "the file names no sets of cells: all cells are the region 'body'")
        names.append(rest)
        region[left] = len(names) - 1
    used = np.unique(region)
    for index, name in enumerate(names):
        if index not in used:
            imported.notes.append(f"the region '{name}' lost all its cells to regions behind it and is left out")
    return [names[index] for index in used], np.searchsorted(used, region)


def describe_others(imported, regions, region, others):
    """Notes on sets that are no regions; returns those that nothing else says, to be kept as values 1 and 0 on cells."""
    kept = {}
    for name, mask in others.items():
        inside = np.unique(region[mask])
        if mask.all():
            imported.notes.append(f"the set '{name}' is the whole body")
        elif mask[np.isin(region, inside)].all():
            names = " + ".join(regions[index] for index in inside)
            imported.notes.append(f"the set '{name}' is {names}")
        else:
            imported.notes.append(f"the set '{name}' ({many(mask.sum(), 'cell')}, in {', '.join(regions[index] for index in inside)}) "
                                  "is kept as values on cells: 1 in the set, 0 elsewhere")
            kept[name] = mask.astype(float)
    return kept
