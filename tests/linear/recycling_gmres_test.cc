// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/recycling_gmres.h"

#include "linear/host_values.h"

#include <gtest/gtest.h>

#include <cmath>

namespace callus
{
  namespace
  {
    using Values = std::vector<double>;

    enum class Preconditioner
    {
      diagonal,       ///< soft springs between stiff ones are what it serves worst
      other_stiffness ///< exact for springs that are up to a half stiffer or softer
    };

    /// Springs in a row between two walls, each with its stiffness.
    class Chain : public KrylovSystem
    {
    public:
      explicit Chain(Values               stiffness,
                     const Preconditioner preconditioner = Preconditioner::diagonal)
        : stiffness_(std::move(stiffness))
        , preconditioner_(preconditioner)
      {
        const PetscInt n = n_owned();
        check_petsc(MatCreateSeqAIJ(PETSC_COMM_SELF, n, n, 3, nullptr, matrix_.out()));
        for (PetscInt i = 0; i < n; ++i)
          {
            MatSetValue(matrix_, i, i, stiffness_[i] + stiffness_[i + 1], INSERT_VALUES);
            if (i > 0)
              MatSetValue(matrix_, i, i - 1, -stiffness_[i], INSERT_VALUES);
            if (i + 1 < n)
              MatSetValue(matrix_, i, i + 1, -stiffness_[i + 1], INSERT_VALUES);
          }
        MatAssemblyBegin(matrix_, MAT_FINAL_ASSEMBLY);
        MatAssemblyEnd(matrix_, MAT_FINAL_ASSEMBLY);
        check_petsc(MatCreateVecs(matrix_, diagonal_.out(), nullptr));
        check_petsc(MatGetDiagonal(matrix_, diagonal_));
      }
      MPI_Comm
      communicator() const override
      {
        return PETSC_COMM_SELF;
      }
      std::size_t
      n_owned() const override
      {
        return stiffness_.size() - 1;
      }
      Mat
      matrix() const override
      {
        return matrix_;
      }
      PetscMatrix
      assembled() const override
      {
        return {};
      }
      void
      set_up(bool, MultigridEffort) override
      {
      }
      void
      precondition(const Vec residual, const Vec correction) override
      {
        if (preconditioner_ == Preconditioner::diagonal)
          return check_petsc(VecPointwiseDivide(correction, residual, diagonal_));
        Values other = stiffness_;
        for (std::size_t i = 0; i < other.size(); ++i)
          other[i] *= 1 + 0.5 * std::sin(3. * i);
        set_host_values(solve(other, host_values(residual)), correction);
      }
      std::vector<double>
      energies(const Vec x) override
      {
        PetscVector product;
        double      result = 0;
        check_petsc(VecDuplicate(x, product.out()));
        check_petsc(MatMult(matrix_, x, product));
        check_petsc(VecDot(x, product, &result));
        return {result};
      }
      void
      get_diagonal(const Vec diagonal) override
      {
        check_petsc(VecCopy(diagonal_, diagonal));
      }

      PetscVector
      vector(const Values &values) const
      {
        PetscVector result;
        check_petsc(VecDuplicate(diagonal_, result.out()));
        set_host_values(values, result);
        return result;
      }
      /// Displacements under these forces, by the equilibrium of each spring.
      Values
      exact(const Values &forces) const
      {
        return solve(stiffness_, forces);
      }

    private:
      static Values
      solve(const Values &stiffness, const Values &forces)
      {
        // the force in the first spring is such that the last ends at the wall
        double      free_end = 0, compliance = 0, force = 0;
        std::size_t n = forces.size();
        for (std::size_t i = 0; i <= n; ++i)
          {
            free_end += force / stiffness[i];
            compliance += 1 / stiffness[i];
            force -= i < n ? forces[i] : 0;
          }
        force = -free_end / compliance;
        Values x;
        double position = 0;
        for (std::size_t i = 0; i < n; ++i)
          {
            position += force / stiffness[i];
            x.push_back(position);
            force -= forces[i];
          }
        return x;
      }

      Values         stiffness_;
      Preconditioner preconditioner_;
      PetscMatrix    matrix_;
      PetscVector    diagonal_;
    };

    /// Stiff springs with some soft ones between them.
    Values
    springs(const double soft)
    {
      Values result(60, 1e4);
      for (std::size_t i = 7; i < result.size(); i += 13)
        result[i] = soft * (1 + 0.1 * i);
      return result;
    }

    Values
    forces(const double phase)
    {
      Values result;
      for (unsigned int i = 0; i + 1 < springs(1).size(); ++i)
        result.push_back(std::sin(phase + i));
      return result;
    }

    double
    relative_error(Chain &chain, const Vec x, const Values &exact)
    {
      Values error = host_values(x);
      for (std::size_t i = 0; i < error.size(); ++i)
        error[i] -= exact[i];
      return std::sqrt(chain.energies(chain.vector(error))[0] /
                       chain.energies(chain.vector(exact))[0]);
    }
  } // namespace


