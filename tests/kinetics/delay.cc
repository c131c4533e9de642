// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/test_network.h"
#include "kinetics/well_mixed.h"

using namespace callus;
using namespace callus::testing;

namespace
{
  /// Cells that mature for two days on average.
  std::string
  maturation(unsigned int n_stages, const std::string &more = "")
  {
    return R"(
subsection Fields
  subsection young
    set Unit          = 1e6 cells/mL
    set Kind          = cell
    set Initial value = 1 1e6 cells/mL [assumed]
    set Typical value = 0.1 1e6 cells/mL
    set Diffusivity   = 0.05 mm2/day [assumed]
  end
  subsection mature
    set Unit          = 1e6 cells/mL
    set Kind          = cell
    set Typical value = 0.1 1e6 cells/mL
  end
end
subsection Processes
  subsection maturation
    set Form       = delay
    set From       = young
    set To         = mature
    set Mean delay = 48 hour [assumed]
    set Stages     = )" +
           std::to_string(n_stages) + "\n" + more + R"(  end
end
)";
  }

  const std::string six_days = R"(
subsection Time
  set End             = 6 day
  set First step      = 0.001 day
  set Largest step    = 0.05 day
  set Error tolerance = 1e-4
end
subsection Output
  set History every = 0.5 day
end
)";

  WellMixedResult
  run(const std::string &text)
  {
    TestNetwork  test(text + six_days);
    WellMixedRun run(test.file->root());
    EXPECT_EQ(test.problems(), "");
    return run.run();
  }

  /// The share that has arrived by @p day: gamma distribution with whole shape n and the given mean.
  double
  erlang(unsigned int n, double mean, double day)
  {
    const double x    = n * day / mean;
    double       term = 1., sum = 0.;
    for (unsigned int k = 0; k < n; ++k, term *= x / k)
      sum += term;
    return 1. - std::exp(-x) * sum;
  }
} // namespace


TEST(Delay, arrivals_are_gamma_distributed_and_nothing_is_lost)
{
  for (const unsigned int n : {1u, 2u, 4u, 9u})
    {
      const WellMixedResult result = run(maturation(n));
      ASSERT_EQ(result.columns.size(), 1u + n);
      for (const auto &row : result.rows)
        {
          double total = 0;
          for (const double value : row.values)
            total += value;
          EXPECT_NEAR(total, 1., 1e-13) << n << " stages, day " << row.day;
          EXPECT_NEAR(row.values[result.column("mature")], erlang(n, 2., row.day), 1e-3)
            << n << " stages, day " << row.day;
        }
    }
}


TEST(Delay, stages_are_fields_like_the_first)
{
  TestNetwork test(maturation(3) + R"(
subsection Quantities
  subsection nearly_mature
    set Form = sum
    set Unit = 1e6 cells/mL
    set Of   = maturation_stage_3, maturation_all_stages
  end
end
)");
  ASSERT_EQ(test.problems(), "");
  const Network   &network   = *test.network;
  const Catalogue &catalogue = network.catalogue();
  EXPECT_EQ(
    catalogue.field_names(),
    (std::vector<std::string>{"young", "mature", "maturation_stage_2", "maturation_stage_3"}));
  const Field &stage = catalogue.fields()[3], &first = catalogue.fields()[0];
  EXPECT_EQ(stage.unit, first.unit);
  EXPECT_EQ(stage.kind, first.kind);
  EXPECT_EQ(stage.diffusivity, first.diffusivity);
  EXPECT_EQ(stage.typical_value, first.typical_value);
  EXPECT_EQ(stage.initial_value, 0.);
  EXPECT_EQ(stage.symbol, "young_3");
  const double     values[] = {1., 10., 100., 1000.};
  PointTable       fields(4, 1);
  Network::Scratch scratch;
  double           result = 0;
  for (unsigned int f = 0; f < 4; ++f)
    fields[f][0] = values[f];
  const PointTable drivers = neutral_drivers(network, 1);
  network.evaluate("maturation_all_stages", 0., fields, drivers, 0, 1, &result, scratch);
  EXPECT_DOUBLE_EQ(result, 1101.);
  network.evaluate("nearly_mature", 0., fields, drivers, 0, 1, &result, scratch);
  EXPECT_DOUBLE_EQ(result, 2101.);
  const ProcessSummary process = network.processes().at(0);
  EXPECT_EQ(
    process.changes,
    (std::vector<std::string>{"young", "maturation_stage_2", "maturation_stage_3", "mature"}));
}


TEST(Delay, modifiers_species_and_yield)
{
  const std::string half    = "    subsection Modifiers\n      subsection slow\n        set Form = "
                              "table\n        set Days = 0, 100 day [assumed]\n        set Values = "
                              "0.5, 0.5 [assumed]\n      end\n    end\n";
  const auto        arrived = [](const std::string &text) {
    const WellMixedResult result = run(text);
    return result.rows.at(6).values[result.column("mature")];
  };
  EXPECT_NEAR(arrived(maturation(4, half)), erlang(4, 4., 3.), 1e-3);
  EXPECT_NEAR(
    arrived(maturation(4) + "include library/species_sheep.prm\n"), erlang(4, 6., 3.), 1e-3);
  EXPECT_NEAR(
    arrived(maturation(4, "    set Yield = 3 [assumed]\n")), 3. * erlang(4, 2., 3.), 3e-3);
}


TEST(Delay, mistakes_are_reported_once)
{
  const auto expect = [](const std::string &text, const std::string &word) {
    const std::string problems = TestNetwork(text).problems();
    const auto        at       = problems.find(word);
    EXPECT_NE(at, std::string::npos) << word << " in " << problems;
    if (at != std::string::npos)
      EXPECT_EQ(problems.find(word, at + 1), std::string::npos) << problems;
  };
  expect(maturation(0), "found 0 stages");
  expect(maturation(51), "found 51 stages");
  std::string text = maturation(3);
  text.replace(text.find("To         = mature"), 19, "To         = young");
  expect(text, "the same field as in From");
  text = maturation(3);
  text.replace(text.find("From       = young"), 18, "From       = yonug");
  expect(text, "found 'yonug'");
  text = maturation(3);
  text.replace(text.find("set Mean delay = 48 hour"), 24, "set Mean delay = 48 mm");
  expect(text, "Mean delay");
  text = maturation(3);
  text.replace(text.find("subsection mature\n"), 18, "subsection maturation_stage_2\n");
  expect(text, "a name that is free for stage 2");
  expect(maturation(3) +
           "subsection Quantities\n  subsection maturation_all_stages\n    set Form = "
           "sum\n    set Unit = 1\n    set Of = free_pore_space\n  end\nend\n",
         "a name that no field, driver or built-in quantity has");
  // a number of stages elsewhere is an unknown entry still
  text = maturation(3);
  text.replace(text.find("Form       = delay"), 18, "Form       = conversion");
  text.replace(text.find("set Mean delay = 48 hour"), 24, "set Rate = 1 1/day");
  expect(text, "the entry 'Stages', which nothing reads");
}
