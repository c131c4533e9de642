# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: the authors of Callus
"""Where biology lives, in numpy: the quadratic nodes of a mesh of tetrahedra, each cut into eight linear sub-cells as Callus cuts it
(src/mesh/tetrahedron_cut.cc), with lumped volumes, the couplings of diffusion and the areas of surfaces.

So a program that takes these arrays has the same discretisation in space as Callus, and its answers may be compared to round-off of the
solvers. dolfinx's own refinement cuts along the shortest diagonal, Callus along the least obtuse one.
"""
import numpy
from scipy import sparse

EDGES = ((0, 1), (1, 2), (0, 2), (0, 3), (1, 3), (2, 3))  # nodes 4 ... 9 lie in their middles
FACES = ((0, 1, 2), (0, 1, 3), (0, 2, 3), (1, 2, 3))
CORNERS = ((0, 4, 6, 7), (1, 4, 5, 8), (2, 5, 6, 9), (3, 7, 8, 9))
DIAGONALS = ((4, 9), (5, 7), (6, 8))
RINGS = ((5, 6, 7, 8), (4, 6, 9, 8), (4, 5, 9, 7))  # the other four nodes of the octahedron, in turn
ROUND_OFF = 1e-9  # of a length: must not decide how a cell is cut


def octahedron(diagonal):
    """Four tetrahedra about a diagonal."""
    ends, ring = DIAGONALS[diagonal], RINGS[diagonal]
    return tuple((*ends, ring[k], ring[(k + 1) % 4]) for k in range(4))


def products_of_areas(x):
    """Products of the outward area vectors of the faces of tetrahedra x[cell, vertex], over nine volumes: integrals of grad N_i . grad N_j."""
    edges = x[:, 1:] - x[:, :1]
    volumes = abs(numpy.linalg.det(edges)) / 6
    area = numpy.empty((len(x), 4, 3))
    for i in range(1, 4):
        a, b = (edges[:, j] for j in range(3) if j != i - 1)
        area[:, i] = numpy.cross(a, b) / 2
        inward = numpy.einsum("ck,ck->c", area[:, i], edges[:, i - 1])
        area[:, i] *= numpy.where(inward > 0, -1.0, 1.0)[:, None]
    area[:, 0] = -area[:, 1:].sum(axis=1)
    return numpy.einsum("cik,cjk->cij", area, area) / (9 * volumes)[:, None, None]


def choose_diagonals(x):
    """The least obtuse diagonal of each cell x[cell, node], of equals the shortest."""
    best, of_best, length_of_best = (numpy.zeros(len(x), dtype=int), None, None)
    above = numpy.triu_indices(4, 1)
    for d in range(3):
        # products of areas over the volume, nine times those over nine volumes
        obtuse = sum(9 * numpy.maximum(0, products_of_areas(x[:, t])[:, above[0], above[1]]).sum(axis=1) for t in octahedron(d))
        length = numpy.linalg.norm(x[:, DIAGONALS[d][0]] - x[:, DIAGONALS[d][1]], axis=1)
        if d == 0:
            of_best, length_of_best = obtuse, length
            continue
        slack = ROUND_OFF * length
        better = (obtuse < of_best - slack) | ((obtuse < of_best + slack) & (length < length_of_best - slack))
        best[better] = d
        of_best, length_of_best = numpy.where(better, obtuse, of_best), numpy.where(better, length, length_of_best)
    return best


def quadratic_nodes(points, cells):
    """Points with one in the middle of each edge behind the vertices, and cells of ten nodes."""
    ends = numpy.sort(cells[:, EDGES].reshape(-1, 2), axis=1)
    keys, first, of_cell = numpy.unique(ends[:, 0].astype(numpy.int64) * len(points) + ends[:, 1], return_index=True, return_inverse=True)
    middles = points[ends[first]].mean(axis=1)
    return numpy.vstack([points, middles]), numpy.hstack([cells, of_cell.reshape(-1, 6) + len(points)])


