// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/vector_combinations.h"

namespace callus
{
  namespace
  {
    std::vector<Vec>
    first(const PetscVectors &vectors, const std::size_t n)
    {
      return {vectors.begin(), vectors.begin() + n};
    }
  } // namespace


  double
  norm(const Vec vector)
  {
    double result = 0;
    check_petsc(VecNorm(vector, NORM_2, &result));
    return result;
  }


  std::vector<double>
  dot(const PetscVectors &vectors, const std::size_t n, const Vec other)
  {
    std::vector<double>    result(n);
    const std::vector<Vec> handles = first(vectors, n);
    if (n > 0)
      check_petsc(VecMDot(other, n, handles.data(), result.data()));
    return result;
  }


  void
  add_combination(const double               factor,
                  const std::vector<double> &coefficients,
                  const PetscVectors        &vectors,
                  const Vec                  sum)
  {
    std::vector<double> scaled  = coefficients;
    std::vector<Vec>    handles = first(vectors, scaled.size());
    for (double &value : scaled)
      value *= factor;
    if (!scaled.empty())
      check_petsc(VecMAXPY(sum, scaled.size(), scaled.data(), handles.data()));
  }


  void
  grow(PetscVectors &vectors, const std::size_t n, const Vec model)
  {
    while (vectors.size() < n)
      {
        PetscVector more;
        check_petsc(VecDuplicate(model, more.out()));
        vectors.push_back(std::move(more));
      }
  }
} // namespace callus
