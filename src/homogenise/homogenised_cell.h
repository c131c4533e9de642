// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "homogenise/periodic_solve.h"

#include <functional>

namespace callus
{
  /// Engineering constants of an orthotropic material along its axes x, y, z.
  struct EngineeringConstants
  {
    std::array<double, 3> youngs_modulus; ///< MPa: E_x, E_y, E_z
    std::array<double, 3> shear_modulus;  ///< MPa: G_yz, G_zx, G_xy
    std::array<double, 3>
           poisson_ratio; ///< nu_xy, nu_yz, nu_zx: strain of the second axis over that of the first
    double mean_youngs_modulus; ///< MPa, of the isotropic mean (Voigt-Reuss-Hill)
    double mean_poisson_ratio;  ///< likewise
  };

  /// What a unit cell is to whoever does not see its structure.
  struct HomogenisedCell
  {
    double           solid_fraction = 0;
    ElasticityTensor stiffness{}; ///< MPa
    std::array<std::array<double, 3>, 3>
           diffusivity{}; ///< of what moves in the pores, over its diffusivity there
    double surface =
      0; ///< 1/mm, between pores and solid per volume of the cell; from voxels, see pore_surface()
    unsigned int iterations       = 0; ///< of the solves
    double       largest_residual = 0;
  };

  /// Who does which of @p n independent solves, and brings the results together; for runs on several ranks. Without it: this one all.
  struct ShareOfWork
  {
    unsigned int                               rank = 0, n_ranks = 1;
    std::function<void(std::vector<double> &)> sum; ///< over the ranks
  };

  /// @p solid: of phase 1; the pores (phase 0) bear nothing.
  HomogenisedCell
  homogenise(const UnitCell         &cell,
             const ElasticityTensor &solid,
             double                  tolerance,
             const ShareOfWork      &share = {});

  /// Stiffness of a cell of several phases; empty tensors (all zero) for pores.
  ElasticityTensor
  homogenised_stiffness(const UnitCell                      &cell,
                        const std::vector<ElasticityTensor> &phases,
                        double                               tolerance,
                        HomogenisedCell                     &report,
                        const ShareOfWork                   &share = {});
  /// Likewise of the diffusivity.
  std::array<std::array<double, 3>, 3>
  homogenised_diffusivity(const UnitCell            &cell,
                          const std::vector<double> &phases,
                          double                     tolerance,
                          HomogenisedCell           &report,
                          const ShareOfWork         &share = {});

  /// Surface between pores and solid per volume [1/mm]: two thirds of the faces between voxels, which is right for surfaces of all
  /// directions alike (voxel faces count the three projections of a surface, whose mean sum is 3/2).
  double
  pore_surface(const UnitCell &cell);

  /// Throws NumericalFailure if the stiffness is singular: the solid does not hang together across the cell.
  EngineeringConstants
  engineering_constants(const ElasticityTensor &stiffness);
} // namespace callus
