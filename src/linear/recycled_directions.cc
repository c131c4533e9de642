// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/recycled_directions.h"

#include "linear/host_values.h"

#include <deal.II/lac/lapack_full_matrix.h>

#include <algorithm>

namespace callus
{
  namespace
  {
    /// Part of a product that must be left of it beside those before: less is round-off.
    constexpr double independent = 1e-8;

    /// Singular vectors of G with its columns over ||y||, the smallest values first.
    struct SingularVectors
    {
      std::vector<double>              values;
      std::vector<std::vector<double>> left, right;
    };

    SingularVectors
    smallest(const dealii::LAPACKFullMatrix<double> &g, const std::size_t most)
    {
      SingularVectors result;
      for (std::size_t i = g.n(); i-- > 0 && result.values.size() < most;) // the largest is first
        {
          const double sigma = g.singular_value(i);
          if (!(sigma > independent * g.singular_value(0)))
            continue;
          result.values.push_back(sigma);
          result.left.emplace_back();
          result.right.emplace_back();
          for (std::size_t j = 0; j < g.m(); ++j)
            result.left.back().push_back(g.get_svd_u()(j, i));
          for (std::size_t j = 0; j < g.n(); ++j)
            result.right.back().push_back(g.get_svd_vt()(i, j));
        }
      return result;
    }

    /// Those of the first rank: processors of different kinds may choose different signs.
    void
    make_equal(SingularVectors &vectors, const MPI_Comm communicator)
    {
      const auto broadcast = [&](std::vector<double> &values) {
        unsigned long n = values.size();
        MPI_Bcast(&n, 1, MPI_UNSIGNED_LONG, 0, communicator);
        values.resize(n);
        MPI_Bcast(values.data(), n, MPI_DOUBLE, 0, communicator);
      };
      broadcast(vectors.values);
      for (auto *side : {&vectors.left, &vectors.right})
        {
          side->resize(vectors.values.size());
          for (std::vector<double> &vector : *side)
            broadcast(vector);
        }
    }

    dealii::LAPACKFullMatrix<double>
    factorise(const std::vector<double>              &answered,
              const std::vector<std::vector<double>> &in_recycled,
              const HessenbergProblem                &problem)
    {
      const std::size_t                k = answered.size(), m = problem.n_columns();
      dealii::LAPACKFullMatrix<double> g(k + m + 1, k + m);
      for (std::size_t i = 0; i < k; ++i)
        g(i, i) = 1 / answered[i];
      for (std::size_t j = 0; j < m; ++j)
        {
          for (std::size_t i = 0; i < k; ++i)
            g(i, k + j) = in_recycled[j][i];
          const std::vector<double> &column = problem.column(j);
          for (std::size_t i = 0; i < column.size(); ++i)
            g(k + i, k + j) = column[i];
        }
      g.compute_svd();
      return g;
    }

    /// The vector first coefficients . first + the other coefficients . then.
    PetscVector
    combine(const std::vector<double> &coefficients,
            const PetscVectors        &first,
            const PetscVectors        &then,
            const Vec                  model)
    {
      PetscVector result;
      check_petsc(VecDuplicate(model, result.out()));
      check_petsc(VecSet(result, 0.));
      const auto middle = coefficients.begin() + first.size();
      add_combination(1, {coefficients.begin(), middle}, first, result);
      add_combination(1, {middle, coefficients.end()}, then, result);
      return result;
    }
  } // namespace


  void
  RecycledDirections::set_products(const std::function<void(Vec, Vec)> &multiply)
  {
    PetscVectors        directions, products;
    std::vector<double> answered;
    products_.resize(directions_.size());
    for (std::size_t i = 0; i < directions_.size(); ++i)
      {
        const Vec u = directions_[i];
        if (!products_[i])
          check_petsc(VecDuplicate(u, products_[i].out()));
        const Vec c = products_[i];
        multiply(u, c);
        const double before = norm(c);
        for (unsigned int pass = 0; pass < 2; ++pass) // the second takes what round-off left
          {
            const std::vector<double> shared = dot(products, products.size(), c);
            add_combination(-1, shared, products, c);
            add_combination(-1, shared, directions, u);
          }
        const double left = norm(c);
        if (!(left > independent * before))
          continue;
        check_petsc(VecScale(u, 1 / left));
        check_petsc(VecScale(c, 1 / left));
        directions.push_back(std::move(directions_[i]));
        products.push_back(std::move(products_[i]));
        answered.push_back(answered_[i] / left);
      }
    directions_ = std::move(directions);
    products_   = std::move(products);
    answered_   = std::move(answered);
  }


  std::vector<double>
  RecycledDirections::project(const Vec vector) const
  {
    std::vector<double> result = dot(products_, size(), vector);
    add_combination(-1, result, products_, vector);
    return result;
  }


  void
  RecycledDirections::choose(const PetscVectors                     &basis,
                             const PetscVectors                     &corrections,
                             const std::vector<std::vector<double>> &in_recycled,
                             const HessenbergProblem                &problem)
  {
    const std::size_t k = size(), m = problem.n_columns();
    if (most_ == 0 || m == 0)
      return;
    SingularVectors vectors = smallest(factorise(answered_, in_recycled, problem), most_);
    make_equal(vectors, PetscObjectComm(reinterpret_cast<PetscObject>(Vec(basis[0]))));
    PetscVectors        directions, products;
    std::vector<double> answered;
    for (std::size_t i = 0; i < vectors.values.size(); ++i)
      {
        const double         sigma        = vectors.values[i];
        std::vector<double> &coefficients = vectors.right[i];
        for (std::size_t j = 0; j < k + m; ++j)
          coefficients[j] /= sigma * (j < k ? answered_[j] : 1.);
        directions.push_back(combine(coefficients, directions_, corrections, basis[0]));
        products.push_back(combine(vectors.left[i], products_, basis, basis[0]));
        answered.push_back(1 / sigma);
      }
    directions_ = std::move(directions);
    products_   = std::move(products);
    answered_   = std::move(answered);
  }


  RecycledDirections::Memory
  RecycledDirections::memory() const
  {
    Memory result;
    result.answered = answered_;
    for (const PetscVector &direction : directions_)
      result.directions.push_back(host_values(direction));
    return result;
  }


  void
  RecycledDirections::restore(const Memory &memory, const Vec model)
  {
    directions_.clear();
    products_.clear();
    grow(directions_, memory.directions.size(), model);
    for (std::size_t i = 0; i < directions_.size(); ++i)
      set_host_values(memory.directions[i], directions_[i]);
    answered_ = memory.answered;
  }
} // namespace callus
