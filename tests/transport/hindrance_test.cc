// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Tissue that hinders movement: layers that block, layers in series, porosity that varies.

#include "transport/moving_biology.h"

#include <cmath>

using namespace callus;
using namespace callus::test;

namespace
{
  const double pi = std::acos(-1.);

  const char *const moving[] = {"cells", "signal", "oxygen"};

  /// Cells that diffuse and climb, a signal and oxygen, all hindered by a matrix; @p more processes.
  std::string
  hindered(const std::string &more)
  {
    return biology_text(field_text("cells", "cell", .2) + field_text("signal", "signal", 5) +
                          field_text("oxygen", "gas", 173) + field_text("lure", "signal", 0) +
                          field_text("matrix", "matrix", 0),
                        hindered_by_matrix("cells, signal, oxygen") +
                          process_text("climb",
                                       "chemotaxis",
                                       "  set Field = cells\n  set Towards = lure\n  set "
                                       "Coefficient = 0.5 mm2/day/(ng/mL) [assumed]\n") +
                          more,
                        1e-9);
  }

  /// A body whose left third is full of everything, and a wall of matrix in the middle that nothing can pass.
  template <int dim>
  struct Wall
  {
    explicit Wall(const Kind &kind)
      : box(box_of<dim>(kind, dim == 2 ? 8 : 4),
            kind,
            hindered(held_at("oxygen", "gas", "x_min", 40)))
      , biology(*box.network, box.transport)
    {
      const auto before_the_wall = [](const auto &p) { return p[0] < .3 ? 1. : 0.; };
      fill(box, "matrix", [](const auto &p) { return p[0] > .45 && p[0] < .7 ? 1. : 0.; });
      fill(box, "cells", before_the_wall);
      fill(box, "signal", before_the_wall);
      fill(box, "lure", [](const auto &p) { return p[0]; });
    }

    /// The sum of a moving field at the nodes behind the wall.
    double
    behind(const std::string &name)
    {
      const double *y   = box.state.fields[box.field(name)];
      double        sum = 0;
      for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
        if (box.point(i)[0] > .7)
          sum += std::abs(y[i]);
      return box.transport.maximum(sum);
    }
    void
    run(double days)
    {
      for (double day = 0; day < days - 1e-9; day += .25)
        biology.advance(day, .25, box.state.fields, box.state.drivers);
    }

    ShapedBiology<dim> box;
    BiologyStep        biology;
  };

  /// Oxygen in balance between x = 0, where it is held at 1 mmHg, and x = length, where it is held at 0.
  struct Passage
  {
    template <typename Matrix>
    Passage(const ShapedBox<2> &shape,
            const Kind         &kind,
            const std::string  &hindrance,
            const Matrix       &matrix)
      : box(
          shape,
          kind,
          biology_text(field_text("oxygen", "gas", diffusivity) + field_text("matrix", "matrix", 0),
                       hindrance + held_at("oxygen", "gas", "x_min", 1) +
                         held_at("oxygen", "gas", "x_max", 0),
                       1e-13))
    {
      fill(box, "matrix", [&](const auto &p) { return matrix(p[0]); });
      oxygen = fill(box, "oxygen", [](const auto &) { return .5; });
      BiologyStep(*box.network, box.transport)
        .balance_quasi_steady(0, box.state.fields, box.state.drivers);
    }

    /// Value at the nodes at x.
    double
    at(double x) const
    {
      double value = 0;
      for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
        if (std::abs(box.point(i)[0] - x) < 1e-9)
          value = oxygen[i];
      return box.transport.maximum(value);
    }

    static constexpr double diffusivity = 10;
    ShapedBiology<2>        box;
    double                 *oxygen;
  };
} // namespace

TEST(Hindrance, NothingPassesALayerWithoutMobility)
{
  for (const Kind &kind : all_kinds())
    in_dimension_of(kind, [&](auto dimension) {
      Wall<decltype(dimension)::value> wall(kind);
      wall.run(2);
      for (const char *name : moving)
        EXPECT_LE(wall.behind(name), 1e-14) << name << ", " << kind;
    });
}

