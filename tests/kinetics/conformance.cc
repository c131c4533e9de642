// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/test_network.h"
#include "laws/biology/modifier_forms.h"
#include "laws/biology/process_forms.h"

#include <algorithm>

using namespace callus;
using namespace callus::biology;
using namespace callus::testing;

namespace
{
  struct Rates
  {
    PointTable production, loss;
  };

  Rates
  rates_of(const Network &network, const PointTable &fields, const PointTable &drivers)
  {
    const unsigned int n = network.catalogue().n_fields();
    Rates rates{PointTable(n, fields.n_points(), NAN), PointTable(n, fields.n_points(), NAN)};
    Network::Scratch scratch;
    network.rates(
      3.5, fields, drivers, 0, fields.n_points(), rates.production, rates.loss, scratch);
    return rates;
  }

  bool
  contains(const std::vector<std::string> &list, const std::string &name)
  {
    return std::find(list.begin(), list.end(), name) != list.end();
  }

  /// Everything a process reads, with quantities replaced by what they read.
  bool
  reads(const Network &network, const ProcessSummary &process, const std::string &name)
  {
    if (contains(process.reads, name))
      return true;
    for (const QuantitySummary &quantity : network.quantities())
      if (contains(process.reads, quantity.name) && contains(quantity.reads, name))
        return true;
    return false;
  }

  /// One process: P, L >= 0 and finite; only declared fields change; undeclared fields and drivers have no influence.
  void
  expect_conformance(const std::string &process_text, const std::string &name)
  {
    TestNetwork test(example_fields +
                     in_subsection("Processes", in_subsection("example", process_text)));
    ASSERT_EQ(test.problems(), "") << name;
    const Network       &network   = *test.network;
    const Catalogue     &catalogue = network.catalogue();
    const ProcessSummary process   = network.processes().at(0);
    const std::size_t    n         = 3;
    PointTable           drivers   = neutral_drivers(network, n);
    for (unsigned int seed = 0; seed < 5; ++seed)
      {
        PointTable  fields = random_state(network, n, seed);
        const Rates rates  = rates_of(network, fields, drivers);
        for (unsigned int f = 0; f < catalogue.n_fields(); ++f)
          for (std::size_t i = 0; i < n; ++i)
            {
              EXPECT_GE(rates.production[f][i], 0.) << name;
              EXPECT_GE(rates.loss[f][i], 0.) << name;
              EXPECT_TRUE(std::isfinite(rates.production[f][i] + rates.loss[f][i])) << name;
              if (!contains(process.changes, catalogue.fields()[f].name))
                EXPECT_EQ(rates.production[f][i] + rates.loss[f][i], 0.) << name;
            }

        const auto net = [&](unsigned int f) {
          const Rates r = rates_of(network, fields, drivers);
          return r.production[f][1] - r.loss[f][1] * fields[f][1];
        };
        for (unsigned int g = 0; g < catalogue.n_fields() + catalogue.n_drivers(); ++g)
          {
            const bool        is_field = g < catalogue.n_fields();
            const std::string input    = is_field ? catalogue.fields()[g].name
                                                  : catalogue.drivers()[g - catalogue.n_fields()].name;
            double &value = is_field ? fields[g][1] : drivers[g - catalogue.n_fields()][1];
            std::vector<double> before, after;
            for (unsigned int f = 0; f < catalogue.n_fields(); ++f)
              before.push_back(net(f));
            const double saved = value;
            value              = 0.7 * value + 0.013;
            for (unsigned int f = 0; f < catalogue.n_fields(); ++f)
              after.push_back(net(f));
            value = saved;
            if (reads(network, process, input))
              EXPECT_NE(before, after)
                << name << " declares to read " << input << ", which does nothing";
            else
              EXPECT_EQ(before, after) << name << " reads " << input << " without saying so";
          }
      }
  }
} // namespace


TEST(Conformance, every_form_reads_and_changes_what_it_declares)
{
  for (const ProcessForm &form : process_forms())
    if (form.effect == Effect::reaction)
      expect_conformance(form.documentation.example, form.documentation.name);
}


TEST(Conformance, every_modifier_reads_what_it_declares)
{
  for (const ModifierForm &form : modifier_forms())
    expect_conformance(
      "set Form = secretion\nset Field = bound_signal\nset Rate = 3 ng/mL/day [assumed]\n" +
        in_subsection("Modifiers", in_subsection("signal", form.documentation.example)),
      form.documentation.name);
}


TEST(Conformance, every_surface_form_is_a_surface_process)
{
  for (const ProcessForm &form : process_forms())
    if (form.effect == Effect::supply)
      {
        TestNetwork test(
          example_fields +
          in_subsection("Processes", in_subsection("example", form.documentation.example)));
        ASSERT_EQ(test.problems(), "") << form.documentation.name;
        ASSERT_EQ(test.network->surface_processes().size(), 1u);
        const PointTable fields  = random_state(*test.network, 2, 1),
                         drivers = neutral_drivers(*test.network, 2);
        const Rates rates        = rates_of(*test.network, fields, drivers);
        for (unsigned int f = 0; f < test.network->catalogue().n_fields(); ++f)
          EXPECT_EQ(rates.production[f][0] + rates.loss[f][0], 0.) << form.documentation.name;
      }
}


TEST(Conformance, net_rates_of_the_whole_library_have_the_coded_derivatives)
{
  TestNetwork test("include library/biology.prm\ninclude library/mechanics_to_biology.prm\ninclude "
                   "library/species_sheep.prm\n");
  ASSERT_EQ(test.problems(), "");
  const Network    &network = *test.network;
  const std::size_t n       = 7;
  const PointTable  drivers = neutral_drivers(network, n);
  Network::Scratch  scratch;
  unsigned int      n_dependent = 0;
  for (const FieldId field : network.catalogue().field_ids())
    {
      PointTable          fields = random_state(network, n, 5 + field.value);
      std::vector<double> rate(n), derivative(n), lower(n), upper(n), ignored(n);
      network.net_rate(field, 4., fields, drivers, 0, n, rate.data(), derivative.data(), scratch);
      const Rates rates = rates_of(network, fields, drivers);
      for (std::size_t i = 0; i < n; ++i)
        EXPECT_NEAR(rate[i],
                    rates.production[field][i] - rates.loss[field][i] * fields[field][i],
                    1e-12 * (1. + rates.production[field][i]));
      const double h = 1e-6 * (network.catalogue()[field].kind == FieldKind::gas ? 10. : 0.1);
      for (std::size_t i = 0; i < n; ++i)
        fields[field][i] -= h;
      network.net_rate(field, 4., fields, drivers, 0, n, lower.data(), ignored.data(), scratch);
      for (std::size_t i = 0; i < n; ++i)
        fields[field][i] += 2 * h;
      network.net_rate(field, 4., fields, drivers, 0, n, upper.data(), ignored.data(), scratch);
      for (std::size_t i = 0; i < n; ++i)
        {
          EXPECT_NEAR(
            derivative[i], (upper[i] - lower[i]) / (2 * h), 1e-5 * (1. + std::abs(derivative[i])))
            << network.catalogue()[field].name;
          n_dependent += derivative[i] != 0. ? 1 : 0;
        }
    }
  EXPECT_GT(n_dependent, 20 * n);
}
