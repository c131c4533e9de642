// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Hundreds of random meshes, coefficients, states and networks: no bound is ever broken, and the balance of mass closes.

#include "transport/shaped_biology.h"

#include <cmath>
#include <random>

using namespace callus;
using namespace callus::test;

namespace
{
  using Generator = std::mt19937;

  double
  between(Generator &random, double low, double high)
  {
    return std::uniform_real_distribution<double>(low, high)(random);
  }

  /// Any order of magnitude between the two.
  double
  magnitude(Generator &random, double low, double high)
  {
    return std::exp(between(random, std::log(low), std::log(high)));
  }

  std::string
  text(double value, const std::string &unit)
  {
    std::ostringstream out;
    out << std::setprecision(12) << value << ' ' << unit << " [assumed]\n";
    return out.str();
  }

  /// A box stretched up to ten times and sheared, so that many angles are obtuse.
  template <int dim>
  ShapedBox<dim>
  random_box(Generator &random, const Kind &kind)
  {
    ShapedBox<dim> box    = box_of<dim>(kind, 2, .5, between(random, 1, 2));
    const double   height = magnitude(random, .1, 1), shear = between(random, -1.5, 1.5),
                 wave = between(random, 0, .25);
    box.map           = [=](const auto &p) {
      auto q = p;
      q[1]   = height * (p[1] + shear * p[0] + wave * std::sin(7 * p[0]));
      if (dim == 3)
        q[dim - 1] += shear * p[1] + wave * std::sin(5 * p[0]);
      return q;
    };
    return box;
  }

  /// Two signals and two kinds of cells with random coefficients: production, conversion, loss, supply through sides.
  std::string
  random_biology(Generator &random)
  {
    std::string biology = "subsection Fields\n";
    const auto  field   = [&](const std::string &name, const std::string &kind, double upper) {
      const std::string unit = kind == "cell" ? "1e6 cells/mL" : "ng/mL";
      biology += " subsection " + name + "\n  set Unit = " + unit + "\n  set Kind = " + kind +
                 "\n  set Diffusivity = " + text(magnitude(random, 1e-4, 200), "mm2/day") +
                 "  set Upper bound = " + text(upper, unit) + " end\n";
    };
    field("first_signal", "signal", 5);
    field("second_signal", "signal", 5);
    field("first_cells", "cell", 1);
    field("second_cells", "cell", 1);
    biology += "end\nsubsection Processes\n";
    for (const char *signal : {"first_signal", "second_signal"})
      {
        // as much as is made at the most balances what decays at 4 of the 5 ng/mL that are allowed
        const double decay = magnitude(random, .1, 100);
        biology += std::string(" subsection decay_of_") + signal +
                   "\n  set Form = decay\n  set Field = " + signal +
                   "\n  set Rate = " + text(decay, "1/day") + " end\n subsection secretion_of_" +
                   signal + "\n  set Form = secretion\n  set Field = " + signal +
                   "\n  set By = first_cells\n  set Rate = " +
                   text(between(random, 0, 4) * decay, "ng/mL/day/(1e6 cells/mL)") + " end\n";
      }
    biology +=
      " subsection differentiation\n  set Form = conversion\n  set From = first_cells\n  set "
      "To = second_cells\n  set Rate = " +
      text(magnitude(random, .01, 1), "1/day") + " end\n";
    biology +=
      " subsection supply\n  set Form = surface exchange\n  set Field = first_cells\n  set "
      "Surfaces = x_min\n  set Level = " +
      text(between(random, 0, 1), "1e6 cells/mL") +
      "  set Exchange coefficient = " + text(magnitude(random, .01, 10), "mm/day") + " end\n";
    biology += " subsection wall\n  set Form = fixed value\n  set Field = second_signal\n  set "
               "Surfaces = x_max\n  set Level = " +
               text(between(random, 0, 5), "ng/mL") +
               "  set Exchange coefficient when well-mixed = 1 mm/day [assumed]\n end\n";
    return biology + "end\n";
  }

  template <int dim>
  void
  draw(unsigned int seed, const Kind &kind)
  {
    Generator          random(seed);
    const auto         shape = random_box<dim>(random, kind);
    ShapedBiology<dim> box(shape, kind, random_biology(random));
    const Catalogue   &catalogue = box.network->catalogue();
    std::mt19937       everywhere(seed + 1);
    for (const FieldId id : catalogue.field_ids())
      {
        const double full = between(everywhere, 0, 1);
        for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
          {
            // empty and full next to each other, the same on any number of ranks
            const auto  &p          = box.point(i);
            const double s          = std::sin(1e3 * (p[0] + 2 * p[1]) + full);
            box.state.fields[id][i] = catalogue[id].upper_bound *
                                      (catalogue[id].kind == FieldKind::cell ? .5 : 1) * (s > 0);
          }
      }
    // something to follow, up to ten times what a node holds in a step
    const double        drift = magnitude(random, .01, 100);
    const NodeEdges    &edges = box.transport.movement().edges();
    std::vector<double> x(edges.n_local), rate(edges.size());
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      x[i] = box.point(i)[0] * box.point(i)[1];
    box.state.nodes().update_ghosts(x);
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int k = edges.row_begin[i]; k < edges.row_begin[i + 1]; ++k)
        rate[k] = drift * box.transport.movement().coupling().coefficient()[k] *
                  (x[edges.column[k]] - x[i]);
    box.transport.movement().follow(box.field("first_cells"), rate, 1.);

    BiologyStep  biology(*box.network, box.transport);
    const double step = magnitude(random, 1e-3, .5);
    for (unsigned int n = 0; n < 4; ++n)
      {
        biology.advance(n * step, step, box.state.fields, box.state.drivers);
        for (const FieldId id : catalogue.field_ids())
          for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
            {
              ASSERT_GE(box.state.fields[id][i], catalogue[id].lower_bound)
                << catalogue[id].name << ", seed " << seed << ", " << kind;
              ASSERT_LE(box.state.fields[id][i], catalogue[id].upper_bound)
                << catalogue[id].name << ", seed " << seed << ", " << kind;
            }
      }
    EXPECT_LT(box.transport.take_report().largest_imbalance, 1e-12)
      << "seed " << seed << ", " << kind;
  }
} // namespace

TEST(Random, BoundsAreKeptAndTheBalanceOfMassCloses)
{
  unsigned int seed = 20261127;
  for (unsigned int n = 0; n < 50; ++n)
    for (const Kind &kind : all_kinds())
      {
        in_dimension_of(kind,
                        [&](auto dimension) { draw<decltype(dimension)::value>(seed, kind); });
        if (HasFatalFailure())
          return;
        ++seed;
      }
}
