// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "fields/catalogue.h"
#include "kinetics/network.h"
#include "simulation/healing_case.h"

#include <array>
#include <string>
#include <vector>

namespace callus
{
  /// How far a field that diffuses reaches before it is lost: sqrt(D / L), with D its diffusivity [mm2/day] and L its loss
  /// coefficient [1/day].
  struct FieldLength
  {
    FieldId field;
    double  loss;   ///< 1/day, the largest of the healing regions
    double  length; ///< mm
  };

  /// The lengths of all fields that diffuse and are lost. Losses depend on the state (on the cells that take a field up):
  /// the larger of those at the start and at the fields' typical values counts. Collective.
  template <int dim>
  std::vector<FieldLength>
  field_lengths(const HealingCase<dim> &healing);

  /// The distance of neighbouring nodes of biology (half the mean edge of a cell) in the healing regions.
  template <int dim>
  struct NodeSpacing
  {
    double                  mean = 0, largest = 0; ///< mm
    std::array<double, dim> where{};               ///< mm, centre of the cell with the largest
  };

  /// Collective.
  template <int dim>
  NodeSpacing<dim>
  node_spacing(const HealingCase<dim> &healing);
} // namespace callus
