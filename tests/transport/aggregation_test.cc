// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Cells that follow what they secrete: where the uniform state becomes unstable, and what becomes of it.

#include "transport/moving_biology.h"

#include <cmath>

using namespace callus;
using namespace callus::test;

namespace
{
  const double pi = std::acos(-1.);

  // macrophages and chemokines: mm2/day, 1/day, ng/mL/day/(1e6 cells/mL), 1e6 cells/mL
  const double of_cells = .05, of_signal = 8.6, loss = .2, loss_of_signal = 1.73, secretion = 6,
               level = .35;
  /// The wave that becomes unstable first, and where it does.
  const double critical = std::sqrt(std::sqrt(loss * loss_of_signal / (of_cells * of_signal)));
  const double threshold =
    std::pow(std::sqrt(of_cells * loss_of_signal) + std::sqrt(of_signal * loss), 2) /
    (secretion * level);

  std::string
  aggregation(double sensitivity, const std::string &more = "")
  {
    return biology_text(
      field_text("cells", "cell", of_cells) + field_text("signal", "signal", of_signal),
      process_text("climb",
                   "chemotaxis",
                   "  set Field = cells\n  set Towards = signal\n  set Coefficient = " +
                     amount(sensitivity, "mm2/day/(ng/mL)") + more) +
        // a capacity that nobody comes near: a constant source
        process_text(
          "arrival",
          "recruitment",
          "  set Field = cells\n  set Rate = " + amount(loss * level, "1e6 cells/mL/day") +
            "  set Capacity = 1e9 1e6 cells/mL [assumed]\n") +
        process_text(
          "death", "decay", "  set Field = cells\n  set Rate = " + amount(loss, "1/day")) +
        process_text("secretion",
                     "secretion",
                     "  set Field = signal\n  set By = cells\n  set Rate = " +
                       amount(secretion, "ng/mL/day/(1e6 cells/mL)")) +
        process_text("clearance",
                     "decay",
                     "  set Field = signal\n  set Rate = " + amount(loss_of_signal, "1/day")));
  }

  const Kind kind = {"quadrilateral", Geometry::plane_strain};

  /// A strip as long as half the critical wave, the uniform state disturbed by that wave.
  struct Strip
  {
    Strip(const std::string &biology, double spacing, double amplitude, double growth = 0)
      : box(strip(pi / critical, pi / critical / std::lround(pi / critical / spacing / 2) / 2),
            kind,
            biology)
      , step(*box.network, box.transport)
    {
      const double k2 = critical * critical;
      cells           = fill(
        box, "cells", [&](const auto &p) { return level + amplitude * std::cos(critical * p[0]); });
      fill(box, "signal", [&](const auto &p) {
        return secretion * (level / loss_of_signal + amplitude * std::cos(critical * p[0]) /
                                                       (growth + of_signal * k2 + loss_of_signal));
      });
    }

    void
    run(double until, double h)
    {
      for (unsigned int n = 0; n < std::lround(until / h); ++n, day += h)
        step.advance(day, h, box.state.fields, box.state.drivers);
    }
    /// Part of the wave in the cells.
    double
    amplitude()
    {
      return box.integral(
        [&](std::size_t i) { return cells[i] * std::cos(critical * box.point(i)[0]); });
    }
    double
    largest()
    {
      double local = 0;
      for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
        local = std::max(local, cells[i]);
      return box.transport.maximum(local);
    }

    ShapedBiology<2> box;
    BiologyStep      step;
    double          *cells;
    double           day = 0;
  };

  /// (l + D_M k^2 + d)(l + D_q k^2 + d_q) = chi M k_qM k^2, the larger root
  double
  expected_growth(double sensitivity)
  {
    const double k2 = critical * critical;
    const double a = of_cells * k2 + loss, b = of_signal * k2 + loss_of_signal;
    const double c = sensitivity * level * secretion * k2;
    return (-(a + b) + std::sqrt((a - b) * (a - b) + 4 * c)) / 2;
  }
} // namespace

TEST(Aggregation, GrowsOrDecaysAsTheDispersionRelationSays)
{
  EXPECT_NEAR(threshold, 1.2, .05);
  EXPECT_NEAR(expected_growth(threshold), 0., 1e-12);
  for (const double relative : {.8, 1.25})
    {
      const double expected = expected_growth(relative * threshold);
      Strip        strip(aggregation(relative * threshold), .1, 1e-4 * level, expected);
      strip.run(1, .1); // what the start disturbs besides the wave is gone by then
      const double before = strip.amplitude();
      strip.run(10, .1);
      const double found = std::log(strip.amplitude() / before) / 10;
      EXPECT_EQ(std::signbit(found), std::signbit(expected)) << relative;
      EXPECT_NEAR(found, expected, .03 * std::abs(expected)) << relative;
    }
}

TEST(Aggregation, StaysBoundedAndSmoothWhereReceptorsSaturate)
{
  // three times the sensitivity at which the uniform state of these cells, whose receptors saturate, becomes unstable
  const double half_saturation = 1, signal = secretion * level / loss_of_signal;
  const double slope       = std::pow(half_saturation / (half_saturation + signal), 2);
  const double sensitivity = 3 * threshold / slope;
  double       previous    = 0;
  for (const double spacing : {.05, .025})
    {
      Strip strip(
        aggregation(sensitivity, "  set Half saturation = " + amount(half_saturation, "ng/mL")),
        spacing,
        .01 * level);
      strip.run(20, .1);
      // equilibrium: y is at most exp(chi K / D) times as much at one place as at another; here far less, as cells die
      const double largest = strip.largest();
      EXPECT_GT(largest, 10 * level) << "they must have gathered";
      if (previous > 0)
        EXPECT_NEAR(largest, previous, .03 * largest) << "the peak must not depend on the mesh";
      previous          = largest;
      const double mass = strip.box.integral([&](std::size_t i) { return strip.cells[i]; }),
                   body = strip.box.integral([](std::size_t) { return 1.; });
      EXPECT_NEAR(mass / body, level, 1e-9 * level);
      std::vector<std::pair<double, double>> profile;
      for (std::size_t i = 0; i < strip.box.state.nodes().n_owned(); ++i)
        profile.emplace_back(strip.box.point(i)[0], strip.cells[i]);
      std::sort(profile.begin(), profile.end());
      for (std::size_t i = 1; i < profile.size(); ++i)
        EXPECT_LT(profile[i].second, profile[i - 1].second + 1e-10 * largest)
          << "from the peak at x = 0 it falls; x = " << profile[i].first;
    }
}
