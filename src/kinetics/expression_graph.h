// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/application.h"

#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace callus
{
  /// A value of the expression graph: an input (field, driver, day) or the result of a node.
  using Value = unsigned int;

  /// One function applied to values.
  struct ExpressionNode
  {
    const biology::PointFunction *function;
    std::vector<double>           parameters;
    std::vector<Value>            arguments;
  };

  /**
   * All expressions of a network as one acyclic graph. Equal expressions (same function, parameters and arguments) are
   * one node, so that each distinct modifier and quantity is computed once for a batch of points. Arguments are
   * always older than the node: nodes are in an order in which they can be computed.
   */
  class ExpressionGraph
  {
  public:
    ExpressionGraph(unsigned int n_fields, unsigned int n_drivers);

    Value
    field(unsigned int index) const
    {
      return index;
    }
    Value
    driver(unsigned int index) const
    {
      return n_fields_ + index;
    }
    Value
    day() const
    {
      return n_fields_ + n_drivers_;
    }
    unsigned int
    n_inputs() const
    {
      return n_fields_ + n_drivers_ + 1;
    }
    unsigned int
    n_fields() const
    {
      return n_fields_;
    }
    unsigned int
    n_nodes() const
    {
      return nodes_.size();
    }
    bool
    is_input(Value value) const
    {
      return value < n_inputs();
    }
    const ExpressionNode &
    node(Value value) const
    {
      return nodes_[value - n_inputs()];
    }

    Value
    apply(const biology::PointFunction &function,
          const std::vector<double>    &parameters,
          const std::vector<Value>     &arguments);

    /// a * b; the other one if one of them is the constant 1.
    Value
    multiply(Value a, Value b);

    /// The number that a node has at all points, if it depends on no input.
    std::optional<double>
    constant(Value value) const;

  private:
    void
    note_constant(Value value);

    using Key = std::tuple<const biology::PointFunction *, std::vector<double>, std::vector<Value>>;

    unsigned int                n_fields_, n_drivers_;
    std::vector<ExpressionNode> nodes_;
    std::map<Key, Value>        known_;
    std::map<Value, double>     constants_;
  };
} // namespace callus
