// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <cstddef>

namespace callus
{
  namespace elements
  {
    /// What the lumped form of a cell's mass matrix has beyond it: row sums on the diagonal, minus the matrix. It vanishes on constants.
    template <std::size_t n>
    void
    replace_by_lumping(double (&mass)[n][n])
    {
      for (std::size_t a = 0; a < n; ++a)
        {
          double others = 0;
          for (std::size_t b = 0; b < n; ++b)
            if (b != a)
              {
                others += mass[a][b];
                mass[a][b] = -mass[a][b];
              }
          mass[a][a] = others;
        }
    }
  } // namespace elements
} // namespace callus
