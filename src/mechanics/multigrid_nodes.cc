// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/multigrid_nodes.h"

namespace callus
{
  template <int dim>
  std::vector<double>
  coordinates(const NodalSpace<dim> &space)
  {
    std::vector<double> result;
    result.reserve(dim * space.owned_points.size());
    for (const auto &point : space.owned_points)
      result.insert(result.end(), point.begin(), point.end());
    return result;
  }


  template <int dim>
  NodeParents
  multigrid_nodes(const Mesh<dim>                                     &mesh,
                  const typename BoundaryConditions<dim>::Constraints &constraints)
  {
    const NodalSpace<dim> &fine = mesh.space(2), &coarse = mesh.space(1);
    NodeParents            result;
    result.dim           = dim;
    result.coarse        = numbering(coarse);
    result.coarse_mask   = constraints.linear_mask;
    result.fine_mask     = constraints.displacement_mask;
    result.coarse_points = coordinates(coarse);

    // each owned node in one of its cells
    constexpr std::size_t    none = -1;
    std::vector<std::size_t> position(fine.n_owned, none);
    for (std::size_t i = 0; i < fine.cell_nodes.size(); ++i)
      if (fine.owns(fine.cell_nodes[i]))
        position[fine.cell_nodes[i] - fine.first_owned] = i;
    result.begin.push_back(0);
    for (const std::size_t i : position)
      {
        const std::size_t cell = i / fine.nodes_per_cell;
        for (const unsigned int v : mesh.shape().node_parents[i % fine.nodes_per_cell])
          result.parents.push_back(coarse.cell_nodes[cell * coarse.nodes_per_cell + v]);
        result.begin.push_back(result.parents.size());
      }
    return result;
  }


  template std::vector<double>
  coordinates(const NodalSpace<2> &);
  template std::vector<double>
  coordinates(const NodalSpace<3> &);
  template NodeParents
  multigrid_nodes(const Mesh<2> &, const BoundaryConditions<2>::Constraints &);
  template NodeParents
  multigrid_nodes(const Mesh<3> &, const BoundaryConditions<3>::Constraints &);
} // namespace callus
