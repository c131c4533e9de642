// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/communication.h"
#include "transport/box_biology.h"
#include "transport/edge_kernels.h"

#include <cmath>

using namespace callus;
using namespace callus::test;

namespace
{
  const std::string one_signal = R"(
subsection Fields
  subsection signal
    set Unit = ng/mL
    set Kind = signal
    set Diffusivity = 2 mm2/day [assumed]
    set Initial value = 0 ng/mL [assumed]
    set Upper bound = 1 ng/mL [assumed]
  end
end
)";

  const std::string decay = R"(
subsection Processes
  subsection decay
    set Form = decay
    set Field = signal
    set Rate = 8 1/day [assumed]
  end
)";

  BoxMesh
  bar(unsigned int n, double length)
  {
    BoxMesh box;
    box.bricks = {{n, 1, 1}};
    box.upper  = {{length, length / n, length / n}};
    return box;
  }

  /// Kuhn's tetrahedra, pushed about: some dihedral angles become obtuse.
  BoxMesh
  crooked_box()
  {
    BoxMesh box;
    box.bricks = {{3, 3, 3}};
    box.map    = [](const BoxMesh::Point &p) {
      return BoxMesh::Point{{p[0] + .2 * std::sin(9 * p[1]) * std::sin(7 * p[2]),
                             p[1] + .4 * p[0],
                             p[2] + .1 * std::sin(5 * p[0])}};
    };
    return box;
  }
} // namespace

TEST(NodeCoupling, LinearFieldHasNoFluxInsideAndTheRightFluxThroughTheEnds)
{
  BoxBiology          box(bar(4, 2.), one_signal);
  const auto         &nodes    = box.state.nodes();
  const auto         &coupling = box.transport.movement().coupling();
  const NodeEdges    &edges    = coupling.edges();
  std::vector<double> x(nodes.n_local());
  for (std::size_t i = 0; i < nodes.n_owned(); ++i)
    x[i] = box.point(i)[0];
  nodes.update_ghosts(x);
  LaneFields<most_lanes> y(nodes.n_local()), flux(nodes.n_local());
  for (std::size_t i = 0; i < nodes.n_local(); ++i)
    for (unsigned int l = 0; l < most_lanes; ++l)
      y[i].lane[l] = (l + 1) * x[i];
  EdgeKernels<most_lanes, double>(edges, coupling.coefficient(), {{1, 1, 1, .5}}).exchange(y, flux);
  const LaneNumbers<most_lanes> factor = {{1, 2, 3, 2}};
  LaneNumbers<most_lanes>       at_end{};
  for (std::size_t i = 0; i < nodes.n_owned(); ++i)
    for (unsigned int l = 0; l < most_lanes; ++l)
      if (x[i] > 2 - 1e-9)
        at_end[l] += flux[i].lane[l];
      else if (x[i] > 1e-9)
        EXPECT_NEAR(flux[i].lane[l], 0., 1e-12);
  for (unsigned int l = 0; l < most_lanes; ++l)
    EXPECT_NEAR(mpi::sum(at_end[l], MPI_COMM_WORLD),
                factor[l] * .5 * .5,
                1e-12); // cross-section times gradient
  EXPECT_EQ(coupling.negative_share(), 0.);
}

TEST(Diffusion, ClosedBoxKeepsItsMassAndBoundsOnACrookedMesh)
{
  BoxBiology    box(crooked_box(), one_signal);
  const FieldId id = box.field("signal");
  double       *y  = box.state.fields[id];
  for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
    y[i] = box.point(i)[2] > .5 ? 1. : 0.;
  const double mass = box.integral(id);
  EXPECT_GT(box.transport.movement().coupling().negative_share(), 0.);
  for (const double step : {1e-4, 1e-2, 1.})
    {
      spread(box.transport, id, step, {}, {}, box.state.fields);
      EXPECT_NEAR(box.integral(id), mass, 1e-13 * mass);
      for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
        {
          EXPECT_GE(y[i], 0.);
          EXPECT_LE(y[i], 1.);
        }
    }
  EXPECT_LT(box.transport.take_report().largest_clipping, 1e-9);
}