class SubCells:
    """The nodes of the regions that heal: numbers among the quadratic nodes, lumped volumes, couplings.

    points, cells   quadratic nodes of the whole mesh, cells of ten nodes
    healing         cells that heal
    nodes           numbers in points of the healing nodes; number_of: the way back, -1 elsewhere
    volumes         lumped, mm3
    coupling        g_ij = -(integral of grad N_i . grad N_j) [mm]
    negative_share  of all couplings, by magnitude
    """

    def __init__(self, points, cells, regions, healing_regions):
        self.regions = regions
        self.points, self.cells = quadratic_nodes(points, cells)
        self.healing = numpy.flatnonzero(numpy.isin(regions, healing_regions))
        self.nodes = numpy.unique(self.cells[self.healing])
        self.number_of = numpy.full(len(self.points), -1)
        self.number_of[self.nodes] = numpy.arange(len(self.nodes))
        self.node_of_cells = self.number_of[self.cells[self.healing]]
        corners = self.points[self.cells[self.healing, :4]]
        self.cell_volumes = abs(numpy.linalg.det(corners[:, 1:] - corners[:, :1])) / 6
        self.volumes = self.add_up(self.cell_volumes[:, None] * numpy.array([1 / 32] * 4 + [28 / 32 / 6] * 6))
        self.coupling, self.negative_share = self.couple()

    def add_up(self, parts, cells=slice(None)):
        """Sums at the nodes of what their healing cells give."""
        return numpy.bincount(self.node_of_cells[cells].ravel(), parts.ravel(), minlength=len(self.nodes))

    def couple(self):
        x = self.points[self.cells[self.healing]]
        diagonals = choose_diagonals(x)
        of_cells = numpy.arange(len(x))
        rows, columns, values = [], [], []
        cuts = [(t, of_cells) for t in CORNERS] + [(t, numpy.flatnonzero(diagonals == d)) for d in range(3) for t in octahedron(d)]
        for t, chosen in cuts:
            products = products_of_areas(x[numpy.ix_(chosen, t)])
            for i in range(4):
                for j in range(4):
                    if i != j:
                        rows.append(self.node_of_cells[chosen, t[i]])
                        columns.append(self.node_of_cells[chosen, t[j]])
                        values.append(-products[:, i, j])
        n = len(self.nodes)
        coupling = sparse.coo_matrix((numpy.concatenate(values), (numpy.concatenate(rows), numpy.concatenate(columns))), (n, n)).tocsr()
        positive, all_of_them = coupling.data[coupling.data > 0].sum(), abs(coupling.data).sum()
        return coupling, 1 - positive / all_of_them

    def faces_between(self, region, other):
        """Faces of healing cells of one region that border the other: cell (of the mesh) and face."""
        faces = numpy.sort(self.cells[:, numpy.array(FACES)].reshape(-1, 3), axis=1).astype(numpy.int64)
        n = len(self.points)
        keys = (faces[:, 0] * n + faces[:, 1]) * n + faces[:, 2]
        order = numpy.argsort(keys, kind="stable")
        pairs = numpy.flatnonzero(keys[order][1:] == keys[order][:-1])
        first, second = order[pairs], order[pairs + 1]
        found = []
        for here, there in ((first, second), (second, first)):
            found.append(here[(self.regions[here // 4] == region) & (self.regions[there // 4] == other)])
        return numpy.divmod(numpy.concatenate(found), 4)

    def outer_faces(self, region, inside):
        """Faces of healing cells of a region that border nothing and whose centre inside(x) accepts."""
        faces = numpy.sort(self.cells[:, numpy.array(FACES)].reshape(-1, 3), axis=1).astype(numpy.int64)
        n = len(self.points)
        _, position, count = numpy.unique((faces[:, 0] * n + faces[:, 1]) * n + faces[:, 2], return_index=True, return_counts=True)
        outer = position[count == 1]
        outer = outer[self.regions[outer // 4] == region]
        return numpy.divmod(outer[inside(self.points[faces[outer]].mean(axis=1))], 4)

    def face_corners(self, cells, faces):
        return self.points[self.cells[cells[:, None], numpy.array(FACES)[faces]]]

    def areas(self, cells, faces):
        """Lumped areas [mm2] of faces at the healing nodes: a twelfth of each face at its corners, a quarter in the middles of its edges."""
        corners = self.face_corners(cells, faces)
        area = numpy.linalg.norm(numpy.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1) / 2
        result = numpy.zeros(len(self.nodes))
        position = {edge: 4 + number for number, edge in enumerate(EDGES)}
        for number, face in enumerate(FACES):
            here = faces == number
            middles = [position[edge] for edge in ((face[0], face[1]), (face[1], face[2]), (face[0], face[2]))]
            for nodes, share in ((list(face), 1 / 12), (middles, 1 / 4)):
                numbers = self.number_of[self.cells[numpy.ix_(cells[here], nodes)]]
                numpy.add.at(result, numbers, (area[here] * share)[:, None])
        return result
