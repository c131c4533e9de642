// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/material_map.h"

#include <functional>
#include <vector>

namespace callus
{
  /// A motion of the fragments of fixed material that touch what moves: dim values for each owned node of the quadratic space, zero
  /// elsewhere. @p moving: displacements at local nodes, not zero where something moves; @p displacement: the motion, by place. Collective.
  template <int dim>
  std::vector<double>
  rigid_fragments(
    const Mesh<dim>                                                               &mesh,
    const MaterialMap<dim>                                                        &materials,
    const std::vector<double>                                                     &moving,
    const std::function<std::array<double, dim>(const std::array<double, dim> &)> &displacement);
} // namespace callus
