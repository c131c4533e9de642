// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/equations.h"
#include "kinetics/test_network.h"
#include "laws/biology/process_forms.h"

#include <algorithm>

using namespace callus;
using namespace callus::biology;
using namespace callus::testing;

namespace
{
  const std::string library =
    "include library/biology.prm\ninclude library/mechanics_to_biology.prm\ninclude "
    "library/supply.prm\ninclude library/movement.prm\ninclude library/species_sheep.prm\n";

  /// The values of all variables at one point, quantities by their written definitions.
  class Point
  {
  public:
    Point(const Equations  &equations,
          double            day,
          const PointTable &fields,
          const PointTable &drivers,
          std::size_t       i)
      : equations_(equations)
      , day_(day)
      , fields_(fields)
      , drivers_(drivers)
      , i_(i)
    {
    }

    double
    operator()(Variable variable) const
    {
      switch (variable.kind)
        {
          case Variable::Kind::field:
            return fields_[variable.index][i_];
          case Variable::Kind::driver:
            return drivers_[variable.index][i_];
          case Variable::Kind::quantity:
            return equations_.definitions[variable.index].formula.value(*this);
          default:
            return day_;
        }
    }

  private:
    const Equations  &equations_;
    double            day_;
    const PointTable &fields_, &drivers_;
    std::size_t       i_;
  };

  /// Drivers between their bounds, or of the size of a strain where they have none.
  PointTable
  random_drivers(const Network &network, std::size_t n_points, unsigned int seed)
  {
    std::mt19937                     random(seed);
    std::uniform_real_distribution<> uniform(0., 1.);
    PointTable                       drivers(network.catalogue().n_drivers(), n_points);
    for (unsigned int d = 0; d < network.catalogue().n_drivers(); ++d)
      for (std::size_t i = 0; i < n_points; ++i)
        drivers[d][i] =
          uniform(random) - (std::isinf(network.catalogue().drivers()[d].lower_bound) ? 0.5 : 0.);
    return drivers;
  }

  /// What is written evaluates to what the compiled network computes.
  void
  expect_equations_are_computed(const Network &network, unsigned int seed)
  {
    const std::size_t n         = 5;
    const double      day       = 2.7;
    const Equations   equations = network.equations();
    const Catalogue  &catalogue = network.catalogue();
    const PointTable  fields    = random_state(network, n, seed),
                     drivers    = random_drivers(network, n, seed + 100);
    PointTable          production(catalogue.n_fields(), n), loss(catalogue.n_fields(), n);
    Network::Scratch    scratch;
    std::vector<double> computed(n);
    network.rates(day, fields, drivers, 0, n, production, loss, scratch);
    const auto point = [&](std::size_t i) { return Point(equations, day, fields, drivers, i); };
    const auto close = [](double written, double expected, const std::string &name) {
      EXPECT_NEAR(written, expected, 1e-11 * (1. + std::abs(expected))) << name;
    };

    ASSERT_EQ(equations.balances.size(), catalogue.n_fields());
    for (const Balance &balance : equations.balances)
      for (std::size_t i = 0; i < n; ++i)
        {
          double gain = 0., lost = 0.;
          for (const RateTerm &term : balance.rates)
            (term.is_loss ? lost : gain) += term.formula.value(point(i));
          const FieldId field = balance.field;
          close(gain, production[field][i], catalogue[field].name + ", production");
          close(lost, loss[field][i] * fields[field][i], catalogue[field].name + ", loss");
        }
    for (const Definition &definition : equations.definitions)
      {
        const std::string name = network.names().name(definition.quantity);
        network.evaluate(name, day, fields, drivers, 0, n, computed.data(), scratch);
        for (std::size_t i = 0; i < n; ++i)
          close(definition.formula.value(point(i)), computed[i], name);
      }
    ASSERT_EQ(equations.supplies.size(), network.surface_processes().size());
    for (unsigned int s = 0; s < equations.supplies.size(); ++s)
      {
        const SurfaceProcess &surface = network.surface_processes()[s];
        network.surface_modifier(s, day, fields, drivers, 0, n, computed.data(), scratch);
        for (std::size_t i = 0; i < n; ++i)
          {
            const double flux = surface.form == SurfaceForm::exchange
                                  ? surface.coefficient * (surface.level - fields[surface.field][i])
                                  : surface.level;
            close(equations.supplies[s].formula.value(point(i)), computed[i] * flux, surface.name);
          }
      }
    ASSERT_EQ(equations.mobilities.size(), network.hindrance_processes().size());
    for (unsigned int h = 0; h < equations.mobilities.size(); ++h)
      {
        network.hindrance(h, day, fields, drivers, 0, n, computed.data(), scratch);
        for (std::size_t i = 0; i < n; ++i)
          close(equations.mobilities[h].formula.value(point(i)),
                computed[i],
                network.hindrance_processes()[h].name);
      }
  }

