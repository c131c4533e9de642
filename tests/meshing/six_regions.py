# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""A body of six regions with surfaces, and writers of it in the formats that callus-mesh reads; nothing here uses its modules.

Six blocks of 2 x 2 x 2 cubes, two across (x) and three upwards (z): 4 x 2 x 6 cubes of 2 mm, as hexahedra or each as six tetrahedra.
"""
import numpy as np

REGIONS = ("cortical_bone", "marrow", "callus", "scaffold", "plate", "screws")
SURFACES = ("distal_end", "proximal_end", "outer", "osteotomy")
STEP = 2.0
TETS_OF_CUBE = ((0, 1, 2, 6), (0, 2, 3, 6), (0, 3, 7, 6), (0, 7, 4, 6), (0, 4, 5, 6), (0, 5, 1, 6))
FACES = {"tetrahedron": ((0, 1, 2), (0, 3, 1), (1, 3, 2), (2, 3, 0)),  # S1, S2, ... of Abaqus
         "hexahedron": ((0, 1, 2, 3), (4, 7, 6, 5), (0, 4, 5, 1), (1, 5, 6, 2), (2, 6, 7, 3), (3, 7, 4, 0))}
EDGES = {"tetrahedron": ((0, 1), (1, 2), (2, 0), (0, 3), (1, 3), (2, 3)),
         "hexahedron": ((0, 1), (1, 2), (2, 3), (3, 0), (4, 5), (5, 6), (6, 7), (7, 4), (0, 4), (1, 5), (2, 6), (3, 7))}


class Body:
    """points, cells (n, 4 or 8), region of each, faces: surface -> list of (cell, number of its side from 0)."""

    def __init__(self, shape="tetrahedron"):
        self.shape = shape
        nx, ny, nz = 4, 2, 6
        index = lambda i, j, k: i + (nx + 1) * (j + (ny + 1) * k)  # noqa: E731
        self.points = np.array([[i, j, k] for k in range(nz + 1) for j in range(ny + 1) for i in range(nx + 1)]) * STEP
        cells, region = [], []
        for k in range(nz):
            for j in range(ny):
                for i in range(nx):
                    cube = [index(i + a, j + b, k + c) for a, b, c in
                            ((0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1))]
                    parts = [cube] if shape == "hexahedron" else [[cube[v] for v in tet] for tet in TETS_OF_CUBE]
                    cells += parts
                    region += [i // 2 + 2 * (k // 2)] * len(parts)
        order = np.argsort(region, kind="stable")  # so that GENERATE can name the cells of a region
        self.cells, self.region = np.array(cells)[order], np.array(region)[order]
        self.faces = {name: [] for name in SURFACES}
        self._find_faces()

    def _find_faces(self):
        owners = {}
        for cell, corners in enumerate(self.cells):
            for side, face in enumerate(FACES[self.shape]):
                owners.setdefault(tuple(sorted(corners[list(face)])), []).append((cell, side))
        top = self.points[:, 2].max()
        for key, found in owners.items():
            z = self.points[list(key)][:, 2]
            if len(found) == 1:
                name = "distal_end" if (z == 0).all() else "proximal_end" if (z == top).all() else "outer"
                self.faces[name].append(found[0])
            elif {self.region[found[0][0]], self.region[found[1][0]]} == {0, 2}:
                self.faces["osteotomy"].append(found[0])

    def corners_of(self, name):
        return np.array([self.cells[cell][list(FACES[self.shape][side])] for cell, side in self.faces[name]])

    def nodes_of(self, name):
        return np.unique(self.corners_of(name))

    def with_middles(self):
        """(points, cells with the middles of their edges behind the corners, in the order of Abaqus)."""
        points, middle, cells = [tuple(x) for x in self.points], {}, []
        for corners in self.cells:
            row = list(corners)
            for a, b in EDGES[self.shape]:
                key = tuple(sorted((corners[a], corners[b])))
                if key not in middle:
                    middle[key] = len(points)
                    points.append(tuple((self.points[key[0]] + self.points[key[1]]) / 2))
                row.append(middle[key])
            cells.append(row)
        return np.array(points), np.array(cells)


def rows(numbers, width=8):
    numbers = [str(number) for number in numbers]
    return [", ".join(numbers[i:i + width]) for i in range(0, len(numbers), width)]


def write_abaqus(body, file, second_order=False):
    """Flat: sets by GENERATE, by numbers and by other sets; surfaces by set and side and by element and side."""
    points, cells = body.with_middles() if second_order else (body.points, body.cells)
    kind = {(4, False): "C3D4", (4, True): "C3D10", (8, False): "C3D8R", (8, True): "C3D20"}[body.cells.shape[1], second_order]
    text = ["*HEADING", " six regions", "** a comment", "*NODE, NSET=all_nodes"]
    text += [f"{i}, {x[0]}, {x[1]}, {x[2]}" for i, x in enumerate(points, 1)]
    text += [f"*Element, type={kind}, elset=body"]
    for i, cell in enumerate(cells + 1, 101):
        words = rows([i, *cell], 16)
        text += [word + ("," if word is not words[-1] else "") for word in words]
    for index, name in enumerate(REGIONS):
        numbers = np.flatnonzero(body.region == index) + 101
        if index % 2:
            text += [f"*ELSET, ELSET={name}_part", *rows(numbers[:5], 16), f"*Elset, elset={name}", f"{name}_part", *rows(numbers[5:], 16)]
        else:
            text += [f"*ELSET, ELSET={name}, GENERATE", f"{numbers[0]}, {numbers[-1]}, 1"]
    text += ["*ELSET, ELSET=implants", "plate, screws"]
    for name in SURFACES:
        by_side = {}
        for cell, side in body.faces[name]:
            by_side.setdefault(side, []).append(cell + 101)
        for side, numbers in by_side.items():
            text += [f"*ELSET, ELSET=_{name}_S{side + 1}, INTERNAL", *rows(numbers, 16)]
        if name == "outer":  # by number and side
            text += [f"*SURFACE, NAME={name}, TYPE=ELEMENT", *(f"{cell + 101}, S{side + 1}" for cell, side in body.faces[name])]
        else:
            text += [f"*SURFACE, NAME={name}", *(f"_{name}_S{side + 1}, S{side + 1}" for side in by_side)]
    text += ["*NSET, NSET=medial", *rows(np.flatnonzero(points[:, 0] == 0) + 1), "*NSET, NSET=pins, GENERATE", "1, 5, 1"]
    for name in REGIONS:
        text += [f"*SOLID SECTION, ELSET={name}, MATERIAL={name}_material", ","]
    file.write_text("\n".join(text) + "\n")


def write_febio(body, file, version="4.0"):
    kind, facet = {4: ("tet4", "tri3"), 8: ("hex8", "quad4")}[body.cells.shape[1]]
    mesh = "Geometry" if version == "2.5" else "Mesh"
    text = ['<?xml version="1.0" encoding="ISO-8859-1"?>', f'<febio_spec version="{version}">', f"<{mesh}>", '<Nodes name="all_nodes">']
    text += [f'<node id="{i}">{x[0]},{x[1]},{x[2]}</node>' for i, x in enumerate(body.points, 1)] + ["</Nodes>"]
    for index, name in enumerate(REGIONS):
        text += [f'<Elements type="{kind}" name="{name}">']
        text += [f'<elem id="{i + 1}">{",".join(map(str, body.cells[i] + 1))}</elem>' for i in np.flatnonzero(body.region == index)]
        text += ["</Elements>"]
    for name in SURFACES:
        text += [f'<Surface name="{name}">']
        text += [f'<{facet} id="{i}">{",".join(map(str, face + 1))}</{facet}>' for i, face in enumerate(body.corners_of(name), 1)]
        text += ["</Surface>"]
    medial = np.flatnonzero(body.points[:, 0] == 0) + 1
    text += ['<NodeSet name="medial">']
    text += [",".join(map(str, medial))] if version.startswith("4") else [f'<n id="{i}"/>' for i in medial]
    text += ["</NodeSet>", f"</{mesh}>", "<MeshDomains>", *(f'<SolidDomain name="{name}" mat="{name}"/>' for name in REGIONS), "</MeshDomains>",
             "<MeshData>", '<ElementData name="modulus" elem_set="callus" data_type="scalar">']
    text += [f'<elem lid="{k}">{0.5 * k}</elem>' for k in range(1, int((body.region == 2).sum()) + 1)]
    text += ["</ElementData>", "</MeshData>", "</febio_spec>"]
    file.write_text("\n".join(text) + "\n")


def cells_and_faces(body):
    """Corners of cells and of all named faces, with the region (1...) or 10 + the surface of each."""
    corners, tags = [list(cell) for cell in body.cells], list(body.region + 1)
    for number, name in enumerate(SURFACES, 10):
        faces = body.corners_of(name)
        corners += [list(face) for face in faces]
        tags += [number] * len(faces)
    kinds = [{4: 10, 8: 12}[body.cells.shape[1]]] * len(body.cells)
    kinds += [{3: 5, 4: 9}[len(FACES[body.shape][0])]] * (len(corners) - len(kinds))
    return corners, tags, kinds


def write_vtu(body, file, array="material", more=""):
    corners, tags, kinds = cells_and_faces(body)
    text = lambda values: " ".join(map(str, values))  # noqa: E731
    file.write_text(f"""<?xml version="1.0"?>
