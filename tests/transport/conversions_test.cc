// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// What one signal loses to another the other gains, in space: binding, conversion, delay.

#include "transport/moving_biology.h"

#include "base/communication.h"

#include <cmath>

using namespace callus;
using namespace callus::test;

namespace
{
  const double pi = std::acos(-1.);

  /// A factor in solution that binds to sites, is released, turns into another form, and after a while into a third.
  const std::string factor = biology_text(
    field_text("free", "signal", 2) + field_text("bound", "signal", 0) +
      field_text("active", "signal", .5) + field_text("old", "signal", 0),
    process_text("binding",
                 "binding",
                 "  set Free = free\n  set Bound = bound\n  set Rate = 3 "
                 "1/day/(ng/mL) [assumed]\n  set Release rate = 1 1/day [assumed]\n  "
                 "set Capacity = 1.5 ng/mL [assumed]\n") +
      process_text(
        "activation",
        "conversion",
        "  set From = free\n  set To = active\n  set Rate = 1 1/day "
        "[assumed]\n" +
          modifier_text("bound", "activation", "    set Half saturation = 1 ng/mL [assumed]\n")) +
      process_text("ageing",
                   "delay",
                   "  set From = active\n  set To = old\n  set Mean delay = 0.5 day "
                   "[assumed]\n  set Stages = 3\n"));

  const char *const forms[] =
    {"free", "bound", "active", "ageing_stage_2", "ageing_stage_3", "old"};

  /// Fields after a day in @p n steps from a wave of the free form; @p drift: of the sum of all forms, relative.
  PointTable
  after_a_day(const Kind &kind, unsigned int n, double &drift)
  {
    PointTable result;
    in_dimension_of(kind, [&](auto dimension) {
      constexpr int      dim = decltype(dimension)::value;
      ShapedBiology<dim> box(box_of<dim>(kind, 3), kind, factor);
      fill(box, "free", [](const auto &p) {
        return 1 + .9 * std::cos(pi * p[0]) * std::cos(pi * p[1]);
      });
      const auto mass = [&]() {
        double sum = 0;
        for (const char *form : forms)
          sum += box.integral([&](std::size_t i) { return box.state.fields[box.field(form)][i]; });
        return sum;
      };
      const double before = mass();
      BiologyStep  biology(*box.network, box.transport);
      drift = 0;
      for (unsigned int k = 0; k < n; ++k)
        {
          biology.advance(1. * k / n, 1. / n, box.state.fields, box.state.drivers);
          drift = std::max(drift, std::abs(mass() - before) / before);
        }
      EXPECT_LT(box.transport.take_report().largest_imbalance, 1e-12) << kind;
      result = box.state.fields;
    });
    return result;
  }

  double
  largest_difference(const PointTable &a, const PointTable &b)
  {
    double largest = 0;
    for (unsigned int f = 0; f < a.n_quantities(); ++f)
      for (std::size_t i = 0; i < a.n_points(); ++i)
        largest = std::max(largest, std::abs(a[f][i] - b[f][i]));
    return mpi::max(largest, MPI_COMM_WORLD);
  }
} // namespace

TEST(Conversions, OfSignalsAreConservedInSpace)
{
  for (const Kind &kind : all_kinds())
    {
      double drift = 1;
      after_a_day(kind, 20, drift);
      EXPECT_LT(drift, 1e-12) << kind;
      // Steps longer than the stages of the delay: what would be converted and is not there is taken back. Near the axis, where
      // volumes shrink, diffusion carries fields out of their bounds too; that is limited, each field's for itself.
      after_a_day(kind, 4, drift);
      EXPECT_LT(drift, kind.geometry == Geometry::axisymmetric ? 0.01 : 1e-12) << kind;
    }
}

TEST(Conversions, OfSignalsAreOfSecondOrder)
{
  const Kind       kind = {"triangle", Geometry::plane_strain};
  double           drift;
  const PointTable exact  = after_a_day(kind, 640, drift);
  const double     coarse = largest_difference(after_a_day(kind, 40, drift), exact),
               fine       = largest_difference(after_a_day(kind, 80, drift), exact);
  EXPECT_GT(std::log2(coarse / fine), 1.85) << coarse << " -> " << fine;
}
