// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/nodal_space.h"
#include "mesh/partition.h"

#include <string>
#include <vector>

namespace callus
{
  /// What is the same for all ranks.
  struct MeshSummary
  {
    std::string               shape;    ///< name of the CellShape
    std::string               checksum; ///< of the file
    std::vector<std::string>  region_names;
    std::vector<NamedSurface> surfaces;

    std::uint64_t n_cells = 0, n_vertices = 0;               ///< of the whole mesh
    std::uint64_t n_turned = 0, n_unused = 0, n_unnamed = 0; ///< see WholeMesh
    Imbalance     imbalance;                                 ///< of the ranks
  };

  /// The part of the mesh that one rank sees: its own cells, and all that share a vertex with one of them.
  template <int dim>
  struct LocalMesh
  {
    std::uint64_t              n_owned = 0; ///< the first cells are owned, the others are ghosts
    std::vector<std::uint64_t> cell;        ///< numbers in the whole mesh
    std::vector<std::uint32_t> owner;       ///< rank of each cell
    std::vector<std::uint32_t> region;
    std::vector<std::uint32_t> vertices;    ///< of each cell: index into vertex_number and points
    std::vector<std::int64_t>  opposite;    ///< as in WholeMesh, with numbers of the whole mesh
    std::vector<NamedFace>     named_faces; ///< on these cells (cell: local number)

    std::vector<std::vector<double>>     cell_data;     ///< as in WholeMesh, of these cells
    std::vector<std::uint64_t>           vertex_number; ///< in the whole mesh
    std::vector<std::array<double, dim>> points;        ///< mm
  };

  /// The parts of @p ranks.
  template <int dim>
  class MeshDivision
  {
  public:
    MeshDivision(const WholeMesh<dim>             &mesh,
                 const std::vector<std::uint32_t> &rank_of_cell,
                 unsigned int                      n_ranks);

    LocalMesh<dim>
    part(unsigned int rank) const;

  private:
    /// Vertices of the part's cells, ascending, and their points.
    void
    take_vertices(LocalMesh<dim> &part) const;

    const WholeMesh<dim>             &mesh_;
    const std::vector<std::uint32_t> &rank_of_cell_;
    std::vector<std::uint64_t>        cells_begin_, cells_;   ///< cells by rank
    std::vector<std::uint64_t>        around_begin_, around_; ///< cells around each vertex
  };

  // As bytes, for messages between ranks and for the cache. unpack() throws std::runtime_error if they do not fit.
  std::string
  pack(const MeshSummary &summary);
  void
  unpack(const std::string &bytes, MeshSummary &summary);
  template <int dim>
  std::string
  pack(const LocalMesh<dim> &part);
  template <int dim>
  void
  unpack(const std::string &bytes, LocalMesh<dim> &part);
} // namespace callus