<VTKFile type="UnstructuredGrid" version="0.1" byte_order="LittleEndian">
<UnstructuredGrid><Piece NumberOfPoints="{len(body.points)}" NumberOfCells="{len(corners)}">
<Points><DataArray type="Float64" NumberOfComponents="3" format="ascii">{text(body.points.ravel())}</DataArray></Points>
<Cells><DataArray type="Int64" Name="connectivity" format="ascii">{text(sum(corners, []))}</DataArray>
<DataArray type="Int64" Name="offsets" format="ascii">{text(np.cumsum([len(c) for c in corners]))}</DataArray>
<DataArray type="UInt8" Name="types" format="ascii">{text(kinds)}</DataArray></Cells>
<CellData><DataArray type="Int32" Name="{array}" format="ascii">{text(tags)}</DataArray>
<DataArray type="Float64" Name="modulus" format="ascii">{text(0.5 * np.arange(len(corners)))}</DataArray>{more}</CellData>
</Piece></UnstructuredGrid></VTKFile>
""")


def write_vtk(body, file):
    """Legacy, version 2.0."""
    corners, tags, kinds = cells_and_faces(body)
    text = ["# vtk DataFile Version 2.0", "six regions", "ASCII", "DATASET UNSTRUCTURED_GRID", f"POINTS {len(body.points)} double"]
    text += [" ".join(map(str, x)) for x in body.points] + [f"CELLS {len(corners)} {sum(len(c) + 1 for c in corners)}"]
    text += [" ".join(map(str, [len(c), *c])) for c in corners] + [f"CELL_TYPES {len(corners)}", *map(str, kinds)]
    text += [f"CELL_DATA {len(corners)}", "SCALARS MaterialID int 1", "LOOKUP_TABLE default", *map(str, tags)]
    file.write_text("\n".join(text) + "\n")


def write_unv(body, file, second_order=False):
    points, cells = body.with_middles() if second_order else (body.points, body.cells)
    if second_order:  # corners and middles of edges take turns
        cells = cells[:, (0, 4, 1, 5, 2, 6, 7, 8, 9, 3)]
    kind = {4: 111, 10: 118, 8: 115}[cells.shape[1]]
    out = ["    -1", "  2411"]
    for i, x in enumerate(points, 1):
        out += [f"{i:10d}{1:10d}{1:10d}{11:10d}", "".join(f"{v:25.16E}".replace("E", "D") for v in x)]
    out += ["    -1", "    -1", "  2412"]
    faces = [(name, face) for name in SURFACES for face in body.corners_of(name)] if not second_order else []
    facet = {3: 91, 4: 94}[len(FACES[body.shape][0])]
    for i, (number, row) in enumerate([(kind, cell) for cell in cells] + [(facet, face) for _, face in faces], 1):
        out += [f"{i:10d}{number:10d}{1:10d}{1:10d}{7:10d}{len(row):10d}"]
        out += ["".join(f"{n + 1:10d}" for n in row[k:k + 8]) for k in range(0, len(row), 8)]
    out += ["    -1", "    -1", "  2467"]
    groups = [(name, [(8, i + 1) for i in np.flatnonzero(body.region == index)]) for index, name in enumerate(REGIONS)]
    groups += [(name, [(8, len(cells) + 1 + k) for k, (of, _) in enumerate(faces) if of == name]) for name in SURFACES]
    groups += [("medial", [(7, i + 1) for i in np.flatnonzero(points[:, 0] == 0)])]
    for number, (name, members) in enumerate([group for group in groups if group[1]], 1):
        out += [f"{number:10d}" + f"{0:10d}" * 6 + f"{len(members):10d}", name]
        words = [f"{kind:10d}{tag:10d}{0:10d}{0:10d}" for kind, tag in members]
        out += ["".join(words[k:k + 2]) for k in range(0, len(words), 2)]
    out += ["    -1"]
    file.write_text("\n".join(out) + "\n")


def write_gmsh(body, file, version, binary):
    """By Gmsh itself."""
    import gmsh

    gmsh.initialize()
    try:
        gmsh.option.setNumber("General.Terminal", 0)
        gmsh.option.setNumber("Mesh.MshFileVersion", version)
        gmsh.option.setNumber("Mesh.Binary", int(binary))
        kind, facet = {4: (4, 2), 8: (5, 3)}[body.cells.shape[1]]
        for index, name in enumerate(REGIONS):
            gmsh.model.addDiscreteEntity(3, index + 1)
        numbers = np.arange(1, len(body.points) + 1)
        gmsh.model.mesh.addNodes(3, 1, numbers, body.points.ravel())
        for index, name in enumerate(REGIONS):
            mine = np.flatnonzero(body.region == index)
            gmsh.model.mesh.addElements(3, index + 1, [kind], [mine + 1], [(body.cells[mine] + 1).ravel()])
            gmsh.model.addPhysicalGroup(3, [index + 1], 20 + index)
            gmsh.model.setPhysicalName(3, 20 + index, name)
        next_element = len(body.cells) + 1
        for index, name in enumerate(SURFACES):
            faces = body.corners_of(name)
            gmsh.model.addDiscreteEntity(2, index + 1)
            gmsh.model.mesh.addElements(2, index + 1, [facet], [np.arange(next_element, next_element + len(faces))], [(faces + 1).ravel()])
            next_element += len(faces)
            gmsh.model.addPhysicalGroup(2, [index + 1], 40 + index)
            gmsh.model.setPhysicalName(2, 40 + index, name)
        gmsh.write(str(file))
    finally:
        gmsh.finalize()
