// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "transport/lanes.h"
#include "transport/node_edges.h"

#include <array>
#include <vector>

namespace callus
{
  /// The equations of some fields (lanes) on owned nodes,
  ///     diagonal_i y_i + diffusivity sum_j w_ij (y_i - y_j) = right_hand_side_i,
  /// diagonal >= 0 and positive somewhere: symmetric and positive definite. Lanes that are not used: diagonal 1, right-hand side 0.
  template <std::size_t n_lanes>
  struct DiffusionEquations
  {
    explicit DiffusionEquations(const NodeEdges &edges, LaneMemory *memory = nullptr)
      : diagonal(edges.n_owned, memory)
      , right_hand_side(edges.n_owned, memory)
      , diffusivity{}
    {
    }

    const EdgeWeights *weight = nullptr; ///< of each edge
    /// VertexLevel::weights(), for a solver that has one; null: none are known.
    const EdgeWeights   *vertex_weight = nullptr;
    bool                 has_barriers  = false; ///< parts of the body between which nothing flows
    LaneFields<n_lanes>  diagonal, right_hand_side;
    LaneNumbers<n_lanes> diffusivity;
    /// For each lane the owned nodes whose value is held; empty: none, on this rank. `any_held` is the same on all ranks.
    std::array<std::vector<char>, n_lanes> held;
    std::array<bool, n_lanes>              any_held{};
  };

  /// What a solver made of them.
  template <std::size_t n_lanes>
  struct IterationResult
  {
    std::array<unsigned int, n_lanes> iterations{};
    LaneNumbers<n_lanes>              residual{}; ///< relative
    std::array<bool, n_lanes>
      is_indefinite{}; ///< met a direction without positive curvature, and stopped
  };

  /// When iterations have done enough: the residual is reduced to this share; or there were so many.
  template <std::size_t n_lanes>
  struct IterationGoal
  {
    LaneNumbers<n_lanes> reduction;
    unsigned int         largest_number_of_iterations;

    bool
    is_reached(unsigned int lane, double start_squared, double squared) const
    {
      return squared <= reduction[lane] * reduction[lane] * start_squared || squared == 0;
    }
  };
} // namespace callus
