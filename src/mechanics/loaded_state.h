// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/mechanics.h"

#include <optional>
#include <vector>

namespace callus
{
  /// Displacements and pressures, with their ghosts.
  struct PoroelasticState
  {
    std::vector<double> displacement; ///< mm, at local nodes of the quadratic space, dim a node
    std::vector<double> pressure;     ///< MPa, at local nodes of the linear space
    std::vector<double>
      total_pressure; ///< MPa, local unknowns of TotalPressureSpace; empty without them
    /// What solvers left of the equations, b - A x, at the unknowns of LoadedSystem.
    std::vector<double> residual;
  };

  /// What of a state oscillates: in phase with the load, and a quarter of a cycle ahead of it.
  struct OscillatingState
  {
    PoroelasticState in_phase, out_of_phase;
  };

  /// A load case at the peak of its load.
  struct LoadedState : PoroelasticState
  {
    LoadingResult result;
    /// of a harmonic cycle: at the phase f the state is mean + in_phase cos f - out_of_phase sin f, the peak of the load is f = 0
    std::optional<OscillatingState> oscillation;
  };
} // namespace callus
