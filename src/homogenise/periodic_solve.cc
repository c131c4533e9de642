// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "homogenise/periodic_solve.h"

#include "base/problems.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    double
    dot(const std::vector<double> &a, const std::vector<double> &b)
    {
      double sum = 0;
      for (std::size_t i = 0; i < a.size(); ++i)
        sum += a[i] * b[i];
      return sum;
    }

    /// Gradients [1/mm] of the eight corner functions at a Gauss point.
    std::array<std::array<double, 3>, 8>
    gradients(const std::array<double, 3> &size, const std::array<double, 3> &point)
    {
      std::array<std::array<double, 3>, 8> result;
      for (unsigned int a = 0; a < 8; ++a)
        for (unsigned int d = 0; d < 3; ++d)
          {
            double value = 1;
            for (unsigned int k = 0; k < 3; ++k)
              {
                const bool is_upper = (a >> k) & 1;
                value *=
                  k == d ? (is_upper ? 1 : -1) / size[k] : (is_upper ? point[k] : 1 - point[k]);
              }
            result[a][d] = value;
          }
      return result;
    }

    /// Calls @p action(gradients, volume) at the 2 x 2 x 2 Gauss points.
    template <typename Action>
    void
    integrate(const std::array<double, 3> &size, const Action &action)
    {
      const double offset = .5 / std::sqrt(3.);
      for (unsigned int q = 0; q < 8; ++q)
        {
          std::array<double, 3> point;
          for (unsigned int k = 0; k < 3; ++k)
            point[k] = .5 + ((q >> k) & 1 ? offset : -offset);
          action(gradients(size, point), size[0] * size[1] * size[2] / 8);
        }
    }

    /// Strain (Voigt) of a unit displacement along @p d with the gradient @p g.
    std::array<double, 6>
    strain(const std::array<double, 3> &g, const unsigned int d)
    {
      std::array<double, 6> e{};
      e[d] = g[d];
      // yz, zx, xy: the two axes other than the number of the shear
      for (unsigned int s = 0; s < 3; ++s)
        if (s != d)
          e[3 + s] = g[3 - s - d];
      return e;
    }
  } // namespace


  ElasticityTensor
  isotropic(const double E, const double nu)
  {
    ElasticityTensor c{};
    const double     lambda = E * nu / ((1 + nu) * (1 - 2 * nu)), mu = E / (2 * (1 + nu));
    for (unsigned int i = 0; i < 3; ++i)
      {
        for (unsigned int j = 0; j < 3; ++j)
          c[i][j] = lambda + (i == j ? 2 * mu : 0);
        c[3 + i][3 + i] = mu;
      }
    return c;
  }


  std::vector<double>
  elastic_matrix(const std::array<double, 3> &size, const ElasticityTensor &stiffness)
  {
    std::vector<double> matrix(24 * 24, 0.);
    integrate(size, [&](const auto &g, const double volume) {
      for (unsigned int i = 0; i < 24; ++i)
        for (unsigned int j = 0; j < 24; ++j)
          {
            const auto a = strain(g[i / 3], i % 3), b = strain(g[j / 3], j % 3);
            for (unsigned int r = 0; r < 6; ++r)
              for (unsigned int c = 0; c < 6; ++c)
                matrix[24 * i + j] += volume * a[r] * stiffness[r][c] * b[c];
          }
    });
    return matrix;
  }


  std::vector<double>
  diffusion_matrix(const std::array<double, 3> &size, const double diffusivity)
  {
    std::vector<double> matrix(8 * 8, 0.);
    integrate(size, [&](const auto &g, const double volume) {
      for (unsigned int i = 0; i < 8; ++i)
        for (unsigned int j = 0; j < 8; ++j)
          for (unsigned int k = 0; k < 3; ++k)
            matrix[8 * i + j] += volume * diffusivity * g[i][k] * g[j][k];
    });
    return matrix;
  }


  PeriodicSolve::PeriodicSolve(const UnitCell                  &cell,
                               const unsigned int               n_components,
                               std::vector<std::vector<double>> matrices)
    : cell_(cell)
    , n_components_(n_components)
    , matrices_(std::move(matrices))
    , diagonal_(n_components * cell.n_voxels(), 0.)
  {
    for (std::size_t k = 0; k < cell.n[2]; ++k)
      for (std::size_t j = 0; j < cell.n[1]; ++j)
        for (std::size_t i = 0; i < cell.n[0]; ++i)
          {
            const std::uint8_t phase = cell.phase[cell.index(i, j, k)];
            if (matrices_[phase].empty())
              continue;
            std::array<std::uint32_t, 8> nodes;
            for (unsigned int a = 0; a < 8; ++a)
              nodes[a] = cell.index(i + (a & 1), j + ((a >> 1) & 1), k + ((a >> 2) & 1));
            nodes_.push_back(nodes);
            phase_.push_back(phase);
            const unsigned int n = 8 * n_components_;
            for (unsigned int r = 0; r < n; ++r)
              diagonal_[n_components_ * nodes[r / n_components_] + r % n_components_] +=
                matrices_[phase][n * r + r];
          }
  }


  template <int n_components>
  void
  PeriodicSolve::apply(const std::vector<double> &x, std::vector<double> &y) const
  {
    constexpr int n = 8 * n_components;
    std::fill(y.begin(), y.end(), 0.);
    for (std::size_t e = 0; e < nodes_.size(); ++e)
      {
        const double *matrix = matrices_[phase_[e]].data();
        double        local[n], result[n] = {};
        for (int a = 0; a < 8; ++a)
          for (int c = 0; c < n_components; ++c)
            local[n_components * a + c] = x[n_components * nodes_[e][a] + c];
        // K is symmetric: its rows are its columns, and sums run over contiguous numbers
        for (int j = 0; j < n; ++j)
#pragma omp simd
          for (int i = 0; i < n; ++i)
            result[i] += matrix[n * j + i] * local[j];
        for (int a = 0; a < 8; ++a)
          for (int c = 0; c < n_components; ++c)
            y[n_components * nodes_[e][a] + c] += result[n_components * a + c];
      }
  }


  void
  PeriodicSolve::multiply(const std::vector<double> &x, std::vector<double> &y) const
  {
    if (n_components_ == 3)
      apply<3>(x, y);
    else
      apply<1>(x, y);
  }


  std::vector<double>
  PeriodicSolve::force(const Load &load) const
  {
    const unsigned int  n = 8 * n_components_;
    std::vector<double> result(diagonal_.size(), 0.);
    for (std::size_t e = 0; e < nodes_.size(); ++e)
      for (unsigned int r = 0; r < n; ++r)
        {
          double sum = 0;
          for (unsigned int c = 0; c < n; ++c)
            sum += matrices_[phase_[e]][n * r + c] * load[c];
          result[n_components_ * nodes_[e][r / n_components_] + r % n_components_] += sum;
        }
    return result;
  }


  PeriodicSolve::Result
  PeriodicSolve::solve(const Load &load, const double tolerance) const
  {
    const std::size_t   n = diagonal_.size();
    std::vector<double> r = force(load), z(n), p(n), q(n);
    for (double &value : r)
      value = -value;
    Result result;
    result.fluctuation.assign(n, 0.);
    const auto precondition = [&]() {
      for (std::size_t i = 0; i < n; ++i)
        z[i] = diagonal_[i] > 0 ? r[i] / diagonal_[i] : 0.;
    };
    // a homogeneous cell is loaded by round-off alone
    double scale = 0;
    for (const std::vector<double> &matrix : matrices_)
      for (const double entry : matrix)
        scale = std::max(scale, std::abs(entry));
    double size = 0;
    for (const double value : load)
      size = std::max(size, std::abs(value));
    const double norm = std::sqrt(dot(r, r));
    if (norm <= 1e-13 * scale * size * std::sqrt(double(n)))
      return result;

    precondition();
    p                       = z;
    double             rho  = dot(r, z);
    const unsigned int most = 20000;
    for (result.residual = 1; result.residual > tolerance && result.iterations < most;
         ++result.iterations)
      {
        multiply(p, q);
        const double alpha = rho / dot(p, q);
        for (std::size_t i = 0; i < n; ++i)
          {
            result.fluctuation[i] += alpha * p[i];
            r[i] -= alpha * q[i];
          }
        result.residual = std::sqrt(dot(r, r)) / norm;
        precondition();
        const double next = dot(r, z), beta = next / rho;
        rho = next;
        for (std::size_t i = 0; i < n; ++i)
          p[i] = z[i] + beta * p[i];
      }
    // the true residual, not that of the recursion
    multiply(result.fluctuation, q);
    const std::vector<double> f   = force(load);
    double                    sum = 0;
    for (std::size_t i = 0; i < n; ++i)
      sum += (f[i] + q[i]) * (f[i] + q[i]);
    result.residual = std::sqrt(sum) / norm;
    if (!(result.residual <= 10 * tolerance))
      throw NumericalFailure("the unit cell was not solved: the residual is " +
                             std::to_string(result.residual) + " of the load after " +
                             std::to_string(result.iterations) + " iterations");
    return result;
  }


  double
  PeriodicSolve::energy(const Load &a, const Result &u, const Load &b, const Result &v) const
  {
    const unsigned int  n   = 8 * n_components_;
    double              sum = 0;
    std::vector<double> left(n), right(n);
    for (std::size_t e = 0; e < nodes_.size(); ++e)
      {
        for (unsigned int r = 0; r < n; ++r)
          {
            const std::size_t i = n_components_ * nodes_[e][r / n_components_] + r % n_components_;
            left[r]             = a[r] + u.fluctuation[i];
            right[r]            = b[r] + v.fluctuation[i];
          }
        for (unsigned int r = 0; r < n; ++r)
          for (unsigned int c = 0; c < n; ++c)
            sum += left[r] * matrices_[phase_[e]][n * r + c] * right[c];
      }
    return sum / (cell_.edge[0] * cell_.edge[1] * cell_.edge[2]);
  }
} // namespace callus
