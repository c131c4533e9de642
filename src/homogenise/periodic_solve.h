// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "homogenise/unit_cell.h"

#include <string>
#include <vector>

namespace callus
{
  /**
   * Linear elements on the voxels of a unit cell with periodic fluctuations: unknowns are n_components values a node (3: displacement, 1: a
   * concentration). The field of a load is its affine part, given by a tensor e and known in every voxel, and the fluctuation u,
   *
   *   minimise 1/2 sum over the voxels (e x + u)^T K (e x + u),
   *
   * with the element matrix K of the voxel's phase. Conjugate gradients, preconditioned with the diagonal; nothing is assembled. Voxels
   * without stiffness are left out, and with them nodes that belong to nothing.
   */
  class PeriodicSolve
  {
  public:
    /// One affine field: its values at the eight corners of a voxel, node by node.
    using Load = std::vector<double>;

    struct Result
    {
      std::vector<double> fluctuation;
      unsigned int        iterations = 0;
      double              residual   = 0; ///< true, over the norm of the load
    };

    /// @p matrices: of each phase the element matrix, row by row; empty where the phase has no stiffness.
    PeriodicSolve(const UnitCell                  &cell,
                  unsigned int                     n_components,
                  std::vector<std::vector<double>> matrices);

    /// Throws NumericalFailure if the residual stays above @p tolerance.
    Result
    solve(const Load &load, double tolerance) const;

    /// sum over the voxels (a x + u)^T K (b x + v), over the volume of the cell.
    double
    energy(const Load &a, const Result &u, const Load &b, const Result &v) const;

  private:
    template <int n_components>
    void
    apply(const std::vector<double> &x, std::vector<double> &y) const;
    void
    multiply(const std::vector<double> &x, std::vector<double> &y) const;
    /// K times the affine field, summed at the nodes.
    std::vector<double>
    force(const Load &load) const;

    const UnitCell                           &cell_;
    unsigned int                              n_components_;
    std::vector<std::vector<double>>          matrices_;
    std::vector<std::array<std::uint32_t, 8>> nodes_; ///< of the voxels with stiffness
    std::vector<std::uint8_t>                 phase_; ///< likewise
    std::vector<double>                       diagonal_;
  };

  // Element matrices of a brick with these edges [mm]. Corners: x fastest, then y, then z.
  using ElasticityTensor =
    std::array<std::array<double, 6>, 6>; ///< Voigt: xx, yy, zz, yz, zx, xy with engineering shears
  ElasticityTensor
  isotropic(double youngs_modulus, double poisson_ratio);
  std::vector<double>
  elastic_matrix(const std::array<double, 3> &size, const ElasticityTensor &stiffness);
  std::vector<double>
  diffusion_matrix(const std::array<double, 3> &size, double diffusivity);
} // namespace callus
