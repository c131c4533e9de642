// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Chemotaxis as parameter files describe it: equilibrium, volume filling, events.

#include "transport/moving_biology.h"

#include <cmath>

using namespace callus;
using namespace callus::test;

namespace
{
  const double pi          = std::acos(-1.);
  const double diffusivity = .1, sensitivity = .12;

  /// Cells that follow a signal which stays as it is.
  std::string
  followers(double             of_cells,
            double             towards_signal,
            const std::string &more,
            double             tolerance = 1e-12)
  {
    return biology_text(
      field_text("cells", "cell", of_cells) + field_text("signal", "signal", 0),
      process_text("climb",
                   "chemotaxis",
                   "  set Field = cells\n  set Towards = signal\n  set Coefficient = " +
                     amount(towards_signal, "mm2/day/(ng/mL)") + more),
      tolerance);
  }

  const std::string saturation = "  set Half saturation = 1.5 ng/mL [assumed]\n";

  double
  potential(double q, bool saturates)
  {
    return sensitivity * (saturates ? 1.5 * q / (1.5 + q) : q);
  }

  /// Root mean square difference to y = c exp(psi / D), c from the mass, when nothing changes any more.
  template <int dim>
  double
  error_of_equilibrium(const Kind &kind, unsigned int n, bool saturates)
  {
    ShapedBiology<dim> box(
      box_of<dim>(kind, n), kind, followers(diffusivity, sensitivity, saturates ? saturation : ""));
    const double *q      = fill(box, "signal", [](const auto &p) {
      double product = 1;
      for (const double x : p)
        product *= std::cos(pi * x);
      return 2 + 1.5 * product;
    });
    const double *y      = fill(box, "cells", [](const auto &) { return 1.; });
    const auto    mass   = [&]() { return box.integral([&](std::size_t i) { return y[i]; }); };
    const double  before = mass();
    BiologyStep   biology(*box.network, box.transport);
    for (unsigned int k = 0; k < 30; ++k) // the slowest wave falls to exp(-14)
      biology.advance(.5 * k, .5, box.state.fields, box.state.drivers);
    EXPECT_NEAR(mass(), before, 1e-12 * before) << kind;
    EXPECT_LT(box.transport.take_report().largest_imbalance, 1e-12) << kind;

    const auto weight = [&](std::size_t i) {
      return std::exp(potential(q[i], saturates) / diffusivity);
    };
    const double level = before / box.integral(weight);
    return std::sqrt(box.integral([&](std::size_t i) {
      const double difference = y[i] - level * weight(i);
      return difference * difference;
    }));
  }

  class Taxis : public ::testing::TestWithParam<Kind>
  {
  };
} // namespace

TEST_P(Taxis, EquilibriumIsOfSecondOrder)
{
  in_dimension_of(GetParam(), [&](auto dimension) {
    constexpr int dim = decltype(dimension)::value;
    for (const bool saturates : {false, true})
      {
        const unsigned int n      = dim == 2 ? 8 : 4;
        const double       coarse = error_of_equilibrium<dim>(GetParam(), n, saturates),
                     fine         = error_of_equilibrium<dim>(GetParam(), 2 * n, saturates);
        EXPECT_GT(std::log2(coarse / fine), 1.85) << coarse << " -> " << fine;
        EXPECT_LT(fine, .03);
      }
  });
}

INSTANTIATE_TEST_SUITE_P(Simplices,
                         Taxis,
                         ::testing::Values(Kind{"triangle", Geometry::plane_strain},
                                           Kind{"tetrahedron", Geometry::three_dimensional}),
                         name_of_kind);

TEST(TaxisWithCapacity, NobodyMovesToWhereItIsFull)
{
  // A narrow hill of signal that many fall onto, from all sides. What the solver leaves can exceed the capacity: 4e-7 of it at a
  // tolerance of 1e-9.
  for (const Kind &kind : all_kinds())
    in_dimension_of(kind, [&](auto dimension) {
      constexpr int      dim = decltype(dimension)::value;
      ShapedBiology<dim> box(
        box_of<dim>(kind, dim == 2 ? 6 : 4),
        kind,
        followers(1e-3, 2, "  set Capacity = 0.5 1e6 cells/mL [assumed]\n", 1e-14));
      fill(box, "signal", [](const auto &p) {
        double square = 0;
        for (const double x : p)
          square += (x - .5) * (x - .5);
        return std::exp(-square / .03);
      });
      const double *y      = fill(box, "cells", [](const auto &p) { return p[0] < .5 ? .1 : .4; });
      const auto    mass   = [&]() { return box.integral([&](std::size_t i) { return y[i]; }); };
      const double  before = mass();
      BiologyStep   biology(*box.network, box.transport);
      double        largest = 0, highest = 0, lowest = 0;
      for (unsigned int k = 0; k < 20; ++k)
        {
          biology.advance(.1 * k, .1, box.state.fields, box.state.drivers);
          largest = *std::max_element(y, y + box.state.nodes().n_owned());
          highest = std::max(highest, largest);
          lowest  = std::min(lowest, *std::min_element(y, y + box.state.nodes().n_owned()));
        }
      EXPECT_LE(box.transport.maximum(highest), .5 + 1e-12) << kind;
      EXPECT_EQ(box.transport.maximum(-lowest), 0.) << kind;
      EXPECT_GT(box.transport.maximum(largest), .49) << kind << ": it must have filled";
      EXPECT_NEAR(mass(), before, 1e-12 * before) << kind;
    });
}

TEST(TaxisWithEvents, FactorZeroStopsTheMovement)
{
  const Kind       kind = {"triangle", Geometry::plane_strain};
  ShapedBiology<2> box(box_of<2>(kind, 4), kind, followers(0, sensitivity, ""));
  fill(box, "signal", [](const auto &p) { return p[0]; });
  const double     *y = fill(box, "cells", [](const auto &p) { return p[1]; });
  BiologyStep       biology(*box.network, box.transport);
  const std::size_t n                = box.state.nodes().n_owned();
  const auto        change_in_a_step = [&](double factor) {
    box.network->set_factor(box.network->process_index("climb"), factor);
    const std::vector<double> before(y, y + n);
    biology.advance(0, .1, box.state.fields, box.state.drivers);
    double change = 0;
    for (std::size_t i = 0; i < n; ++i)
      change = std::max(change, std::abs(y[i] - before[i]));
    return box.transport.maximum(change);
  };
  EXPECT_GT(change_in_a_step(1), 1e-3);
  EXPECT_LT(change_in_a_step(0), 1e-15);
  EXPECT_GT(change_in_a_step(1), 1e-3);
}
