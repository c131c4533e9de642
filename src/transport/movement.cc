// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/movement.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  template <int dim>
  Movement<dim>::Movement(const Mesh<dim>           &mesh,
                          const std::vector<Region> &regions,
                          const HealingNodes<dim>   &nodes,
                          const Network             &network)
    : coupling_(mesh, regions, nodes)
    , nodes_(nodes)
    , network_(network)
    , group_of_(network.catalogue().n_fields(), 0)
    , groups_(1)
    , taxis_(network.catalogue().n_fields())
  {
  }

  template <int dim>
  void
  Movement<dim>::update(double, const PointTable &, const PointTable &)
  {
  }

  template <int dim>
  void
  Movement<dim>::follow(FieldId field, std::vector<double> rate, double capacity)
  {
    const NodeEdges    &edges = coupling_.edges();
    std::vector<double> outflow(edges.n_local, 0.);
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int k = edges.row_begin[i]; k < edges.row_begin[i + 1]; ++k)
        (rate[k] > 0 ? outflow[i] : outflow[edges.column[k]]) += std::abs(rate[k]);
    double fastest = 0;
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      fastest = std::max(fastest, outflow[i] / nodes_.volumes()[i]);
    taxis_[field.value] = TaxisFlow{std::move(rate), capacity, fastest};
  }

  template class Movement<2>;
  template class Movement<3>;
} // namespace callus
