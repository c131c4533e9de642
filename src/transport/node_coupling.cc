// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/node_coupling.h"

#include "base/communication.h"
#include "transport/cell_couplings.h"

#include <cmath>

namespace callus
{
  template <int dim>
  NodeCoupling<dim>::NodeCoupling(const Mesh<dim>           &mesh,
                                  const std::vector<Region> &regions,
                                  const HealingNodes<dim>   &nodes)
    : vertices_(make_vertex_level(mesh, regions, nodes))
  {
    edges_.n_owned = nodes.n_owned();
    edges_.n_local = nodes.n_local();
    EdgeCollector      collector(nodes.n_owned());
    const unsigned int n = mesh.space(2).nodes_per_cell;
    for (const std::size_t c : nodes.cells())
      {
        const std::vector<double> matrix = cell_couplings(mesh, regions, c);
        for (unsigned int i = 0; i < n; ++i)
          for (unsigned int j = 0; j < n; ++j)
            if (matrix[i * n + j] != 0)
              collector.add(nodes.in_cell(c, i), nodes.in_cell(c, j), matrix[i * n + j]);
      }
    collector.take(edges_, coefficient_);

    double positive = 0, negative = 0;
    for (std::size_t k = 0; k < coefficient_.size(); ++k)
      (coefficient_[k] > 0 ? positive : negative) += std::abs(coefficient_[k]);
    positive        = mpi::sum(positive, mesh.communicator());
    negative        = mpi::sum(negative, mesh.communicator());
    negative_share_ = positive > 0 ? negative / (positive + negative) : 0.;
  }

  template class NodeCoupling<2>;
  template class NodeCoupling<3>;
} // namespace callus
