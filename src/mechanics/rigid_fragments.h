// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/boundary_conditions.h"

#include <vector>

namespace callus
{
  /// A movement by 1 mm along the closing direction of the fragments of fixed material that touch the plate: dim values for each owned node of
  /// the quadratic space, zero elsewhere. Collective.
  template <int dim>
  std::vector<double>
  rigid_fragments(const Mesh<dim>                                     &mesh,
                  const MaterialMap<dim>                              &materials,
                  const BoundaryConditions<dim>                       &conditions,
                  const typename BoundaryConditions<dim>::Constraints &constraints);
} // namespace callus
