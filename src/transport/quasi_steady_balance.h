// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "kinetics/spreading.h"
#include "transport/stage_solver.h"

namespace callus
{
  /**
   * The balance of a field that is faster than all others (oxygen),
   *     m_i r_i(y_i) + D sum_j w_ij (y_j - y_i) + supply_i(y) = 0,
   * by Newton's method, each step one linear solve. r falls with y and is convex where uptake saturates: with positive couplings the
   * method converges from any start, and the result is within bounds.
   *
   * Negative couplings are kept, for consistency, until a node leaves its bounds: then those around it are left out for good. Where
   * they make the matrix indefinite, StageSolver has smaller ones.
   */
  template <int dim>
  class QuasiSteadyBalance
  {
  public:
    QuasiSteadyBalance(const HealingNodes<dim>  &nodes,
                       const Network            &network,
                       const Movement<dim>      &movement,
                       const SurfaceSupply<dim> &supply,
                       StageSolver<dim>         &solver,
                       MPI_Comm                  communicator);

    /// @p values holds the start and the result. Throws NumericalFailure if it is not found.
    void
    solve(FieldId field, const Spreading::NetRate &net_rate, double *values);

  private:
    /// Brings the values, solved to the tolerance, into their bounds. Leaves out the negative couplings of nodes beyond them; true if
    /// there were any, on any rank.
    bool
    drop_couplings_beyond_bounds(const Field &field,
                                 double       tolerance,
                                 double      *values,
                                 EdgeWeights &weight) const;

    const HealingNodes<dim>  &nodes_;
    const Network            &network_;
    const Movement<dim>      &movement_;
    const SurfaceSupply<dim> &supply_;
    StageSolver<dim>         &solver_;
    MPI_Comm                  communicator_;
  };
} // namespace callus
