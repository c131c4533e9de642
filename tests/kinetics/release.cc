// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// What a scaffold carries: laws of release against their closed forms, doses, and the balance of what is delivered.

#include "base/temporary_directory.h"
#include "kinetics/random_delivery.h"
#include "kinetics/test_network.h"
#include "kinetics/well_mixed.h"

#include <cmath>
#include <functional>

using namespace callus;
using namespace callus::testing;

namespace
{
  std::string
  fields_of(const std::string &kind, const std::string &unit)
  {
    std::string text = "subsection Fields\n";
    for (const char *name : {"store", "other_store", "free"})
      text += std::string(" subsection ") + name + "\n  set Unit = " + unit +
              "\n  set Kind = " + kind + "\n  set Typical value = 0.1 " + unit + "\n end\n";
    return text + "end\n";
  }

  std::string
  days(double end, double tolerance)
  {
    return "subsection Time\n set End = " + std::to_string(end) +
           " day\n set First step = 1e-4 day\n set Smallest step = 1e-8 day\n set Largest step = 0.5 day\n set Error tolerance "
           "= " +
           std::to_string(tolerance) +
           "\nend\nsubsection Output\n set History every = 0.25 day\nend\n"
           "subsection Well-mixed\n set Volume = 2000 mm3 [assumed]\nend\n";
  }

  /// 20 ng, 10 ng/mL in 2000 mm3.
  const std::string dose = "subsection Doses\n subsection gel\n  set Field = store\n  set Amount = "
                           "20 ng [assumed]\n end\nend\n";

  std::string
  release_text(const std::string &fraction,
               const std::string &within,
               const std::string &exponent,
               const std::string &more = "")
  {
    return "subsection Processes\n subsection out\n  set Form = release\n  set From = store\n  "
           "set To = free\n  set Fraction = " +
           fraction + " [assumed]\n  set Within = " + within +
           " [assumed]\n  set Exponent = " + exponent + " [assumed]\n" + more + " end\nend\n";
  }

  WellMixedResult
  run(const std::string &text)
  {
    TestNetwork  test(text);
    WellMixedRun run(test.file->root());
    EXPECT_EQ(test.problems(), "");
    return run.run();
  }

  /// Largest difference of the released share of 10 ng/mL from a closed form.
  double
  largest_error(const std::string &text, const std::function<double(double)> &share)
  {
    const WellMixedResult result  = run(text);
    double                largest = 0;
    for (const auto &row : result.rows)
      {
        const double free = row.values[result.column("free")];
        largest           = std::max(largest, std::abs(free / 10 - share(row.day)));
        double total      = 0;
        for (const double value : row.values)
          total += value;
        EXPECT_NEAR(total, 10, 1e-11) << "day " << row.day;
      }
    return largest;
  }

  const std::string signals = fields_of("signal", "ng/mL") + dose;
} // namespace


TEST(Release, of_zero_order_is_a_straight_line_and_ends)
{
  // 80 % in 4 days; from 99 % on, at 4.95 days, the rest follows at 0.2 / 0.01 = 20 per day
  const auto share = [](double day) {
    return day < 4.95 ? 0.2 * day : 1 - 0.01 * std::exp(-20 * (day - 4.95));
  };
  const std::string law = release_text("0.8", "4 day", "1");
  EXPECT_LT(largest_error(signals + law + days(8, 1e-5), share), 1e-4);
}


TEST(Release, of_higuchi_goes_with_the_root_of_time)
{
  const std::string law    = release_text("85 %", "14 day", "0.5");
  const auto        share  = [](double day) { return 0.85 * std::sqrt(day / 14); };
  const double      coarse = largest_error(signals + law + days(14, 1e-3), share),
               fine        = largest_error(signals + law + days(14, 1e-6), share);
  // steps follow the error estimate, down to the straight line of the first hundredth of a day
  EXPECT_LT(coarse, 2e-2);
  EXPECT_LT(fine, 1e-3);
  EXPECT_LT(fine, 0.2 * coarse);
}


TEST(Release, of_korsmeyer_and_peppas_begins_when_it_is_told)
{
  const std::string law = release_text("0.6", "1 week", "0.43", "  set Begin = 3 day [assumed]\n");
  const auto share = [](double day) { return day < 3 ? 0 : 0.6 * std::pow((day - 3) / 7, 0.43); };
  EXPECT_LT(largest_error(signals + law + days(12, 1e-6), share), 1e-3);
  EXPECT_EQ(run(signals + law + days(3, 1e-3)).rows.back().values[2], 0.);
}


TEST(Release, as_a_burst_and_slowly_is_two_stores)
{
  const std::string text  = fields_of("signal", "ng/mL") + R"(
subsection Doses
  subsection burst
    set Field  = store
    set Amount = 20 ng [assumed]
    set Share  = 0.3 [assumed]
  end
  subsection slow
    set Field  = other_store
    set Amount = 20 ng [assumed]
    set Share  = 0.7 [assumed]
  end
end
subsection Processes
  subsection burst
    set Form = conversion
    set From = store
    set To   = free
    set Rate = 2 1/day [assumed]
  end
  subsection slow
    set Form = conversion
    set From = other_store
    set To   = free
    set Rate = 0.1 1/day [assumed]
  end
end
)";
  const auto        share = [](double day) {
    return 1 - 0.3 * std::exp(-2 * day) - 0.7 * std::exp(-0.1 * day);
  };
  EXPECT_LT(largest_error(text + days(10, 1e-5), share), 1e-3);
}


