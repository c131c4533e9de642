// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "measures/probes.h"

#include "base/communication.h"


#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

namespace callus
{
  namespace
  {
    template <int dim>
    double
    distance(const std::array<double, dim> &a, const std::array<double, dim> &b)
    {
      double squares = 0;
      for (unsigned int k = 0; k < dim; ++k)
        squares += (a[k] - b[k]) * (a[k] - b[k]);
      return std::sqrt(squares);
    }

    /// The largest distance of two vertices of a cell.
    template <int dim>
    double
    diameter(const Mesh<dim> &mesh, std::size_t cell)
    {
      const unsigned int n       = mesh.shape().n_vertices;
      const auto        *vertex  = mesh.cells().vertices_of(cell);
      double             largest = 0;
      for (unsigned int i = 0; i < n; ++i)
        for (unsigned int j = 0; j < i; ++j)
          largest = std::max(largest, distance<dim>(vertex[i], vertex[j]));
      return largest;
    }

    /// The node of the healing regions that is nearest to a point, among those of one rank.
    struct Nearest
    {
      double       distance = std::numeric_limits<double>::max();
      std::int64_t key      = std::numeric_limits<std::int64_t>::max();
      std::size_t  node     = -1;
      double       reach    = 0; ///< diameter of the largest cell at the node

      bool
      is_before(double other_distance, std::int64_t other_key) const
      {
        return distance < other_distance || (distance == other_distance && key < other_key);
      }
    };

    template <int dim>
    Nearest
    nearest_node(const std::array<double, dim> &point,
                 const Mesh<dim>               &mesh,
                 const HealingNodes<dim>       &nodes)
    {
      const auto &space = mesh.space(2);
      Nearest     best;
      for (std::size_t i = 0; i < nodes.n_owned(); ++i)
        {
          const std::size_t node = nodes.node_of(i);
          const Nearest found{distance<dim>(space.owned_points[node], point), space.key[node], i};
          if (found.is_before(best.distance, best.key))
            best = found;
        }
      for (const std::size_t cell : nodes.cells())
        for (unsigned int i = 0; i < space.nodes_per_cell; ++i)
          if (nodes.in_cell(cell, i) == best.node)
            best.reach = std::max(best.reach, diameter(mesh, cell));
      return best;
    }

    template <int dim>
    std::string
    text(const std::array<double, dim> &point)
    {
      std::ostringstream out;
      for (unsigned int k = 0; k < dim; ++k)
        out << (k == 0 ? "" : ", ") << point[k];
      return out.str() + " mm";
    }
  } // namespace

  template <int dim>
  Probes<dim>::Probes(const Section &section, const Mesh<dim> &mesh, const State<dim> &state)
    : communicator_(mesh.communicator())
  {
    for (const std::string &name : section.subsections())
      {
        names_.push_back(name);
        place(section.subsection(name), mesh, state);
      }
  }

  template <int dim>
  void
  Probes<dim>::place(const Section &probe, const Mesh<dim> &mesh, const State<dim> &state)
  {
    nodes_.push_back(HealingNodes<dim>::invalid);
    const std::vector<double> given =
      probe.quantities("Point", "mm", Range::any(), "Where all fields are recorded, day by day");
    if (given.empty())
      return;
    if (given.size() != dim)
      return probe.problem("Point",
                           std::to_string(given.size()) + " coordinates",
                           std::to_string(dim) + " coordinates",
                           "Give one for each direction of the mesh.");
    std::array<double, dim> point;
    std::copy(given.begin(), given.end(), point.begin());

    const Nearest here     = nearest_node<dim>(point, mesh, state.nodes());
    const double  distance = mpi::min(here.distance, communicator_);
    const auto    mine =
      here.distance == distance ? here.key : std::numeric_limits<std::int64_t>::max();
    const auto   key     = mpi::min(mine, communicator_);
    const bool   is_here = mine == key && here.node != HealingNodes<dim>::invalid;
    const double reach   = mpi::max(is_here ? here.reach : 0., communicator_);
    if (!(distance <= reach))
      return probe.problem("Point",
                           text<dim>(point) + ", outside of the healing regions",
                           "a point of the tissue that heals",
                           "Compare it with the extent of the mesh that 'callus check' prints.");
    if (is_here)
      nodes_.back() = here.node;
  }

  template <int dim>
  std::vector<double>
  Probes<dim>::fields(const State<dim> &state) const
  {
    const unsigned int  n_fields = state.catalogue().n_fields();
    std::vector<double> values(nodes_.size() * n_fields, 0.);
    for (std::size_t p = 0; p < nodes_.size(); ++p)
      if (nodes_[p] != HealingNodes<dim>::invalid)
        for (unsigned int f = 0; f < n_fields; ++f)
          values[p * n_fields + f] = state.fields[f][nodes_[p]];
    values = mpi::sum(values, communicator_);
    return values;
  }

  template class Probes<2>;
  template class Probes<3>;
} // namespace callus
