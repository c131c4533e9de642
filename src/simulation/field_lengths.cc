// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/field_lengths.h"

#include "base/communication.h"

#include <deal.II/base/mpi.h>

#include <boost/serialization/array.hpp>
#include <boost/serialization/utility.hpp>

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    /// Largest loss coefficient of each field at the nodes of a state.
    std::vector<double>
    largest_losses(const Network &network, const PointTable &fields, const PointTable &drivers)
    {
      const unsigned int n_fields = network.catalogue().n_fields();
      PointTable         production(n_fields, fields.n_points()), loss(n_fields, fields.n_points());
      Network::Scratch   scratch;
      network.rates(0., fields, drivers, 0, fields.n_points(), production, loss, scratch);
      std::vector<double> largest(n_fields, 0.);
      for (unsigned int f = 0; f < largest.size(); ++f)
        for (std::size_t i = 0; i < fields.n_points(); ++i)
          largest[f] = std::max(largest[f], loss[f][i]);
      return largest;
    }
  } // namespace

  template <int dim>
  std::vector<FieldLength>
  field_lengths(const HealingCase<dim> &healing)
  {
    const Catalogue    &catalogue = healing.network->catalogue();
    const State<dim>   &state     = *healing.state;
    std::vector<double> losses    = largest_losses(*healing.network, state.fields, state.drivers);

    PointTable typical = state.fields;
    for (unsigned int f = 0; f < catalogue.n_fields(); ++f)
      for (std::size_t i = 0; i < typical.n_points(); ++i)
        typical[f][i] = std::max(typical[f][i], catalogue.fields()[f].typical_value);
    const std::vector<double> of_typical = largest_losses(*healing.network, typical, state.drivers);
    for (unsigned int f = 0; f < losses.size(); ++f)
      losses[f] = mpi::max(std::max(losses[f], of_typical[f]), healing.mesh->communicator());

    std::vector<FieldLength> result;
    for (const FieldId id : catalogue.field_ids())
      if (catalogue[id].diffusivity > 0 && losses[id.value] > 0)
        result.push_back(
          {id, losses[id.value], std::sqrt(catalogue[id].diffusivity / losses[id.value])});
    return result;
  }

  template <int dim>
  NodeSpacing<dim>
  node_spacing(const HealingCase<dim> &healing)
  {
    const Mesh<dim> &mesh  = *healing.mesh;
    const auto      &edges = mesh.shape().edges;
    NodeSpacing<dim> result;
    double           sum = 0, count = 0;
    for (std::size_t c = 0; c < mesh.cells().n_owned; ++c)
      {
        if (!healing.regions[mesh.cells().region[c]].heals)
          continue;
        const auto *x      = mesh.cells().vertices_of(c);
        double      length = 0;
        for (const auto &edge : edges)
          {
            double square = 0;
            for (unsigned int k = 0; k < dim; ++k)
              square += std::pow(x[edge[1]][k] - x[edge[0]][k], 2);
            length += std::sqrt(square) / edges.size();
          }
        sum += length / 2;
        count += 1;
        if (length / 2 <= result.largest)
          continue;
        result.largest                = length / 2;
        result.where                  = {};
        const unsigned int n_vertices = mesh.shape().n_vertices;
        for (unsigned int v = 0; v < n_vertices; ++v)
          for (unsigned int k = 0; k < dim; ++k)
            result.where[k] += x[v][k] / n_vertices;
      }
    for (const auto &[largest, where] : dealii::Utilities::MPI::all_gather(
           mesh.communicator(), std::make_pair(result.largest, result.where)))
      if (largest > result.largest)
        {
          result.largest = largest;
          result.where   = where;
        }
    count       = mpi::sum(count, mesh.communicator());
    result.mean = mpi::sum(sum, mesh.communicator()) / std::max(1., count);
    return result;
  }

  template std::vector<FieldLength>
  field_lengths(const HealingCase<2> &);
  template NodeSpacing<2>
  node_spacing(const HealingCase<2> &);
  template std::vector<FieldLength>
  field_lengths(const HealingCase<3> &);
  template NodeSpacing<3>
  node_spacing(const HealingCase<3> &);
} // namespace callus
