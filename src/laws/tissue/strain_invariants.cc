// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/tissue/strain_invariants.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  double
  octahedral_shear_strain(const SymmetricTensor3 &e)
  {
    const double a = e[0] - e[1], b = e[1] - e[2], c = e[2] - e[0];
    return 2. / 3. *
           std::sqrt(a * a + b * b + c * c + 6 * (e[3] * e[3] + e[4] * e[4] + e[5] * e[5]));
  }


  std::array<double, 3>
  principal_values(const SymmetricTensor3 &t)
  {
    const double mean = hydrostatic(t);
    const double x = t[0] - mean, y = t[1] - mean, z = t[2] - mean;
    const double j2 = (x * x + y * y + z * z) / 2 + t[3] * t[3] + t[4] * t[4] + t[5] * t[5];
    if (!(j2 > 0))
      return {{mean, mean, mean}};

    // the deviator over r has eigenvalues 2 cos(theta + 2 pi k / 3) with cos(3 theta) = determinant / 2
    const double r  = std::sqrt(j2 / 3);
    const double sx = x / r, sy = y / r, sz = z / r;
    const double sxy = t[3] / r, syz = t[4] / r, szx = t[5] / r;
    const double determinant =
      sx * (sy * sz - syz * syz) - sxy * (sxy * sz - syz * szx) + szx * (sxy * syz - sy * szx);
    const double theta = std::acos(std::min(1., std::max(-1., determinant / 2))) / 3;
    const double third = 2 * std::acos(-1.) / 3;

    std::array<double, 3> values = {{mean + 2 * r * std::cos(theta + third),
                                     mean + 2 * r * std::cos(theta - third),
                                     mean + 2 * r * std::cos(theta)}};
    std::sort(values.begin(), values.end());
    return values;
  }
} // namespace callus
