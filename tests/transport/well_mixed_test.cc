// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// A closed box whose state is uniform is the well-mixed system, to round-off.

#include "kinetics/well_mixed_spreading.h"
#include "transport/shaped_biology.h"

#include <cmath>

using namespace callus;
using namespace callus::test;

namespace
{
  /// The shipped biology of a moderate fracture, without any supply through surfaces.
  const std::string closed_biology =
    "include library/biology.prm\ninclude library/species_mouse.prm\n"
    "subsection Transport\n set Relative tolerance = 1e-14\nend\n";

  template <int dim>
  void
  compare_with_well_mixed(ShapedBiology<dim> &box)
  {
    ASSERT_TRUE(box.network->surface_processes().empty());
    const Catalogue &catalogue = box.network->catalogue();

    PointTable         fields(catalogue.n_fields(), 1), drivers(catalogue.n_drivers(), 1);
    WellMixedSpreading nowhere(*box.network, {1., {}});
    for (const FieldId id : catalogue.field_ids())
      fields[id][0] = catalogue[id].initial_value;
    for (unsigned int d = 0; d < catalogue.n_drivers(); ++d)
      box.state.drivers[d][0] = drivers[d][0] = catalogue.drivers()[d].neutral;
    for (unsigned int d = 0; d < catalogue.n_drivers(); ++d)
      std::fill_n(box.state.drivers[d], box.state.nodes().n_owned(), drivers[d][0]);

    BiologyStep in_space(*box.network, box.transport), mixed(*box.network, nowhere);
    in_space.balance_quasi_steady(0, box.state.fields, box.state.drivers);
    mixed.balance_quasi_steady(0, fields, drivers);
    std::vector<double> peak(catalogue.n_fields(), 1e-12), difference(catalogue.n_fields(), 0.);
    const double        step = .05;
    for (unsigned int n = 0; n < 100; ++n)
      {
        in_space.advance(n * step, step, box.state.fields, box.state.drivers);
        mixed.advance(n * step, step, fields, drivers);
        for (const FieldId id : catalogue.field_ids())
          {
            peak[id.value] = std::max(peak[id.value], fields[id][0]);
            for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
              difference[id.value] =
                std::max(difference[id.value], std::abs(box.state.fields[id][i] - fields[id][0]));
          }
      }
    for (const FieldId id : catalogue.field_ids())
      EXPECT_LT(difference[id.value], 1e-10 * peak[id.value]) << catalogue[id].name;
    EXPECT_GT(peak[box.field("m1_macrophages").value], .01) << "something must have happened";
  }

  class ClosedBox : public ::testing::TestWithParam<Kind>
  {
  };
} // namespace

TEST_P(ClosedBox, EqualsTheWellMixedSystem)
{
  in_dimension_of(GetParam(), [&](auto dimension) {
    constexpr int      dim = decltype(dimension)::value;
    ShapedBiology<dim> box(box_of<dim>(GetParam(), dim == 2 ? 3 : 2), GetParam(), closed_biology);
    compare_with_well_mixed(box);
  });
}

INSTANTIATE_TEST_SUITE_P(Every, ClosedBox, ::testing::ValuesIn(all_kinds()), name_of_kind);
