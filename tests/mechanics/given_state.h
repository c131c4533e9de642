// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/driver_projection.h"
#include "mechanics/test_problem.h"

#include <memory>
#include <vector>

namespace callus::test
{
  /// The drivers of @p problem at its nodes where displacement [mm] and pressure [MPa] are given, on one rank.
  template <int dim>
  void
  set_drivers_of(const std::vector<double> &displacement,
                 const std::vector<double> &pressure,
                 ProblemInDimension<dim>   &problem)
  {
    const Section                    root      = problem.file().root();
    const Section                    mechanics = root.subsection("Mechanics");
    const MaterialMap<dim>           map(root, *problem.mesh);
    std::vector<PoroelasticMaterial> materials;
    map.evaluate(problem.tissue, materials);
    const std::unique_ptr<StimulusLaw> law = read_stimulus_law(mechanics.subsection("Stimulus"));
    LoadedState                        state;
    state.displacement = displacement;
    state.pressure     = pressure;
    const DriverProjection<dim> project(
      *problem.mesh, map, {}, LoadingSettings::read(mechanics), DriverSettings::read(mechanics));
    project(materials, *law, {state}, LoadCombination(), nullptr, problem.drivers);
  }
} // namespace callus::test
