# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""The longitudinal section of the bone in the x-y plane, y along the shaft: the half with x >= 0 (x is the radius) for an
axisymmetric body, or the whole width. Meshed with triangles, or with quadrilaterals that are rectangles wherever the bone allows."""
import math

import gmsh


def columns(p, half):
    """The strips between the radii: [(x from, x to, "marrow" | "cortical_bone" | "scaffold or callus in the gap")]."""
    right = [(0.0 if half else -p.marrow_radius, p.marrow_radius, "marrow"), (p.marrow_radius, p.cortex_radius, "cortical_bone")]
    return right if half else [(-p.cortex_radius, -p.marrow_radius, "cortical_bone"), *right]


def heights(p):
    """Where lines cross the section: the ends, the tips of the callus, the cut faces."""
    gap = 0.5 * p.gap
    return [-p.half_length, -p.callus_half_length, -gap, gap, p.callus_half_length, p.half_length]


class Section:
    """The geometry in Gmsh's own kernel: points, curves and faces, each once, with what they are."""

    def __init__(self, p, half, outline):
        self.p, self.outline = p, outline
        self.points, self.lines = {}, {}
        self.faces = {}  # region: [face]
        self.rectangles = []  # (face, corner points)
        self.sides = {"proximal_end": [], "distal_end": [], "callus_outer": [], "bone_outer": []}
        if half:
            self.sides["axis"] = []
        self.arches = []
        strips = columns(p, half)
        for low, high, name in strips:
            self.add_strip(low, high, name)
        self.add_arch(1)
        if not half:
            self.add_arch(-1)
        self.name_sides(strips, half)
        gmsh.model.geo.synchronize()
        self.name_groups()

    def point(self, x, y):
        key = (round(x, 9), round(y, 9))
        if key not in self.points:
            self.points[key] = gmsh.model.geo.addPoint(x, y, 0)
        return self.points[key]

    def line(self, a, b):
        """The signed curve from a to b."""
        for key, sign in (((a, b), 1), ((b, a), -1)):
            if key in self.lines:
                return sign * self.lines[key]
        self.lines[a, b] = gmsh.model.geo.addLine(self.point(*a), self.point(*b))
        return self.lines[a, b]

    def add_strip(self, low, high, name):
        y = heights(self.p)
        for bottom, top in zip(y, y[1:]):
            corners = [(low, bottom), (high, bottom), (high, top), (low, top)]
            loop = gmsh.model.geo.addCurveLoop([self.line(a, b) for a, b in zip(corners, corners[1:] + corners[:1])])
            face = gmsh.model.geo.addPlaneSurface([loop])
            in_gap = top - bottom == self.p.gap
            region = name if not in_gap else "scaffold" if self.p.scaffold else "callus"
            self.faces.setdefault(region, []).append(face)
            self.rectangles.append((face, [self.point(*corner) for corner in corners]))

    def add_arch(self, side):
        """The callus outside of the cortex; side is the sign of x."""
        p, stations = self.p, 24
        y = [-p.callus_half_length + 2 * p.callus_half_length * i / stations for i in range(stations + 1)]
        ends = [(side * p.cortex_radius, y[0]), (side * p.cortex_radius, y[-1])]
        inner = [gmsh.model.geo.addPoint(side * self.outline(p, z), z, 0) for z in y[1:-1]]
        arch = gmsh.model.geo.addSpline([self.point(*ends[0]), *inner, self.point(*ends[1])])
        on_cortex = [(side * p.cortex_radius, z) for z in heights(p)[1:-1]]
        back = [self.line(a, b) for a, b in zip(on_cortex[::-1], on_cortex[-2::-1])]
        loop = [arch, *back] if side > 0 else [-c for c in [*back[::-1], arch]]
        self.faces["callus"].append(gmsh.model.geo.addPlaneSurface([gmsh.model.geo.addCurveLoop(loop)]))
        self.sides["callus_outer"].append(arch)
        self.arches.append(arch)

    def name_sides(self, strips, half):
        y = heights(self.p)
        for low, high, _ in strips:
            self.sides["distal_end"].append(self.line((low, y[0]), (high, y[0])))
            self.sides["proximal_end"].append(self.line((low, y[-1]), (high, y[-1])))
        for x in (self.p.cortex_radius,) if half else (self.p.cortex_radius, -self.p.cortex_radius):
            self.sides["bone_outer"] += [self.line((x, y[0]), (x, y[1])), self.line((x, y[-2]), (x, y[-1]))]
        if half:
            self.sides["axis"] += [self.line((0.0, a), (0.0, b)) for a, b in zip(y, y[1:])]

    def name_groups(self):
        for dim, groups in ((2, self.faces), (1, self.sides)):
            for name, tags in groups.items():
                gmsh.model.setPhysicalName(dim, gmsh.model.addPhysicalGroup(dim, sorted(map(abs, tags))), name)