TEST(Hindrance, FactorZeroOfAnEventOpensTheLayer)
{
  Wall<2> wall({"triangle", Geometry::plane_strain});
  wall.run(.5);
  for (const char *name : moving)
    EXPECT_LE(wall.behind(name), 1e-14) << name;
  wall.box.network->set_factor(wall.box.network->process_index("dense"), 0.);
  wall.biology.forget_the_past();
  wall.run(.5);
  for (const char *name : moving)
    EXPECT_GT(wall.behind(name), 1e-3) << name;
}

TEST(Hindrance, LayersInSeriesAddTheirResistances)
{
  // mobility 1 as far as x = 0.5 mm, 1e-4 beyond; nodes 1/256 mm apart, one of them on the boundary of the layers
  const double  dense = 1 - 1e-4, spacing = 1. / 256;
  const Passage passage(strip(1, spacing),
                        {"quadrilateral", Geometry::plane_strain},
                        hindered_by_matrix("oxygen"),
                        [&](double x) { return x > .5 - 1e-9 ? dense : 0.; });
  const double  expected         = Passage::diffusivity / (.5 + .5 / 1e-4);
  const double  through_the_free = (1 - passage.at(.25)) * Passage::diffusivity / .25,
               through_the_dense = passage.at(.75) * Passage::diffusivity * 1e-4 / .25;
  EXPECT_NEAR(through_the_free, expected, .01 * expected);
  EXPECT_NEAR(through_the_dense, expected, .01 * expected);
  EXPECT_NEAR(through_the_free, through_the_dense, 1e-6 * expected) << "it is the same flux";
}

TEST(Hindrance, PorosityThatVariesGivesTheExactProfile)
{
  // D (1 - m)^1.5 y' = constant, m = 0.8 x: y falls as (1 - m)^-0.5 rises
  const std::string bruggeman = process_text(
    "pores",
    "hindrance",
    "  set Fields = oxygen\n" +
      modifier_text(
        "free_pore_space", "power", "    set Reference = 1 [assumed]\n    set Exponent = 1.5\n"));
  const auto exact = [](double x) {
    const auto rise = [](double s) { return 1 / std::sqrt(1 - .8 * s) - 1; };
    return 1 - rise(x) / rise(1);
  };
  for (const char *shape : {"triangle", "quadrilateral"})
    {
      const Kind kind     = {shape, Geometry::plane_strain};
      double     previous = 0;
      for (const unsigned int n : {8u, 16u})
        {
          ShapedBox<2> crooked = box_of<2>(kind, n);
          crooked.map          = [](const std::array<double, 2> &p) {
            const double bulge = .05 * std::sin(pi * p[0]) * std::sin(pi * p[1]);
            return std::array<double, 2>{{p[0] + bulge, p[1] - bulge}};
          };
          const Passage passage(crooked, kind, bruggeman, [](double x) { return .8 * x; });
          const double  error = std::sqrt(passage.box.integral([&](std::size_t i) {
            const double difference = passage.oxygen[i] - exact(passage.box.point(i)[0]);
            return difference * difference;
          }));
          if (previous > 0)
            EXPECT_GT(std::log2(previous / error), 1.85) << kind << previous << " -> " << error;
          previous = error;
        }
      EXPECT_LT(previous, 2e-3) << shape;
    }
}

TEST(Hindrance, LayersInSeriesAcrossObtuseAngles)
{
  // 7 % of the couplings are negative, and at the boundary of the layers the matrix with them is not positive
  const Kind   kind  = {"triangle", Geometry::plane_strain};
  ShapedBox<2> shape = box_of<2>(kind, 32);
  shape.map          = [](const std::array<double, 2> &p) {
    const double bulge = .3 * std::sin(pi * p[0]) * std::sin(pi * p[1]);
    return std::array<double, 2>{{p[0] + bulge, p[1] + bulge}};
  };
  const Passage passage(
    shape, kind, hindered_by_matrix("oxygen"), [](double x) { return x > .5 ? .99 : 0.; });
  double error = 0;
  for (std::size_t i = 0; i < passage.box.state.nodes().n_owned(); ++i)
    {
      const double x    = passage.box.point(i)[0];
      const double fall = (std::min(x, .5) + std::max(0., x - .5) / .01) / (.5 + .5 / .01);
      error             = std::max(error, std::abs(passage.oxygen[i] - (1 - fall)));
    }
  EXPECT_LT(passage.box.transport.maximum(error),
            .015); // half the distance of two nodes is 0.8 % of the dense layer's resistance
}
