# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""From a specification to a mesh file: bodies, label image, cells, fitting, names, and the checks before anything is written."""
import time

import numpy as np
from parameter_text.problems import Problems

from .. import picture, report
from ..gmsh_file import write_gmsh
from ..label_hexahedra import hexahedra
from ..quality import mean_ratio
from ..refusal import many, place_of
from ..topology import pieces, sides_of
from .bending import bent
from .design import build_design
from .fit import fitted
from .islands import absorb_cells, absorb_islands, trim_ends
from .labels import label_image
from .named_surfaces import named_mesh
from .specification import read_specification

FACET_DISTANCES = (0.5, 0.45, 0.55)  # voxels: how near CGAL keeps to the interfaces; the next one where a cell is poor
CLOSE = 0.05  # of its volume: how far a region of tetrahedra may be from its design


def generate(spec_file, output, bone=None, picture_file=None):
    """Reads, builds, writes, prints. Raises InputError before anything is written."""
    start = time.monotonic()
    spec = read_specification(spec_file, bone)
    mesh, volumes = build(spec)
    write_gmsh(mesh, output)
    report.print_report(mesh, output)
    print("\n".join(volume_table(mesh, volumes)))
    if picture_file:
        picture.write_picture(mesh, picture_file, spec.title, across=_side_axis(spec))
    print(f"{output}: written after {time.monotonic() - start:.0f} s")


def _side_axis(spec):
    """The axis that the cut of the picture is normal to: plate or pins, which lie to one side, shall be in the plane. None: any."""
    beside = spec.fixation.plate or spec.fixation.pins or spec.fixation.bolts
    if not beside:
        return None
    return 1 if abs(np.cos(np.radians(beside.side))) > np.sqrt(0.5) else 0


def build(spec):
    """(mesh, {region: (volume of the straight mesh, of the design) [mm3]}). Raises InputError where no good mesh comes of it."""
    design = build_design(spec)
    image = label_image(design)
    lost = absorb_islands(image.labels, image.n_regions)
    mesh = _cells(design, image)
    shape = mesh.shapes()[0]
    sizes = mesh.volumes(shape)
    found = {name: float(sizes[mesh.region_of(shape) == number].sum()) for number, name in enumerate(mesh.regions)}
    mesh.points = bent(mesh.points, spec.bone)
    mesh.notes = [f"{many(count, 'crumb')} of {design.parts[number - 1].name}, each below 1 % of it, became part of the surroundings"
                  for number, count in lost.items()]
    if "callus" not in found:
        mesh.notes.append("no region callus: the scaffold fills the defect")
    _check(spec, mesh, shape)
    return mesh, {name: (volume, image.volumes[name]) for name, volume in found.items()}


def _cells(design, image):
    grid, spec = image.grid, design.spec
    if spec.mesh.cells == "hexahedra":
        return named_mesh(*hexahedra(image.labels, grid.spacing, grid.origin), design, "hexahedron")
    return _best_tetrahedra(design, image)


def _best_tetrahedra(design, image):
    """The first try without a poor cell, or else the best."""
    best, highest = None, -1.0
    for facet_distance in FACET_DISTANCES:
        mesh = _tetrahedra(design, image, facet_distance)
        worst = mean_ratio(mesh, mesh.shapes()[0]).min()
        if worst > highest:
            best, highest = mesh, worst
        if worst >= design.spec.mesh.least_quality:
            break
    return best


def _tetrahedra(design, image, facet_distance):
    from ..label_tetrahedra import tetrahedra

    grid, wish = image.grid, design.spec.mesh
    size = wish.size or 3 * wish.voxel
    sizes = {number: wish.sizes.get(name, size) for number, name in enumerate(image.names, 1)}
    points, cells, labels = tetrahedra(image.labels, grid.spacing, grid.origin, sizes, facet_distance)
    labels = trim_ends(len(points), cells, labels, len(design.parts))
    labels = absorb_cells(points, cells, labels, len(design.parts))
    return named_mesh(fitted(points, cells, labels, design), cells, labels, design, "tetrahedron")


def _check(spec, mesh, shape):
    problems, place = Problems(spec.file.name), spec.mesh.places["Voxel"]
    quality = mean_ratio(mesh, shape)
    worst = int(np.argmin(quality))
    if quality[worst] < spec.mesh.least_quality:
        region = mesh.regions[mesh.region_of(shape)[worst]]
        problems.add(place, f"a cell of quality {quality[worst]:.3f} in {region} at {place_of(mesh.centres(shape)[worst])} mm; "
                     f"{(quality < spec.mesh.least_quality).sum()} cells are below {spec.mesh.least_quality:g}",
                     f"a mean ratio of at least {spec.mesh.least_quality:g} everywhere",
                     "Choose a smaller Voxel or Cell size there, or change the parts that meet at a sharp angle.")
    parts = pieces(mesh.n_cells(), sides_of(mesh, shape))
    if parts.max() > 0:
        counts = np.bincount(parts)
        odd = int(np.argmin(counts))
        cell = int(np.argmax(parts == odd))
        problems.add(place, f"a body in {len(counts)} pieces, the smallest of {counts[odd]} cells in {mesh.regions[mesh.region_of(shape)[cell]]} at "
                     f"{place_of(mesh.centres(shape)[cell])} mm", "one piece", "Let the parts touch: callus, scaffold and fixation hold the bone together.")
    missing = [part for part in spec_regions(spec) if part not in mesh.regions]
    for name in missing:
        problems.add(place, f"no cell of '{name}'", "at least one", "Choose a smaller Voxel.")
    problems.raise_if_any()


def spec_regions(spec):
    """The regions that the specification names by its sections."""
    fixation = spec.fixation
    return [name for name in ("plate", "screws", "nail", "bolts", "pins", "bar") if getattr(fixation, name)] + \
        (["scaffold"] if spec.scaffold else [])


def volume_table(mesh, volumes):
    """Lines: the volume of each region in the mesh and by its bodies, before bending."""
    yield f"  {'volumes [mm3]':<22}{'mesh':>12}{'design':>12}{'mesh/design':>14}"
    for name, (found, wanted) in volumes.items():
        yield f"    {name:<20}{found:>12.2f}{wanted:>12.2f}{found / wanted:>14.3f}"
    for name, (found, wanted) in volumes.items():
        if abs(found / wanted - 1) > CLOSE:
            yield f"  warning: {name} has {100 * (found / wanted - 1):+.1f} % of its designed volume: a smaller Voxel and Cell size come closer"
