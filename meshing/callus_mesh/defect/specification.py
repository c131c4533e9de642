# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""What SPEC says: one data class a section. docs/user/designing_defects.md explains each entry."""
import pathlib
from dataclasses import dataclass, field

from parameter_text.problems import Problems
from parameter_text.quantities import NOT_NEGATIVE, POSITIVE, SHARE, QuantitySection, Range
from parameter_text.statements import read_tree

from .fixation_specification import read_fixation
from .scaffold_specification import read_scaffold

REGIONS = ("cortical_bone", "marrow", "trabecular_bone", "callus", "scaffold", "scaffold_pores", "plate", "screws", "nail", "bolts",
           "pins", "bar")


@dataclass
class Bone:
    place: object
    shape: str  # shaft, surface, flat bone
    length: float  # of the modelled part, along the axis
    diameters: tuple = ()  # of a shaft along x and y; of a flat bone its diameter
    cortical_thickness: float = 0.0
    thickness: float = 0.0  # of a flat bone
    core: str = "marrow"
    radius_of_curvature: float = 0.0  # of the axis, in the x-z plane; 0: straight
    file: pathlib.Path = None
    middle: float = 0.5  # where along a surface the middle of the defect lies, as a share of its length from the distal end
    proximal: str = "+z"


@dataclass
class Defect:
    place: object
    shape: str
    gap: float = 0.0
    obliquity: float = 0.0  # deg
    angle: float = 0.0  # of a wedge, deg
    diameter: float = 0.0  # of a hole
    depth: float = 0.0  # of a wedge or hole; 0: all through
    side: float = 0.0  # deg


@dataclass
class Callus:
    thickness: float
    overlap: float
    is_there: bool


@dataclass
class MeshWish:
    cells: str
    voxel: float
    size: float
    sizes: dict = field(default_factory=dict)
    least_quality: float = 0.1
    places: dict = field(default_factory=dict)


@dataclass
class Specification:
    file: pathlib.Path
    title: str
    bone: Bone
    defect: Defect
    callus: Callus
    scaffold: object  # or None
    fixation: object
    mesh: MeshWish


def read_specification(file, bone_file=None):
    """Raises InputError with every problem of the file. bone_file: of the option --bone, which replaces the shaft of the file."""
    file = pathlib.Path(file)
    problems = Problems(f"{file.name}")
    tree = read_tree(file, [], problems)
    problems.raise_if_any()
    root, there = QuantitySection(tree, problems), set(tree.sections)
    spec = Specification(
        file=file, title=root.text("Title", file.stem.replace("_", " ")), bone=_bone(root.section("Bone"), file, bone_file),
        defect=_defect(root.section("Defect")), callus=_callus(root.section("Callus"), "Callus" in there),
        scaffold=read_scaffold(root.section("Scaffold")) if "Scaffold" in there else None,
        fixation=read_fixation(root), mesh=_mesh(root.section("Mesh")))
    root.known_sections.append("Scaffold")
    root.report_unknown()
    problems.raise_if_any()
    return spec


def _bone(section, file, bone_file):
    shape = section.choice("Shape", ("shaft", "surface", "flat bone"), "shaft")
    shape = "surface" if bone_file else shape
    # the entries of all shapes are known, so that --bone may replace the shaft of a family
    section.known += ["File", "Middle of the defect", "Proximal end", "Diameters", "Radius of curvature", "Thickness", "Diameter"]
    bone = Bone(section.place("Shape"), shape,
                length=section.quantity("Length", "mm", 0.0 if shape == "flat bone" else None, POSITIVE),
                cortical_thickness=section.quantity("Cortical thickness", "mm", within=POSITIVE),
                core=section.choice("Core", ("marrow", "trabecular_bone", "none"), "marrow"),
                middle=section.quantity("Middle of the defect", "1", 0.5, SHARE),
                proximal=section.choice("Proximal end", ("+z", "-z"), "+z"))
    if shape == "shaft":
        bone.diameters = section.quantities("Diameters", "mm", 2, within=POSITIVE)
        bone.radius_of_curvature = section.quantity("Radius of curvature", "mm", 0.0, NOT_NEGATIVE)
    elif shape == "flat bone":
        bone.diameters = (section.quantity("Diameter", "mm", within=POSITIVE),)
        bone.thickness = section.quantity("Thickness", "mm", within=POSITIVE)
        bone.radius_of_curvature = section.quantity("Radius of curvature", "mm", 0.0, NOT_NEGATIVE)
    elif not bone_file:
        name = section.text("File")
        bone.file = file.parent / name if name else None
    for unused in ("Diameters", "Radius of curvature", "File"):
        if bone_file and section.has(unused):
            section.text(unused)
    bone.file = pathlib.Path(bone_file) if bone_file else bone.file
    section.report_unknown()
    return bone


def _defect(section):
    shape = section.choice("Shape", ("segmental", "wedge", "drill hole", "calvarial", "none"), "segmental")
    defect = Defect(section.place("Shape"), shape, side=section.quantity("Side", "deg", 0.0))
    if shape == "segmental":
        defect.gap = section.quantity("Gap", "mm", within=POSITIVE)
        defect.obliquity = section.quantity("Obliquity", "deg", 0.0, Range(0, 60))
        defect.place = section.place("Gap")
    elif shape == "wedge":
        defect.angle = section.quantity("Angle", "deg", within=Range(0, 60, open_least=True))
        defect.depth = section.quantity("Depth", "mm", within=POSITIVE)
    elif shape in ("drill hole", "calvarial"):
        defect.diameter = section.quantity("Diameter", "mm", within=POSITIVE)
        defect.depth = section.quantity("Depth", "mm", 0.0, NOT_NEGATIVE)
        defect.place = section.place("Diameter")
    section.report_unknown()
    return defect


def _callus(section, is_there):
    callus = Callus(section.quantity("Thickness", "mm", None if is_there else 1.0, POSITIVE),
                    section.quantity("Overlap", "mm", None if is_there else 1.0, POSITIVE), is_there)
    section.report_unknown()
    return callus


def _mesh(section):
    wish = MeshWish(cells=section.choice("Cells", ("tetrahedra", "hexahedra"), "tetrahedra"),
                    voxel=section.quantity("Voxel", "mm", within=POSITIVE), size=section.quantity("Cell size", "mm", 0.0, NOT_NEGATIVE),
                    least_quality=section.quantity("Least quality", "1", 0.1, Range(0, 0.3)))
    wish.places["Voxel"] = section.place("Voxel")
    sizes = section.section("Cell sizes")
    for name in REGIONS:
        sizes.known.append(name)
        if sizes.has(name):
            wish.sizes[name] = sizes.quantity(name, "mm", 0.0, POSITIVE)
            wish.places[name] = sizes.place(name)
    sizes.report_unknown()
    section.report_unknown()
    return wish
