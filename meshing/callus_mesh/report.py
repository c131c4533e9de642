# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The table that every sub-command prints after its work: regions, surfaces, interfaces, and what looks wrong."""
from .refusal import many
from .survey import POOR, survey

# Lengths of bodies [mm] and what is as long, for the guess of the unit.
PLAUSIBLE = ((1, 10, "a specimen of micro-CT or a small defect"), (10, 25, "a mouse femur or a defect"), (25, 60, "a rat femur or a defect"),
             (60, 130, "a part of a long bone or of a mandible"), (130, 260, "a sheep's long bone or a part of a human one"),
             (260, 400, "a human tibia"), (400, 560, "a human femur"), (560, 2000, "more than one human bone"))
SMALL_CONTACT = 0.02  # of the smaller region's surface


def print_report(mesh, file, show=print, worst=0, lost=()):
    """Surveys the mesh and prints notes and table; lost: what of the file could not be carried. Returns the survey."""
    found = survey(mesh, file, worst)
    for line in lines(found, mesh.notes, lost):
        show(line)
    return found


def lines(found, notes=(), lost=()):
    width = max([len(name) for name in _names(found)] + [18]) + 2
    yield f"Mesh {found['file']}: {found['cells']} {found['shape']}, {found['nodes']} nodes"
    yield from (f"  note: {note}" for note in notes)
    yield from (f"  NOT CARRIED: {text}" for text in lost)
    yield f"  bounding box [mm]: {_box(found)}; {unit_guess(found)}"
    yield f"  {'regions':<{width}}     cells  volume [mm3]  pieces  worst element quality (mean ratio: 0 flat, 1 ideal)"
    for row in found["regions"]:
        yield (f"    {row['name']:<{width}}{row['cells']:>8}{row['volume']:>14.2f}{row['pieces']:>8}  {row['worst quality']:.2f} at "
               f"{place(row['worst at'])}")
    yield f"    {'whole body':<{width}}{found['cells']:>8}{found['volume']:>14.2f}{found['pieces']:>8}"
    yield f"  {'surfaces':<{width}}     faces    area [mm2]  mean normal"
    for row in found["surfaces"]:
        where = "inside the body" if row["inside"] else place(row["mean normal"])
        yield f"    {row['name']:<{width}}{row['faces']:>8}{row['area']:>14.2f}  {where}"
    if found["unnamed"]["faces"]:
        yield f"    {'(unnamed)':<{width}}{found['unnamed']['faces']:>8}{found['unnamed']['area']:>14.2f}"
    if found["interfaces"]:
        yield f"  {'interfaces':<{width}}     faces    area [mm2]"
    for row in found["interfaces"]:
        yield f"    {'|'.join(row['regions']):<{width}}{row['faces']:>8}{row['area']:>14.2f}"
    for name, values in found["values"].items():
        yield f"  values on cells '{name}': {values['least']:.6g} to {values['largest']:.6g} on {values['cells']} cells"
    if found["worst cells"]:
        yield "  worst elements"
        for row in found["worst cells"]:
            yield f"    {row['quality']:6.3f} at {place(row['at'])} in {row['region']}"
    yield from (f"  warning: {text}" for text in warnings(found))


def _names(found):
    return ([row["name"] for row in found["regions"] + found["surfaces"]] + ["|".join(row["regions"]) for row in found["interfaces"]])


def place(x):
    return "(" + ", ".join(f"{round(value, 2) + 0:.2f}" for value in x) + ")"  # + 0: no -0.00


def _box(found):
    return " x ".join(f"{low:.2f} ... {high:.2f}" for low, high in zip(found["low"], found["high"]))


def unit_guess(found):
    length = max(high - low for low, high in zip(found["low"], found["high"]))
    for least, most, what in PLAUSIBLE:
        if least <= length < most:
            return f"{length:.3g} mm long, as {what}: plausible in mm"
    for unit, factor in (("m", 1000), ("cm", 10), ("um", 0.001)):
        if 5 <= factor * length <= 600:
            return f"{length:.3g} mm long: no bone. If the file is in {unit}, it is {factor * length:.3g} mm: --length-unit {unit}"
    return f"{length:.3g} mm long: no bone in any usual unit"


def warnings(found):
    """What a user would want to know before a run."""
    if found["pieces"] > 1:
        yield f"the body is in {found['pieces']} pieces that share no faces. Do neighbouring volumes share their nodes?"
    if found["border"]["crowded sides"]:
        yield f"{found['border']['crowded sides']} sides belong to more than two cells: cells overlap"
    for row in found["regions"]:
        for island in row["islands"][:3]:
            yield f"{row['name']} has an island of {island['volume']:.3g} mm3 ({many(island['cells'], 'cell')}) at {place(island['at'])}"
        if len(row["islands"]) > 3:
            yield f"{row['name']} has {len(row['islands']) - 3} more islands"
        yield from _thin(row)
    for row in found["interfaces"]:
        if row["share"] < SMALL_CONTACT:
            yield (f"{' and '.join(row['regions'])} touch over {row['area']:.3g} mm2 only ({100 * row['share']:.1f} % of the surface of "
                   f"{row['smaller']}), at {place(row['at'])}. Is that meant?")
    if found["poor cells"]:
        yield f"{many(found['poor cells'], 'cell')} of a quality below {POOR}, the worst {found['worst quality']:.3f}"
    if found["unnamed"]["faces"]:
        yield f"{many(found['unnamed']['faces'], 'outer face')} ({found['unnamed']['area']:.3g} mm2) without a name: nothing can act there"


def _thin(row):
    one, two = row["one cell across"], row["two cells across"]
    if one["share"] > 0.01:
        yield (f"{100 * one['share']:.0f} % of {row['name']} is one cell across and {100 * two['share']:.0f} % two, one at {place(one['at'])}: "
               "three or more resolve bending and gradients")
    elif two["share"] > 0.5:
        yield f"{100 * two['share']:.0f} % of {row['name']} is two cells across: three or more resolve bending and gradients"
