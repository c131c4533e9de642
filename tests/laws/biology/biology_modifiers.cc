// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/biology/biology_examples.h"
#include "laws/biology/modifier_forms.h"

#include <set>
#include <sstream>

using namespace callus;
using namespace callus::biology;
using namespace callus::testing;

namespace
{
  Application
  read(const ModifierForm &form, ExampleFile &example)
  {
    Reader         reader(example.file->root().subsection("Modifier"), example.names);
    const Variable argument =
      form.of_day ? Variable{Variable::Kind::day, 0}
                  : reader.resolve("", reader.section.text("Argument", "signal", "Argument"));
    reader.section.choice("Form", {form.documentation.name}, "Form");
    return form.read(reader, argument);
  }
} // namespace


namespace
{
  /// The lines of a parameter file but those that set this entry.
  std::string
  without_entry(const std::string &text, const std::string &entry)
  {
    std::istringstream lines(text);
    std::string        result;
    for (std::string line; std::getline(lines, line);)
      if (line.find("set " + entry) == std::string::npos)
        result += line + '\n';
    return result;
  }
} // namespace


TEST(Modifiers, every_one_is_documented_and_named_once)
{
  std::set<std::string> names;
  for (const ModifierForm &form : modifier_forms())
    {
      expect_documented(form.documentation);
      EXPECT_TRUE(names.insert(form.documentation.name).second) << form.documentation.name;
    }
  EXPECT_EQ(names.size(), 11u);
}


TEST(Modifiers, every_one_is_bounded_and_has_the_coded_derivative)
{
  for (const ModifierForm &form : modifier_forms())
    {
      ExampleFile       example(in_subsection("Modifier", form.documentation.example));
      const Application modifier = read(form, example);
      ASSERT_EQ(example.problems(), "") << form.documentation.name;
      const double largest = form.largest(modifier.parameters);
      bool         varies  = false;
      for (const double x :
           {-50., -0.3, 0., 1e-9, 0.013, 0.17, 0.4, 0.83, 1.3, 2.2, 3.9, 7.1, 11.3, 60., 1e6})
        {
          const double m = evaluate(modifier, {x});
          EXPECT_TRUE(std::isfinite(m)) << form.documentation.name << " at " << x;
          EXPECT_GE(m, 0.) << form.documentation.name << " at " << x;
          EXPECT_LE(m, largest * (1. + 1e-14)) << form.documentation.name << " at " << x;
          varies = varies || m != evaluate(modifier, {0.41});
          EXPECT_TRUE(std::isfinite(derivative(modifier, 0, {x})))
            << form.documentation.name << " at " << x;
          if (x > 0.01)
            expect_derivatives_match(modifier, {x}, form.documentation.name);
        }
      EXPECT_TRUE(varies) << form.documentation.name;
    }
}


TEST(Modifiers, every_exponent_has_the_coded_derivative)
{
  for (const char *name : {"activation", "inhibition", "power", "dose response with optimum"})
    for (const char *exponent : {"0.5", "1", "1.5", "2", "3", "4", "6.5"})
      for (const ModifierForm &form : modifier_forms())
        if (form.documentation.name == name)
          {
            ExampleFile example(
              in_subsection("Modifier",
                            without_entry(form.documentation.example, "Exponent") +
                              "set Exponent = " + exponent + "\n"));
            const Application modifier = read(form, example);
            ASSERT_EQ(example.problems(), "") << name;
            for (const double x : {0.07, 0.4, 1.9, 8.})
              expect_derivatives_match(
                modifier, {x}, std::string(name) + " with exponent " + exponent);
          }
}


TEST(Modifiers, values_of_the_manual)
{
  const auto value = [](const std::string &text, double x) {
    ExampleFile example(in_subsection("Modifier", text));
    for (const ModifierForm &form : modifier_forms())
      if (text.find("set Form = " + form.documentation.name + "\n") == 0)
        {
          const double m = evaluate(read(form, example), {x});
          EXPECT_EQ(example.problems(), "");
          return m;
        }
    return NAN + 0.;
  };
  EXPECT_DOUBLE_EQ(value("set Form = activation\nset Half saturation = 2 ng/mL [assumed]\n", 2.),
                   0.5);
  EXPECT_DOUBLE_EQ(
    value("set Form = activation\nset Half saturation = 2 ug/L [assumed]\nset Exponent = 3\n", 4.),
    64. / 72.);
  EXPECT_DOUBLE_EQ(
    value(
      "set Form = inhibition\nset Half saturation = 2 ng/mL [assumed]\nset Floor = 0.2 [assumed]\n",
      6.),
    0.2 + 0.8 * 0.25);
  EXPECT_DOUBLE_EQ(value("set Form = enhancement\nset Change = -0.5 [assumed]\nset Half saturation "
                         "= 1 ng/mL [assumed]\n",
                         1.),
                   0.75);
  EXPECT_DOUBLE_EQ(value("set Form = linear\nset Slope = -2 1/(ng/mL) [assumed]\n", 1.), 0.);
  EXPECT_DOUBLE_EQ(
    value("set Form = stimulus\nset Argument = cartilage_weight\nset Floor = 0.05 [assumed]\n",
          0.5),
    0.05 + 0.95 * 0.5);
  EXPECT_DOUBLE_EQ(
    value("set Form = stimulus\nset Argument = cartilage_weight\nset Inverse = true\n", 0.25),
    0.75);
  EXPECT_DOUBLE_EQ(
    value("set Form = table\nset Days = 0, 12 day [assumed]\nset Values = 1, 0 [assumed]\n", 3.),
    0.75);
  EXPECT_DOUBLE_EQ(
    value("set Form = table\nset Days = 0, 12 day [assumed]\nset Values = 1, 0 [assumed]\n", 13.),
    0.);
  EXPECT_DOUBLE_EQ(
    value("set Form = time window\nset To = 10 day [assumed]\nset Edge = 2 day\n", 10.5), 0.25);
  EXPECT_DOUBLE_EQ(value("set Form = time window\nset From = 3 day [assumed]\n", 2.9), 0.);
}


TEST(Modifiers, wrong_units_are_reported)
{
  for (const ModifierForm &form : modifier_forms())
    {
      std::string text = form.documentation.example;
      const auto  unit = text.find("ng/mL");
      if (unit == std::string::npos)
        continue;
      text.replace(unit, 5, "mm");
      ExampleFile example(in_subsection("Modifier", text));
      read(form, example);
      EXPECT_NE(example.problems(), "") << form.documentation.name;
    }
}
