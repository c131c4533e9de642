// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Speed of fronts of growing and migrating cells and of vessels.

#include "transport/shaped_biology.h"

#include <cmath>

using namespace callus;
using namespace callus::test;

namespace
{
  /// They follow a signal that rises by 1 ng/mL a mm, with the speed @p drift [mm/day] where they are few; nobody moves at 1.
  std::string
  climbing(double drift)
  {
    return R"(
  subsection guidance
    set Form = chemotaxis
    set Field = cells
    set Towards = signal
    set Capacity = 1 1e6 cells/mL [assumed]
    set Coefficient = )" +
           std::to_string(drift) + R"( mm2/day/(ng/mL) [assumed]
  end
)";
  }

  std::string
  growing_cells(double diffusivity, double rate, double drift)
  {
    return R"(
subsection Fields
  subsection signal
    set Unit = ng/mL
    set Kind = signal
  end
  subsection cells
    set Unit = 1e6 cells/mL
    set Kind = cell
    set Diffusivity = )" +
           std::to_string(diffusivity) + R"( mm2/day [assumed]
    set Upper bound = 1 1e6 cells/mL [assumed]
  end
end
subsection Quantities
  subsection crowding
    set Form = sum
    set Unit = 1
    set Of = cells
    subsection Coefficients
      set cells = 1 mL/(1e6 cells) [assumed]
    end
  end
end
subsection Processes
  subsection growth
    set Form = proliferation
    set Field = cells
    set Rate = )" +
           std::to_string(rate) + R"( 1/day [assumed]
    set Crowding = crowding
  end
)" + climbing(drift) +
           "end\n";
  }

  /// Speed [mm/day] between two days of the front that starts as a step at x = 0.
  double
  front_speed(double diffusivity,
              double rate,
              double spacing,
              double from,
              double to,
              double drift = 0)
  {
    const Kind   kind  = {"quadrilateral", Geometry::plane_strain};
    const double speed = 2 * std::sqrt(diffusivity * rate) + drift, length = 1.3 * speed * to + 4;
    ShapedBox<2> shape = box_of<2>(kind, 1, -2, length);
    shape.bricks   = {{static_cast<unsigned int>(std::lround((length + 2) / (2 * spacing))), 1}};
    shape.upper[1] = 2 * spacing;
    ShapedBiology<2> box(shape, kind, growing_cells(diffusivity, rate, drift));
    double          *y = box.state.fields[box.field("cells")];
    for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
      {
        y[i]                                     = box.point(i)[0] < 0 ? 1 : 0;
        box.state.fields[box.field("signal")][i] = box.point(i)[0] + 2;
      }
    // how far the front has come: the length that is full
    const double section  = box.integral([](std::size_t) { return 1.; }) / (length + 2);
    const auto   position = [&]() {
      return box.integral([&](std::size_t i) { return y[i]; }) / section;
    };
    BiologyStep  biology(*box.network, box.transport);
    const double step  = .1;
    double       start = 0;
    unsigned int n     = 0;
    for (; n < std::lround(to / step); ++n)
      {
        if (n == std::lround(from / step))
          start = position();
        biology.advance(n * step, step, box.state.fields, box.state.drivers);
      }
    return (position() - start) / (to - from);
  }

  /// Fisher's front from a step: c - 3 / (2 l t), l = sqrt(k / D) (Bramson 1983), in the mean over the days.
  double
  expected_speed(double diffusivity, double rate, double from, double to)
  {
    const double decay = std::sqrt(rate / diffusivity);
    return 2 * std::sqrt(diffusivity * rate) - 1.5 / decay * std::log(to / from) / (to - from);
  }
} // namespace

TEST(Fronts, Fisher)
{
  const double expected = expected_speed(.05, .5, 20, 60);
  EXPECT_NEAR(front_speed(.05, .5, .1, 20, 60), expected, .02 * expected);
}

TEST(Fronts, Vessels)
{
  // D = U^2 / (4 k) for a front of U = 0.36 mm/day
  const double diffusivity = .36 * .36 / (4 * .45);
  const double expected    = expected_speed(diffusivity, .45, 20, 60);
  EXPECT_NEAR(front_speed(diffusivity, .45, .1, 20, 60), expected, .02 * expected);
}

TEST(Fronts, VesselsThatFollowAGradient)
{
  // the few at the tip are carried with the drift, those that fill the space behind do not move: v = 2 sqrt(D k) + drift
  const double diffusivity = .36 * .36 / (4 * .45), drift = .2;
  const double expected = expected_speed(diffusivity, .45, 20, 60) + drift;
  EXPECT_NEAR(front_speed(diffusivity, .45, .1, 20, 60, drift), expected, .02 * expected);
}
