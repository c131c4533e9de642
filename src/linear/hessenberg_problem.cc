// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/hessenberg_problem.h"

#include <cmath>

namespace callus
{
  void
  HessenbergProblem::add(const std::vector<double> &column)
  {
    const std::size_t   last    = n_columns();
    std::vector<double> rotated = column;
    for (std::size_t i = 0; i < last; ++i)
      {
        const auto [cosine, sine] = rotations_[i];
        const double upper = rotated[i], lower = rotated[i + 1];
        rotated[i]     = cosine * upper + sine * lower;
        rotated[i + 1] = cosine * lower - sine * upper;
      }
    const double   radius = std::hypot(rotated[last], rotated[last + 1]);
    const Rotation rotation =
      radius > 0 ? Rotation{rotated[last] / radius, rotated[last + 1] / radius} : Rotation{1, 0};
    rotated[last] = radius;
    rotated.pop_back();
    rest_.push_back(-rotation.sine * rest_[last]);
    rest_[last] *= rotation.cosine;
    columns_.push_back(column);
    triangle_.push_back(std::move(rotated));
    rotations_.push_back(rotation);
  }


  double
  HessenbergProblem::residual() const
  {
    return std::abs(rest_.back());
  }


  std::vector<double>
  HessenbergProblem::solution() const
  {
    const std::size_t   n = n_columns();
    std::vector<double> y(rest_.begin(), rest_.begin() + n);
    for (std::size_t i = n; i-- > 0;)
      {
        for (std::size_t j = i + 1; j < n; ++j)
          y[i] -= triangle_[j][i] * y[j];
        // 0: the matrix maps the basis into less than itself; what it cannot reach stays in the residual
        y[i] = triangle_[i][i] > 0 ? y[i] / triangle_[i][i] : 0.;
      }
    return y;
  }


  std::vector<double>
  HessenbergProblem::residual_in_basis() const
  {
    std::vector<double> result(rest_.size(), 0.);
    result.back() = rest_.back();
    for (std::size_t i = n_columns(); i-- > 0;)
      {
        const auto [cosine, sine] = rotations_[i];
        const double upper = result[i], lower = result[i + 1];
        result[i]     = cosine * upper - sine * lower;
        result[i + 1] = sine * upper + cosine * lower;
      }
    return result;
  }
} // namespace callus
