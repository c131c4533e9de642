// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "measures/tissue_volumes.h"

#include "base/communication.h"


#include <algorithm>
#include <limits>

namespace callus
{
  template <int dim>
  std::vector<FieldSummary>
  summarise_fields(const State<dim> &state, MPI_Comm communicator)
  {
    const std::size_t   n = state.nodes().n_owned(), n_fields = state.catalogue().n_fields();
    const auto         &volumes = state.nodes().volumes();
    std::vector<double> sums(n_fields + 1, 0.),
      largest(2 * n_fields, std::numeric_limits<double>::lowest());
    for (std::size_t i = 0; i < n; ++i)
      sums[n_fields] += volumes[i];
    for (unsigned int f = 0; f < n_fields; ++f)
      for (std::size_t i = 0; i < n; ++i)
        {
          const double value = state.fields[f][i];
          sums[f] += volumes[i] * value;
          largest[f]            = std::max(largest[f], value);
          largest[n_fields + f] = std::max(largest[n_fields + f], -value);
        }
    sums    = mpi::sum(sums, communicator);
    largest = mpi::max(largest, communicator);

    std::vector<FieldSummary> result(n_fields);
    for (unsigned int f = 0; f < n_fields; ++f)
      result[f] = {sums[f], sums[f] / sums[n_fields], -largest[n_fields + f], largest[f]};
    return result;
  }

  template <int dim>
  double
  largest_filled_volume(const State<dim> &state, MPI_Comm communicator)
  {
    double largest = 0;
    for (std::size_t i = 0; i < state.nodes().n_owned(); ++i)
      {
        double filled = 0;
        for (const FieldId id : state.catalogue().field_ids())
          filled += state.catalogue()[id].volume_per_unit * state.fields[id][i];
        largest = std::max(largest, filled);
      }
    return mpi::max(largest, communicator);
  }

  template std::vector<FieldSummary>
  summarise_fields(const State<2> &, MPI_Comm);
  template std::vector<FieldSummary>
  summarise_fields(const State<3> &, MPI_Comm);
  template double
  largest_filled_volume(const State<2> &, MPI_Comm);
  template double
  largest_filled_volume(const State<3> &, MPI_Comm);
} // namespace callus
