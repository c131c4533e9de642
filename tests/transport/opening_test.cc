// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// A scaffold that loses solid: its pores open for what diffuses, and cells feel less of it.

#include "base/communication.h"
#include "fields/drivers.h"
#include "transport/box_biology.h"

using namespace callus;
using namespace callus::test;

namespace
{
  constexpr double solid_at_start = 0.4, felt = 50, exponent = 2;

  /// Half of the box is a scaffold, the other callus.
  struct HalfAScaffold : BoxCase
  {
    HalfAScaffold()
      : BoxCase(box(),
                "subsection Fields\n subsection solid\n  set Unit = 1\n  set Kind = scaffold\n  "
                "set Volume per "
                "unit = 1 [assumed]\n  set Upper bound = 1 [assumed]\n end\n subsection signal\n  "
                "set Unit = "
                "ng/mL\n  set Kind = signal\n  set Diffusivity = 1 mm2/day [assumed]\n end\nend\n")
      , regions(healing_but(*mesh, {}))
      , network(Network::read(file->root()))
    {
      for (Region &region : regions)
        if (region.name == "scaffold")
          region.scaffold = ScaffoldRegion{solid_at_start, {"solid"}, felt, exponent};
      state = std::make_unique<State<3>>(
        file->root().subsection("Regions"), *mesh, regions, network->catalogue());
      transport =
        std::make_unique<Transport<3>>(file->root(), *mesh, regions, state->nodes(), *network);
      file->throw_if_wrong();
    }

    static BoxMesh
    box()
    {
      BoxMesh result;
      result.bricks = {{4, 1, 1}};
      result.upper  = {{4, 1, 1}};
      result.region = [](const BoxMesh::Point &p) { return p[0] < 2 ? "callus" : "scaffold"; };
      return result;
    }

    void
    leave(double share)
    {
      double *solid = state->fields[FieldId{0}];
      for (std::size_t i = 0; i < state->nodes().n_owned(); ++i)
        solid[i] *= share;
      state->update_cell_scale_stiffness();
      transport->movement().update(0, state->fields, state->drivers);
    }

    double
    x(std::size_t node) const
    {
      return mesh->space(2).owned_points[state->nodes().node_of(node)][0];
    }

    std::vector<Region>           regions;
    std::unique_ptr<Network>      network;
    std::unique_ptr<State<3>>     state;
    std::unique_ptr<Transport<3>> transport;
  };

  /// Calls @p action(smaller x, larger x, weight over the coupling of the day of surgery) for the edges between owned nodes.
  template <typename Action>
  void
  for_each_edge(const HalfAScaffold &half, const Action &action)
  {
    const Movement<3> &movement = half.transport->movement();
    const NodeEdges   &edges    = movement.edges();
    const EdgeWeights &weight   = movement.weights(movement.group(FieldId{1})),
                      &at_start = movement.coupling().coefficient();
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int k = edges.row_begin[i]; k < edges.row_begin[i + 1]; ++k)
        if (edges.column[k] < edges.n_owned && at_start[k] > 0)
          action(std::min(half.x(i), half.x(edges.column[k])),
                 std::max(half.x(i), half.x(edges.column[k])),
                 weight[k] / at_start[k]);
  }
} // namespace

TEST(OpeningScaffold, LetsEverythingPassAsOnTheFirstDayWhileItIsWhole)
{
  HalfAScaffold half;
  half.leave(1);
  for_each_edge(half, [](double, double, double ratio) { EXPECT_NEAR(ratio, 1, 1e-12); });
}

TEST(OpeningScaffold, IsNoHindranceWhenItIsGone)
{
  HalfAScaffold half;
  half.leave(0);
  unsigned int n = 0;
  for_each_edge(half, [&](double low, double high, double ratio) {
    if (high < 1.9)
      EXPECT_NEAR(ratio, 1, 1e-12);
    if (low > 2.1)
      {
        ++n;
        EXPECT_NEAR(ratio, std::pow(1 / (1 - solid_at_start), exponent), 1e-12);
      }
  });
  EXPECT_GT(mpi::sum(n, MPI_COMM_WORLD), 0u);
}

TEST(OpeningScaffold, IsFeltByCellsInProportionToWhatIsLeft)
{
  HalfAScaffold half;
  for (const double share : {1., 0.25})
    {
      half.leave(share);
      const double *stiffness = half.state->drivers[drivers::cell_scale_stiffness];
      for (std::size_t i = 0; i < half.state->nodes().n_owned(); ++i)
        if (half.x(i) > 2.1)
          EXPECT_NEAR(stiffness[i], share * felt, 1e-12);
        else if (half.x(i) < 1.9)
          EXPECT_EQ(stiffness[i], 0);
    }
}
