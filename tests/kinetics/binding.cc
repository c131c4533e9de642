// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/test_network.h"
#include "kinetics/well_mixed.h"

using namespace callus;
using namespace callus::testing;

namespace
{
  /// 4 ng/mL in solution meet 3 ng/mL of sites.
  std::string
  binding(const std::string &integration, const std::string &tolerance)
  {
    return R"(
subsection Fields
  subsection free
    set Unit          = ng/mL
    set Kind          = signal
    set Integration   = )" +
           integration + R"(
    set Initial value = 4 ng/mL [assumed]
    set Typical value = 0.1 ng/mL
  end
  subsection bound
    set Unit          = ng/mL
    set Kind          = signal
    set Integration   = )" +
           integration + R"(
    set Typical value = 0.1 ng/mL
  end
end
subsection Processes
  subsection binding
    set Form         = binding
    set Free         = free
    set Bound        = bound
    set Rate         = 0.5 1/day/(ng/mL) [assumed]
    set Release rate = 0.25 1/day [assumed]
    set Capacity     = 3 ng/mL [assumed]
  end
end
subsection Time
  set End             = 20 day
  set First step      = 0.001 day
  set Largest step    = 0.5 day
  set Error tolerance = )" +
           tolerance + "\nend\n";
  }

  struct Outcome
  {
    double largest_drift = 0; ///< of free + bound, relative
    double bound         = 0; ///< at the end
  };

  Outcome
  bind(const std::string &integration, const std::string &tolerance)
  {
    TestNetwork  test(binding(integration, tolerance));
    WellMixedRun run(test.file->root());
    EXPECT_EQ(test.problems(), "");
    const WellMixedResult result = run.run();
    const unsigned int    free = result.column("free"), bound = result.column("bound");
    Outcome               outcome;
    for (const auto &row : result.rows)
      outcome.largest_drift =
        std::max(outcome.largest_drift, std::abs(row.values[free] + row.values[bound] - 4.) / 4.);
    outcome.bound = result.rows.back().values[bound];
    return outcome;
  }

  /// Balance 0.5 (4 - b) (3 - b) = 0.25 b.
  const double balance = 0.5 * (7.5 - std::sqrt(7.5 * 7.5 - 48.));
} // namespace


TEST(Binding, what_one_form_loses_the_other_gains)
{
  const Outcome outcome = bind("explicit", "1e-3");
  EXPECT_LT(outcome.largest_drift, 1e-13);
  EXPECT_NEAR(outcome.bound, balance, 1e-3);
}


TEST(Binding, of_signals_is_conserved_whatever_the_steps)
{
  const Outcome coarse = bind("implicit", "1e-2"), fine = bind("implicit", "1e-4");
  EXPECT_LT(coarse.largest_drift, 1e-13);
  EXPECT_LT(fine.largest_drift, 1e-13);
  EXPECT_NEAR(fine.bound, balance, 1e-5);
}
