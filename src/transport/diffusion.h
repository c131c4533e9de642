// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "kinetics/spreading.h"
#include "transport/conjugate_gradients.h"
#include "transport/surface_supply.h"

namespace callus
{
  /// Work of the diffusion solves since the last call of take_report(); for diagnostics.csv.
  struct DiffusionReport
  {
    unsigned int solves           = 0;
    unsigned int iterations       = 0;
    double       largest_residual = 0; ///< relative, computed anew after each solve
    double       largest_clipping =
      0; ///< what had to be cut to keep a bound, relative to the field's largest value
    double seconds = 0; ///< of all implicit steps and of the solves of quasi-steady balances
  };

  /**
   * Diffusion and supply in space, implicit (backward Euler), on linear sub-cells with lumped volumes m_i:
   *     m_i (y_new - y)_i / step = m_i (P - L y_new)_i - D sum_j g_ij (y_i - y_j)_new + supply_i(y_new).
   * The matrix is monotone, so bounds hold for any step; what the linear solver's tolerance leaves beyond a bound is cut,
   * and more than that is a NumericalFailure.
   *
   * Section `Transport`: Relative tolerance, Largest number of iterations.
   */
  template <int dim>
  class Diffusion : public Spreading
  {
  public:
    Diffusion(const Section             &root,
              const Mesh<dim>           &mesh,
              const std::vector<Region> &regions,
              const HealingNodes<dim>   &nodes,
              const Network             &network);

    void
    prepare(double day, const PointTable &fields, const PointTable &drivers) override;
    void
    implicit_step(FieldId       field,
                  double        step,
                  const double *production,
                  const double *loss,
                  double       *values) override;
    void
    balance(FieldId field, const NetRate &net_rate, double *values) override;
    double
    maximum(double local) const override;

    DiffusionReport
    take_report();
    const NodeCoupling<dim> &
    coupling() const
    {
      return coupling_;
    }

  private:
    void
    take_step(FieldId       id,
              double        step,
              const double *production,
              const double *loss,
              double       *values);
    void
    solve(const Field &field, const std::vector<char> &held, double *values);
    void
    keep_bounds(const Field &field, double *values);

    MPI_Comm                 communicator_;
    const Network           &network_;
    const HealingNodes<dim> &nodes_;
    double                   relative_tolerance_;
    unsigned int             largest_number_of_iterations_;
    NodeCoupling<dim>        coupling_;
    SurfaceSupply<dim>       supply_;
    ConjugateGradients<dim>  conjugate_gradients_;
    DiffusionReport          report_;
    std::vector<double>      diagonal_, right_hand_side_;
  };
} // namespace callus
