// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <array>
#include <cmath>
#include <cstddef>

namespace callus
{
  /// The coordinate axis that a unit vector lies along, or the number of axes if it lies along none.
  template <std::size_t dim>
  unsigned int
  coordinate_axis(const std::array<double, dim> &v)
  {
    for (unsigned int c = 0; c < dim; ++c)
      if (std::abs(v[c]) > 1 - 1e-6)
        return c;
    return dim;
  }
} // namespace callus
