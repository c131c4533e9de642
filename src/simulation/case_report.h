// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "simulation/cost_estimate.h"
#include "simulation/healing_case.h"

#include <iosfwd>

namespace callus
{
  /// What `callus check` says about a case beside its mesh: fields with the lengths over which they act, processes by form,
  /// laws, unknowns, and a warning for each field that the mesh is too coarse for. Collective; every rank must call it, what
  /// it writes is the same on all.
  template <int dim>
  void
  report_case(const HealingCase<dim> &healing, ParameterFile &file, std::ostream &out);

  /// What decides the cost of the run (simulation/cost_estimate.h). Collective.
  template <int dim>
  RunSize
  run_size(const HealingCase<dim> &healing, ParameterFile &file);
} // namespace callus
