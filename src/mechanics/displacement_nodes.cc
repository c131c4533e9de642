// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/displacement_nodes.h"

#include <algorithm>

namespace callus
{
  template <int dim>
  DisplacementNodes<dim>::DisplacementNodes(const unsigned int   degree,
                                            const Mesh<dim>     &mesh,
                                            const GhostExchange &quadratic,
                                            const GhostExchange &linear)
    : degree_(degree)
    , mesh_(mesh)
    , quadratic_(quadratic)
    , linear_(linear)
    , space_(mesh.space(degree))
  {
    if (degree == 1)
      find_parents();
  }


  template <int dim>
  void
  DisplacementNodes<dim>::find_parents()
  {
    const NodalSpace<dim>   &fine = mesh_.space(2), &coarse = mesh_.space(1);
    constexpr std::size_t    none = -1;
    std::vector<std::size_t> position(fine.n_local(), none); // of each node in one of its cells
    for (std::size_t i = 0; i < fine.cell_nodes.size(); ++i)
      position[fine.local_index(fine.cell_nodes[i])] = i;

    vertex_.assign(coarse.n_local(), none);
    begin_.push_back(0);
    for (std::size_t node = 0; node < position.size(); ++node)
      {
        const std::size_t cell = position[node] / fine.nodes_per_cell;
        const auto &of_cell    = mesh_.shape().node_parents[position[node] % fine.nodes_per_cell];
        for (const unsigned int v : of_cell)
          parents_.push_back(
            coarse.local_index(coarse.cell_nodes[cell * coarse.nodes_per_cell + v]));
        if (of_cell.size() == 1)
          vertex_[parents_.back()] = node;
        begin_.push_back(parents_.size());
      }
  }


  template <int dim>
  std::vector<double>
  DisplacementNodes<dim>::values_at_nodes(Values values) const
  {
    if (degree_ == 2)
      return values;
    const bool of_owned = values.size() == dim * std::size_t(mesh_.space(2).n_owned);
    Values     result(dim * (of_owned ? space_.n_owned : space_.n_local()));
    for (std::size_t i = 0; i < result.size(); ++i)
      result[i] = values[dim * vertex_[i / dim] + i % dim];
    return result;
  }


  template <int dim>
  std::vector<double>
  DisplacementNodes<dim>::equivalent_forces(Values forces) const
  {
    if (degree_ == 2)
      return forces;
    forces.resize(dim * mesh_.space(2).n_local());
    quadratic_.update(forces, dim); // every quadratic node around an owned vertex is local
    Values result(dim * space_.n_owned, 0.);
    for (std::size_t node = 0; node + 1 < begin_.size(); ++node)
      for (std::size_t k = begin_[node]; k < begin_[node + 1]; ++k)
        if (parents_[k] < std::size_t(space_.n_owned))
          for (unsigned int c = 0; c < dim; ++c)
            result[dim * parents_[k] + c] +=
              forces[dim * node + c] / (begin_[node + 1] - begin_[node]);
    return result;
  }


  template <int dim>
  double
  DisplacementNodes<dim>::work(const Values &forces, const Values &displacement) const
  {
    double result = 0;
    if (degree_ == 2)
      for (std::size_t i = 0; i < dim * n_owned(); ++i)
        result += forces[i] * displacement[i];
    else
      for (std::size_t i = 0; i < dim * n_owned(); ++i)
        result += forces[i] * displacement[dim * vertex_[i / dim] + i % dim];
    return result;
  }


  template <int dim>
  void
  DisplacementNodes<dim>::make_state(Values &displacement) const
  {
    if (degree_ == 2)
      return;
    Values at_vertices(displacement.begin(), displacement.begin() + dim * n_owned());
    at_vertices.resize(dim * space_.n_local());
    linear_.update(at_vertices, dim);
    for (std::size_t node = 0; node < std::size_t(mesh_.space(2).n_owned); ++node)
      for (unsigned int c = 0; c < dim; ++c)
        {
          double sum = 0;
          for (std::size_t k = begin_[node]; k < begin_[node + 1]; ++k)
            sum += at_vertices[dim * parents_[k] + c];
          displacement[dim * node + c] = sum / (begin_[node + 1] - begin_[node]);
        }
  }


  template class DisplacementNodes<2>;
  template class DisplacementNodes<3>;
} // namespace callus
