// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/assembly.h"
#include "mechanics/total_pressure_space.h"

#include <vector>

namespace callus
{
  /**
   * Element matrices of Biot's equations with the total pressure t = alpha p - lambda div u as an unknown; one time step dt of backward Euler:
   *
   *   A = int 2 mu eps(u) : eps(v),          B = -int t div u,   D = int t t' / lambda,   E = int (alpha / lambda) q t,
   *   C = int (1/M + alpha^2/lambda) q p + dt int grad q . kappa grad p,
   *
   * and the matrices of the preconditioner, T = D + int f t t' / (2 mu) and S = int (1/M + f alpha^2/(f lambda + 2 mu)) q p + dt int grad q . kappa grad p,
   * which is C - E T^-1 E^T where the material is uniform. f is BiotAssembly::free_shares() of the shear modulus: what soft cells in the grip of hard ones
   * cannot give way. A, B, D take all cells that take part, C, E and S those that have pores. lambda must be positive.
   */
  template <int dim>
  class TotalPressureAssembly
  {
  public:
    TotalPressureAssembly(const BiotAssembly<dim> &biot, const TotalPressureSpace<dim> &space);

    /// f, a number for each local cell. @p quadratic: of that space. Collective.
    std::vector<double>
    free_shares(const GhostExchange &quadratic) const;

    /// Of the quadratic space and, for the multigrid, of the linear space.
    void
    shear_stiffness(OwnRows &a, OwnRows &a_linear) const;
    void
    divergence(OwnRows &b, OwnRows &b_transposed) const;
    /// D and T.
    void
    compressibility(const std::vector<double> &free_share, OwnRows &d, OwnRows &total_schur) const;
    /// E and its transpose.
    void
    coupling(OwnRows &e, OwnRows &e_transposed) const;
    /// C and S.
    void
    pressure(double                     time_step,
             const std::vector<double> &free_share,
             OwnRows                   &c,
             OwnRows                   &schur) const;
    /// Right-hand side of the next step's pressure equations, E t - int (1/M + alpha^2/lambda) q p, from local unknowns: owned nodes of the linear space.
    std::vector<double>
    history(const std::vector<double> &pressure, const std::vector<double> &total_pressure) const;

  private:
    /// Calls @p action(element, elements::CellAtPoint, number of the cell) for every cell that takes part, or has pores.
    template <typename Action>
    void
    for_each_cell(bool has_pores, const Action &action) const;

    const BiotAssembly<dim>       &biot_;
    const TotalPressureSpace<dim> &space_;
  };
} // namespace callus
