// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/biology/biology_examples.h"
#include "laws/biology/quantities/free_pore_space.h"
#include "laws/biology/quantities/product.h"
#include "laws/biology/quantities/sum.h"
#include "laws/biology/quantity_forms.h"

#include <algorithm>
#include <limits>
#include <set>

using namespace callus;
using namespace callus::biology;
using namespace callus::testing;

namespace
{
  Application
  read(const QuantityForm &form, ExampleFile &example)
  {
    Reader reader(example.file->root().subsection("Quantity"), example.names);
    reader.section.choice("Form", {form.documentation.name}, "Form");
    return form.read(reader, reader.section.text("Unit", "Unit"));
  }
} // namespace


TEST(Quantities, every_form_is_documented_and_named_once)
{
  std::set<std::string> names;
  for (const QuantityForm &form : quantity_forms())
    {
      expect_documented(form.documentation);
      EXPECT_TRUE(names.insert(form.documentation.name).second) << form.documentation.name;
    }
  EXPECT_EQ(names.size(), 6u);
}


TEST(Quantities, every_form_is_finite_and_has_the_coded_derivative)
{
  std::mt19937                     random(7);
  std::uniform_real_distribution<> uniform(0., 3.);
  for (const QuantityForm &form : quantity_forms())
    {
      ExampleFile       example(in_subsection("Quantity", form.documentation.example));
      const Application quantity = read(form, example);
      ASSERT_EQ(example.problems(), "") << form.documentation.name;
      for (unsigned int trial = 0; trial < 20; ++trial)
        {
          std::vector<double> x(quantity.arguments.size());
          for (double &value : x)
            value = uniform(random);
          EXPECT_TRUE(std::isfinite(evaluate(quantity, x))) << form.documentation.name;
          expect_derivatives_match(quantity, x, form.documentation.name);
        }
      EXPECT_TRUE(
        std::isfinite(evaluate(quantity, std::vector<double>(quantity.arguments.size(), 0.))))
        << form.documentation.name;
    }
}


TEST(Quantities, units_are_converted_and_checked)
{
  const QuantityForm &sum = quantity_forms()[0];
  {
    ExampleFile example(in_subsection(
      "Quantity", "set Form = sum\nset Unit = cells/mL\nset Of = cells, other_cells\n"));
    EXPECT_NEAR(evaluate(read(sum, example), {1., 2.}), 3e6, 1e-6);
    EXPECT_EQ(example.problems(), "");
  }
  {
    ExampleFile example(
      in_subsection("Quantity", "set Form = sum\nset Unit = ng/mL\nset Of = cells\n"));
    read(sum, example);
    EXPECT_NE(example.problems().find("Quantity/Of"), std::string::npos);
  }
  {
    ExampleFile example(
      in_subsection("Quantity", "set Form = product\nset Unit = ug/L\nset Of = signal, cells\n"));
    read(quantity_forms()[1], example);
    EXPECT_NE(example.problems(), "");
  }
}


TEST(Quantities, any_number_of_arguments_is_taken_in_passes)
{
  for (unsigned int m = 0; m < 10; ++m)
    {
      constexpr std::size_t            n = 3;
      std::vector<std::vector<double>> x(m);
      std::vector<const double *>      arguments(m);
      std::vector<double>              weights{.5}, y(n, std::numeric_limits<double>::quiet_NaN());
      for (unsigned int k = 0; k < m; ++k)
        {
          x[k]         = {.1 * k + .01, .2, 1.5 - .1 * k};
          arguments[k] = x[k].data();
          weights.push_back(.05 * k - .1);
        }
      const auto expect = [&](const PointFunction &function, const double *parameters, auto at) {
        function.value(parameters, arguments.data(), m, y.data(), n);
        for (std::size_t i = 0; i < n; ++i)
          EXPECT_NEAR(y[i], at(i), 1e-14) << m << " arguments, point " << i;
      };
      expect(SumLaw::function(), weights.data(), [&](std::size_t i) {
        double sum = .5;
        for (unsigned int k = 0; k < m; ++k)
          sum += weights[k + 1] * x[k][i];
        return sum;
      });
      expect(ProductLaw::function(), weights.data(), [&](std::size_t i) {
        double product = .5;
        for (unsigned int k = 0; k < m; ++k)
          product *= x[k][i];
        return product;
      });
      expect(FreePoreSpaceLaw::function(), weights.data() + 1, [&](std::size_t i) {
        double space = 1;
        for (unsigned int k = 0; k < m; ++k)
          space -= weights[k + 1] * x[k][i];
        return std::max(0., space);
      });
    }
}
