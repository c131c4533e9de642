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


def heights(p, graded):
    """Where lines cross the section: the ends, the tips of the callus, the edge of the periosteum that supplies it, the cut faces. A
    graded section has two more to each side, between which cells have one size each."""
    gap, tip = 0.5 * p.gap, p.callus_half_length
    upper = [gap, *(gap + 0.15 * (tip - gap), gap + 0.45 * (tip - gap))[:2 * graded], gap + p.periosteum, tip, p.half_length]
    upper = [y for k, y in enumerate(upper) if k != len(upper) - 3 or y < tip]
    return [-y for y in reversed(upper)] + upper


class Section:
    """The geometry in Gmsh's own kernel: points, curves and faces, each once, with what they are."""

    def __init__(self, p, half, outline, graded):
        self.p, self.outline, self.graded = p, outline, graded
        self.y = heights(p, graded)
        self.points, self.lines = {}, {}
        self.faces = {}  # region: [face]
        self.rectangles = []  # (face, corner points)
        self.sides = {"proximal_end": [], "distal_end": [], "callus_outer": [], "bone_outer": []}
        if half:
            self.sides["axis"] = []
        self.arches = {}  # (from, to): [curve]
        strips = columns(p, half)
        for low, high, name in strips:
            self.add_strip(low, high, name)
        for side in (1,) if half else (1, -1):
            self.add_arch(side)
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
        for bottom, top in zip(self.y, self.y[1:]):
            corners = [(low, bottom), (high, bottom), (high, top), (low, top)]
            loop = gmsh.model.geo.addCurveLoop([self.line(a, b) for a, b in zip(corners, corners[1:] + corners[:1])])
            face = gmsh.model.geo.addPlaneSurface([loop])
            in_gap = abs(bottom + top) < 1e-9
            region = name if not in_gap else "scaffold" if self.p.scaffold else "callus"
            self.faces.setdefault(region, []).append(face)
            self.rectangles.append((face, [self.point(*corner) for corner in corners]))

    def add_arch(self, side):
        """The callus outside of the cortex, in one piece, or graded: cut at every height; side is the sign of x."""
        inside = [z for z in self.y if abs(z) <= self.p.callus_half_length]
        pieces = list(zip(inside, inside[1:])) if self.graded else [(inside[0], inside[-1])]
        for bottom, top in pieces:
            foot = [(side * self.p.cortex_radius, z) for z in inside if bottom <= z <= top]
            rim = [self.on_outline(side, z) for z in (bottom, top)]
            loop = [self.line(foot[0], rim[0])] if rim[0] != foot[0] else []
            loop.append(self.arch(side, bottom, top))
            loop += [self.line(rim[1], foot[-1])] if rim[1] != foot[-1] else []
            loop += [self.line(a, b) for a, b in zip(foot[::-1], foot[-2::-1])]
            loop = loop if side > 0 else [-c for c in reversed(loop)]
            face = gmsh.model.geo.addPlaneSurface([gmsh.model.geo.addCurveLoop(loop)])
            self.faces.setdefault("callus", []).append(face)
            corners = [foot[0], rim[0], rim[1], foot[-1]]
            if len(set(corners)) == 4:
                self.rectangles.append((face, [self.point(*corner) for corner in corners]))

    def on_outline(self, side, z):
        is_tip = abs(z) == self.p.callus_half_length
        return side * (self.p.cortex_radius if is_tip else self.outline(self.p, z)), z

    def arch(self, side, bottom, top):
        stations = max(4, round(24 * (top - bottom) / (2 * self.p.callus_half_length)))
        inner = [bottom + (top - bottom) * i / stations for i in range(1, stations)]
        points = [self.point(*self.on_outline(side, z)) for z in (bottom, *inner, top)]
        curve = gmsh.model.geo.addSpline(points)
        self.arches.setdefault((bottom, top), []).append(curve)
        self.sides["callus_outer"].append(curve)
        return curve

    def name_sides(self, strips, half):
        y = self.y
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
    """A grid in every piece with four corners, triangles in the tips of the callus; then each cell is cut in four, or three, which
    leaves quadrilaterals only. So all is prescribed at twice the size."""
    p, mesh = section.p, gmsh.model.mesh
    layers = divisions(p, (p.cortex_radius, 0), (p.callus_radius, 0))

    def along(bottom, top):
        is_tip = max(abs(bottom), abs(top)) == p.callus_half_length and min(abs(bottom), abs(top)) == section.y[-3]
        return layers if is_tip else divisions(p, (p.marrow_radius, bottom), (p.marrow_radius, top))

    for (a, b), curve in section.lines.items():
        if a[0] == b[0]:  # the same number on every line between two heights
            n = along(a[1], b[1])
        elif max(abs(a[0]), abs(b[0])) > p.cortex_radius:
            n = layers
        else:
            n = divisions(p, (a[0], 0), (b[0], 0))
        mesh.setTransfiniteCurve(abs(curve), n // 2 + 1)
    for (bottom, top), curves in section.arches.items():
        for curve in curves:
            mesh.setTransfiniteCurve(curve, along(bottom, top) // 2 + 1)
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
    wanted, limit, tip, smallest = (field.add(kind) for kind in ("MathEval", "MathEval", "MathEval", "Min"))
    field.setString(wanted, "F", f"{factor}*({size})")
    field.setString(limit, "F", str(factor * p.size_in_shaft))
    short = min(p.size_in_shaft, max(0.5, p.callus_half_length - 0.5 * p.gap - p.periosteum))  # the short line beside the tip
    field.setString(tip, "F", f"{short}+0.35*Fabs(Fabs(y)-{p.callus_half_length})")
    field.setNumbers(smallest, "FieldsList", [wanted, limit, tip])
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
        section = Section(p, half, outline, graded=quadrilaterals)
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
