// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "transport/node_coupling.h"

#include <mpi.h>

#include <vector>

namespace callus
{
  /**
   * Solves, for one field on the owned healing nodes,
   *     diagonal_i y_i + D sum_j g_ij (y_i - y_j) = right_hand_side_i
   * (diagonal > 0, so the matrix is symmetric, positive definite and monotone) by conjugate gradients with Jacobi's
   * preconditioner, after a correction by a constant (which alone solves spatially uniform problems). Values that are held
   * fixed stay as they are. Convergence is measured on the residual r = b - A y in the norm of the inverse diagonal, relative
   * to the right-hand side with what flows from the held values; the residual is computed anew at the end.
   */
  template <int dim>
  class ConjugateGradients
  {
  public:
    ConjugateGradients(const NodeCoupling<dim> &coupling,
                       const HealingNodes<dim> &nodes,
                       MPI_Comm                 communicator);

    struct Result
    {
      unsigned int iterations;
      double       residual; ///< relative
    };

    /// @p values holds the start and the result (n_owned entries); @p held marks nodes that keep their value (or is empty).
    /// Throws NumericalFailure if @p largest_number_of_iterations does not suffice.
    Result
    solve(double                     diffusivity,
          const std::vector<double> &diagonal,
          const std::vector<double> &right_hand_side,
          const std::vector<char>   &held,
          double                     relative_tolerance,
          unsigned int               largest_number_of_iterations,
          double                    *values);

    /// sum_j g_ij (y_i - y_j) for the owned nodes.
    void
    apply(const double *values, std::vector<double> &result);

  private:
    double
    sum(double local) const;
    /// ||b - D sum_j g_ij y_j|| of the free nodes, y the held values; inverse_ must be set.
    double
    right_side_norm(double                     diffusivity,
                    const std::vector<double> &right_hand_side,
                    const std::vector<char>   &held,
                    const double              *values);

    const NodeCoupling<dim> &coupling_;
    const HealingNodes<dim> &nodes_;
    MPI_Comm                 communicator_;
    std::vector<double>      with_ghosts_, residual_, direction_, product_, inverse_;
  };
} // namespace callus
