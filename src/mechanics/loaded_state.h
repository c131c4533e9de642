// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/mechanics.h"

#include <optional>
#include <vector>

namespace callus
{
  /// What of a state oscillates: in phase with the load, and a quarter of a cycle ahead of it; at local nodes, as in LoadedState.
  struct OscillatingState
  {
    std::vector<double> displacement_in_phase, pressure_in_phase;
    std::vector<double> displacement_out_of_phase, pressure_out_of_phase;
  };

  /// A load case at the peak of its load.
  struct LoadedState
  {
    std::vector<double> displacement; ///< mm, at local nodes of the quadratic space, dim a node
    std::vector<double> pressure;     ///< MPa, at local nodes of the linear space
    LoadingResult       result;
    /// of a harmonic cycle: at the phase f the state is mean + in_phase cos f - out_of_phase sin f, the peak of the load is f = 0
    std::optional<OscillatingState> oscillation;
  };
} // namespace callus
