// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/small_systems.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  bool
  solve_small_system(dealii::FullMatrix<double> a, std::vector<double> &b)
  {
    const unsigned int  n = b.size();
    std::vector<double> scale(n);
    for (unsigned int i = 0; i < n; ++i)
      {
        if (!(a(i, i) > 0))
          return false;
        scale[i] = 1 / std::sqrt(a(i, i));
      }
    for (unsigned int i = 0; i < n; ++i)
      {
        b[i] *= scale[i];
        for (unsigned int j = 0; j < n; ++j)
          a(i, j) *= scale[i] * scale[j];
      }
    for (unsigned int k = 0; k < n; ++k)
      {
        unsigned int pivot = k;
        for (unsigned int i = k + 1; i < n; ++i)
          if (std::abs(a(i, k)) > std::abs(a(pivot, k)))
            pivot = i;
        if (std::abs(a(pivot, k)) < 1e-12)
          return false;
        std::swap(b[k], b[pivot]);
        for (unsigned int j = 0; j < n; ++j)
          std::swap(a(k, j), a(pivot, j));
        for (unsigned int i = k + 1; i < n; ++i)
          {
            const double factor = a(i, k) / a(k, k);
            b[i] -= factor * b[k];
            for (unsigned int j = k; j < n; ++j)
              a(i, j) -= factor * a(k, j);
          }
      }
    for (unsigned int k = n; k-- > 0;)
      {
        for (unsigned int j = k + 1; j < n; ++j)
          b[k] -= a(k, j) * b[j];
        b[k] /= a(k, k);
      }
    for (unsigned int i = 0; i < n; ++i)
      b[i] *= scale[i];
    return true;
  }
} // namespace callus
