// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/hessenberg_problem.h"
#include "linear/vector_combinations.h"

#include <functional>

namespace callus
{
  /**
   * The directions U that a preconditioner M serves worst, kept from solve to solve, and their products C = A U, which are orthonormal.
   *
   * Worst means: ||A M^-1 y|| / ||y|| is smallest. A cycle of GMRES knows A [U Z] = [C V] G with small G, Z = M^-1 V, and takes the singular vectors of
   * least singular value of G, columns weighed by 1 / ||y||. For the new directions y are the columns of V, orthonormal; of the kept ones only the norms
   * are kept, and their products with V are left out (with all of them 18 solves in 21 days of a sheep metatarsus take 321 iterations instead of 322).
   */
  class RecycledDirections
  {
  public:
    explicit RecycledDirections(const std::size_t most)
      : most_(most)
    {
    }

    std::size_t
    size() const
    {
      return directions_.size();
    }

    /// Makes the products anew; what depends on the others is left out. @p multiply: of a direction, into its product. Collective.
    void
    set_products(const std::function<void(Vec direction, Vec product)> &multiply);

    /// Makes a vector orthogonal to C; returns C^T vector. Collective.
    std::vector<double>
    project(Vec vector) const;

    /// x += factor U coefficients
    void
    add(const double factor, const std::vector<double> &coefficients, const Vec x) const
    {
      add_combination(factor, coefficients, directions_, x);
    }

    /// Chooses anew from these and a cycle with the basis V, its corrections Z, and A Z = C B + V H. @p in_recycled: the columns of B.
    void
    choose(const PetscVectors                     &basis,
           const PetscVectors                     &corrections,
           const std::vector<std::vector<double>> &in_recycled,
           const HessenbergProblem                &problem);

    /// What is to be kept of them; the products follow from it.
    struct Memory
    {
      std::vector<std::vector<double>> directions; ///< this rank's entries
      std::vector<double>              answered;   ///< ||y|| of each
    };
    Memory
    memory() const;
    /// @p model: of the vectors. They have no products before set_products().
    void
    restore(const Memory &memory, Vec model);

  private:
    std::size_t         most_;
    PetscVectors        directions_, products_;
    std::vector<double> answered_; // norms of the residuals y that M answers with the directions
  };
} // namespace callus
