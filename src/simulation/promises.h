// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "state/state.h"

namespace callus
{
  /// Every field within its bounds, finite, and the volume fractions at every node at most 1 + 1e-12. Throws NumericalFailure with
  /// field, value and place on every rank. Collective.
  template <int dim>
  void
  check_promises(double day, const State<dim> &state, const Mesh<dim> &mesh);
} // namespace callus
