// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Each fall-back of the solver is forced, by PETSc options that spoil what comes before it.

#include "mechanics/robustness/biot_step.h"

namespace callus
{
  using namespace test;

  namespace
  {
    SolverSettings
    with_prefix(const std::string &prefix)
    {
      SolverSettings settings;
      settings.prefix = prefix;
      return settings;
    }

    const Variant triangles{"triangle", "plane_strain", 2};

    /// Soft tissue beside bone, one step.
    struct Case
    {
      explicit Case(const std::string &prefix)
        : problem(pressed_cube<2>(triangles, 8, MPI_COMM_SELF))
        , step(problem, triangles, with_prefix(prefix))
      {
        set_bone([](const std::array<double, 2> &x) { return x[0] > 0.5; });
      }

      void
      set_bone(const std::function<bool(const std::array<double, 2> &)> &is_bone)
      {
        step.set_material([&](const std::array<double, 2> &x) {
          return is_bone(x) ? material(20000, 0.3, 1e-5) : material(0.2, 0.167, 0.01);
        });
        step.assemble(0.5);
      }

      SolveReport
      solve()
      {
        solution.assign(step.loads.size(), 0.);
        return step.solver.solve(step.loads, solution, {1e-9 * step.solver.norm(step.loads)});
      }

      ProblemInDimension<2> problem;
      BiotStep<2>           step;
      std::vector<double>   solution;
    };

    /// Bounds of the spectrum far below the truth: Chebyshev amplifies what it should damp.
    void
    spoil_multigrid(const std::string &prefix)
    {
      set_default_option("-" + prefix + "smoother_ksp_chebyshev_eigenvalues", "1e-4,1e-3");
    }

    void
    expect_same_solution(const Case &a, const Case &b)
    {
      double difference = 0, largest = 0;
      for (std::size_t i = 0; i < a.solution.size(); ++i)
        {
          difference = std::max(difference, std::abs(a.solution[i] - b.solution[i]));
          largest    = std::max(largest, std::abs(b.solution[i]));
        }
      EXPECT_LE(difference, 1e-6 * largest);
    }
  } // namespace


  TEST(FallBack, NoneWhereNothingIsSpoilt)
  {
    Case              plain("none_");
    const SolveReport report = plain.solve();
    EXPECT_EQ(report.fallbacks, "");
    EXPECT_LE(report.true_residual, report.tolerance);
  }


  // The options spoil the first hierarchy only.
  TEST(FallBack, FreshHierarchy)
  {
    const std::string eigenvalues = "-fresh_u_smoother_ksp_chebyshev_eigenvalues";
    spoil_multigrid("fresh_u_");
    Case plain("plain_"), spoilt("fresh_");
    check_petsc(PetscOptionsClearValue(nullptr, eigenvalues.c_str()));
    plain.solve();
    const SolveReport report = spoilt.solve();
    EXPECT_NE(report.fallbacks.find("fresh hierarchy: solved"), std::string::npos)
      << report.fallbacks;
    EXPECT_LE(report.true_residual, report.tolerance);
    expect_same_solution(spoilt, plain);

    // and what comes then begins with a hierarchy of its own
    const unsigned int before = spoilt.step.solver.n_hierarchies();
    EXPECT_EQ(spoilt.solve().fallbacks, "");
    spoilt.step.assemble(0.5);
    EXPECT_EQ(spoilt.step.solver.n_hierarchies(), before + 1);
    spoilt.solve();
    spoilt.step.assemble(0.5);
    EXPECT_EQ(spoilt.step.solver.n_hierarchies(), before + 1);
  }


  TEST(FallBack, SaferMultigrid)
  {
    spoil_multigrid("safer_u_");
    Case plain("plain_"), spoilt("safer_");
    plain.solve();
    const SolveReport report = spoilt.solve();
    EXPECT_NE(report.fallbacks.find("safer multigrid: solved"), std::string::npos)
      << report.fallbacks;
    EXPECT_LE(report.true_residual, report.tolerance);
    expect_same_solution(spoilt, plain);
  }


  TEST(FallBack, Direct)
  {
    spoil_multigrid("direct_u_");
    spoil_multigrid("direct_u_safer_");
    Case plain("plain_"), spoilt("direct_");
    plain.solve();
    const SolveReport report = spoilt.solve();
    EXPECT_NE(report.fallbacks.find("direct solver (MUMPS): solved"), std::string::npos)
      << report.fallbacks;
    EXPECT_LE(report.true_residual, report.tolerance);
    expect_same_solution(spoilt, plain);
  }


  TEST(FallBack, NumericalFailureSaysWhatWasTried)
  {
    spoil_multigrid("failing_u_");
    spoil_multigrid("failing_u_safer_");
    set_default_option("-failing_direct_pc_type", "none");
    Case spoilt("failing_");
    try
      {
        spoilt.solve();
        FAIL() << "No failure.";
      }
    catch (const NumericalFailure &failure)
      {
        const std::string message = failure.what();
        for (const char *tried : {"iterative", "fresh hierarchy", "safer multigrid", "MUMPS"})
          EXPECT_NE(message.find(tried), std::string::npos) << message;
      }
  }
} // namespace callus
