// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace callus
{
  /// Small vectors as plain arrays, for src/mesh only.
  template <std::size_t dim>
  std::array<double, dim>
  difference(const std::array<double, dim> &a, const std::array<double, dim> &b)
  {
    std::array<double, dim> result;
    for (std::size_t k = 0; k < dim; ++k)
      result[k] = a[k] - b[k];
    return result;
  }

  template <std::size_t dim>
  double
  dot(const std::array<double, dim> &a, const std::array<double, dim> &b)
  {
    double sum = 0;
    for (std::size_t k = 0; k < dim; ++k)
      sum += a[k] * b[k];
    return sum;
  }

  template <std::size_t dim>
  double
  length(const std::array<double, dim> &a)
  {
    return std::sqrt(dot(a, a));
  }

  inline std::array<double, 3>
  cross(const std::array<double, 3> &a, const std::array<double, 3> &b)
  {
    return {{a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]}};
  }

  /// Determinant of two or three vectors: positive if they are right-handed.
  inline double
  determinant(const std::array<double, 2> &a, const std::array<double, 2> &b)
  {
    return a[0] * b[1] - a[1] * b[0];
  }
  inline double
  determinant(const std::array<double, 3> &a,
              const std::array<double, 3> &b,
              const std::array<double, 3> &c)
  {
    return dot(cross(a, b), c);
  }

  /// Area of a triangle or volume of a tetrahedron; negative if it is turned inside out.
  inline double
  signed_volume(const std::array<double, 2> &a,
                const std::array<double, 2> &b,
                const std::array<double, 2> &c)
  {
    return determinant(difference(b, a), difference(c, a)) / 2;
  }
  inline double
  signed_volume(const std::array<double, 3> &a,
                const std::array<double, 3> &b,
                const std::array<double, 3> &c,
                const std::array<double, 3> &d)
  {
    return determinant(difference(b, a), difference(c, a), difference(d, a)) / 6;
  }
} // namespace callus
