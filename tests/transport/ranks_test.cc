// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// All ranks together compute what each of them computes alone (run on 1, 2 and 3).

#include "transport/moving_biology.h"

#include <cmath>

using namespace callus;
using namespace callus::test;

namespace
{
  /// Cells and a signal that they secrete and climb, in tissue that hinders both, supplied from a side.
  std::string
  everything_that_moves()
  {
    return biology_text(
      field_text("cells", "cell", .1, "  set Upper bound = 1 1e6 cells/mL [assumed]\n") +
        field_text("signal", "signal", 4) + field_text("matrix", "matrix", 0),
      hindered_by_matrix("cells, signal") +
        process_text("climb",
                     "chemotaxis",
                     "  set Field = cells\n  set Towards = signal\n  set Coefficient = 0.5 "
                     "mm2/day/(ng/mL) [assumed]\n  set Capacity = 1 1e6 cells/mL [assumed]\n") +
        process_text("crawl",
                     "haptotaxis",
                     "  set Field = cells\n  set Towards = matrix\n  set Coefficient = 0.2 mm2/day "
                     "[assumed]\n") +
        process_text("secretion",
                     "secretion",
                     "  set Field = signal\n  set By = cells\n  set Rate = 9 ng/mL/day/(1e6 "
                     "cells/mL) [assumed]\n") +
        process_text(
          "clearance", "decay", "  set Field = signal\n  set Rate = 3 1/day [assumed]\n") +
        held_at("signal", "signal", "x_max", 2),
      1e-13);
  }

  template <int dim>
  std::unique_ptr<ShapedBiology<dim>>
  after_half_a_day(const Kind &kind, MPI_Comm communicator)
  {
    ShapedBox<dim> shape = box_of<dim>(kind, 4, .5, 1.5);
    shape.map            = [](const auto &p) {
      auto q = p;
      q[1] += .8 * p[0]; // obtuse angles
      return q;
    };
    auto box =
      std::make_unique<ShapedBiology<dim>>(shape, kind, everything_that_moves(), communicator);
    fill(*box, "cells", [](const auto &p) { return p[1] > 1 ? .8 : 0.; });
    fill(*box, "matrix", [](const auto &p) { return p[0] > 1 ? .95 : .1 * p[1]; });
    BiologyStep biology(*box->network, box->transport);
    for (unsigned int n = 0; n < 10; ++n)
      biology.advance(.05 * n, .05, box->state.fields, box->state.drivers);
    return box;
  }
} // namespace

TEST(Ranks, TogetherComputeWhatEachComputesAlone)
{
  for (const Kind &kind : all_kinds())
    in_dimension_of(kind, [&](auto dimension) {
      constexpr int dim      = decltype(dimension)::value;
      const auto    together = after_half_a_day<dim>(kind, MPI_COMM_WORLD);
      const auto    alone    = after_half_a_day<dim>(kind, MPI_COMM_SELF);
      std::map<std::array<long, dim>, std::size_t> node_at;
      const auto                                   key = [](const auto &point) {
        std::array<long, dim> rounded;
        for (unsigned int d = 0; d < dim; ++d)
          rounded[d] = std::lround(1e6 * point[d]);
        return rounded;
      };
      for (std::size_t i = 0; i < alone->state.nodes().n_owned(); ++i)
        node_at[key(alone->point(i))] = i;
      double largest = 0, difference = 0;
      for (const char *name : {"cells", "signal"})
        for (std::size_t i = 0; i < together->state.nodes().n_owned(); ++i)
          {
            const FieldId id      = together->field(name);
            const double  mine    = together->state.fields[id][i],
                         expected = alone->state.fields[id][node_at.at(key(together->point(i)))];
            largest               = std::max(largest, mine);
            difference            = std::max(difference, std::abs(mine - expected));
          }
      EXPECT_LT(together->transport.maximum(difference), 1e-9) << kind;
      EXPECT_GT(together->transport.maximum(largest), .5) << kind << ": something must be there";
    });
}
