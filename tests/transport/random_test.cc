// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Hundreds of random meshes, coefficients, states, tissues that hinder and networks: no bound is ever broken, and the balance of
// mass closes.

#include "transport/moving_biology.h"

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

  /// A box stretched up to ten times and sheared, so that many angles are obtuse.
  template <int dim>
  ShapedBox<dim>
  random_box(Generator &random, const Kind &kind)
  {
    ShapedBox<dim> box    = box_of<dim>(kind, 2, .5, between(random, 1, 2));
    const double   height = magnitude(random, .1, 1), shear = between(random, -3, 3),
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

  /// Fields with random coefficients: two signals, two kinds of cells, oxygen, and a matrix that hinders some of them.
  std::string
  random_fields(Generator &random)
  {
    const auto field = [&](const std::string &name, const std::string &kind, double upper) {
      return field_text(name,
                        kind,
                        magnitude(random, 1e-4, 200),
                        "  set Upper bound = " + amount(upper, unit_of(kind)));
    };
    std::string fields = field("first_signal", "signal", 5);
    fields += field("second_signal", "signal", 5);
    fields += field("first_cells", "cell", 1);
    fields += field("second_cells", "cell", 1);
    fields += field("oxygen", "gas", 60);
    return fields + field_text("matrix", "matrix", 0);
  }

  /// Production, conversion, loss and supply through sides.
  std::string
  random_reactions(Generator &random)
  {
    std::string processes;
    for (const std::string signal : {"first_signal", "second_signal"})
      {
        // as much as is made at the most balances what decays at 4 of the 5 ng/mL that are allowed
        const double decay = magnitude(random, .1, 100);
        processes +=
          process_text("decay_of_" + signal,
                       "decay",
                       "  set Field = " + signal + "\n  set Rate = " + amount(decay, "1/day")) +
          process_text("secretion_of_" + signal,
                       "secretion",
                       "  set Field = " + signal + "\n  set By = first_cells\n  set Rate = " +
                         amount(between(random, 0, 4) * decay, "ng/mL/day/(1e6 cells/mL)"));
      }
    processes += process_text(
      "differentiation",
      "conversion",
      "  set From = first_cells\n  set To = second_cells\n  set Rate = " +
        amount(magnitude(random, .01, 1), "1/day") +
        modifier_text("second_cells", "capacity", "    set Capacity = 1 1e6 cells/mL [assumed]\n"));
    processes += process_text("respiration",
                              "uptake",
                              "  set Field = oxygen\n  set By = second_cells\n  set Rate = " +
                                amount(magnitude(random, 1, 1e4), "mmHg/day/(1e6 cells/mL)") +
                                "  set Half saturation = 1 mmHg [assumed]\n");
    const double level = between(random, 0, 1);
    processes += process_text("supply",
                              "surface exchange",
                              "  set Field = first_cells\n  set Surfaces = x_min\n  set Level = " +
                                amount(level, "1e6 cells/mL") + "  set Exchange coefficient = " +
                                amount(magnitude(random, .01, 10), "mm/day"));
    processes += held_at("second_signal", "signal", "x_max", between(random, 0, 5));
    return processes + held_at("oxygen", "gas", "x_min", between(random, 0, 60));
  }

  /// Cells that climb signals and flee each other, all hindered or only some.
  std::string
  random_movement(Generator &random)
  {
    const auto follow = [&](const std::string &field,
                            const std::string &towards,
                            double             sign,
                            const std::string &unit) {
      const bool saturates = between(random, 0, 1) < .5;
      return process_text(
        field + "_to_" + towards,
        "chemotaxis",
        "  set Field = " + field + "\n  set Towards = " + towards +
          "\n  set Capacity = 1 1e6 cells/mL [assumed]\n  set Coefficient = " +
          amount(sign * magnitude(random, .01, 100), "mm2/day/(" + unit + ')') +
          (saturates ? "  set Half saturation = " + amount(magnitude(random, .1, 10), unit) : ""));
    };
    std::string processes = follow("first_cells", "first_signal", 1, "ng/mL");
    processes += follow("first_cells", "second_signal", 1, "ng/mL");
    processes += follow("second_cells", "first_cells", -1, "1e6 cells/mL");
    const std::string hindered[] = {
      "first_cells, first_signal, second_cells, second_signal, oxygen",
      "first_cells, second_signal",
      "first_signal, oxygen"};
    return processes + hindered_by_matrix(hindered[random() % 3]);
  }

  /// Empty and full next to each other, and mobilities from 1 down to 1e-4; the same on any number of ranks.
  template <int dim>
  void
  fill_at_random(ShapedBiology<dim> &box, Generator &random)
  {
    const Catalogue &catalogue = box.network->catalogue();
    for (const FieldId id : catalogue.field_ids())
      {
        const double shift = between(random, 0, 1), lowest = magnitude(random, 1e-4, 1);
        const auto jumps = [&](const auto &p) { return std::sin(1e3 * (p[0] + 2 * p[1])) + shift; };
        const Field &field = catalogue[id];
        const double full =
          field.kind == FieldKind::cell ? .5 * field.upper_bound : field.upper_bound;
        if (field.kind == FieldKind::matrix)
          fill(box, field.name, [&](const auto &p) {
            const double wave = jumps(p) - shift; // mobility is 1 - matrix
            return 1 - std::pow(lowest, shift < .5 ? wave > 0 : (1 + wave) / 2);
          });
        else
          fill(box, field.name, [&](const auto &p) { return jumps(p) > 0 ? full : 0.; });
      }
  }

  /// A step in which no more than ten times what a node holds would leave it by taxis.
  template <int dim>
  double
  random_step(ShapedBiology<dim> &box, Generator &random)
  {
    box.transport.prepare_movement(0, box.state.fields, box.state.drivers);
    double fastest = 0;
    for (const char *name : {"first_cells", "second_cells"})
      fastest = std::max(fastest, box.transport.movement().taxis(box.field(name))->fastest);
    return std::min(magnitude(random, 1e-3, .5), 10 / box.transport.maximum(fastest));
  }

  template <int dim>
  TransportReport
  draw(unsigned int seed, const Kind &kind)
  {
    Generator   random(seed);
    const auto  shape     = random_box<dim>(random, kind);
    std::string text      = random_fields(random);
    std::string processes = random_reactions(random);
    processes += random_movement(random);
    ShapedBiology<dim> box(shape, kind, biology_text(text, processes, 1e-9));
    fill_at_random(box, random);
    const Catalogue &catalogue = box.network->catalogue();
    const double     step      = random_step(box, random);
    BiologyStep      biology(*box.network, box.transport);
    for (unsigned int n = 0; n < 4; ++n)
      {
        biology.advance(n * step, step, box.state.fields, box.state.drivers);
        for (const FieldId id : catalogue.field_ids())
          for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
            {
              EXPECT_GE(box.state.fields[id][i], catalogue[id].lower_bound)
                << catalogue[id].name << ", seed " << seed << ", " << kind;
              EXPECT_LE(box.state.fields[id][i], catalogue[id].upper_bound)
                << catalogue[id].name << ", seed " << seed << ", " << kind;
            }
      }
    const TransportReport report = box.transport.take_report();
    EXPECT_LT(report.largest_imbalance, 1e-12) << "seed " << seed << ", " << kind;
    return report;
  }
} // namespace

TEST(Random, BoundsAreKeptAndTheBalanceOfMassCloses)
{
  unsigned int seed = 20261127, limited = 0, indefinite = 0;
  for (unsigned int n = 0; n < 50; ++n)
    for (const Kind &kind : all_kinds())
      {
        in_dimension_of(kind, [&](auto dimension) {
          const TransportReport report = draw<decltype(dimension)::value>(seed, kind);
          limited += report.limited;
          indefinite += report.indefinite;
        });
        if (HasFailure())
          return;
        ++seed;
      }
  EXPECT_GT(limited, 1000u) << "bounds must have been in danger";
  EXPECT_GT(indefinite, 0u) << "and matrices not positive";
}
