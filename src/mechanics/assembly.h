// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/own_rows.h"
#include "mechanics/material_map.h"

#include <vector>

namespace callus
{
  /**
   * Element matrices of Biot's equations for quadratic displacements u and linear pressures p on straight tetrahedra; one time step
   * dt of backward Euler:
   *
   *   A = int sigma'(u) : eps(v),   B = -int q div u,   C = int (1/M) q p + dt int grad q . kappa grad p,
   *   S = C + int q p / (lambda + 2 mu)   (approximate Schur complement, exact in a confined homogeneous body),
   *
   * with the rule of four points, the material given at these points. All cells that take part; rows of owned nodes.
   */
  class BiotAssembly
  {
  public:
    /// @p materials: four a cell (see MaterialMap).
    BiotAssembly(const Mesh<3>                          &mesh,
                 const MaterialMap                      &map,
                 const std::vector<PoroelasticMaterial> &materials);

    /// Quadratic space: A.
    void
    stiffness(OwnRows &a) const;
    /// Linear space: A of the same material, for the coarse level of the multigrid.
    void
    linear_stiffness(OwnRows &a) const;
    /// B (rows: pressures) and its transpose (rows: displacements).
    void
    coupling(OwnRows &b, OwnRows &b_transposed) const;
    void
    pressure(double time_step, OwnRows &c, OwnRows &schur) const;

    /// Right-hand side of the next step's pressure equations: -int q (div u + p/M) for owned nodes of the linear space, from
    /// displacements and pressures at local nodes.
    std::vector<double>
    history(const std::vector<double> &displacement, const std::vector<double> &pressure) const;

  private:
    const Mesh<3>                          &mesh_;
    const MaterialMap                      &map_;
    const std::vector<PoroelasticMaterial> &materials_;
  };
} // namespace callus
