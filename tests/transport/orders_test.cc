// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Orders of convergence in space and time, where the limiter is idle.

#include "transport/shaped_biology.h"

#include "base/communication.h"

#include <cmath>

using namespace callus;
using namespace callus::test;

namespace
{
  const double pi = std::acos(-1.);

  /// A signal and cells that spread; @p processes are the lines of the section Processes.
  std::string
  square_with(const std::string &processes)
  {
    return R"(
subsection Fields
  subsection signal
    set Unit = ng/mL
    set Kind = signal
    set Diffusivity = 2 mm2/day [assumed]
    set Initial value = 1 ng/mL [assumed]
  end
  subsection cells
    set Unit = 1e6 cells/mL
    set Kind = cell
    set Diffusivity = 0.2 mm2/day [assumed]
    set Initial value = 0.2 1e6 cells/mL [assumed]
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
subsection Transport
  set Relative tolerance = 1e-13
end
subsection Processes
)" + processes +
           "end\n";
  }

  const std::string interplay = R"(
  subsection growth
    set Form = proliferation
    set Field = cells
    set Rate = 1 1/day [assumed]
    set Crowding = crowding
    subsection Modifiers
      subsection signal
        set Form = activation
        set Half saturation = 1 ng/mL [assumed]
      end
    end
  end
  subsection secretion
    set Form = secretion
    set Field = signal
    set By = cells
    set Rate = 20 ng/mL/day/(1e6 cells/mL) [assumed]
  end
  subsection decay
    set Form = decay
    set Field = signal
    set Rate = 8 1/day [assumed]
  end
)";

  const std::string exchange = R"(
  subsection supply
    set Form = surface exchange
    set Field = cells
    set Surfaces = x_min
    set Level = 0.5 1e6 cells/mL [assumed]
    set Exchange coefficient = 0.3 mm/day [assumed]
  end
  subsection escape
    set Form = surface exchange
    set Field = signal
    set Surfaces = x_max
    set Level = 0 ng/mL [assumed]
    set Exchange coefficient = 2 mm/day [assumed]
  end
)";

  const Kind plane = {"triangle", Geometry::plane_strain};

  /// Fields after half a day of the whole biology in @p n steps, from smooth waves.
  PointTable
  after_half_a_day(const std::string &processes, unsigned int n)
  {
    ShapedBiology<2> box(box_of<2>(plane, 4), plane, square_with(processes));
    for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
      for (const char *name : {"signal", "cells"})
        box.state.fields[box.field(name)][i] *=
          1 + .5 * std::cos(pi * box.point(i)[0]) * std::cos(pi * box.point(i)[1]);
    BiologyStep  step(*box.network, box.transport);
    const double h = .5 / n;
    for (unsigned int k = 0; k < n; ++k)
      step.advance(k * h, h, box.state.fields, box.state.drivers);
    EXPECT_EQ(box.transport.take_report().limited, 0u) << "the limiter is not idle";
    return box.state.fields;
  }

  double
  largest_difference(const PointTable &a, const PointTable &b, unsigned int field)
  {
    double largest = 0;
    for (std::size_t i = 0; i < a.n_points(); ++i)
      largest = std::max(largest, std::abs(a[field][i] - b[field][i]));
    return mpi::max(largest, MPI_COMM_WORLD);
  }

  void
  expect_order_in_time(const std::string &processes, double order)
  {
    const PointTable exact  = after_half_a_day(processes, 320);
    const PointTable coarse = after_half_a_day(processes, 20);
    const PointTable fine   = after_half_a_day(processes, 40);
    for (unsigned int field = 0; field < 2; ++field)
      {
        const double first  = largest_difference(coarse, exact, field),
                     second = largest_difference(fine, exact, field);
        EXPECT_GT(std::log2(first / second), order)
          << "field " << field << ": " << first << " -> " << second;
        EXPECT_LT(second, 1e-3);
      }
  }
} // namespace

TEST(Orders, TimeWithClosedSides)
{
  expect_order_in_time(interplay, 1.85);
}

TEST(Orders, TimeWithExchangeAtTheSurfaces)
{
  expect_order_in_time(interplay + exchange, 1.4);
}

TEST(Orders, SpaceOfSmoothDiffusionOnEveryShape)
{
  // cos(pi x) cos(pi y) (cos(pi z)) decays with exp(-dim pi^2 D t)
  for (const Kind &kind : all_kinds())
    if (kind.geometry != Geometry::axisymmetric)
      in_dimension_of(kind, [&](auto dimension) {
        constexpr int dim  = decltype(dimension)::value;
        const auto    wave = [](const auto &p) {
          double product = .5;
          for (const double x : p)
            product *= std::cos(pi * x);
          return product;
        };
        double previous = 0;
        for (const unsigned int n : {3u, 6u})
          {
            ShapedBiology<dim> box(box_of<dim>(kind, n), kind, square_with(""));
            const FieldId      id = box.field("signal");
            double            *y  = box.state.fields[id];
            for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
              y[i] = 1 + wave(box.point(i));
            const unsigned int n_steps = 8 * n;
            const double       time    = .04;
            for (unsigned int k = 0; k < n_steps; ++k)
              spread(box.transport, id, time / n_steps, {}, {}, box.state.fields);
            const double decay = std::exp(-dim * pi * pi * 2 * time);
            const double error = std::sqrt(box.integral([&](std::size_t i) {
              const double difference = y[i] - 1 - decay * wave(box.point(i));
              return difference * difference;
            }));
            if (previous > 0)
              EXPECT_GT(std::log2(previous / error), 1.85)
                << kind << ": " << previous << " -> " << error;
            previous = error;
          }
      });
}
