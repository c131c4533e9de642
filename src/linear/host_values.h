// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/petsc.h"

#include <algorithm>
#include <vector>

namespace callus
{
  /// Gives a vector this rank's entries.
  inline void
  set_host_values(const std::vector<double> &values, const Vec vector)
  {
    double *target = nullptr;
    check_petsc(VecGetArrayWrite(vector, &target));
    std::copy(values.begin(), values.end(), target);
    check_petsc(VecRestoreArrayWrite(vector, &target));
  }

  /// This rank's entries of a vector.
  inline std::vector<double>
  host_values(const Vec vector)
  {
    PetscInt      n      = 0;
    const double *source = nullptr;
    check_petsc(VecGetLocalSize(vector, &n));
    check_petsc(VecGetArrayRead(vector, &source));
    std::vector<double> result(source, source + n);
    check_petsc(VecRestoreArrayRead(vector, &source));
    return result;
  }
} // namespace callus
