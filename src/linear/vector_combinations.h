// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/petsc.h"

#include <vector>

namespace callus
{
  // Norms and sums over many vectors of PETSc at once, as Krylov methods need them. Only as many of the vectors are taken as there are coefficients.

  using PetscVectors = std::vector<PetscVector>;

  /// Collective.
  double
  norm(Vec vector);

  /// The products of each of the first @p n with @p other. Collective.
  std::vector<double>
  dot(const PetscVectors &vectors, std::size_t n, Vec other);

  /// sum += factor sum_i coefficients_i vectors_i
  void
  add_combination(double                     factor,
                  const std::vector<double> &coefficients,
                  const PetscVectors        &vectors,
                  Vec                        sum);

  /// As many vectors as @p n at least, like @p model.
  void
  grow(PetscVectors &vectors, std::size_t n, Vec model);
} // namespace callus