def divisions(p, a, b):
    """Elements along a straight line between two points (an even number: they come in pairs), from the size wanted midway."""
    x, y = 0.5 * (abs(a[0]) + abs(b[0])), 0.5 * (abs(a[1]) + abs(b[1]))
    size = min(p.size_in_shaft, p.size_in_gap + p.growth * max(0.0, y - 0.5 * p.gap)
               + (p.size_in_callus - p.size_in_gap) / (p.callus_radius - p.cortex_radius) * max(0.0, x - p.cortex_radius))
    return 2 * max(1, round(0.5 * math.dist(a, b) / size))


def mesh_quadrilaterals(section):
    """A grid in every rectangle, paired triangles in the callus' arch; then each cell is cut in four, or three, which leaves
    quadrilaterals only. So all is prescribed at twice the size."""
    p, mesh = section.p, gmsh.model.mesh
    vertical = {}  # the same number on every line between two heights
    for (a, b), curve in section.lines.items():
        if a[0] == b[0]:
            key = (min(a[1], b[1]), max(a[1], b[1]))
            vertical.setdefault(key, divisions(p, (p.marrow_radius, a[1]), (p.marrow_radius, b[1])))
            n = vertical[key]
        else:
            n = divisions(p, (a[0], 0), (b[0], 0)) if abs(a[0] - b[0]) > 2.5 else 2 * max(1, round(1 / p.size_in_gap))
        mesh.setTransfiniteCurve(abs(curve), n // 2 + 1)
    for face, corners in section.rectangles:
        mesh.setTransfiniteSurface(face, "Left", corners)
    for _, face in gmsh.model.getEntities(2):
        mesh.setRecombine(2, face)
    gmsh.option.setNumber("Mesh.Algorithm", 6)  # Frontal-Delaunay
    gmsh.option.setNumber("Mesh.RecombinationAlgorithm", 0)
    set_sizes(p, 2)
    mesh.generate(2)
    gmsh.option.setNumber("Mesh.SubdivisionAlgorithm", 1)
    mesh.refine()


def set_sizes(p, factor=1):
    """The same background field as in space, with |x| for the radius and y for the axis."""
    radial = (p.size_in_callus - p.size_in_gap) / (p.callus_radius - p.cortex_radius)
    beyond = "(0.5*({0}+Fabs({0})))"  # positive part
    size = (f"{p.size_in_gap}+{radial}*" + beyond.format(f"(Fabs(x)-{p.cortex_radius})")
            + f"+{p.growth}*" + beyond.format(f"(Fabs(y)-{0.5 * p.gap})"))
    field = gmsh.model.mesh.field
    wanted, limit, smallest = field.add("MathEval"), field.add("MathEval"), field.add("Min")
    field.setString(wanted, "F", f"{factor}*({size})")
    field.setString(limit, "F", str(factor * p.size_in_shaft))
    field.setNumbers(smallest, "FieldsList", [wanted, limit])
    field.setAsBackgroundMesh(smallest)
    for option in ("MeshSizeFromPoints", "MeshSizeFromCurvature", "MeshSizeExtendFromBoundary"):
        gmsh.option.setNumber("Mesh." + option, 0)


def generate(p, file, outline, half, quadrilaterals):
    """Writes the mesh (Gmsh 2.2 ASCII). outline(p, z): outer radius of the callus."""
    gmsh.initialize()
    try:
        gmsh.option.setNumber("General.Terminal", 0)
        gmsh.option.setNumber("General.NumThreads", 1)
        gmsh.option.setNumber("Mesh.MshFileVersion", 2.2)
        gmsh.model.add("section")
        section = Section(p, half, outline)
        if quadrilaterals:
            mesh_quadrilaterals(section)
        else:
            gmsh.option.setNumber("Mesh.Algorithm", 6)  # Frontal-Delaunay
            set_sizes(p)
            gmsh.model.mesh.generate(2)
            gmsh.model.mesh.optimize("Laplace2D", niter=3)
        gmsh.write(str(file))
    finally:
        gmsh.finalize()
