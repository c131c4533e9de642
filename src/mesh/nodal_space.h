// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/cell_shape.h"

#include <array>
#include <cstdint>
#include <vector>

namespace callus
{
  /// The cells this rank sees (owned first, then the ghost layer: every cell that shares a vertex with an owned one),
  /// as plain arrays. Owned cells and ghosts are each in the order of the mesh file.
  template <int dim>
  struct LocalCells
  {
    const CellShape *shape = nullptr; ///< the same for all cells

    std::size_t n_cells = 0; ///< owned and ghost
    std::size_t n_owned = 0; ///< cells 0 ... n_owned-1 are owned
    /// vertex coordinates [mm], shape->n_vertices for each cell
    std::vector<std::array<double, dim>> vertices;
    std::vector<unsigned int>            region; ///< index into the mesh's region names
    std::vector<double>                  volume; ///< mm3 of the body (mesh/measure.h)
    std::vector<std::uint64_t>
      global_index; ///< number of the cell in the mesh file, the same on any number of ranks

    const std::array<double, dim> *
    vertices_of(std::size_t cell) const
    {
      return &vertices[cell * shape->n_vertices];
    }
  };

  /**
   * A scalar nodal space of degree 1 or 2 on the local cells. Numbering is global and contiguous by rank: this rank
   * owns the nodes first_owned ... first_owned + n_owned - 1. Every cell that touches an owned node is local, so the
   * owned rows of a matrix can be assembled without communication.
   *
   * Order of the nodes in a cell: that of CellShape::node_parents.
   */
  template <int dim>
  struct NodalSpace
  {
    unsigned int degree         = 1;
    unsigned int nodes_per_cell = 0;

    std::int64_t n_global    = 0;
    std::int64_t first_owned = 0;
    std::int64_t n_owned     = 0;

    /// global node numbers, cell after cell: cell_nodes[cell * nodes_per_cell + i]
    std::vector<std::int64_t> cell_nodes;
    /// coordinates of the owned nodes [mm]
    std::vector<std::array<double, dim>> owned_points;
    /// global numbers of nodes of local cells that other ranks own, ascending
    std::vector<std::int64_t> ghost_nodes;
    /// of each local node (owned, then ghosts) a number that depends on the mesh file only, not on partition or ranks; unique in
    /// the space, not contiguous. A vertex has the same key in both spaces.
    std::vector<std::int64_t> key;

    bool
    owns(std::int64_t node) const
    {
      return node >= first_owned && node < first_owned + n_owned;
    }
    /// Local index: owned nodes 0 ... n_owned-1, then the ghosts in the order of ghost_nodes.
    std::size_t
    local_index(std::int64_t node) const;
    std::size_t
    n_local() const
    {
      return n_owned + ghost_nodes.size();
    }
  };
} // namespace callus
