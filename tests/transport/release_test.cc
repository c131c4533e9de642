// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// What is delivered, in space: doses fill their regions with their amounts, and what is released, bound, lost and left is the
// dose at every moment.

#include "base/communication.h"
#include "kinetics/random_delivery.h"
#include "kinetics/step_control.h"
#include "transport/moving_biology.h"

using namespace callus;
using namespace callus::test;
using callus::testing::balanced_fields;
using callus::testing::delivered_files;
using callus::testing::RandomDelivery;

namespace
{
  const std::string tight = "subsection Transport\n set Relative tolerance = 1e-12\nend\n";

  /// The steps of a run of two days.
  StepControl
  two_days(const Units &units)
  {
    const auto file = ParameterFile::from_text(
      "set End = 2 day\nset First step = 0.001 day\nset Largest step = 0.25 day\nset Error "
      "tolerance = 0.02\n",
      "time.prm",
      "",
      units);
    return StepControl(file->root());
  }

  /// Steps to the end as a run takes them; calls after_step(day) after each.
  template <int dim, typename Action>
  void
  heal(ShapedBiology<dim> &box, const Action &after_step)
  {
    StepControl control = two_days(box.units);
    BiologyStep biology(*box.network, box.transport);
    biology.balance_quasi_steady(0, box.state.fields, box.state.drivers);
    for (double day = 0; day < control.end() * (1 - 1e-9);)
      {
        const double step = control.propose(day, control.end(), "end").step;
        if (control.accept(step,
                           biology.advance(day, step, box.state.fields, box.state.drivers).error))
          {
            day += step;
            after_step(day);
          }
        else
          box.state.fields = biology.start();
      }
  }

  /// A box whose left half is a gel.
  template <int dim>
  ShapedBox<dim>
  gel_beside_callus(const Kind &kind)
  {
    ShapedBox<dim> box = box_of<dim>(kind, 2, .5, 1.5);
    box.region         = [](const auto &center) { return center[0] < 1 ? "gel" : "callus"; };
    return box;
  }

  template <int dim>
  double
  integral_of(const ShapedBiology<dim> &box, const std::vector<std::string> &names)
  {
    double sum = 0;
    for (const std::string &name : names)
      {
        const double *values = box.state.fields[box.field(name)];
        sum += box.integral([&](std::size_t i) { return values[i]; });
      }
    return sum;
  }
} // namespace

TEST(Doses, fill_their_regions_with_their_amount)
{
  const std::string text = R"(
subsection Fields
  subsection store
    set Unit = ng/mL
    set Kind = signal
  end
  subsection cells
    set Unit          = 1e6 cells/mL
    set Kind          = cell
    set Initial value = 0.5 1e6 cells/mL [assumed]
  end
  subsection ions
    set Unit = mM
    set Kind = signal
  end
end
subsection Doses
  subsection in_gel
    set Field   = store
    set Regions = gel
    set Amount  = 3 ug [assumed]
  end
  subsection cells_everywhere
    set Field  = cells
    set Amount = 2e6 cells [assumed]
  end
  subsection ions_in_gel
    set Field   = ions
    set Regions = gel
    set Amount  = 5 mM [assumed]
  end
end
)";
  for (const Kind &kind : all_kinds())
    in_dimension_of(kind, [&](auto dimension) {
      constexpr int      dim = decltype(dimension)::value;
      ShapedBiology<dim> box(gel_beside_callus<dim>(kind), kind, text);
      const double       volume = box.integral([](std::size_t) { return 1.; });
      EXPECT_NEAR(integral_of(box, {"store"}), 3e6, 1e-6) << kind;
      EXPECT_NEAR(integral_of(box, {"cells"}), 0.5 * volume + 2e3, 1e-8) << kind;
      double highest = 0, lowest = 1;
      for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
        {
          const double ions = box.state.fields[box.field("ions")][i];
          if (box.point(i)[0] < .99)
            EXPECT_NEAR(ions, 5, 1e-12) << kind;
          if (box.point(i)[0] > 1.01)
            {
              EXPECT_EQ(ions, 0.) << kind;
              EXPECT_EQ(box.state.fields[box.field("store")][i], 0.) << kind;
            }
          highest = std::max(highest, ions);
          lowest  = std::min(lowest, ions);
        }
      EXPECT_EQ(mpi::min(lowest, MPI_COMM_WORLD), 0.) << kind;
      EXPECT_NEAR(mpi::max(highest, MPI_COMM_WORLD), 5, 1e-12) << kind;
    });
}

TEST(Doses, in_regions_that_do_not_heal_are_reported)
{
  const Kind        kind = {"triangle", Geometry::plane_strain};
  const std::string text =
    "subsection Fields\n subsection store\n  set Unit = ng/mL\n  set Kind = signal\n end\nend\n"
    "subsection Doses\n subsection gel\n  set Field = store\n  set Amount = 1 ng [assumed]\n  set "
    "Regions = gle\n end\nend\n";
  try
    {
      ShapedBiology<2> box(gel_beside_callus<2>(kind), kind, text);
      FAIL() << "nothing was thrown";
    }
  catch (const InputError &error)
    {
      ASSERT_EQ(error.problems().size(), 1u);
      EXPECT_NE(error.problems()[0].remedy.find("'gel'"), std::string::npos);
    }
}

TEST(Delivery, balances_released_bound_lost_and_left_in_space)
{
  for (const Kind &kind :
       {Kind{"triangle", Geometry::axisymmetric}, Kind{"hexahedron", Geometry::three_dimensional}})
    in_dimension_of(kind, [&](auto dimension) {
      constexpr int          dim    = decltype(dimension)::value;
      constexpr unsigned int n_sets = 2;
      for (unsigned int n = 0; n < delivered_files().size() * n_sets; ++n)
        {
          const std::string  factor = delivered_files()[n / n_sets];
          const unsigned int seed   = 100 * dim + n;
          SCOPED_TRACE(factor + ", seed " + std::to_string(seed));
          RandomDelivery    random(factor, seed);
          const std::string in_gel = "  set Field = " + factor + "_store\n";
          std::string       text   = random.text();
          text.insert(text.find(in_gel), "  set Regions = gel\n");
          ShapedBiology<dim> box(gel_beside_callus<dim>(kind), kind, text + tight);
          const auto         forms = balanced_fields(*box.network, factor);
          ASSERT_GE(forms.size(), 3u);
          const double given = random.dose();
          EXPECT_NEAR(integral_of(box, forms), given, 1e-12 * given);
          heal(box, [&](double day) {
            EXPECT_NEAR(integral_of(box, forms), given, 1e-10 * given) << "day " << day;
          });
          EXPECT_GT(integral_of(box, {forms.back()}), 1e-3 * given) << "something has happened";
        }
    });
}
