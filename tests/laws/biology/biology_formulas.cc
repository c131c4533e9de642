// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/biology/application_formula.h"
#include "laws/biology/biology_examples.h"
#include "laws/biology/formula_writer.h"
#include "laws/biology/modifier_forms.h"
#include "laws/biology/process_forms.h"
#include "laws/biology/quantity_forms.h"

#include <algorithm>

using namespace callus;
using namespace callus::biology;
using namespace callus::testing;

namespace
{
  Naming
  naming_of(const Names &names)
  {
    return {[&names](Variable variable) { return names.symbol(variable); },
            [](const Parameter &parameter) { return parameter.symbol; }};
  }

  /// Both writers name every parameter and every argument, and each parameter has a value with its unit.
  void
  expect_written(const Formula               &formula,
                 const std::vector<Variable> &arguments,
                 const Names                 &names,
                 const std::string           &name)
  {
    const Naming           naming = naming_of(names);
    const std::string      text = plain_text(formula, naming), page = latex(formula, naming);
    std::vector<Parameter> parameters;
    formula.collect(parameters);
    for (const Parameter &parameter : parameters)
      {
        EXPECT_NE(text.find(parameter.symbol), std::string::npos) << name << ": " << text;
        EXPECT_NE(page.find(latex_symbol(parameter.symbol)), std::string::npos)
          << name << ": " << page;
        EXPECT_EQ(value_text(parameter).find("nan"), std::string::npos) << name;
        const std::string unit = Units::readable(parameter.unit);
        if (unit != "1")
          EXPECT_NE(value_text(parameter).find(unit), std::string::npos) << name;
      }
    for (const Variable argument : arguments)
      {
        EXPECT_NE(text.find(names.symbol(argument)), std::string::npos) << name << ": " << text;
        EXPECT_NE(page.find(latex_symbol(names.symbol(argument))), std::string::npos)
          << name << ": " << page;
      }
    EXPECT_EQ(std::count(text.begin(), text.end(), '('), std::count(text.begin(), text.end(), ')'))
      << text;
    EXPECT_EQ(std::count(page.begin(), page.end(), '{'), std::count(page.begin(), page.end(), '}'))
      << page;
  }

  /// The formula of an application is its law: the same values, also where arguments are negative or at a kink.
  void
  expect_same_values(const Application &application,
                     const std::string &unit,
                     const Names       &names,
                     const std::string &name)
  {
    if (application.function == nullptr)
      return;
    const Formula         formula = formula_of(application, names, unit);
    std::mt19937          random(23);
    std::vector<double>   points = {-50., -0.3, 0., 1e-9, 0.17, 0.4, 0.83, 1., 1.3, 2.2, 3.9, 60.};
    std::vector<double>   x(application.arguments.size());
    const Formula::Values value = [&](Variable variable) {
      const auto &arguments = application.arguments;
      return x[std::find(arguments.begin(), arguments.end(), variable) - arguments.begin()];
    };
    for (unsigned int trial = 0; trial < 200; ++trial)
      {
        std::shuffle(points.begin(), points.end(), random);
        std::copy_n(points.begin(), x.size(), x.begin());
        const double law = evaluate(application, x);
        EXPECT_NEAR(formula.value(value), law, 1e-12 * (1. + std::abs(law)))
          << name << " at " << ::testing::PrintToString(x);
      }
    expect_written(formula, application.arguments, names, name);
    std::vector<Parameter> parameters;
    formula.collect(parameters);
    for (const double p : application.parameters)
      if (p != 0. && p != 1.)
        EXPECT_FALSE(parameters.empty()) << name;
  }

  /// Each form in its example, read by @p read and checked by @p check.
  template <typename Form, typename Read, typename Check>
  void
  for_each_example(const std::vector<Form> &forms, const Read &read, const Check &check)
  {
    for (const Form &form : forms)
      {
        ExampleFile example(in_subsection("Example", form.documentation.example));
        Reader      reader(example.file->root().subsection("Example"), example.names);
        reader.section.choice("Form", {form.documentation.name}, "Form");
        const auto result = read(form, reader);
        reader.section.subsection("Modifiers").leave_unread();
        ASSERT_EQ(example.problems(), "") << form.documentation.name;
        check(form, result, example);
      }
  }

