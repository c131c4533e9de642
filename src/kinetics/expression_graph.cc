// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/expression_graph.h"

#include <algorithm>

namespace callus
{
  namespace
  {
    /// x_0 x_1
    struct Multiplication
    {
      static constexpr unsigned int n_arguments  = 2;
      static constexpr unsigned int n_parameters = 0;

      static double
      value(const double *, const double *x)
      {
        return x[0] * x[1];
      }

      static double
      derivative(unsigned int k, const double *, const double *x)
      {
        return k == 0 ? x[1] : x[0];
      }

      static biology::Formula
      formula(const biology::FormulaInput &input)
      {
        return input.argument(0) * input.argument(1);
      }
    };
  } // namespace


  ExpressionGraph::ExpressionGraph(unsigned int n_fields, unsigned int n_drivers)
    : n_fields_(n_fields)
    , n_drivers_(n_drivers)
  {
  }


  Value
  ExpressionGraph::apply(const biology::PointFunction &function,
                         const std::vector<double>    &parameters,
                         const std::vector<Value>     &arguments)
  {
    const Key  key{&function, parameters, arguments};
    const auto found = known_.find(key);
    if (found != known_.end())
      return found->second;
    const Value value = n_inputs() + nodes_.size();
    nodes_.push_back({&function, parameters, arguments});
    known_.emplace(key, value);
    note_constant(value);
    return value;
  }


  void
  ExpressionGraph::note_constant(Value value)
  {
    const ExpressionNode &of = node(value);
    std::vector<double>   numbers;
    for (const Value argument : of.arguments)
      if (const auto number = constant(argument))
        numbers.push_back(*number);
      else
        return;
    std::vector<const double *> arguments;
    for (const double &number : numbers)
      arguments.push_back(&number);
    of.function->value(
      of.parameters.data(), arguments.data(), arguments.size(), &constants_[value], 1);
  }


  std::optional<double>
  ExpressionGraph::constant(Value value) const
  {
    const auto found = constants_.find(value);
    return found == constants_.end() ? std::nullopt : std::optional<double>(found->second);
  }


  Value
  ExpressionGraph::multiply(Value a, Value b)
  {
    if (constant(a) == 1.)
      return b;
    if (constant(b) == 1.)
      return a;
    return apply(biology::point_function<Multiplication>(), {}, {std::min(a, b), std::max(a, b)});
  }
} // namespace callus
