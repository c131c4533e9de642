// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/local_mesh.h"
#include "mesh/nodal_space.h"

#include <mpi.h>

namespace callus
{
  /**
   * Numbers the nodes of degree 1 or 2: contiguous by rank, a node between ranks belongs to the lowest of them, and neighbours
   * have numbers close to each other (Cuthill-McKee). @p keys: of the quadratic nodes of each local cell (mesh/node_keys.h).
   * Collective.
   */
  template <int dim>
  NodalSpace<dim>
  number_space(unsigned int                     degree,
               const CellShape                 &shape,
               const LocalMesh<dim>            &part,
               const std::vector<std::int64_t> &keys,
               MPI_Comm                         communicator);

  /// Order of the nodes 0 ... n-1 that share cells, by Cuthill and McKee: breadth first from a node with few neighbours. @p cell_nodes:
  /// @p nodes_per_cell numbers for each cell, those >= n are left out. Returns the new number of each node.
  std::vector<std::uint32_t>
  cuthill_mckee(std::size_t                       n,
                unsigned int                      nodes_per_cell,
                const std::vector<std::uint32_t> &cell_nodes);
} // namespace callus
