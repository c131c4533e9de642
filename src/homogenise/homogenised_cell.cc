// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "homogenise/homogenised_cell.h"

#include "base/problems.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    /// Displacements e x at the corners of a voxel for the Voigt strain of number @p s.
    PeriodicSolve::Load
    unit_strain(const UnitCell &cell, const unsigned int s)
    {
      PeriodicSolve::Load load(24, 0.);
      for (unsigned int a = 0; a < 8; ++a)
        {
          std::array<double, 3> x;
          for (unsigned int k = 0; k < 3; ++k)
            x[k] = (a >> k) & 1 ? cell.size(k) : 0.;
          if (s < 3)
            load[3 * a + s] = x[s];
          else
            {
              const unsigned int i = (s - 3 + 1) % 3, j = (s - 3 + 2) % 3;
              load[3 * a + i] = .5 * x[j];
              load[3 * a + j] = .5 * x[i];
            }
        }
      return load;
    }

    PeriodicSolve::Load
    unit_gradient(const UnitCell &cell, const unsigned int axis)
    {
      PeriodicSolve::Load load(8, 0.);
      for (unsigned int a = 0; a < 8; ++a)
        load[a] = (a >> axis) & 1 ? cell.size(axis) : 0.;
      return load;
    }

    /// The n x n mean of a unit cell under the loads, row by row.
    std::vector<double>
    means(const PeriodicSolve                    &problem,
          const std::vector<PeriodicSolve::Load> &loads,
          const double                            tolerance,
          const std::size_t                       n_unknowns,
          HomogenisedCell                        &report,
          const ShareOfWork                      &share)
    {
      const unsigned int  n = loads.size();
      std::vector<double> everything(n * (n_unknowns + 2), 0.);
      for (unsigned int s = 0; s < n; ++s)
        if (s % share.n_ranks == share.rank)
          {
            const PeriodicSolve::Result result = problem.solve(loads[s], tolerance);
            double                     *mine   = &everything[s * (n_unknowns + 2)];
            std::copy(result.fluctuation.begin(), result.fluctuation.end(), mine);
            mine[n_unknowns]     = result.iterations;
            mine[n_unknowns + 1] = result.residual;
          }
      if (share.n_ranks > 1)
        share.sum(everything);
      std::vector<PeriodicSolve::Result> results(n);
      for (unsigned int s = 0; s < n; ++s)
        {
          const double *of_case = &everything[s * (n_unknowns + 2)];
          results[s].fluctuation.assign(of_case, of_case + n_unknowns);
          report.iterations += static_cast<unsigned int>(of_case[n_unknowns]);
          report.largest_residual = std::max(report.largest_residual, of_case[n_unknowns + 1]);
        }
      std::vector<double> mean(n * n);
      for (unsigned int i = 0; i < n; ++i)
        for (unsigned int j = 0; j <= i; ++j)
          mean[n * i + j] = mean[n * j + i] =
            problem.energy(loads[i], results[i], loads[j], results[j]);
      return mean;
    }

    /// Inverse of a symmetric positive definite matrix by Gauss and Jordan; false if it is singular.
    bool
    invert(ElasticityTensor &matrix)
    {
      double largest = 0;
      for (const auto &row : matrix)
        for (const double value : row)
          largest = std::max(largest, std::abs(value));
      for (unsigned int p = 0; p < 6; ++p)
        {
          const double pivot = matrix[p][p];
          if (!(pivot > 1e-9 * largest))
            return false;
          matrix[p][p] = 1;
          for (double &value : matrix[p])
            value /= pivot;
          for (unsigned int r = 0; r < 6; ++r)
            if (r != p)
              {
                const double factor = matrix[r][p];
                matrix[r][p]        = 0;
                for (unsigned int c = 0; c < 6; ++c)
                  matrix[r][c] -= factor * matrix[p][c];
              }
        }
      return true;
    }
  } // namespace


  ElasticityTensor
  homogenised_stiffness(const UnitCell                      &cell,
                        const std::vector<ElasticityTensor> &phases,
                        const double                         tolerance,
                        HomogenisedCell                     &report,
                        const ShareOfWork                   &share)
  {
    const std::array<double, 3>      size = {{cell.size(0), cell.size(1), cell.size(2)}};
    std::vector<std::vector<double>> matrices;
    for (const ElasticityTensor &phase : phases)
      matrices.push_back(phase[0][0] > 0 ? elastic_matrix(size, phase) : std::vector<double>());
    std::vector<PeriodicSolve::Load> loads;
    for (unsigned int s = 0; s < 6; ++s)
      loads.push_back(unit_strain(cell, s));
    const PeriodicSolve       problem(cell, 3, matrices);
    const std::vector<double> mean =
      means(problem, loads, tolerance, 3 * cell.n_voxels(), report, share);
    ElasticityTensor result;
    for (unsigned int i = 0; i < 36; ++i)
      result[i / 6][i % 6] = mean[i];
    return result;
  }


  std::array<std::array<double, 3>, 3>
  homogenised_diffusivity(const UnitCell            &cell,
                          const std::vector<double> &phases,
                          const double               tolerance,
                          HomogenisedCell           &report,
                          const ShareOfWork         &share)
  {
    const std::array<double, 3>      size = {{cell.size(0), cell.size(1), cell.size(2)}};
    std::vector<std::vector<double>> matrices;
    for (const double phase : phases)
      matrices.push_back(phase > 0 ? diffusion_matrix(size, phase) : std::vector<double>());
    std::vector<PeriodicSolve::Load> loads;
    for (unsigned int axis = 0; axis < 3; ++axis)
      loads.push_back(unit_gradient(cell, axis));
    const PeriodicSolve       problem(cell, 1, matrices);
    const std::vector<double> mean =
      means(problem, loads, tolerance, cell.n_voxels(), report, share);
    std::array<std::array<double, 3>, 3> result;
    for (unsigned int i = 0; i < 9; ++i)
      result[i / 3][i % 3] = mean[i];
    return result;
  }


  double
  pore_surface(const UnitCell &cell)
  {
    double area = 0;
    for (std::size_t k = 0; k < cell.n[2]; ++k)
      for (std::size_t j = 0; j < cell.n[1]; ++j)
        for (std::size_t i = 0; i < cell.n[0]; ++i)
          {
            const bool is_solid = cell.phase[cell.index(i, j, k)] == 1;
            const auto face     = [&](const std::size_t neighbour, const double a) {
              if ((cell.phase[neighbour] == 1) != is_solid)
                area += a;
            };
            face(cell.index(i + 1, j, k), cell.size(1) * cell.size(2));
            face(cell.index(i, j + 1, k), cell.size(2) * cell.size(0));
            face(cell.index(i, j, k + 1), cell.size(0) * cell.size(1));
          }
    return 2. / 3 * area / (cell.edge[0] * cell.edge[1] * cell.edge[2]);
  }


  HomogenisedCell
  homogenise(const UnitCell         &cell,
             const ElasticityTensor &solid,
             const double            tolerance,
             const ShareOfWork      &share)
  {
    HomogenisedCell result;
    result.solid_fraction = cell.fraction(1);
    result.stiffness =
      homogenised_stiffness(cell, {ElasticityTensor{}, solid}, tolerance, result, share);
    result.diffusivity = homogenised_diffusivity(cell, {1, 0}, tolerance, result, share);
    result.surface     = pore_surface(cell);
    return result;
  }


  EngineeringConstants
  engineering_constants(const ElasticityTensor &stiffness)
  {
    ElasticityTensor compliance = stiffness;
    if (!invert(compliance))
      throw NumericalFailure("the unit cell has no stiffness in some direction: its solid does not "
                             "hang together from cell to cell");
    EngineeringConstants result;
    for (unsigned int i = 0; i < 3; ++i)
      {
        result.youngs_modulus[i] = 1 / compliance[i][i];
        result.shear_modulus[i]  = 1 / compliance[3 + i][3 + i];
        result.poisson_ratio[i]  = -compliance[i][(i + 1) % 3] / compliance[i][i];
      }
    const auto sum = [](const ElasticityTensor &t, const bool off, const unsigned int from) {
      double total = 0;
      for (unsigned int i = 0; i < 3; ++i)
        total += off ? t[i][(i + 1) % 3] : t[from + i][from + i];
      return total;
    };
    const auto  &c = stiffness, &s = compliance;
    const double voigt_bulk  = (sum(c, false, 0) + 2 * sum(c, true, 0)) / 9;
    const double reuss_bulk  = 1 / (sum(s, false, 0) + 2 * sum(s, true, 0));
    const double voigt_shear = (sum(c, false, 0) - sum(c, true, 0) + 3 * sum(c, false, 3)) / 15;
    const double reuss_shear =
      15 / (4 * sum(s, false, 0) - 4 * sum(s, true, 0) + 3 * sum(s, false, 3));
    const double K = .5 * (voigt_bulk + reuss_bulk), G = .5 * (voigt_shear + reuss_shear);
    result.mean_youngs_modulus = 9 * K * G / (3 * K + G);
    result.mean_poisson_ratio  = (3 * K - 2 * G) / (2 * (3 * K + G));
    return result;
  }
} // namespace callus
