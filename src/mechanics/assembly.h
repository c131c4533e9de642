// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/ghost_exchange.h"
#include "linear/own_rows.h"
#include "mechanics/material_map.h"

#include <functional>
#include <vector>

namespace callus
{
  /**
   * Element matrices of Biot's equations for quadratic displacements u and linear pressures p; one time step dt of backward Euler:
   *
   *   A = int sigma'(u) : eps(v),   B = -int alpha q div u,   C = int (1/M) q p + dt int grad q . kappa grad p,
   *   S = C + int f alpha^2 q p / (lambda + 2 mu)   (approximate Schur complement).
   *
   * 1 / (lambda + 2 mu) is the compliance of confined tissue, exact in a homogeneous body. f, one a cell, tells what of it is free beside harder
   * neighbours: the mean over the cell's nodes of H / max(H, mean of H around the node), H = lambda + 2 mu. A soft cell
   * whose nodes bone holds cannot give way.
   *
   * Integrals are over the body that the mesh stands for (mesh/measure.h): in plane strain over its thickness, in an axisymmetric body
   * around its axis, where u = (u_r, u_z) and the strain has the hoop part u_r / r. The material is given at the quadrature points. A takes
   * all cells that take part, B, C and S those of them that have pores; rows of owned nodes.
   */
  template <int dim>
  class BiotAssembly
  {
  public:
    /// @p materials: MaterialMap::n_points() a cell.
    BiotAssembly(const Mesh<dim>                        &mesh,
                 const MaterialMap<dim>                 &map,
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
    /// C and S. @p quadratic: of that space. Collective.
    void
    pressure(double time_step, const GhostExchange &quadratic, OwnRows &c, OwnRows &schur) const;

    /// Right-hand side of the next step's pressure equations: -int q (alpha div u + p/M) for owned nodes of the linear space, from
    /// displacements and pressures at local nodes.
    std::vector<double>
    history(const std::vector<double> &displacement, const std::vector<double> &pressure) const;

    /// A time [s] in which the slowest of the materials would drain the whole body through its length L, S L (L / kappa + @p resistance): a
    /// generous bound of its time scale. S = 1/M + alpha^2 / (lambda + 2 mu), the largest; kappa the smallest; @p resistance [s MPa/mm]: of
    /// the surfaces. Collective.
    double
    drainage_time(double resistance) const;

    /// Of each local cell, how free its nodes are to move: the mean over them of m / max(m, mean of m around the node), where m is this modulus
    /// of its material. 1 in a uniform body, little in soft cells that hard ones hold. @p quadratic: of that space. Collective.
    using Modulus = std::function<double(const PoroelasticMaterial &)>;
    std::vector<double>
    free_shares(const GhostExchange &quadratic, const Modulus &modulus) const;

    const Mesh<dim> &
    mesh() const
    {
      return mesh_;
    }
    const MaterialMap<dim> &
    map() const
    {
      return map_;
    }
    const std::vector<PoroelasticMaterial> &
    materials() const
    {
      return materials_;
    }

  private:
    /// Calls @p action(element, elements::CellAtPoint, number of the cell) for every cell that takes part.
    template <typename Action>
    void
    for_each_cell(const Action &action) const;
    /// Likewise for those that have pores.
    template <typename Action>
    void
    for_each_porous_cell(const Action &action) const;

    const Mesh<dim>                        &mesh_;
    const MaterialMap<dim>                 &map_;
    const std::vector<PoroelasticMaterial> &materials_;
  };
} // namespace callus
