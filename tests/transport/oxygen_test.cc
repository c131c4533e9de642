// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Quasi-steady oxygen against analytical solutions.

#include "transport/shaped_biology.h"

#include <cmath>

using namespace callus;
using namespace callus::test;

namespace
{
  /// Cells eat @p uptake mmHg/day, half of it at @p half_saturation mmHg; oxygen is looked for from @p initial mmHg. D = 173 mm2/day.
  /// @p supply: the process that supplies it.
  std::string
  eaten_oxygen(double uptake, double half_saturation, double initial, const std::string &supply)
  {
    return R"(
subsection Fields
  subsection cells
    set Unit = 1e6 cells/mL
    set Kind = cell
    set Initial value = 1 1e6 cells/mL [assumed]
  end
  subsection oxygen
    set Unit = mmHg
    set Kind = gas
    set Diffusivity = 173 mm2/day [assumed]
    set Initial value = )" +
           std::to_string(initial) + R"( mmHg [assumed]
    set Upper bound = 75 mmHg [assumed]
  end
end
subsection Processes
  subsection respiration
    set Form = uptake
    set Field = oxygen
    set By = cells
    set Rate = )" +
           std::to_string(uptake) + R"( mmHg/day/(1e6 cells/mL) [assumed]
    set Half saturation = )" +
           std::to_string(half_saturation) + R"( mmHg [assumed]
  end
  subsection supply
    set Field = oxygen
)" + supply +
           R"(
  end
end
)";
  }

  /// Eaten at all but the lowest oxygen; 60 mmHg at the wall x_min.
  std::string
  oxygen(double uptake)
  {
    return eaten_oxygen(uptake, 0.0001, 60, R"(
    set Form = fixed value
    set Surfaces = x_min
    set Level = 60 mmHg [assumed]
    set Exchange coefficient when well-mixed = 1 mm/day [assumed])");
  }

  template <typename Exact>
  double
  largest_error(const Kind &kind, const ShapedBox<2> &shape, double uptake, const Exact &exact)
  {
    ShapedBiology<2> box(shape, kind, oxygen(uptake));
    BiologyStep(*box.network, box.transport)
      .balance_quasi_steady(0, box.state.fields, box.state.drivers);
    double error = 0;
    for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
      error = std::max(error,
                       std::abs(box.state.fields[box.field("oxygen")][i] - exact(box.point(i)[0])));
    return box.transport.maximum(error);
  }
} // namespace

TEST(Oxygen, SlabWithEvenUptake)
{
  // D n'' = M, n(0) = 60, n'(L) = 0: n = 60 - M (L x - x^2/2)/D
  const Kind   kind   = {"triangle", Geometry::plane_strain};
  const double length = 2, uptake = 4000;
  double       previous = 0;
  for (const unsigned int n : {8u, 16u})
    {
      const double error =
        largest_error(kind, box_of<2>(kind, n, 0, length), uptake, [&](double x) {
          return 60 - uptake * (length * x - x * x / 2) / 173;
        });
      if (previous > 0)
        EXPECT_GT(std::log2(previous / error), 1.5) << previous << " -> " << error;
      previous = error;
    }
  EXPECT_LT(previous, .02); // of a fall by 46 mmHg
}

TEST(Oxygen, SlabThatStarvesInside)
{
  // n = M (b - x)^2 / (2 D) until b = sqrt(2 D 60 / M), nothing beyond
  const Kind   kind   = {"triangle", Geometry::plane_strain};
  const double length = 2, uptake = 20000, edge = std::sqrt(2 * 173 * 60. / uptake);
  EXPECT_LT(edge, length);
  const double error = largest_error(kind, box_of<2>(kind, 8, 0, length), uptake, [&](double x) {
    return x < edge ? uptake * (edge - x) * (edge - x) / (2 * 173) : 0.;
  });
  EXPECT_LT(error, .06); // of 60 mmHg
}

TEST(Oxygen, IsFoundWhereTheFirstStepFallsBelowZeroEverywhere)
{
  // 1.5/day (75 mmHg - n) = 208 mmHg/day n / (n + 2 mmHg), looked for from 20 mmHg: the tangent there meets no positive balance
  const std::string clot = eaten_oxygen(208, 2, 20, R"(
    set Form = vascular exchange
    set By = cells
    set Rate = 1.5 1/day/(1e6 cells/mL) [assumed]
    set Level = 75 mmHg [assumed])");
  const double      root = (-98.5 + std::sqrt(98.5 * 98.5 + 4 * 1.5 * 225)) / 3;
  for (const char *name : {"triangle", "quadrilateral"})
    {
      const Kind       kind = {name, Geometry::plane_strain};
      ShapedBiology<2> box(box_of<2>(kind, 3), kind, clot);
      BiologyStep(*box.network, box.transport)
        .balance_quasi_steady(0, box.state.fields, box.state.drivers);
      for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
        EXPECT_NEAR(box.state.fields[box.field("oxygen")][i], root, 1e-7) << name;
    }
}

TEST(Oxygen, IsFoundAgainFromCloseBy)
{
  // from a state that the first solve, which is a loose one, would take for the balance
  const Kind       kind = {"triangle", Geometry::plane_strain};
  ShapedBiology<2> box(box_of<2>(kind, 8, 0, 2.), kind, oxygen(4000));
  BiologyStep      step(*box.network, box.transport);
  double *const    y = box.state.fields[box.field("oxygen")];
  step.balance_quasi_steady(0, box.state.fields, box.state.drivers);
  const std::vector<double> balance(y, y + box.state.nodes().n_owned());
  for (std::size_t i = 0; i < balance.size(); ++i)
    y[i] *= 1 + 1e-5 * std::sin(3 * box.point(i)[0]);
  step.balance_quasi_steady(0, box.state.fields, box.state.drivers);
  for (std::size_t i = 0; i < balance.size(); ++i)
    EXPECT_NEAR(y[i], balance[i], 1e-6);
}

TEST(Oxygen, KroghCylinder)
{
  // n(r) = 60 + M (r^2 - a^2) / (4 D) - M R^2 ln(r / a) / (2 D) between a capillary of radius a and the edge R of its tissue
  const double a = .1, R = 1, uptake = 6000;
  for (const char *name : {"triangle", "quadrilateral"})
    {
      const Kind kind     = {name, Geometry::axisymmetric};
      double     previous = 0;
      for (const unsigned int n : {12u, 24u})
        {
          const double error = largest_error(kind, box_of<2>(kind, n, a, R), uptake, [&](double r) {
            return 60 + uptake * ((r * r - a * a) / 4 - R * R * std::log(r / a) / 2) / 173;
          });
          if (previous > 0)
            EXPECT_GT(std::log2(previous / error), 1.8) << previous << " -> " << error;
          previous = error;
        }
      EXPECT_LT(previous, 0.12) << name; // of a fall by 31 mmHg
    }
}
