// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Obtuse angles in tissue whose mobility jumps: matrices that are not positive.

#include "transport/diffusion_solver.h"
#include "transport/moving_biology.h"

#include <cmath>

using namespace callus;
using namespace callus::test;

namespace
{
  const Kind plane = {"triangle", Geometry::plane_strain};

  std::string
  fast_fields()
  {
    return biology_text(field_text("signal", "signal", 1000) + field_text("cells", "cell", 1000) +
                          field_text("oxygen", "gas", 1000) + field_text("matrix", "matrix", 0),
                        hindered_by_matrix("signal, cells, oxygen") +
                          held_at("oxygen", "gas", "x_min", 40));
  }

  /// A step of a day in a box sheared by @p shear, in tissue whose mobility jumps between 1 and @p low: how often matrices were
  /// not positive.
  template <int dim>
  unsigned int
  indefinite_solves(const Kind &kind, double shear, double low)
  {
    ShapedBox<dim> shape = box_of<dim>(kind, 4);
    shape.map            = [=](const auto &p) {
      auto q = p;
      q[1] += shear * p[0];
      return q;
    };
    ShapedBiology<dim> box(shape, kind, fast_fields());
    const auto         jumps = [](double value, double factor) {
      return [=](const auto &p) { return std::sin(1e3 * (p[0] + factor * p[1])) > 0 ? value : 0.; };
    };
    fill(box, "matrix", jumps(1 - low, 2));
    const double *signal = fill(box, "signal", jumps(1, 3)),
                 *cells  = fill(box, "cells", jumps(1, 3));
    const auto mass      = [&](const double *y) {
      return box.integral([&](std::size_t i) { return y[i]; });
    };
    const double before = mass(signal);
    EXPECT_EQ(mass(cells), before);
    BiologyStep(*box.network, box.transport).advance(0, 1, box.state.fields, box.state.drivers);
    EXPECT_NEAR(mass(signal), before, 1e-12 * before) << kind;
    EXPECT_NEAR(mass(cells), before, 1e-12 * before) << kind;
    const double *oxygen = box.state.fields[box.field("oxygen")];
    const double  even   = before / box.integral([](std::size_t) { return 1.; });
    double        change = 0;
    for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
      {
        // a day is long enough for all to be even
        change = std::max(change, std::abs(signal[i] - even));
        change = std::max(change, std::abs(cells[i] - even));
        change = std::max(change, std::abs(oxygen[i] - 40));
      }
    EXPECT_LT(box.transport.maximum(change), 1e-3) << kind;
    const auto report = box.transport.take_report();
    EXPECT_LT(report.largest_imbalance, 1e-12) << kind;
    return report.indefinite;
  }

  const std::vector<Kind> sheared = {plane,
                                     {"quadrilateral", Geometry::plane_strain},
                                     {"tetrahedron", Geometry::three_dimensional}};
} // namespace

TEST(Indefinite, ConjugateGradientsStopWhereCurvatureIsNotPositive)
{
  ShapedBiology<2> box(box_of<2>(plane, 3), plane, fast_fields());
  const NodeEdges &edges  = box.transport.movement().edges();
  EdgeWeights      weight = box.transport.movement().coupling().coefficient();
  for (std::size_t k = 0; k < weight.size(); ++k)
    weight.set(k, -weight[k]);
  DiffusionEquations<most_lanes> equations(edges);
  LaneFields<most_lanes>         values(edges.n_local);
  equations.weight      = &weight;
  equations.diffusivity = {{10, 0, 10, 1e-9}};
  for (std::size_t i = 0; i < edges.n_owned; ++i)
    {
      equations.diagonal[i]        = {{1, 2, 1, 4}};
      equations.right_hand_side[i] = {
        {std::sin(9 * box.point(i)[0]), 6, 0, std::cos(box.point(i)[1])}};
    }
  DiffusionSolver<most_lanes> solver(
    edges, box.state.nodes().ghost_exchange(), nullptr, MPI_COMM_WORLD);
  const auto result = solver.solve(equations, 1e-10, 100, values);
  EXPECT_TRUE(result.is_indefinite[0]);
  EXPECT_FALSE(result.is_indefinite[1]);
  EXPECT_FALSE(result.is_indefinite[2]) << "nothing to solve";
  EXPECT_FALSE(result.is_indefinite[3]) << "the diagonal is stronger";
  for (std::size_t i = 0; i < edges.n_owned; ++i)
    {
      EXPECT_NEAR(values[i].lane[1], 3, 1e-9);
      EXPECT_NEAR(values[i].lane[3], std::cos(box.point(i)[1]) / 4, 1e-6);
    }
}

TEST(Indefinite, ObtuseAnglesAndJumpsDoWithSmallerNegativeCouplings)
{
  for (const Kind &kind : sheared)
    in_dimension_of(kind, [&](auto dimension) {
      constexpr int dim = decltype(dimension)::value;
      // movement is evaluated for oxygen and for cells: once for each
      const unsigned int found = indefinite_solves<dim>(kind, dim == 3 ? 1.5 : 3, .5);
      EXPECT_GE(found, 1u) << kind;
      EXPECT_LE(found, 2u) << kind;
      EXPECT_EQ((indefinite_solves<dim>(kind, .5, .9)), 0u) << kind;
    });
}

TEST(Indefinite, TheMostObtuseDoWithoutThem)
{
  for (const Kind &kind : sheared)
    in_dimension_of(kind, [&](auto dimension) {
      constexpr int dim = decltype(dimension)::value;
      EXPECT_GT((indefinite_solves<dim>(kind, 20, .9)), 2u) << kind;
    });
}
