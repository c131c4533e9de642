// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// The loops over edges: in single precision they give what they give in double precision, and that is what the equations say.

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
  results(const NodeEdges &edges, const EdgeWeights &weight, const std::vector<double> &y)
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
  compare(const NodeEdges &edges, const EdgeWeights &weight, const std::vector<double> &y)
  {
    const auto in_double = results<n_lanes, double>(edges, weight, y);
    const auto in_single = results<n_lanes, float>(edges, weight, y);
    for (unsigned int k = 0; k < in_double.size(); ++k)
      for (std::size_t i = 0; i < edges.n_owned; ++i)
        for (unsigned int l = 0; l < n_lanes; ++l)
          ASSERT_NEAR(in_single[k][i].lane[l], in_double[k][i].lane[l], 1e-4)
            << "result " << k << ", node " << i << ", lane " << l << " of " << n_lanes;
  }
} // namespace


TEST(EdgeKernels, SinglePrecisionGivesWhatDoubleGives)
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


TEST(EdgeKernels, ExchangeIsWhatTheEquationsSay)
{
  ShapedBiology<3> box(box_of<3>({"tetrahedron", Geometry::three_dimensional}, 3),
                       {"tetrahedron", Geometry::three_dimensional},
                       biology_text(field_text("signal", "signal", 1), ""));
  const auto      &coupling = box.transport.movement().coupling();
  const NodeEdges &edges    = coupling.edges();
  LaneFields<1>    y(edges.n_local), result(edges.n_local, {{3e9}});
  for (std::size_t i = 0; i < edges.n_local; ++i)
    y[i].lane[0] = std::sin(5. * i);
  std::vector<double> expected(edges.n_local, 0.);
  for (std::size_t i = 0; i < edges.n_owned; ++i)
    for (unsigned int k = edges.row_begin[i]; k < edges.row_begin[i + 1]; ++k)
      {
        const double flux =
          1.5 * coupling.coefficient()[k] * (y[i].lane[0] - y[edges.column[k]].lane[0]);
        expected[i] += flux;
        expected[edges.column[k]] -= flux;
      }
  EdgeKernels<1, double>(edges, coupling.coefficient(), {{1.5}}).exchange(y, result);
  for (std::size_t i = 0; i < edges.n_owned; ++i)
    EXPECT_NEAR(result[i].lane[0], expected[i], 1e-13);
}


TEST(EdgeWeights, AreRightBeyondSinglePrecision)
{
  EdgeWeights weight(3);
  weight.set(0, 1. / 3);
  weight.set(1, -1e-5 * std::acos(-1.));
  weight.set(2, 0.);
  EXPECT_NEAR(weight[0], 1. / 3, 1e-15);
  EXPECT_NEAR(weight[1], -1e-5 * std::acos(-1.), 1e-19);
  EXPECT_EQ(weight[2], 0.);
  EXPECT_EQ(weight.leading()[0], 1.f / 3);
}


TEST(NodeEdges, RowsAreFilledUpWithEdgesThatCarryNothing)
{
  NodeEdges edges;
  edges.n_owned = 4;
  edges.n_local = 6;
  EdgeCollector collector(edges.n_owned);
  double        value = 0;
  for (const unsigned int column : {4, 2, 3, 1, 5})
    collector.add(0, column, ++value);
  collector.add(1, 2, 6);
  collector.add(2, 4, 6, 9);
  collector.add(2, 4, 1); // of the same edge
  collector.add(2, 0, 1); // of an edge that the other node has
  EdgeWeights               weight;
  std::vector<unsigned int> labels;
  collector.take(edges, weight, &labels);
  EXPECT_EQ(edges.row_begin, (std::vector<unsigned int>{0, 8, 12, 16, 16}));
  EXPECT_EQ(edges.column,
            (std::vector<unsigned int>{1, 2, 3, 4, 5, 5, 5, 5, 2, 2, 2, 2, 4, 4, 4, 4}));
  const std::vector<double> expected = {4, 2, 3, 1, 5, 0, 0, 0, 6, 0, 0, 0, 7, 0, 0, 0};
  ASSERT_EQ(weight.size(), expected.size());
  for (std::size_t k = 0; k < expected.size(); ++k)
    EXPECT_EQ(weight[k], expected[k]) << k;
  EXPECT_EQ(labels, (std::vector<unsigned int>{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9}));
  EXPECT_EQ(edges.bandwidth, 3u) << "ghosts do not count";
  ASSERT_EQ(edges.with_ghosts.size(), 2u);
  EXPECT_EQ(edges.with_ghosts[0].node, 0u);
  EXPECT_EQ(edges.with_ghosts[0].first, 3u);
  EXPECT_EQ(edges.with_ghosts[1].node, 2u);
  EXPECT_EQ(edges.with_ghosts[1].first, 0u);
}
