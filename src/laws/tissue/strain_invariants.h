// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <array>

namespace callus
{
  /// A symmetric 3x3 tensor: xx, yy, zz, xy, yz, zx. Strains hold tensor shears (half the engineering shears).
  using SymmetricTensor3 = std::array<double, 6>;

  /// Sum of the diagonal: the volumetric strain of a strain tensor.
  inline double
  trace(const SymmetricTensor3 &t)
  {
    return t[0] + t[1] + t[2];
  }

  /// A third of the trace: the hydrostatic stress of a stress tensor (tension positive).
  inline double
  hydrostatic(const SymmetricTensor3 &t)
  {
    return trace(t) / 3;
  }

  /**
   * Octahedral shear strain
   *   gamma_oct = 2/3 sqrt((exx-eyy)^2 + (eyy-ezz)^2 + (ezz-exx)^2 + 6 (exy^2 + eyz^2 + ezx^2)) = sqrt(8/3 J2),
   * with the prefactor 2/3 (engineering shear on the octahedral plane; some groups use 1/3) and tensor shears. It does
   * not change when the coordinates turn.
   */
  double
  octahedral_shear_strain(const SymmetricTensor3 &strain);

  /// Eigenvalues, ascending: [0] is the minimum principal value. By the trigonometric formula on the scaled deviator.
  std::array<double, 3>
  principal_values(const SymmetricTensor3 &t);
} // namespace callus
