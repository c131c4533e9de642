// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "state/state.h"

#include <vector>

namespace callus
{
  /// Integral, mean and extremes of one field over the healing regions.
  struct FieldSummary
  {
    double integral = 0; ///< unit of the field times mm3: for a matrix its volume [mm3]
    double mean     = 0;
    double smallest = 0;
    double largest  = 0;
  };

  /// One summary for each field. Collective.
  template <int dim>
  std::vector<FieldSummary>
  summarise_fields(const State<dim> &state, MPI_Comm communicator);

  /// Largest sum of the volume fractions (fields times volume_per_unit) at any node. Collective.
  template <int dim>
  double
  largest_filled_volume(const State<dim> &state, MPI_Comm communicator);
} // namespace callus
