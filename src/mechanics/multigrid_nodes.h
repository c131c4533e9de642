// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/displacement_multigrid.h"
#include "mechanics/boundary_conditions.h"

namespace callus
{
  /// Of the owned nodes [mm], dim values a node.
  template <int dim>
  std::vector<double>
  coordinates(const NodalSpace<dim> &space);

  /// How the quadratic space hangs on the linear one, and which unknowns are eliminated, for the multigrid.
  template <int dim>
  NodeParents
  multigrid_nodes(const Mesh<dim>                                     &mesh,
                  const typename BoundaryConditions<dim>::Constraints &constraints);
} // namespace callus