  ProcessTerms
  read_process(const ProcessForm &form, Reader &reader)
  {
    return form.read(reader);
  }
} // namespace


TEST(Formulas, every_modifier_is_written_as_it_is_computed)
{
  for_each_example(
    modifier_forms(),
    [](const ModifierForm &form, Reader &reader) {
      const Variable day{Variable::Kind::day, 0};
      return form.read(
        reader,
        form.of_day ? day : reader.resolve("", reader.section.text("Argument", "signal", "")));
    },
    [](const ModifierForm &form, const Application &modifier, const ExampleFile &example) {
      expect_same_values(modifier, "1", example.names, form.documentation.name);
    });
}


TEST(Formulas, every_quantity_is_written_as_it_is_computed)
{
  for_each_example(
    quantity_forms(),
    [](const QuantityForm &form, Reader &reader) {
      return std::make_pair(form.read(reader, reader.section.text("Unit", "Unit")),
                            reader.section.text("Unit", "Unit"));
    },
    [](const QuantityForm &form, const auto &quantity, const ExampleFile &example) {
      expect_same_values(quantity.first, quantity.second, example.names, form.documentation.name);
    });
}


TEST(Formulas, every_shape_is_written_as_it_is_computed)
{
  unsigned int n_laws = 0;
  for_each_example(
    process_forms(),
    read_process,
    [&](const ProcessForm &form, const ProcessTerms &process, const ExampleFile &example) {
      for (const Term &term : process.terms)
        {
          n_laws += term.shape.function != nullptr ? 1 : 0;
          expect_same_values(term.shape, "1", example.names, form.documentation.name);
          std::vector<Parameter> parameters;
          term.coefficient.collect(parameters);
          formula_of(term.shape, example.names).collect(parameters);
          EXPECT_FALSE(parameters.empty()) << form.documentation.name;
          expect_written(term.coefficient, {}, example.names, form.documentation.name);
          EXPECT_GT(term.coefficient.value(), 0.) << form.documentation.name;
        }
    });
  EXPECT_GE(n_laws, 5u);
}


TEST(Formulas, every_supply_is_written_as_it_is_computed)
{
  for_each_example(
    process_forms(),
    read_process,
    [&](const ProcessForm &form, const ProcessTerms &process, const ExampleFile &example) {
      if (!process.surface)
        return;
      const SurfaceTerm &surface = *process.surface;
      const double       y       = 0.37;
      const double       written = surface.formula.value([&](Variable variable) {
        EXPECT_EQ(variable, as_variable(surface.field));
        return y;
      });
      EXPECT_DOUBLE_EQ(written,
                       surface.kind == SurfaceTerm::Kind::exchange
                         ? surface.coefficient * (surface.level - y)
                         : surface.level)
        << form.documentation.name;
      expect_written(surface.formula, {}, example.names, form.documentation.name);
    });
}


TEST(Formulas, the_sensitivity_of_taxis_is_the_slope_of_its_potential)
{
  unsigned int n_taxis = 0;
  for_each_example(
    process_forms(),
    read_process,
    [&](const ProcessForm &form, const ProcessTerms &process, const ExampleFile &example) {
      if (!process.taxis)
        return;
      ++n_taxis;
      const TaxisTerm &taxis = *process.taxis;
      for (const double q : {0., 0.4, 3.})
        for (const double y : {0.2, 0.9, 1.7})
          {
            const double slope   = taxis.shape.function ? derivative(taxis.shape, 0, {q}) : 1.;
            const double written = taxis.sensitivity.value(
              [&](Variable variable) { return variable == as_variable(taxis.field) ? y : q; });
            EXPECT_NEAR(written,
                        taxis.coefficient.value() * slope * std::max(0., 1. - y / taxis.capacity),
                        1e-14)
              << form.documentation.name;
          }
      expect_written(taxis.sensitivity, {}, example.names, form.documentation.name);
    });
  EXPECT_EQ(n_taxis, 2u);
}