TEST(Release, goes_at_the_pace_of_the_material_not_of_the_animal)
{
  // cells, whose rates a species divides
  const std::string cells =
    fields_of("cell", "1e6 cells/mL") +
    "subsection Doses\n subsection gel\n  set Field = store\n  set Amount = 2e7 cells "
    "[assumed]\n end\nend\n";
  const std::string law   = release_text("0.8", "4 day", "1");
  const auto        share = [](double day) { return 0.2 * day; };
  EXPECT_LT(largest_error(cells + law + days(4, 1e-4), share), 1e-3);
  EXPECT_LT(
    largest_error(cells + law + days(4, 1e-4) + "include library/species_sheep.prm\n", share),
    1e-3);
}


TEST(Release, mistakes_are_reported)
{
  const auto expect = [](const std::string &law, const std::string &word) {
    const std::string problems = TestNetwork(signals + law).problems();
    EXPECT_NE(problems.find(word), std::string::npos) << word << " in " << problems;
  };
  expect(release_text("1.2", "4 day", "1"), "<= 1");
  expect(release_text("0", "4 day", "1"), "> 0");
  expect(release_text("0.8", "4 mm", "1"), "Within");
  expect(release_text("0.8", "4 day", "0"), "Exponent");
  expect(release_text("0.8", "0.001 day", "0.5"), "Straight line until");
  expect(release_text("0.8", "4 day", "1", "  set Scaled by species = true\n"),
         "which nothing reads");
}


TEST(Doses, are_spread_over_the_volume_and_add_to_what_is_there)
{
  const std::string text =
    fields_of("cell", "1e6 cells/mL") +
    "subsection Fields\n subsection free\n  set Initial value = 0.5 1e6 cells/mL [assumed]\n end\n"
    "end\n" +
    R"(subsection Doses
  subsection implanted
    set Field  = free
    set Amount = 2e6 cells [assumed]
  end
  subsection injected
    set Field     = free
    set Amount    = 1e6 cells/kg [assumed]
    set Body mass = 4 kg [assumed]
  end
  subsection gel
    set Field   = store
    set Amount  = 3e6 cells/mL [assumed]
  end
end
)";
  // the fields stand in two texts: a second file changes the first
  const TemporaryDirectory directory;
  const std::string        base = directory.write("base.prm", fields_of("cell", "1e6 cells/mL"));
  const std::string        main = "include " + base + '\n' +
                           text.substr(fields_of("cell", "1e6 cells/mL").size()) + days(1, 1e-2);
  const WellMixedResult result = run(main);
  EXPECT_DOUBLE_EQ(result.rows[0].values[result.column("free")], 0.5 + 6. / 2);
  EXPECT_DOUBLE_EQ(result.rows[0].values[result.column("store")], 3);
}


TEST(Doses, without_a_volume_are_an_error)
{
  TestNetwork test(fields_of("signal", "ng/mL") + dose);
  {
    WellMixedRun run(test.file->root());
  }
  EXPECT_NE(test.problems().find("an amount, and no volume to spread it over"), std::string::npos)
    << test.problems();
  TestNetwork other(
    fields_of("signal", "ng/mL") +
    "subsection Doses\n subsection gel\n  set Field = store\n  set Amount = 1 ng/mL "
    "[assumed]\n  set Regions = gel\n end\nend\n" +
    days(1, 1e-2));
  {
    WellMixedRun run(other.file->root());
  }
  EXPECT_NE(other.problems().find("a concentration in regions of unknown volume"),
            std::string::npos)
    << other.problems();
}


TEST(Doses, as_concentrations_in_regions_need_the_volumes_of_a_mesh)
{
  TestNetwork       test(fields_of("signal", "ng/mL") +
                   "subsection Doses\n subsection gel\n  set Field = store\n  set Amount = 8 ng/mL "
                         "[assumed]\n  set Regions = gel\n end\nend\n" +
                   "subsection Time\n set End = 1 day\nend\n");
  WellMixedGeometry geometry;
  geometry.volume         = 2000;
  geometry.region_volumes = {{"gel", 500}, {"callus", 1500}};
  WellMixedRun run(test.file->root(), geometry);
  EXPECT_EQ(test.problems(), "");
  EXPECT_DOUBLE_EQ(run.run().rows[0].values[0], 2);
}


TEST(Delivery, balances_released_bound_lost_and_left_for_every_factor_and_random_numbers)
{
  ASSERT_GE(delivered_files().size(), 10u);
  for (const std::string &factor : delivered_files())
    for (unsigned int seed = 1; seed <= 5; ++seed)
      {
        SCOPED_TRACE(factor + ", seed " + std::to_string(seed));
        RandomDelivery random(factor, seed);
        TestNetwork    test(random.text() + days(20, 1e-2));
        WellMixedRun   run(test.file->root());
        ASSERT_EQ(test.problems(), "");
        const auto            forms  = balanced_fields(run.network(), factor);
        const WellMixedResult result = run.run();
        const double          given  = random.dose() / 2000;
        double                lost   = 0;
        for (const auto &row : result.rows)
          {
            double total = 0;
            for (const std::string &form : forms)
              total += row.values[result.column(form)];
            EXPECT_NEAR(total, given, 1e-10 * given) << "day " << row.day;
            lost = row.values[result.column(forms.back())];
          }
        // something has happened
        EXPECT_GT(lost, 0.01 * given);
      }
}
