// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// The loops over edges: rows in groups of four in single precision give what plain rows give in double precision.

#include "transport/edge_kernels.h"
#include "transport/moving_biology.h"

#include <cmath>

using namespace callus;
using namespace callus::test;

namespace
{
  /// All that a preconditioner and conjugate gradients compute of @p y, known at the local nodes.
  template <std::size_t n_lanes, typename Number>
  std::vector<LaneFields<n_lanes, Number>>
  results(const NodeEdges &edges, const std::vector<Number> &weight, const std::vector<double> &y)
  {
    LaneNumbers<n_lanes> diffusivity{};
    for (unsigned int l = 0; l < n_lanes; ++l)
      diffusivity[l] = 1 + .5 * l;
    const EdgeKernels<n_lanes, Number> loops(edges, weight, diffusivity);
    using Fields = LaneFields<n_lanes, Number>;
    // what a loop adds up in must not need to be zero
    const Fields unknown(edges.n_local, {{Number(3e9)}});
    Fields       v(edges.n_local), inverse(edges.n_owned);
    for (std::size_t i = 0; i < edges.n_local; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        {
          v[i].lane[l] = y[i] + .1 * l * y[i] * y[i];
          if (i < edges.n_owned)
            inverse[i].lane[l] = .05 / (1 + l);
        }
    std::vector<Fields> all(7, unknown);
    loops.exchange(v, all[0]);
    loops.flow_from_later(v, all[1]);
    loops.add_flow_from_earlier(-1., v, v, all[2]);
    Fields work = unknown;
    loops.solve_lower(inverse, v, all[3], work);
    loops.solve_upper(inverse, v, all[4], all[5]);
    Fields t = all[4];
    for (std::size_t i = edges.n_owned; i < edges.n_local; ++i)
      t[i] = v[i];
    all[6] = all[5];
    work   = unknown;
    loops.finish_product(inverse, v, t, all[6], work);
    return all;
  }

  template <std::size_t n_lanes>
  void
  compare(const NodeEdges &edges, const std::vector<double> &weight, const std::vector<double> &y)
  {
    const auto in_double = results<n_lanes, double>(edges, weight, y);
    const auto in_single = results<n_lanes, float>(edges, edges.in_groups(weight), y);
    for (unsigned int k = 0; k < in_double.size(); ++k)
      for (std::size_t i = 0; i < edges.n_owned; ++i)
        for (unsigned int l = 0; l < n_lanes; ++l)
          ASSERT_NEAR(in_single[k][i].lane[l], in_double[k][i].lane[l], 1e-4)
            << "result " << k << ", node " << i << ", lane " << l << " of " << n_lanes;
  }
} // namespace


TEST(EdgeKernels, GroupsGiveWhatRowsGive)
{
  for (const Kind &kind : all_kinds())
    in_dimension_of(kind, [&](auto dimension) {
      constexpr int      dim = decltype(dimension)::value;
      ShapedBiology<dim> box(
        box_of<dim>(kind, 3), kind, biology_text(field_text("signal", "signal", 1), ""));
      const auto         &coupling = box.transport.movement().coupling();
      const NodeEdges    &edges    = coupling.edges();
      std::vector<double> y(edges.n_local);
      for (std::size_t i = 0; i < edges.n_owned; ++i)
        y[i] = std::sin(5 * box.point(i)[0]) + std::cos(4 * box.point(i)[1]);
      box.state.nodes().update_ghosts(y);
      compare<1>(edges, coupling.coefficient(), y);
      compare<most_lanes>(edges, coupling.coefficient(), y);
    });
}


TEST(NodeEdges, RowsAreFilledUpWithEdgesThatCarryNothing)
{
  NodeEdges edges;
  edges.n_owned   = 3;
  edges.n_local   = 5;
  edges.row_begin = {0, 4, 5, 6};
  edges.column    = {1, 2, 3, 4, 2, 3};
  edges.prepare_loops();
  EXPECT_EQ(edges.group_begin, (std::vector<unsigned int>{0, 1, 2, 3}));
  EXPECT_EQ(edges.column_in_group, (std::vector<unsigned int>{1, 2, 3, 4, 2, 2, 2, 2, 3, 3, 3, 3}));
  EXPECT_EQ(edges.in_groups({1, 2, 3, 4, 5, 6}),
            (std::vector<float>{1, 2, 3, 4, 5, 0, 0, 0, 6, 0, 0, 0}));
  EXPECT_EQ(edges.bandwidth, 2u) << "ghosts do not count";
  ASSERT_EQ(edges.with_ghosts.size(), 2u);
  EXPECT_EQ(edges.with_ghosts[0].node, 0u);
  EXPECT_EQ(edges.with_ghosts[0].first, 2u);
  EXPECT_EQ(edges.with_ghosts[1].node, 2u);
  EXPECT_EQ(edges.with_ghosts[1].first, 0u);
}