// A signal that has decayed for weeks: squares of its values vanish in the solver's norms, so that estimates stay as they are, also those
// that the extrapolation in time has brought below zero.
TEST(Diffusion, NextToNothingOfAFieldLeavesNoBound)
{
  BoxBiology        box(crooked_box(), one_signal);
  const FieldId     id = box.field("signal");
  const std::size_t n  = box.state.nodes().n_owned();
  double           *y  = box.state.fields[id];
  for (std::size_t i = 0; i < n; ++i)
    y[i] = box.point(i)[2] > .5 ? 1e-165 : 0.;
  for (const double step : {1e-4, 1e-2, 1.})
    {
      const PointTable start = box.state.fields;
      PointTable       first(1, n), none(1, n);
      for (std::size_t i = 0; i < n; ++i)
        first[0u][i] = y[i] = start[id][i] - 1e-166 * (i % 2);
      ASSERT_NO_THROW({
        box.transport.first_stage({id}, step, start, none, none, first, nullptr);
        box.transport.second_stage({id}, step, start, first, none, none, box.state.fields, nullptr);
      });
      for (std::size_t i = 0; i < n; ++i)
        {
          EXPECT_GE(y[i], 0.);
          EXPECT_LE(y[i], 1e-150);
        }
    }
  const TransportReport report = box.transport.take_report();
  EXPECT_LT(report.largest_clipping, 1e-9);
  EXPECT_LT(report.largest_imbalance, 1e-12);
}

TEST(Diffusion, FixedValueAndDecayGiveTheExponentialProfile)
{
  // D y'' = k y on (0, L), y(0) = 1, y'(L) = 0: y = cosh((L - x) / l) / cosh(L / l), l = sqrt(D / k)
  const double length = 2, l = std::sqrt(2. / 8);
  double       previous = 0;
  for (const unsigned int n : {8u, 16u})
    {
      BoxBiology box(
        bar(n, length),
        one_signal + decay +
          " subsection wall\n set Form = fixed value\n set Field = signal\n set Surfaces = x_min\n"
          " set Level = 1 ng/mL [assumed]\n set Exchange coefficient when well-mixed = 1 mm/day "
          "[assumed]\n end\nend\n");
      const FieldId       id = box.field("signal");
      double             *y  = box.state.fields[id];
      std::vector<double> loss(box.state.nodes().n_owned(), 8.);
      box.transport.prepare_supply(0, box.state.fields, box.state.drivers);
      for (unsigned int step = 0; step < 20; ++step)
        spread(box.transport, id, 1., {}, loss, box.state.fields);
      double error = 0;
      for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
        error = std::max(
          error,
          std::abs(y[i] - std::cosh((length - box.point(i)[0]) / l) / std::cosh(length / l)));
      error = box.transport.maximum(error);
      if (previous > 0)
        EXPECT_GT(std::log2(previous / error), 1.8) << "order of convergence";
      previous = error;
    }
  EXPECT_LT(previous, 2e-3);
}

TEST(Diffusion, ExchangeAndFluxBringInWhatTheySay)
{
  const std::string head = one_signal + decay;
  const auto        gain = [&](const std::string &supply) {
    BoxBiology    box(bar(2, 1.), head + supply + "end\n");
    const FieldId id = box.field("signal");
    box.transport.prepare_supply(0, box.state.fields, box.state.drivers);
    spread(box.transport, id, 1e-3, {}, {}, box.state.fields);
    return box.integral(id);
  };
  const double area = .25, day = 1e-3;
  EXPECT_NEAR(
    gain(" subsection wall\n set Form = surface flux\n set Field = signal\n set Surfaces = x_min\n"
         " set Flux = 3 ng/mL mm/day [assumed]\n end\n"),
    3 * area * day,
    1e-9);
  // exchange sees the rise of the field within the step: a little less than coefficient * level * area * time
  const double exchanged = gain(
    " subsection wall\n set Form = surface exchange\n set Field = signal\n set Surfaces = x_min\n"
    " set Level = 0.5 ng/mL [assumed]\n set Exchange coefficient = 2 mm/day [assumed]\n end\n");
  EXPECT_LT(exchanged, 2 * .5 * area * day);
  EXPECT_GT(exchanged, .97 * 2 * .5 * area * day);
}

TEST(SurfaceSupply, ReportsASurfaceThatTheMeshDoesNotHave)
{
  try
    {
      BoxBiology box(
        bar(2, 1.),
        one_signal + decay +
          " subsection wall\n set Form = surface flux\n set Field = signal\n set Surfaces = x_mim\n"
          " set Flux = 3 ng/mL mm/day [assumed]\n end\nend\n");
      FAIL() << "no error";
    }
  catch (const InputError &error)
    {
      EXPECT_NE(std::string(error.what()).find("x_min"), std::string::npos) << error.what();
    }
}