  TEST(HessenbergProblem, IsTheLeastSquaresProblem)
  {
    const std::vector<Values> columns = {{2, 1}, {-1, 3, 0.5}, {0.3, -0.2, 1, 2}};
    HessenbergProblem         problem(4);
    for (const Values &column : columns)
      problem.add(column);
    const Values y = problem.solution(), in_basis = problem.residual_in_basis();
    Values       rest(4, 0.);
    rest[0] = 4;
    for (std::size_t j = 0; j < 3; ++j)
      for (std::size_t i = 0; i < columns[j].size(); ++i)
        rest[i] -= columns[j][i] * y[j];
    double squared = 0;
    for (std::size_t i = 0; i < 4; ++i)
      {
        EXPECT_NEAR(in_basis[i], rest[i], 1e-14);
        squared += rest[i] * rest[i];
      }
    EXPECT_NEAR(problem.residual(), std::sqrt(squared), 1e-14);
    for (const Values &column : columns) // what is left is orthogonal to what could be reached
      {
        double product = 0;
        for (std::size_t i = 0; i < column.size(); ++i)
          product += column[i] * rest[i];
        EXPECT_NEAR(product, 0, 1e-13);
      }
  }


  TEST(RecyclingGmres, Solves)
  {
    Chain             chain(springs(1));
    RecyclingGmres    solver(chain, {300, 60, 6});
    const PetscVector b = chain.vector(forces(0)), x = chain.vector(Values(59, 0.));
    solver.matrices_changed();
    const auto result = solver.solve(b, x, {1e-9});
    EXPECT_TRUE(result.converged);
    EXPECT_LT(relative_error(chain, x, chain.exact(forces(0))), 1e-9);
  }


  TEST(RecyclingGmres, DirectionsServeTheNextMatrix)
  {
    std::vector<unsigned int> iterations;
    for (const unsigned int n_recycled : {0u, 6u})
      {
        Chain          first(springs(1)), second(springs(1.3));
        RecyclingGmres solver(first, {300, 60, n_recycled}), other(second, {300, 60, n_recycled});
        PetscVector    x = first.vector(Values(59, 0.)), b = first.vector(forces(0));
        solver.matrices_changed();
        solver.solve(b, x, {1e-6});

        other.restore(solver.memory(), b);
        other.matrices_changed();
        b                 = second.vector(forces(1));
        x                 = second.vector(Values(59, 0.));
        const auto result = other.solve(b, x, {1e-9});
        EXPECT_TRUE(result.converged);
        EXPECT_LT(relative_error(second, x, second.exact(forces(1))), 1e-9);
        iterations.push_back(result.iterations);
      }
    EXPECT_LT(iterations[1], iterations[0] - 4);
  }


  TEST(RecyclingGmres, RestartsUntilItIsDone)
  {
    Chain             chain(springs(1));
    RecyclingGmres    solver(chain, {2000, 20, 6});
    const PetscVector b = chain.vector(forces(2)), x = chain.vector(Values(59, 0.));
    solver.matrices_changed();
    const auto result = solver.solve(b, x, {1e-9});
    EXPECT_TRUE(result.converged);
    EXPECT_GT(result.iterations, 20u);
    EXPECT_LT(relative_error(chain, x, chain.exact(forces(2))), 1e-9);
  }


  TEST(RecyclingGmres, StopsAtItsLimit)
  {
    Chain             chain(springs(1));
    RecyclingGmres    solver(chain, {5, 60, 6});
    const PetscVector b = chain.vector(forces(0)), x = chain.vector(Values(59, 0.));
    solver.matrices_changed();
    const auto result = solver.solve(b, x, {1e-9});
    EXPECT_FALSE(result.converged);
    EXPECT_EQ(result.iterations, 5u);
  }


  // a force on a stiff part whose motion soft springs decide on: a residual that is small against that force says nothing
  TEST(RecyclingGmres, ErrorIsFollowedWhereTheResidualIsSmall)
  {
    for (const double tolerance : {1e-2, 1e-4})
      {
        Chain             chain(springs(0.01), Preconditioner::other_stiffness);
        RecyclingGmres    solver(chain, {300, 60, 6});
        const PetscVector b = chain.vector(forces(0)), x = chain.vector(Values(59, 0.));
        solver.matrices_changed();
        const auto   result = solver.solve(b, x, {1e3, tolerance});
        const double error  = relative_error(chain, x, chain.exact(forces(0)));
        EXPECT_TRUE(result.converged);
        EXPECT_LE(result.error, tolerance);
        EXPECT_LT(error, 3 * tolerance);
      }
  }


  // part of the state that is known already makes the error of the rest matter less
  TEST(RecyclingGmres, ErrorIsRelativeToTheWholeState)
  {
    std::vector<unsigned int> iterations;
    for (const double elsewhere : {0., 1e6})
      {
        Chain             chain(springs(1));
        RecyclingGmres    solver(chain, {300, 60, 0});
        const PetscVector b = chain.vector(forces(0)), x = chain.vector(Values(59, 0.));
        solver.matrices_changed();
        const auto result = solver.solve(b, x, {1e3, 1e-4, {elsewhere}});
        EXPECT_NEAR(result.energies[0],
                    elsewhere + chain.energies(chain.vector(chain.exact(forces(0))))[0],
                    1e-2 * (elsewhere + 1));
        iterations.push_back(result.iterations);
      }
    EXPECT_LT(iterations[1], iterations[0]);
  }


  TEST(RecyclingGmres, NothingToDoIsNoTrouble)
  {
    Chain             chain(springs(1));
    RecyclingGmres    solver(chain, {300, 60, 6});
    const PetscVector b = chain.vector(Values(59, 0.)), x = chain.vector(Values(59, 0.));
    solver.matrices_changed();
    for (const Accuracy &accuracy : {Accuracy{1e-9}, Accuracy{1e-9, 1e-4}})
      {
        const auto result = solver.solve(b, x, accuracy);
        EXPECT_TRUE(result.converged);
        EXPECT_EQ(result.iterations, 0u);
      }
    EXPECT_EQ(host_values(x), Values(59, 0.));
  }
} // namespace callus
