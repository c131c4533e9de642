// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Diffusion and supply on every shape of cells and in every geometry.

#include "transport/shaped_biology.h"

#include <cmath>

using namespace callus;
using namespace callus::test;

namespace
{
  const double      pi          = std::acos(-1.);
  const std::string one_signal  = R"(
subsection Fields
  subsection signal
    set Unit = ng/mL
    set Kind = signal
    set Diffusivity = 2 mm2/day [assumed]
    set Initial value = 0 ng/mL [assumed]
    set Upper bound = 2 ng/mL [assumed]
  end
end
subsection Processes
  subsection decay
    set Form = decay
    set Field = signal
    set Rate = 8 1/day [assumed]
  end
)";
  constexpr double  diffusivity = 2, for_ever = 1e9; // mm2/day, day

  std::string
  held(const std::string &surface, double level)
  {
    return " subsection at_" + surface +
           "\n  set Form = fixed value\n  set Field = signal\n  set Surfaces = " + surface +
           "\n  set Level = " + std::to_string(level) +
           " ng/mL [assumed]\n  set Exchange coefficient when well-mixed = 1 mm/day [assumed]\n "
           "end\n";
  }

  /// Root mean square over the body of the difference to a function of the point.
  template <int dim, typename Function>
  double
  error_of(const ShapedBiology<dim> &box, const double *y, const Function &exact)
  {
    const double square = box.integral([&](std::size_t i) {
      const double difference = y[i] - exact(box.point(i));
      return difference * difference;
    });
    return std::sqrt(square / box.integral([](std::size_t) { return 1.; }));
  }

  class Shapes : public ::testing::TestWithParam<Kind>
  {
  };
} // namespace

TEST_P(Shapes, DiffusionAndLossAreOfSecondOrder)
{
  // y = 1 + cos(pi x) cos(pi y) (cos(pi z)) / 2 has no flux at the sides of the unit box; its source balances loss and diffusion
  in_dimension_of(GetParam(), [&](auto dimension) {
    constexpr int dim          = decltype(dimension)::value;
    const bool    axisymmetric = GetParam().geometry == Geometry::axisymmetric;
    const double  loss         = 8;
    const auto    wave         = [](const auto &p) {
      double product = .5;
      for (const double x : p)
        product *= std::cos(pi * x);
      return product;
    };
    double previous = 0;
    for (const unsigned int n : {4u, 8u})
      {
        ShapedBiology<dim>  box(box_of<dim>(GetParam(), n), GetParam(), one_signal + "end\n");
        const std::size_t   n_nodes = box.state.nodes().n_owned();
        std::vector<double> production(n_nodes), losses(n_nodes, loss);
        for (std::size_t i = 0; i < n_nodes; ++i)
          {
            const auto  &p         = box.point(i);
            const double w         = wave(p);
            double       laplacian = -dim * pi * pi * w;
            if (axisymmetric)
              laplacian -= p[0] > 1e-9 ? .5 * pi * std::sin(pi * p[0]) / p[0] * std::cos(pi * p[1])
                                       : pi * pi * w;
            production[i] = loss * (1 + w) - diffusivity * laplacian;
          }
        double *y = box.state.fields[box.field("signal")];
        spread(box.transport, box.field("signal"), for_ever, production, losses, box.state.fields);
        EXPECT_EQ(box.transport.movement().coupling().negative_share(), 0.) << "on a regular mesh";
        const double error = error_of(box, y, [&](const auto &p) { return 1 + wave(p); });
        if (previous > 0)
          EXPECT_GT(std::log2(previous / error), 1.85) << previous << " -> " << error;
        previous = error;
      }
    EXPECT_LT(previous, 5e-3);
  });
}

TEST_P(Shapes, FluxThroughASurfaceArrivesInFull)
{
  in_dimension_of(GetParam(), [&](auto dimension) {
    constexpr int      dim = decltype(dimension)::value;
    ShapedBiology<dim> box(box_of<dim>(GetParam(), 2, 1, 3),
                           GetParam(),
                           one_signal +
                             " subsection wall\n  set Form = surface flux\n  set Field = signal\n  "
                             "set Surfaces = x_max, "
                             "y_max\n  set Flux = 3 ng/mL mm/day [assumed]\n end\nend\n");
    // from x = 1 to 3, 1 high: the side, and the top
    const double  area = GetParam().geometry == Geometry::axisymmetric ? 2 * pi * 3 + pi * (9 - 1)
                         : dim == 2                                    ? 3. * (1 + 2)
                                                                       : 1 + 2;
    const FieldId id   = box.field("signal");
    double       *y    = box.state.fields[id];
    box.transport.prepare_supply(0, box.state.fields, box.state.drivers);
    spread(box.transport, id, 1e-3, {}, {}, box.state.fields);
    EXPECT_NEAR(box.integral([&](std::size_t i) { return y[i]; }), 3 * area * 1e-3, 1e-9);
  });
}

TEST_P(Shapes, AClosedCrookedBoxKeepsMassAndBounds)
{
  in_dimension_of(GetParam(), [&](auto dimension) {
    constexpr int dim   = decltype(dimension)::value;
    auto          shape = box_of<dim>(GetParam(), 3);
    shape.map           = [](const auto &p) {
      auto q = p;
      q[0]   = p[0] * (1 + .2 * std::sin(4 * p[1]));
      q[1]   = p[1] + .5 * p[0];
      if (dim == 3)
        q[dim - 1] += .1 * std::sin(5 * p[0]);
      return q;
    };
    ShapedBiology<dim> box(shape, GetParam(), one_signal + "end\n");
    const FieldId      id = box.field("signal");
    double            *y  = box.state.fields[id];
    for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
      y[i] = box.point(i)[1] > .5 ? 2. : 0.;
    const auto   value = [&](std::size_t i) { return y[i]; };
    const double mass  = box.integral(value);
    for (const double step : {1e-4, 1e-2, 1.})
      {
        spread(box.transport, id, step, {}, {}, box.state.fields);
        EXPECT_NEAR(box.integral(value), mass, 1e-13 * mass);
      }
    EXPECT_LT(box.transport.take_report().largest_clipping, 1e-9);
  });
}

INSTANTIATE_TEST_SUITE_P(Every, Shapes, ::testing::ValuesIn(all_kinds()), name_of_kind);

TEST(Axisymmetric, SteadyDiffusionBetweenTwoCylindersIsALogarithm)
{
  for (const char *shape : {"triangle", "quadrilateral"})
    {
      const Kind kind     = {shape, Geometry::axisymmetric};
      double     previous = 0;
      for (const unsigned int n : {4u, 8u})
        {
          ShapedBiology<2> box(box_of<2>(kind, n, 1, 3),
                               kind,
                               one_signal + held("x_min", 1) + held("x_max", 0) + "end\n");
          const FieldId    id = box.field("signal");
          double          *y  = box.state.fields[id];
          box.transport.prepare_supply(0, box.state.fields, box.state.drivers);
          spread(box.transport, id, for_ever, {}, {}, box.state.fields);
          // the held values are all that drives it: they are the measure of its residual
          EXPECT_LT(box.transport.take_report().iterations, 200u);
          const double error =
            error_of(box, y, [](const auto &p) { return std::log(3 / p[0]) / std::log(3.); });
          if (previous > 0)
            EXPECT_GT(std::log2(previous / error), 1.85) << shape;
          previous = error;
        }
      EXPECT_LT(previous, 1e-3) << shape;
    }
}
