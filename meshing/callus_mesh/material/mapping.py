# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Moduli of cells from an image."""
import re

import numpy as np

from parameter_text.problems import nearest

from ..convert.command import check_output, finish
from ..image.image_file import read_image
from ..imported import one_shape
from ..mesh_file import read_mesh
from ..refusal import place_of, refuse
from .calibration import check_hounsfield, line_of
from .histogram import text_histogram, write_histogram
from .laws import read_library
from .sampling import averages

NAME = "youngs_modulus"


def run(arguments):
    library = read_library(arguments.laws)
    if arguments.list:
        print("\n".join(listing(library)))
        return 0
    missing = [word for option, word in (("mesh", "MESH"), ("image", "--image"), ("law", "--law"), ("output", "-o"))
               if getattr(arguments, option) is None]
    if missing:
        refuse("callus-mesh material", f"no {', no '.join(missing)}", "MESH --image CT --law NAME -o OUT.msh")
    check_output(arguments)
    chain = Chain(library, library.law(arguments.law), library.ash_density(arguments.ash), line_of(arguments.calibration, arguments.phantom, not arguments.not_hounsfield),
                  arguments.ash_fraction or library.ash_fraction, *_limits(arguments.limits, library))
    mesh, _ = read_mesh(arguments.mesh)
    image = read_image(arguments.image)
    if not arguments.not_hounsfield:
        check_hounsfield(arguments.image, image)
    moduli, volumes = map_moduli(mesh, image, chain, _chosen(mesh, arguments), arguments)
    (of_all,) = mesh.cell_values[NAME].values()
    finish(mesh, arguments, values=("Young's modulus [GPa]", of_all / 1000))
    print("\n".join(text_histogram(moduli, volumes)))
    if arguments.histogram:
        write_histogram(moduli, volumes, chain, arguments.histogram)
    return 0


class Chain:
    """Grey value -> densities -> modulus."""

    def __init__(self, library, law, ash, line, ash_fraction, least, largest):
        self.library, self.law, self.ash, self.line, self.ash_fraction = library, law, ash, line, ash_fraction
        self.least, self.largest = least, largest

    def density(self, grey):
        """Of the kind that the law takes."""
        qct = self.line.density(grey)
        if self.law.density == "QCT":
            return qct
        ash = self.ash.offset + self.ash.slope * qct
        return ash if self.law.density == "ash" else ash / self.ash_fraction

    def modulus(self, grey):
        """(modulus within the limits, 1 where it was below, 1 where it was above, density)."""
        density = self.density(grey)
        modulus = self.law.modulus(density)
        return np.stack([np.clip(modulus, self.least, self.largest), modulus < self.least, modulus > self.largest, density])

    def notes(self):
        yield f"calibration: {self.line.how}"
        if self.law.density != "QCT":
            yield f"rho_ash = {self.ash.offset:g} + {self.ash.slope:g} rho_QCT [{self.ash.source}; {self.ash.checked}]"
        if self.law.density == "apparent":
            yield f"rho_apparent = rho_ash / {self.ash_fraction:g} [{self.library.ash_fraction_source}]"
        yield f"law {self.law.name}: E [MPa] = {self.law.formula()}, rho = {self.law.density} density in g/cm3; {self.law.species}, {self.law.site}"
        yield f"source: {self.law.source}; checked: {self.law.checked}"


def _limits(text, library):
    if text is None:
        return library.least, library.largest
    match = re.fullmatch(r"([\d.]+)\s*\.\.\s*([\d.]+)", text)
    if not match or not 0 < float(match[1]) < float(match[2]):
        refuse("--limits", f"'{text}'", "LEAST..LARGEST in MPa, such as 10..20000")
    return float(match[1]), float(match[2])


def _chosen(mesh, arguments):
    """Mask of the regions that get moduli."""
    if not arguments.regions:
        return np.ones(len(mesh.regions), dtype=bool)
    names = [name.strip() for name in arguments.regions.split(",")]
    for name in names:
        if name not in mesh.regions:
            refuse(arguments.mesh, f"no region '{name}' (--regions)", "regions of the mesh", nearest(name, mesh.regions))
    return np.isin(mesh.regions, names)


def map_moduli(mesh, image, chain, chosen, arguments):
    """Writes the moduli into the mesh, with notes. Returns (moduli, volumes) of the cells that got one."""
    shape = one_shape({name: corners for name, (corners, _) in mesh.cells.items()}, arguments.mesh)
    cells = np.flatnonzero(chosen[mesh.region_of(shape)])
    volumes = np.abs(mesh.volumes(shape))[cells]
    (modulus, below, above, density), outside = averages(image, mesh.points, mesh.corners(shape)[cells], volumes, chain.modulus)
    _check_place(arguments, mesh, image, outside, cells, shape)
    total = volumes.sum()
    share = {name: float((part * volumes).sum() / total) for name, part in (("below", below), ("above", above))}
    mesh.notes += list(chain.notes())
    mesh.notes.append(f"{100 * share['below']:.2f} % of the volume was below {chain.least:g} MPa and {100 * share['above']:.2f} % above "
                      f"{chain.largest:g} MPa, and was set to these limits")
    if chain.law.tested:
        low, high = chain.law.tested
        beyond = float(volumes[(density < low) | (density > high)].sum() / total)
        mesh.notes.append(f"{100 * beyond:.0f} % of the volume has a density outside of {low:g} to {high:g} g/cm3, which the law was tested for")
    if 100 * (share["below"] + share["above"]) > arguments.most_limited:
        refuse(arguments.image, f"moduli below {chain.least:g} MPa in {100 * share['below']:.0f} % and above {chain.largest:g} MPa in "
               f"{100 * share['above']:.0f} % of the volume; densities ({chain.law.density}) from {density.min():.3g} to {density.max():.3g} g/cm3",
               f"at most {arguments.most_limited:g} %",
               "Is the calibration right, and do mesh and image lie upon each other? Marrow and soft tissue: leave them out (--regions); "
               "else change --limits or --most-limited.")
    values = np.full(len(mesh.corners(shape)), np.nan)
    values[cells] = modulus
    mesh.cell_values[NAME] = {shape.name: values}
    return modulus, volumes


def _check_place(arguments, mesh, image, outside, cells, shape):
    n = int((outside > 0.5).sum())
    if not n:
        return
    low, high = image.places([[-0.5] * 3])[0], image.places([np.array(image.values.shape) - 0.5])[0]
    at = mesh.centres(shape)[cells[np.argmax(outside)]]
    refuse(arguments.mesh, f"{n} of {len(cells)} cells outside of the image, such as at {place_of(at)} mm",
           f"a mesh within the image, which reaches from {place_of(np.minimum(low, high))} to {place_of(np.maximum(low, high))} mm (LPS)",
           "Segment and mesh the image itself (callus-mesh image), or move the mesh. A mesh in RAS has x and y of the other sign.")


def listing(library):
    for law in library.laws.values():
        tested = f", tested between {law.tested[0]:g} and {law.tested[1]:g} g/cm3" if law.tested else ""
        yield f"{law.name}: E [MPa] = {law.formula()}"
        yield f"    rho: {law.density} density{tested}; {law.species}, {law.site}"
        yield f"    {law.source}; checked: {law.checked}"
    for ash in library.ash.values():
        yield f"--ash {ash.name}: rho_ash = {ash.offset:g} + {ash.slope:g} rho_QCT; {ash.source}; checked: {ash.checked}"
    yield f"ash fraction {library.ash_fraction:g}: {library.ash_fraction_source}"
