// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/small_system.h"

#include <gtest/gtest.h>

namespace callus
{
  using namespace test;


  TEST(PersistentSolve, SolvesAndReportsTheTrueResidual)
  {
    const SmallSystem   system(0.3, 0.1);
    Prepared            prepared(system, "mechanics_");
    PersistentSolve    &solver = prepared.solver;
    std::vector<double> x(n_u + n_p, 0.);
    const SolveReport   report = solver.solve(right_side, x, {1e-10});
    EXPECT_LE(report.true_residual, 2e-10);
    EXPECT_EQ(report.true_residual, solver.norm(solver.residual(right_side, x)));
    EXPECT_TRUE(report.fallbacks.empty()) << report.fallbacks;

    // [A B^T; B -C] x = b, by the rows themselves
    std::vector<double> u(x.begin(), x.begin() + n_u), p(x.begin() + n_u, x.end()), u_rows(n_u, 0.),
      p_rows(n_p, 0.), storage(n_p, 0.);
    system.a->multiply_add(u, u_rows);
    system.b_t->multiply_add(p, u_rows);
    system.b->multiply_add(u, p_rows);
    system.c->multiply_add(p, storage);
    for (unsigned int i = 0; i < n_u; ++i)
      EXPECT_NEAR(u_rows[i], right_side[i], 1e-9);
    for (unsigned int i = 0; i < n_p; ++i)
      EXPECT_NEAR(p_rows[i] - storage[i], right_side[n_u + i], 1e-9);
  }


  TEST(PersistentSolve, GoodGuessNeedsNoIteration)
  {
    const SmallSystem   system(0.3, 0.1);
    Prepared            prepared(system, "mechanics_");
    PersistentSolve    &solver = prepared.solver;
    std::vector<double> x(n_u + n_p, 0.);
    solver.solve(right_side, x, {1e-11});
    EXPECT_EQ(solver.solve(right_side, x, {1e-10}).iterations, 0u);
  }


  // a GPU's types are chosen in this way
  TEST(PersistentSolve, TypesOfMatricesArePetscsToChoose)
  {
    const SmallSystem system(0.3, 0.1);
    for (const char *name : {"u_", "u_products_"})
      set_default_option("-typed_" + std::string(name) + "mat_type", "aij");
    set_default_option("-typed_p_pc_type", "gamg");
    Prepared usual(system, "mechanics_"), typed(system, "typed_");

    std::vector<double> x(n_u + n_p, 0.), y = x;
    usual.solver.solve(right_side, x, {1e-11});
    typed.solver.solve(right_side, y, {1e-11});
    for (unsigned int i = 0; i < x.size(); ++i)
      EXPECT_NEAR(x[i], y[i], 1e-9);
    Mat       block = nullptr;
    MatType   type  = nullptr;
    PetscBool is_aij;
    check_petsc(MatNestGetSubMat(typed.equations.matrix(), 0, 0, &block));
    check_petsc(MatGetType(block, &type));
    check_petsc(PetscStrbeginswith(type, "seqaij", &is_aij));
    EXPECT_TRUE(is_aij) << type;
  }


  // pressures that nothing determines, and a right-hand side that they would have to answer
  TEST(PersistentSolve, UnsolvableSystemIsANumericalFailure)
  {
    const SmallSystem   system(0., 0.);
    Prepared            prepared(system, "mechanics_");
    PersistentSolve    &solver = prepared.solver;
    std::vector<double> x(n_u + n_p, 0.);
    EXPECT_THROW(solver.solve(right_side, x, {1e-10}), NumericalFailure);
  }
} // namespace callus
