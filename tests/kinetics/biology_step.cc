// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/biology_step.h"
#include "kinetics/test_network.h"
#include "kinetics/well_mixed.h"

using namespace callus;
using namespace callus::testing;

namespace
{
  /// Oxygen supplied by vessels and eaten by cells.
  const std::string oxygen = R"(
subsection Fields
  subsection cells
    set Unit = 1e6 cells/mL
    set Kind = cell
    set Initial value = 0.2 1e6 cells/mL [assumed]
  end
  subsection vessels
    set Unit = 1
    set Kind = vessel
    set Initial value = 0.3 [assumed]
    set Upper bound = 1 [assumed]
  end
  subsection oxygen
    set Unit = mmHg
    set Kind = gas
    set Initial value = 60 mmHg [assumed]
    set Upper bound = 75 mmHg [assumed]
  end
end
subsection Processes
  subsection supply
    set Form  = vascular exchange
    set Field = oxygen
    set By    = vessels
    set Rate  = 50 1/day [assumed]
    set Level = 75 mmHg [assumed]
  end
  subsection respiration
    set Form  = uptake
    set Field = oxygen
    set By    = cells
    set Rate  = 1300 mmHg/day/(1e6 cells/mL) [assumed]
    set Half saturation = 2 mmHg [assumed]
  end
end
)";

  /// A signal behind a membrane.
  const std::string membrane = R"(
subsection Fields
  subsection signal
    set Unit = ng/mL
    set Kind = signal
    set Initial value = 1 ng/mL [assumed]
  end
  subsection cells
    set Unit = 1e6 cells/mL
    set Kind = cell
  end
end
subsection Processes
  subsection exchange
    set Form  = surface exchange
    set Field = cells
    set Surfaces = left, right
    set Level = 0.4 1e6 cells/mL [assumed]
    set Exchange coefficient = 0.5 mm/day [assumed]
  end
  subsection release
    set Form  = surface flux
    set Field = signal
    set Surfaces = left
    set Flux = 2 (ng/mL) (mm/day) [assumed]
  end
  subsection loss
    set Form  = decay
    set Field = signal
    set Rate  = 3 1/day [assumed]
  end
end
)";
} // namespace


TEST(BiologyStep, quasi_steady_oxygen_solves_the_quadratic)
{
  TestNetwork test(oxygen);
  ASSERT_EQ(test.problems(), "");
  const Network     &network = *test.network;
  WellMixedSpreading spreading(network, {});
  BiologyStep        biology(network, spreading);
  for (const double start : {0., 5., 75.})
    for (const double cells : {0., 0.2, 3.})
      {
        PointTable fields(3, 1);
        fields[test.field("cells")][0]   = cells;
        fields[test.field("vessels")][0] = 0.3;
        fields[test.field("oxygen")][0]  = start;
        biology.balance_quasi_steady(0., fields, neutral_drivers(network, 1));
        // a (75 - n) (2 + n) = Q n
        const double a = 50 * 0.3, Q = 1300 * cells, b = a * (2. - 75.) + Q;
        EXPECT_NEAR(fields[test.field("oxygen")][0],
                    (-b + std::sqrt(b * b + 4 * a * a * 150)) / (2 * a),
                    1e-9);
      }
}


TEST(BiologyStep, surface_processes_count_area_over_volume)
{
  TestNetwork test(membrane);
  ASSERT_EQ(test.problems(), "");
  const Network     &network = *test.network;
  WellMixedGeometry  geometry{10., {{"left", 4.}, {"right", 16.}}};
  WellMixedSpreading spreading(network, geometry);
  BiologyStep        biology(network, spreading);
  PointTable         fields(2, 1, 0.);
  fields[test.field("signal")][0] = 1.;
  const PointTable drivers        = neutral_drivers(network, 1);
  for (unsigned int i = 0; i < 4000; ++i)
    biology.advance(i * 0.001, 0.001, fields, drivers);
  // y' = (20/10) 0.5 (0.4 - y) and y' = (4/10) 2 - 3 y
  EXPECT_NEAR(fields[test.field("cells")][0], 0.4 * (1. - std::exp(-4.)), 1e-4);
  EXPECT_NEAR(fields[test.field("signal")][0], 0.8 / 3. + (1. - 0.8 / 3.) * std::exp(-12.), 1e-4);
}


TEST(BiologyStep, a_fast_signal_sits_at_its_balance_in_one_step)
{
  TestNetwork        test(membrane);
  const Network     &network = *test.network;
  WellMixedSpreading spreading(network, {10., {{"left", 4.}, {"right", 16.}}});
  BiologyStep        biology(network, spreading);
  PointTable         fields(2, 1, 0.);
  biology.advance(0., 1e6, fields, neutral_drivers(network, 1));
  EXPECT_NEAR(fields[test.field("signal")][0], 0.8 / 3., 1e-6);
}


