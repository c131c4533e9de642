// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "state/healing_nodes.h"

#include <vector>

namespace callus
{
  /**
   * Geometric coefficients of diffusion between neighbouring healing nodes: g_ij = -(integral of grad N_i . grad N_j) [mm] over the
   * body (mesh/measure.h) for linear functions on the sub-simplices of each quadratic cell, so that a field of diffusivity D exchanges
   *     D g_ij (y_i - y_j)
   * between nodes i and j: conservative by construction. One pattern and one set of coefficients serves every field.
   *
   * Diffusion is monotone only if no g_ij is negative. Obtuse angles make some negative; these are left out (their
   * share is reported): bounds then hold on every mesh, at the price of consistency where the mesh is poor.
   *
   * In a scaffold of solid fraction s the coefficients are multiplied by (1 - s)^1.5 (Bruggeman).
   */
  template <int dim>
  class NodeCoupling
  {
  public:
    NodeCoupling(const Mesh<dim>           &mesh,
                 const std::vector<Region> &regions,
                 const HealingNodes<dim>   &nodes);

    /// Owned rows in compressed storage: neighbours (local healing index) and coefficients.
    const std::vector<unsigned int> &
    row_begin() const
    {
      return row_begin_;
    }
    const std::vector<unsigned int> &
    column() const
    {
      return column_;
    }
    const std::vector<double> &
    coefficient() const
    {
      return coefficient_;
    }
    /// sum_j g_ij of each owned row
    const std::vector<double> &
    row_sum() const
    {
      return row_sum_;
    }
    /// What was left out for negative coefficients, relative to the sum of all; the same on all ranks.
    double
    left_out_share() const
    {
      return left_out_share_;
    }

  private:
    std::vector<unsigned int> row_begin_;
    std::vector<unsigned int> column_;
    std::vector<double>       coefficient_;
    std::vector<double>       row_sum_;
    double                    left_out_share_ = 0;
  };
} // namespace callus
