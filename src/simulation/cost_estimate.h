// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <iosfwd>

namespace callus
{
  /// What decides the cost of a run.
  struct RunSize
  {
    unsigned int n_ranks       = 1;
    double       cells         = 0; ///< of the whole mesh
    double unknowns_per_cell   = 0; ///< of mechanics: quadratic nodes times dimension, and corners
    double mechanics_unknowns  = 0; ///< 0: no mechanics
    double loading_steps       = 0; ///< solves of one loading cycle
    double nodes               = 0; ///< of the quadratic space
    double healing_nodes       = 0;
    unsigned int fields        = 0;
    unsigned int mobile_fields = 0; ///< those that diffuse
    double       rates_seconds = 0; ///< of all rates at one node, measured on this machine
    double       days          = 0;
    double       largest_step  = 0;      ///< day
    double       mechanics_interval = 0; ///< day, the shortest
    double       history_interval   = 0; ///< day
    double       picture_interval   = 0; ///< day
    double machine_speed = 1; ///< of this machine, 1: that on which the coefficients were measured
  };

  /// Seconds of wall time and bytes of memory.
  struct RunCost
  {
    double steps = 0, mechanics_updates = 0, pictures = 0;
    double reading = 0, mechanics = 0, biology = 0, output = 0; ///< s
    double memory_per_rank = 0, memory = 0;                     ///< bytes; the most at any time

    double
    seconds() const
    {
      return reading + mechanics + biology + output;
    }
  };

  /**
   * A model of the cost, good to a factor of two or so: how many steps the error tolerance takes and how many iterations the
   * solvers need is known only afterwards.
   *
   *   steps     = 1.25 days / h + 25,   h the smaller of largest step and half the interval of the history
   *   updates   = 1 + 0.9 days / (shortest interval, but not less than a step)
   *   mechanics = updates * c_m * solves * cells * (unknowns of a cell)^2 / ranks
   *   biology   = steps * healing nodes * (evaluations * rates + c_d * fields that diffuse) / ranks
   *   output    = pictures * nodes * c_o * (fields + 20)
   *   reading   = c_r * cells, on the first rank; the start of the program
   *   memory    = a base for each rank, and bytes for each entry of the matrices and for each node and field
   *
   * The coefficients, with the runs in which they were measured, stand in cost_estimate.cc. Ranks share work perfectly in this
   * model, as far as the machine has a core for each.
   */
  RunCost
  estimate_cost(const RunSize &size);

  /// How fast this core works on sums of products that come from the cache, relative to the machine on which the coefficients
  /// were measured; takes some milliseconds.
  double
  measure_machine_speed();

  /// The estimate in a few lines.
  void
  write_cost(const RunSize &size, const RunCost &cost, std::ostream &out);
} // namespace callus
