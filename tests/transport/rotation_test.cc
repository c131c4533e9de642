// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Profiles carried round: bounds kept to round-off, no oscillation, second order where they are smooth.

#include "mesh/sub_cells.h"
#include "transport/shaped_biology.h"

#include <cmath>
#include <map>

using namespace callus;
using namespace callus::test;

namespace
{
  const double pi   = std::acos(-1.);
  const Kind   kind = {"triangle", Geometry::plane_strain};

  const std::string cells = R"(
subsection Fields
  subsection cells
    set Unit = 1e6 cells/mL
    set Kind = cell
    set Diffusivity = 1e-9 mm2/day [assumed]
    set Upper bound = 1 1e6 cells/mL [assumed]
  end
end
)";

  /// Flow along the edges of the field of velocity (dS/dy, -dS/dx), between the median-dual cells of the nodes: no divergence.
  template <typename Stream>
  std::vector<double>
  flow_along_edges(const ShapedBiology<2> &box, const Stream &stream)
  {
    const auto                                           &nodes = box.state.nodes();
    const NodeEdges                                      &edges = box.transport.movement().edges();
    std::map<std::pair<std::size_t, std::size_t>, double> between;
    const double thickness = box.mesh->measure().template weight<2>({{0., 0.}});
    for (const std::size_t c : nodes.cells())
      {
        const auto x =
          quadratic_node_points<2>(box.mesh->shape(), box.mesh->cells().vertices_of(c));
        for (const auto &simplex : sub_simplices<2>(box.mesh->shape(), x))
          {
            std::array<double, 2> center{};
            for (const unsigned int a : simplex.nodes)
              for (unsigned int k = 0; k < 2; ++k)
                center[k] += x[a][k] / 3;
            const auto &t = simplex.nodes;
            // which way round the triangle is
            const double turn = (x[t[1]][0] - x[t[0]][0]) * (x[t[2]][1] - x[t[0]][1]) -
                                (x[t[1]][1] - x[t[0]][1]) * (x[t[2]][0] - x[t[0]][0]);
            for (unsigned int a = 0; a < 3; ++a)
              {
                const unsigned int          i = t[a], j = t[(a + 1) % 3];
                const std::array<double, 2> middle = {
                  {(x[i][0] + x[j][0]) / 2, (x[i][1] + x[j][1]) / 2}};
                const double flow = thickness * simplex.weight * (turn > 0 ? 1 : -1) *
                                    (stream(center) - stream(middle));
                between[{nodes.in_cell(c, i), nodes.in_cell(c, j)}] += flow;
                between[{nodes.in_cell(c, j), nodes.in_cell(c, i)}] -= flow;
              }
          }
      }
    std::vector<double> rate(edges.size());
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int k = edges.row_begin[i]; k < edges.row_begin[i + 1]; ++k)
        if (!edges.fills_up(i, k))
          rate[k] = between[{i, edges.column[k]}];
    return rate;
  }

  double
  squared(double x)
  {
    return x * x;
  }

  /// About the centre of the unit square once a day, at rest beyond 0.42 mm.
  double
  stream(const std::array<double, 2> &p)
  {
    const double r = std::hypot(p[0] - .5, p[1] - .5);
    return -pi * std::min(r, .42) * std::min(r, .42);
  }

  /// Root mean square difference to the start after one turn in @p n_steps.
  template <typename Profile>
  double
  after_one_turn(unsigned int n, unsigned int n_steps, const Profile &profile)
  {
    // sheared, so that no two neighbours are without a coupling
    ShapedBox<2> shape = box_of<2>(kind, n);
    shape.map          = [](const std::array<double, 2> &p) {
      return std::array<double, 2>{{p[0] + .1 * (p[1] - .5), p[1]}};
    };
    ShapedBiology<2> box(shape, kind, cells);
    const FieldId    id = box.field("cells");
    double          *y  = box.state.fields[id];
    for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
      y[i] = profile(box.point(i));
    const double mass = box.integral([&](std::size_t i) { return y[i]; });
    box.transport.movement().follow(
      id, flow_along_edges(box, stream), std::numeric_limits<double>::infinity());
    box.transport.prepare_supply(0, box.state.fields, box.state.drivers);
    PointTable idle(1, box.state.nodes().n_owned()), idle_too = idle, for_flow = idle;
    for (unsigned int step = 0; step < n_steps; ++step)
      {
        box.transport.move({id}, 1. / n_steps, box.state.fields, {idle, idle_too, for_flow});
        for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
          {
            EXPECT_GE(y[i], 0.);
            EXPECT_LE(y[i], 1.);
          }
      }
    EXPECT_NEAR(box.integral([&](std::size_t i) { return y[i]; }), mass, 1e-12 * mass);
    EXPECT_LT(box.transport.take_report().largest_imbalance, 1e-12);
    return std::sqrt(
      box.integral([&](std::size_t i) { return squared(y[i] - profile(box.point(i))); }));
  }
} // namespace

TEST(Rotation, SlottedDiscKeepsItsBounds)
{
  const auto disc = [](const std::array<double, 2> &p) {
    const double r = std::hypot(p[0] - .5, p[1] - .7);
    return r < .15 && !(std::abs(p[0] - .5) < .03 && p[1] < .75) ? 1. : 0.;
  };
  // the disc alone has a root mean square of 0.43 (thickness 3 mm included)
  EXPECT_LT(after_one_turn(24, 100, disc), .3);
}

TEST(Rotation, SmoothHillIsOfSecondOrder)
{
  const auto hill = [](const std::array<double, 2> &p) {
    const double r = std::hypot(p[0] - .5, p[1] - .68) / .22;
    return .1 + (r < 1 ? .4 * (1 + std::cos(pi * r)) : 0.);
  };
  const double coarse = after_one_turn(24, 90, hill), fine = after_one_turn(48, 180, hill);
  // the limiter flattens the top: without it, 2
  EXPECT_GT(std::log2(coarse / fine), 1.55) << coarse << " -> " << fine;
}
