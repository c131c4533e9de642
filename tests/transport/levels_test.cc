// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Fixed values whose level follows a table over the days.

#include "kinetics/well_mixed_spreading.h"
#include "transport/moving_biology.h"

#include <cmath>

using namespace callus;
using namespace callus::test;

namespace
{
  /// A field held at x_min at 2 units times 0.2 on day 0, 1 on day 1 and 0.4 from day 2 on. Without space: 3 mm/day.
  std::string
  held(const std::string &name, const std::string &kind, double diffusivity)
  {
    return biology_text(
      field_text(
        name, kind, diffusivity, "  set Initial value = 0.4 " + unit_of(kind) + " [assumed]\n"),
      process_text("wall",
                   "fixed value",
                   "  set Field = " + name + "\n  set Surfaces = x_min\n  set Level = 2 " +
                     unit_of(kind) +
                     " [assumed]\n  set Exchange coefficient when well-mixed = 3 mm/day "
                     "[assumed]\n" +
                     modifier_text("course",
                                   "table",
                                   "    set Days = 0, 1, 2 day [assumed]\n    set Values = 0.2, 1, "
                                   "0.4 [assumed]\n")));
  }

  double
  level(double day)
  {
    return 2 * (day < 1 ? .2 + .8 * day : day < 2 ? 1 - .6 * (day - 1) : .4);
  }
} // namespace

TEST(Levels, FixedValuesFollowTheirTableInSpace)
{
  const Kind kind = {"triangle", Geometry::plane_strain};
  for (const auto &[name, field_kind] : {std::make_pair("factor", "signal"),
                                         std::make_pair("oxygen", "gas"),
                                         std::make_pair("cells", "cell")})
    {
      ShapedBiology<2> box(box_of<2>(kind, 4), kind, held(name, field_kind, 50));
      const double    *y = box.state.fields[box.field(name)];
      BiologyStep      biology(*box.network, box.transport);
      const double     step = .0625;
      for (unsigned int n = 0; n < 40; ++n)
        {
          biology.advance(n * step, step, box.state.fields, box.state.drivers);
          // Movement of cells is one step with the supply of its middle.
          const double day = n * step + (std::string(field_kind) == "cell" ? .5 : 1.) * step;
          for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
            {
              if (box.point(i)[0] < 1e-9)
                EXPECT_NEAR(y[i], level(day), 1e-12) << name << ", day " << day;
              // all the rest follows within L^2 / D = 0.02 day
              EXPECT_NEAR(y[i], level(day), .04) << name << ", day " << day;
            }
        }
    }
}

TEST(Levels, FixedValuesFollowTheirTableWithoutSpace)
{
  // y' = 3 mm/day * 0.5/mm * (level - y): against small steps of the midpoint rule
  const Kind         kind = {"triangle", Geometry::plane_strain};
  ShapedBiology<2>   box(box_of<2>(kind, 1), kind, held("factor", "signal", 0));
  WellMixedSpreading mixed(*box.network, {2., {{"x_min", 1.}}});
  BiologyStep        biology(*box.network, mixed);
  PointTable         fields(1, 1, .4), drivers(box.network->catalogue().n_drivers(), 1, 0.);
  const double       step  = .02;
  double             exact = .4;
  for (unsigned int n = 0; n < 150; ++n)
    {
      biology.advance(n * step, step, fields, drivers);
      for (unsigned int k = 0; k < 100; ++k)
        {
          const double h = step / 100, day = n * step + k * h;
          const double middle = exact + .5 * h * 1.5 * (level(day) - exact);
          exact += h * 1.5 * (level(day + .5 * h) - middle);
        }
      EXPECT_NEAR(fields[0u][0], exact, 1e-3) << "day " << (n + 1) * step;
    }
}
