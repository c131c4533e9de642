// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/successive_solutions.h"

#include "linear/small_system.h"

#include <gtest/gtest.h>

namespace callus
{
  using namespace test;
  using Values = std::vector<double>;

  namespace
  {
    constexpr unsigned int n = n_u + n_p;

    struct SuccessiveSolutionsTest : testing::Test
    {
      double
      residual_from(const std::vector<Values> &earlier, const Values &b) const
      {
        const Values start = start_of_least_residual(solver, b, earlier);
        return norm(solver.residual(b, start));
      }
      /// That which is minimised.
      double
      norm(const Values &residual) const
      {
        return std::sqrt(solver.dot_of_residuals(residual, residual));
      }

      const SmallSystem      system{0.3, 0.1};
      Prepared               prepared{system, "mechanics_"};
      const PersistentSolve &solver = prepared.solver;
    };

    /// x_i = a cos(i) + b sin(2 i)
    Values
    waves(const double a, const double b)
    {
      Values x;
      for (unsigned int i = 0; i < n; ++i)
        x.push_back(a * std::cos(1. + i) + b * std::sin(2. + 2 * i));
      return x;
    }
  } // namespace


  TEST_F(SuccessiveSolutionsTest, TheLastOnesAreKept)
  {
    SuccessiveSolutions solutions(2);
    EXPECT_EQ(solutions.latest(), Values(2, 0.));
    for (unsigned int k = 1; k <= SuccessiveSolutions::n_kept + 2; ++k)
      solutions.add(Values(2, k));
    ASSERT_EQ(solutions.kept().size(), SuccessiveSolutions::n_kept);
    for (unsigned int k = 0; k < SuccessiveSolutions::n_kept; ++k)
      EXPECT_EQ(solutions.kept()[k], Values(2, SuccessiveSolutions::n_kept + 2 - k));
  }


  TEST_F(SuccessiveSolutionsTest, NothingToStartFromIsZero)
  {
    const SuccessiveSolutions nothing(n);
    EXPECT_EQ(start_of_least_residual(solver, right_side, nothing.kept()), Values(n, 0.));
  }


  TEST_F(SuccessiveSolutionsTest, WithoutChangesTheLastOneIsTaken)
  {
    const Values last = waves(0.02, 0.01);
    EXPECT_EQ(start_of_least_residual(solver, right_side, {last}), last);
    EXPECT_EQ(start_of_least_residual(solver, right_side, {last, last}), last);
    EXPECT_EQ(start_of_least_residual(solver, right_side, {last, Values(n, 0.)}), last);
  }


  // what goes on as it went is known before it is solved: t^2, t = 3 from 2, 1, 0
  TEST_F(SuccessiveSolutionsTest, ChangesGoOn)
  {
    const auto at = [&](const double t) { return waves(1 + 0.2 * t, 0.1 * t * t); };
    const auto b  = solver.product(at(3));
    EXPECT_LT(residual_from({at(2), at(1), at(0)}, b), 1e-12 * solver.norm(b));
    EXPECT_GT(residual_from({at(2), at(1)}, b), 1e-3 * solver.norm(b));
  }


  TEST_F(SuccessiveSolutionsTest, NoWorseThanTheLastOne)
  {
    const Values last = waves(1, 1), before = waves(0.8, 1.3);
    for (const double factor : {-1., 0.1, 1., 10.})
      {
        Values b = solver.product(last);
        for (unsigned int i = 0; i < n; ++i)
          b[i] = factor * b[i] + 0.3 * right_side[i];
        EXPECT_LE(residual_from({last, before}, b), norm(solver.residual(b, last))) << factor;
      }
  }


  // no direction: dividing by what is left of it would make round-off a start
  TEST_F(SuccessiveSolutionsTest, DependentChangesAreLeftOut)
  {
    const auto   at = [&](const double t) { return waves(1 + t, t / 3); };
    const Values start =
      start_of_least_residual(solver, right_side, {at(0.1), at(0.3), at(0.4), at(0.7)});
    const Values same = start_of_least_residual(solver, right_side, {at(0.1), at(0.3)});
    for (unsigned int i = 0; i < n; ++i)
      EXPECT_NEAR(start[i], same[i], 1e-13);
  }
} // namespace callus