  /// Psi of each taxis process has the written sensitivity as its slope (without (1 - y/c)+, which transport multiplies).
  void
  expect_taxis_is_computed(const Network &network)
  {
    const Equations  equations = network.equations();
    const PointTable drivers   = neutral_drivers(network, 1);
    Network::Scratch scratch;
    unsigned int     n_compared = 0;
    for (const Balance &balance : equations.balances)
      for (const TaxisFormula &taxis : balance.taxis)
        for (unsigned int t = 0; t < network.taxis_processes().size(); ++t)
          if (network.taxis_processes()[t].process == taxis.process)
            {
              PointTable   fields = random_state(network, 1, 3);
              const double written =
                taxis.sensitivity.value(Point(equations, 0., fields, drivers, 0));
              double  lower = 0., upper = 0., modifier = 0.;
              double &q = fields[taxis.towards.index][0];
              network.taxis_modifier(t, 0., fields, drivers, 0, 1, &modifier, scratch);
              q -= 1e-6;
              network.taxis_potential(t, 0., fields, drivers, 0, 1, &lower, scratch);
              q += 2e-6;
              network.taxis_potential(t, 0., fields, drivers, 0, 1, &upper, scratch);
              const TaxisProcess &process = network.taxis_processes()[t];
              EXPECT_NEAR(written,
                          modifier * (upper - lower) / 2e-6 *
                            (1. - fields[process.field][0] / process.capacity),
                          1e-8)
                << process.name;
              ++n_compared;
            }
    EXPECT_EQ(n_compared, network.taxis_processes().size());
  }
} // namespace


TEST(Equations, of_the_library_are_what_the_network_computes)
{
  TestNetwork test(library);
  ASSERT_EQ(test.problems(), "");
  for (unsigned int seed = 0; seed < 4; ++seed)
    expect_equations_are_computed(*test.network, seed);
  expect_taxis_is_computed(*test.network);
}


TEST(Equations, of_every_form_are_what_the_network_computes)
{
  for (const ProcessForm &form : process_forms())
    for (const char *divisor : {"1", "3"})
      {
        TestNetwork test(
          example_fields +
          in_subsection("Processes", in_subsection("example", form.documentation.example)) +
          in_subsection("Species",
                        "set Divide rates of cells and matrices by = " + std::string(divisor) +
                          " [assumed]\n"));
        ASSERT_EQ(test.problems(), "") << form.documentation.name;
        expect_equations_are_computed(*test.network, 1);
      }
}


TEST(Equations, leave_out_what_is_switched_off)
{
  const std::string decay = "set Form = decay\nset Field = signal\nset Rate = 1 1/day [assumed]\n";
  TestNetwork       test("library\n" + example_fields +
                   in_subsection("Processes",
                                 in_subsection("on", decay) +
                                   in_subsection("off", decay + "set Active = false\n")));
  ASSERT_EQ(test.problems(), "");
  const auto rates = test.network->equations().balances[test.field("signal")].rates;
  ASSERT_EQ(rates.size(), 1u);
  EXPECT_EQ(rates[0].process, 0u);
}


TEST(Equations, rows_of_modifiers_are_rows_of_their_process)
{
  TestNetwork test(example_fields + R"(
subsection Processes
  subsection example
    set Form  = decay
    set Field = signal
    set Rate  = 1 1/day [assumed]
    set Rows  = 4, 7
    subsection Modifiers
      subsection cells
        set Form            = activation
        set Half saturation = 2 1e6 cells/mL [assumed]
        set Rows            = 7, 81
      end
    end
  end
end
)");
  ASSERT_EQ(test.problems(), "");
  const ProcessSummary process = test.network->processes().at(0);
  EXPECT_EQ(process.rows, (std::vector<unsigned int>{4, 7, 81}));
  ASSERT_EQ(process.modifiers.size(), 1u);
  ASSERT_EQ(process.own_rows.size(), 2u);
  EXPECT_EQ(process.own_rows[1].number, 7u);
  EXPECT_EQ(process.own_rows[1].file, "network.prm");
  ASSERT_EQ(process.modifiers[0].rows.size(), 2u);
  EXPECT_EQ(process.modifiers[0].rows[1].number, 81u);
  EXPECT_EQ(process.modifiers[0].argument, "cells");
  EXPECT_EQ(process.modifiers[0].form, "activation");
  EXPECT_EQ(process.file, "network.prm");
}