TEST(BiologyStep, repetition_with_another_step_equals_a_first_try)
{
  TestNetwork        test("include library/biology.prm\n");
  const Network     &network = *test.network;
  const unsigned int n       = network.catalogue().n_fields();
  const PointTable   drivers = neutral_drivers(network, 1);
  const auto         run     = [&](bool with_rejected_step) {
    WellMixedSpreading spreading(network, {});
    BiologyStep        biology(network, spreading);
    PointTable         fields = random_state(network, 1, 2);
    biology.balance_quasi_steady(0., fields, drivers);
    biology.advance(0., 0.05, fields, drivers);
    const PointTable saved = fields;
    if (with_rejected_step)
      {
        biology.advance(0.05, 0.4, fields, drivers);
        fields = saved;
      }
    biology.advance(0.05, 0.1, fields, drivers);
    const BiologyStepReport report = biology.advance(0.05 + 0.1, 0.1, fields, drivers);
    std::vector<double>     result = {report.error.value};
    for (unsigned int f = 0; f < n; ++f)
      result.push_back(fields[f][0]);
    return result;
  };
  EXPECT_EQ(run(false), run(true));
}


TEST(BiologyStep, error_estimate_sees_curvature_and_not_slope)
{
  TestNetwork test(example_fields + R"(
subsection Processes
  subsection source
    set Form  = secretion
    set Field = cells
    set Rate  = 1 1e6 cells/mL/day [assumed]
  end
  subsection growth
    set Form  = secretion
    set Field = other_cells
    set By    = other_cells
    set Rate  = 1 1/day [assumed]
  end
end
)");
  ASSERT_EQ(test.problems(), "");
  const Network     &network = *test.network;
  WellMixedSpreading spreading(network, {});
  BiologyStep        biology(network, spreading);
  PointTable         fields(network.catalogue().n_fields(), 1, 0.);
  const PointTable   drivers     = neutral_drivers(network, 1);
  fields[test.field("cells")][0] = 1.;
  biology.advance(0., 0.1, fields, drivers);
  EXPECT_LT(biology.advance(0.1, 0.1, fields, drivers).error.value, 1e-14);
  // growth from here: an event that the past knows nothing of
  fields[test.field("other_cells")][0] = 1.;
  biology.forget_the_past();
  biology.advance(0.2, 0.1, fields, drivers);
  StepError error = biology.advance(0.3, 0.1, fields, drivers).error;
  EXPECT_EQ(error.field, test.field("other_cells"));
  EXPECT_EQ(error.order, 2u);
  // the second divided difference of exp(t) over the largest value: about h^2/2
  EXPECT_NEAR(error.value, 0.0045, 0.001);
  error = biology.advance(0.4, 0.05, fields, drivers).error;
  EXPECT_EQ(error.order, 3u);
  // h^3/6 where the steps before were twice as long
  EXPECT_NEAR(error.value, 0.05 * 0.05 * 0.05 / 6, 0.2 * 0.05 * 0.05 * 0.05 / 6);
}


TEST(WellMixed, missing_geometry_is_an_input_error)
{
  Units      units;
  const auto file =
    ParameterFile::from_text(membrane, "membrane.prm", CALLUS_SOURCE_DIR "/parameter_files", units);
  const WellMixedRun run(file->root());
  try
    {
      file->throw_if_wrong();
      FAIL() << "no error";
    }
  catch (const InputError &error)
    {
      const std::string text = error.what();
      EXPECT_NE(text.find("Volume"), std::string::npos) << text;
      EXPECT_NE(text.find("right"), std::string::npos) << text;
    }
}


TEST(WellMixed, rows_events_and_drivers)
{
  Units        units;
  const auto   file = ParameterFile::from_text(membrane + R"(
subsection Processes
  subsection loss
    subsection Modifiers
      subsection fluid_speed
        set Form  = linear
        set Slope = 1 1/(um/s) [assumed]
      end
    end
  end
end
subsection Time
  set End = 3 day
  set Largest step = 0.002 day
end
subsection Output
  set History every = 0.5 day
end
subsection Well-mixed
  set Volume = 0.01 mL [assumed]
  subsection Surface areas
    set left  = 0.04 cm2 [assumed]
    set right = 16 mm2 [assumed]
  end
  subsection Drivers
    subsection fluid_speed
      set Days   = 0, 1, 1.0001 day [assumed]
      set Values = 0, 0, 1 um/s [assumed]
    end
  end
end
)",
                                             "membrane.prm",
                                             CALLUS_SOURCE_DIR "/parameter_files",
                                             units);
  WellMixedRun run(file->root());
  ASSERT_NO_THROW(file->throw_if_wrong());
  std::vector<double>   days;
  const WellMixedResult result = run.run(
    [&](const WellMixedResult::Row &row) { days.push_back(row.day); }, {{2., "release", 0.}});
  EXPECT_EQ(days, (std::vector<double>{0., 0.5, 1., 1.5, 2., 2.5, 3.}));
  const unsigned int signal = result.column("signal");
  // no loss until day 1, then a balance at 0.8/3, then loss alone
  EXPECT_NEAR(result.rows[2].values[signal], 1.8, 1e-6);
  EXPECT_NEAR(result.rows[4].values[signal], 0.8 / 3. + (1.8 - 0.8 / 3.) * std::exp(-3.), 5e-3);
  EXPECT_NEAR(result.rows[6].values[signal] / result.rows[4].values[signal], std::exp(-3.), 5e-3);
  EXPECT_NEAR(result.peaks[signal].day, 1., 0.01);
}