TEST(Formulas, what_is_idle_is_left_out)
{
  const Variable x{Variable::Kind::field, 0}, s{Variable::Kind::driver, 0};
  const Naming   naming = {[&](Variable variable) { return variable == x ? "x" : "s"; },
                           [](const Parameter &parameter) { return parameter.symbol; }};
  const auto bounds = [&](Variable variable) { return variable == x ? Bounds{0., 1.} : Bounds{}; };
  const auto text   = [&](const Formula &formula) {
    return plain_text(formula.simplified(bounds), naming);
  };
  const Formula K = Parameter{"K", 2., "1"};
  EXPECT_EQ(text(positive_part(Formula(x))), "x");
  EXPECT_EQ(text(positive_part(Formula(s))), "(s)+");
  EXPECT_EQ(text(positive_part(1. - Formula(x))), "1 - x");
  EXPECT_EQ(text(positive_part(1. - K * x)), "(1 - K * x)+");
  EXPECT_EQ(text(positive_part(x / (K + x))), "x/(K + x)");
  EXPECT_EQ(text(smaller(1., positive_part(Formula(x)))), "x");
  EXPECT_EQ(text(smaller(1., K * x)), "min(1, K * x)");
  EXPECT_EQ(text(if_at_least(x, 0., K, 3.)), "K");
  EXPECT_EQ(text(if_at_least(x, K, 1. / (x - K), 3.)), "{1/(x - K) if x >= K, else 3}");
  EXPECT_EQ(text(positive_part(power(1. - x / (K + x), 2.))), "(1 - x/(K + x))^2");
}


TEST(Formulas, brackets_stand_where_they_are_needed)
{
  const Variable x{Variable::Kind::field, 0};
  const Naming   naming = {[](Variable) { return "M1"; },
                           [](const Parameter &parameter) { return parameter.symbol; }};
  const Formula  k = Parameter{"k", 2., "1/day"}, K = Parameter{"K_a_12", 3., "ng/mL"};
  const Formula  formula = k / 3. * (1. - x / (K * k)) * power(K + x, 0.5) - k * (K - (k - x));
  EXPECT_EQ(plain_text(formula, naming),
            "k/3 * (1 - M1/(K_a_12 * k)) * (K_a_12 + M1)^0.5 - k * (K_a_12 - (k - M1))");
  EXPECT_EQ(latex(formula, naming),
            "\\frac{k}{3} \\, \\left(1 - \\frac{M_{1}}{K_{a,12} \\, k}\\right) \\, "
            "{\\left(K_{a,12} + M_{1}\\right)}^{0.5} - k \\, \\left(K_{a,12} - "
            "\\left(k - M_{1}\\right)\\right)");
  EXPECT_EQ(latex(1e6 * k * at_least(x, 2.), naming),
            "1 \\times 10^{6} \\, k \\, \\left[M_{1} \\ge 2\\right]");
}


TEST(Formulas, symbols_become_mathematics)
{
  EXPECT_EQ(latex_symbol("q"), "q");
  EXPECT_EQ(latex_symbol("c2"), "c_{2}");
  EXPECT_EQ(latex_symbol("phi_f"), "\\varphi_{f}");
  EXPECT_EQ(latex_symbol("kappa12"), "\\kappa_{12}");
  EXPECT_EQ(latex_symbol("D_M1"), "D_{M_{1}}");
  EXPECT_EQ(latex_symbol("y_out_7"), "y_{\\mathrm{out},7}");
  EXPECT_EQ(latex_symbol("K12a"), "K_{12a}");
  EXPECT_EQ(latex_symbol("woven_bone"), "\\text{woven bone}");
}
