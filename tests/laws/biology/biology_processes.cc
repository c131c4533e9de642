// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/biology/biology_examples.h"
#include "laws/biology/process_forms.h"

#include <set>

using namespace callus;
using namespace callus::biology;
using namespace callus::testing;

namespace
{
  ProcessTerms
  read(const ProcessForm &form, ExampleFile &example)
  {
    Reader reader(example.file->root().subsection("Process"), example.names);
    reader.section.choice("Form", {form.documentation.name}, "Form");
    reader.section.subsection("Modifiers").leave_unread();
    return form.read(reader);
  }

  /// Values of fields, and of free_pore_space, the only quantity.
  double
  value_of(const Variable variable, const std::vector<double> &fields)
  {
    return variable.kind == Variable::Kind::field ? fields[variable.index] : fields.back();
  }
} // namespace


TEST(ProcessForms, every_one_is_documented_and_named_once)
{
  std::set<std::string> names;
  for (const ProcessForm &form : process_forms())
    {
      expect_documented(form.documentation);
      EXPECT_TRUE(names.insert(form.documentation.name).second) << form.documentation.name;
    }
  EXPECT_EQ(names.size(), 19u);
}


TEST(ProcessForms, every_one_is_quasi_positive_and_has_the_coded_derivatives)
{
  std::mt19937                     random(11);
  std::uniform_real_distribution<> uniform(0., 2.);
  for (const ProcessForm &form : process_forms())
    {
      ExampleFile        example(in_subsection("Process", form.documentation.example));
      const ProcessTerms process = read(form, example);
      ASSERT_EQ(example.problems(), "") << form.documentation.name;
      EXPECT_FALSE(process.equation.empty()) << form.documentation.name;
      EXPECT_EQ(process.surface.has_value(), form.effect == Effect::supply)
        << form.documentation.name;
      EXPECT_EQ(!process.terms.empty(), form.effect == Effect::reaction) << form.documentation.name;
      EXPECT_EQ(process.taxis.has_value() || !process.hindered.empty(),
                form.effect == Effect::movement)
        << form.documentation.name;
      for (const Term &term : process.terms)
        {
          EXPECT_GT(term.coefficient.value(), 0.) << form.documentation.name;
          if (term.shape.function == nullptr)
            {
              EXPECT_LE(term.shape.arguments.size(), 1u) << form.documentation.name;
              continue;
            }
          for (unsigned int trial = 0; trial < 30; ++trial)
            {
              std::vector<double> fields(example.catalogue.n_fields() + 1);
              for (double &value : fields)
                value = trial % 5 == 0 && uniform(random) < 1. ? 0. : uniform(random);
              std::vector<double> x;
              for (const Variable argument : term.shape.arguments)
                x.push_back(value_of(argument, fields));
              // P >= 0 and L >= 0 for all states >= 0: then no field becomes negative.
              EXPECT_GE(evaluate(term.shape, x), 0.) << form.documentation.name;
              EXPECT_TRUE(std::isfinite(evaluate(term.shape, x))) << form.documentation.name;
              expect_derivatives_match(term.shape, x, form.documentation.name);
            }
        }
    }
}


TEST(ProcessForms, units_follow_from_the_fields)
{
  const auto coefficient = [](const std::string &text) {
    ExampleFile example(in_subsection("Process", text));
    for (const ProcessForm &form : process_forms())
      if (text.find("set Form = " + form.documentation.name + "\n") == 0)
        {
          const ProcessTerms process = read(form, example);
          EXPECT_EQ(example.problems(), "");
          return process.terms.at(0).coefficient.value();
        }
    return 0.;
  };
  // 8e-6 ng per cell and day are 8 ng/mL/day for 1e6 cells/mL
  EXPECT_NEAR(
    coefficient(
      "set Form = secretion\nset Field = signal\nset By = cells\nset Rate = 8e-6 ng/cells/day "
      "[assumed]\n"),
    8.,
    1e-12);
  EXPECT_NEAR(
    coefficient("set Form = decay\nset Field = signal\nset Rate = 0.5 1/hour [assumed]\n"),
    12.,
    1e-12);
}


TEST(ProcessForms, wrong_units_and_names_are_reported_together)
{
  for (const ProcessForm &form : process_forms())
    {
      std::string text = form.documentation.example;
      const auto  at   = text.find("day");
      if (form.documentation.name == "hindrance") // its numbers are those of its modifiers
        continue;
      ASSERT_TRUE(at != std::string::npos);
      text.replace(at, 3, "kg");
      ExampleFile example(in_subsection("Process", text));
      read(form, example);
      EXPECT_NE(example.problems(), "") << form.documentation.name;
    }
  ExampleFile example(in_subsection(
    "Process",
    "set Form = decay\nset Field = sigmal\nset By = cels\nset Rate = 1 1/day [assumed]\n"));
  for (const ProcessForm &form : process_forms())
    if (form.documentation.name == "decay")
      read(form, example);
  const std::string text = example.problems();
  EXPECT_NE(text.find("sigmal"), std::string::npos) << text;
  EXPECT_NE(text.find("'signal'"), std::string::npos) << text;
  EXPECT_NE(text.find("cels"), std::string::npos) << text;
}


TEST(ProcessForms, conversion_gives_what_it_takes)
{
  for (const ProcessForm &form : process_forms())
    if (form.documentation.name == "conversion")
      {
        ExampleFile        example(in_subsection("Process", form.documentation.example));
        const ProcessTerms process = read(form, example);
        ASSERT_EQ(process.terms.size(), 2u);
        EXPECT_EQ(process.terms[0].side, Term::Side::loss);
        EXPECT_EQ(process.terms[1].side, Term::Side::production);
        EXPECT_EQ(process.terms[0].coefficient.value(), process.terms[1].coefficient.value());
      }
}
