// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <deal.II/lac/full_matrix.h>

#include <vector>

namespace callus
{
  /// Solves a x = b for a few unknowns of different units, by elimination of the matrix scaled with its diagonal; @p b becomes x. False, and no
  /// result, if the matrix is singular to round-off or a diagonal entry is not positive.
  bool
  solve_small_system(dealii::FullMatrix<double> a, std::vector<double> &b);
} // namespace callus
