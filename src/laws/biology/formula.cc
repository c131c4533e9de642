// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/biology/formula.h"

#include "base/units.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace callus
{
  namespace biology
  {
    struct Formula::Node
    {
      Operation            operation;
      double               number    = 0;
      Parameter            parameter = {};
      Variable             variable  = {};
      std::vector<Formula> operands  = {};
    };


    namespace
    {
      using Operation = Formula::Operation;

      double
      on_course(const std::vector<std::pair<double, double>> &course, double x)
      {
        if (x <= course.front().first)
          return course.front().second;
        for (std::size_t j = 1; j < course.size(); ++j)
          if (x <= course[j].first)
            {
              const auto &[x0, y0] = course[j - 1];
              const auto &[x1, y1] = course[j];
              return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
            }
        return course.back().second;
      }

      /// The operands of sums within sums, or of products within products, as one list.
      std::vector<Formula>
      flattened(Operation operation, const Formula &a, const Formula &b, double idle)
      {
        std::vector<Formula> list;
        for (const Formula &part : {a, b})
          if (part.operation() == operation)
            list.insert(list.end(), part.operands().begin(), part.operands().end());
          else if (!part.is_number(idle))
            list.push_back(part);
        return list;
      }

      Formula
      combined(Operation operation, const Formula &a, const Formula &b, double idle)
      {
        const std::vector<Formula> list = flattened(operation, a, b, idle);
        if (list.empty())
          return idle;
        return list.size() == 1 ? list[0] : Formula(operation, list);
      }

      Bounds
      product(const Bounds &a, const Bounds &b)
      {
        Bounds result{std::numeric_limits<double>::infinity(),
                      -std::numeric_limits<double>::infinity()};
        for (const double x : {a.lower, a.upper})
          for (const double y : {b.lower, b.upper})
            {
              const double z = x == 0. || y == 0. ? 0. : x * y; // zero times infinity
              result         = {std::min(result.lower, z), std::max(result.upper, z)};
            }
        return result;
      }

      /// Of a / b where b is not negative; anything where it may be.
      Bounds
      quotient(const Bounds &a, const Bounds &b)
      {
        if (b.lower < 0.)
          return {};
        return product(a, {std::isinf(b.upper) ? 0. : 1. / b.upper, 1. / b.lower});
      }

      Bounds
      power_bounds(const Bounds &base, const Bounds &exponent)
      {
        if (base.lower < 0. || exponent.lower <= 0. || exponent.lower != exponent.upper)
          return {};
        return {std::pow(base.lower, exponent.lower), std::pow(base.upper, exponent.upper)};
      }

      Bounds
      of_course(const Parameter &parameter)
      {
        Bounds result{parameter.course[0].second, parameter.course[0].second};
        for (const auto &point : parameter.course)
          result = {std::min(result.lower, point.second), std::max(result.upper, point.second)};
        return result;
      }
    } // namespace


    Formula::Formula(double number)
      : node_(std::make_shared<Node>(Node{Operation::number, number}))
    {
    }


    Formula::Formula(const Parameter &parameter)
      : node_(std::make_shared<Node>(Node{Operation::parameter, 0., parameter}))
    {
    }


    Formula::Formula(Variable variable)
      : node_(std::make_shared<Node>(Node{Operation::variable, 0., {}, variable}))
    {
    }


    Formula::Formula(Operation operation, std::vector<Formula> operands)
      : node_(std::make_shared<Node>(Node{operation, 0., {}, {}, std::move(operands)}))
    {
    }


    Formula::Formula(const Parameter &parameter, const Formula &x)
      : node_(std::make_shared<Node>(Node{Operation::course, 0., parameter, {}, {x}}))
    {
    }


    Formula::Operation
    Formula::operation() const
    {
      return node_->operation;
    }


    const std::vector<Formula> &
    Formula::operands() const
    {
      return node_->operands;
    }


    double
    Formula::number() const
    {
      return node_->number;
    }


    const Parameter &
    Formula::parameter() const
    {
      return node_->parameter;
    }


    Variable
    Formula::variable() const
    {
      return node_->variable;
    }


    bool
    Formula::is_number(double number) const
    {
      return operation() == Operation::number && node_->number == number;
    }


    double
    Formula::value(const Values &values) const
    {
      const auto operand = [&](unsigned int k) { return operands()[k].value(values); };
      double     result  = 0.;
      switch (operation())
        {
          case Operation::number:
            return node_->number;
          case Operation::parameter:
            return parameter().value;
          case Operation::variable:
            return values(variable());
          case Operation::sum:
            result = operand(0);
            for (unsigned int k = 1; k < operands().size(); ++k)
              result += operand(k);
            return result;
          case Operation::negative:
            return -operand(0);
          case Operation::product:
            result = operand(0);
            for (unsigned int k = 1; k < operands().size(); ++k)
              result *= operand(k);
            return result;
          case Operation::quotient:
            return operand(0) / operand(1);
          case Operation::power:
            return std::pow(operand(0), operand(1));
          case Operation::positive_part:
            return std::max(0., operand(0));
          case Operation::smaller:
            return std::min(operand(0), operand(1));
          case Operation::larger:
            return std::max(operand(0), operand(1));
          case Operation::exponential:
            return std::exp(operand(0));
          case Operation::at_least:
            return operand(0) >= operand(1) ? 1. : 0.;
          case Operation::cases: // only one of them need be finite
            return operand(operand(0) >= operand(1) ? 2 : 3);
          case Operation::course:
            return on_course(parameter().course, operand(0));
        }
      return result;
    }


    double
    Formula::value() const
    {
      return value([](Variable) { return std::numeric_limits<double>::quiet_NaN(); });
    }


    Bounds
    Formula::bounds(const std::function<Bounds(Variable)> &of_variable) const
    {
      const auto operand = [&](unsigned int k) { return operands()[k].bounds(of_variable); };
      Bounds     result{0., 0.};
      switch (operation())
        {
          case Operation::number:
            return {number(), number()};
          case Operation::parameter:
            return {parameter().value, parameter().value};
          case Operation::variable:
            return of_variable(variable());
          case Operation::sum:
            for (unsigned int k = 0; k < operands().size(); ++k)
              result = {result.lower + operand(k).lower, result.upper + operand(k).upper};
            return result;
          case Operation::negative:
            return {-operand(0).upper, -operand(0).lower};
          case Operation::product:
            result = {1., 1.};
            for (unsigned int k = 0; k < operands().size(); ++k)
              result = product(result, operand(k));
            return result;
          case Operation::quotient:
            return quotient(operand(0), operand(1));
          case Operation::power:
            return power_bounds(operand(0), operand(1));
          case Operation::positive_part:
            return {std::max(0., operand(0).lower), std::max(0., operand(0).upper)};
          case Operation::smaller:
            return {std::min(operand(0).lower, operand(1).lower),
                    std::min(operand(0).upper, operand(1).upper)};
          case Operation::larger:
            return {std::max(operand(0).lower, operand(1).lower),
                    std::max(operand(0).upper, operand(1).upper)};
          case Operation::exponential:
            return {std::exp(operand(0).lower), std::exp(operand(0).upper)};
          case Operation::at_least:
            return {0., 1.};
          case Operation::cases:
            return {std::min(operand(2).lower, operand(3).lower),
                    std::max(operand(2).upper, operand(3).upper)};
          case Operation::course:
            return of_course(parameter());
        }
      return {};
    }


    Formula
    Formula::simplified(const std::function<Bounds(Variable)> &of_variable) const
    {
      if (operands().empty())
        return *this;
      std::vector<Formula> simpler;
      for (const Formula &operand : operands())
        simpler.push_back(operand.simplified(of_variable));
      if (operation() == Operation::positive_part && simpler[0].bounds(of_variable).lower >= 0.)
        return simpler[0];
      if (operation() == Operation::smaller &&
          simpler[1].bounds(of_variable).upper <= simpler[0].bounds(of_variable).lower)
        return simpler[1];
      if (operation() == Operation::cases &&
          simpler[0].bounds(of_variable).lower >= simpler[1].bounds(of_variable).upper)
        return simpler[2];
      if (operation() == Operation::course)
        return Formula(parameter(), simpler[0]);
      return Formula(operation(), simpler);
    }


    void
    Formula::collect(std::vector<Parameter> &list) const
    {
      const bool has_parameter =
        operation() == Operation::parameter || operation() == Operation::course;
      if (has_parameter && std::find(list.begin(), list.end(), parameter()) == list.end())
        list.push_back(parameter());
      for (const Formula &operand : operands())
        operand.collect(list);
    }


    Formula
    unless_one(const Parameter &parameter)
    {
      return parameter.value == 1. && Units::readable(parameter.unit) == "1" ? Formula(1.)
                                                                             : Formula(parameter);
    }


    Formula
    operator+(const Formula &a, const Formula &b)
    {
      return combined(Operation::sum, a, b, 0.);
    }


    Formula
    operator-(const Formula &a, const Formula &b)
    {
      return b.is_number(0.) ? a : a + Formula(Operation::negative, {b});
    }


    Formula
    operator*(const Formula &a, const Formula &b)
    {
      return combined(Operation::product, a, b, 1.);
    }


    Formula
    operator/(const Formula &a, const Formula &b)
    {
      return b.is_number(1.) ? a : Formula(Operation::quotient, {a, b});
    }


    Formula
    power(const Formula &base, const Formula &exponent)
    {
      return exponent.is_number(1.) ? base : Formula(Operation::power, {base, exponent});
    }


    Formula
    positive_part(const Formula &x)
    {
      return Formula(Operation::positive_part, {x});
    }


    Formula
    smaller(const Formula &a, const Formula &b)
    {
      return Formula(Operation::smaller, {a, b});
    }


    Formula
    larger(const Formula &a, const Formula &b)
    {
      return Formula(Operation::larger, {a, b});
    }


    Formula
    exponential(const Formula &x)
    {
      return Formula(Operation::exponential, {x});
    }


    Formula
    at_least(const Formula &a, const Formula &b)
    {
      return Formula(Operation::at_least, {a, b});
    }


    Formula
    if_at_least(const Formula &a, const Formula &b, const Formula &then, const Formula &otherwise)
    {
      return Formula(Operation::cases, {a, b, then, otherwise});
    }


    std::string
    number_text(double value)
    {
      char text[32];
      std::snprintf(text, sizeof(text), "%.6g", value);
      return text;
    }
  } // namespace biology
} // namespace callus
