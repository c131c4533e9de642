// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/variable.h"

#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace callus
{
  namespace biology
  {
    /// A value of the parameter file in a formula: K = 0.15 ng/mL.
    struct Parameter
    {
      std::string symbol; ///< "K", "y_out", "kappa"
      double      value;
      std::string unit;
      bool is_shared = false; ///< the same in all processes, which then need no K of their own
      /// A course instead of one value: straight lines between these points, constant outside.
      std::vector<std::pair<double, double>> course = {};

      friend bool
      operator==(const Parameter &a, const Parameter &b)
      {
        return a.symbol == b.symbol && a.value == b.value && a.unit == b.unit &&
               a.is_shared == b.is_shared && a.course == b.course;
      }
    };

    /// Between which numbers something lies.
    struct Bounds
    {
      double lower = -std::numeric_limits<double>::infinity();
      double upper = std::numeric_limits<double>::infinity();
    };

    /**
     * A law as mathematics: a tree of numbers, parameters and variables that can be evaluated and written
     * (formula_writer.h). Every law writes itself as one, beside its code, so that what is read is what is computed: a test compares
     * the values of both. Not for speed.
     *
     * Immutable; copies share the tree.
     */
    class Formula
    {
    public:
      enum class Operation
      {
        number,
        parameter,
        variable,
        sum,
        negative,
        product,
        quotient,      ///< 0 / 1
        power,         ///< 0 ^ 1
        positive_part, ///< max(0, operand)
        smaller,       ///< min(0, 1)
        larger,        ///< max(0, 1)
        exponential,   ///< exp(operand)
        at_least,      ///< 1 where 0 >= 1, else 0
        cases,         ///< 2 where 0 >= 1, else 3
        course         ///< the course of the parameter at the operand
      };
      using Values = std::function<double(Variable)>;

      /// A plain number, so that 1 - x reads as in mathematics.
      Formula(double number);
      Formula(const Parameter &parameter);
      Formula(Variable variable);
      Formula(Operation operation, std::vector<Formula> operands);
      /// The course of @p parameter at @p x.
      Formula(const Parameter &parameter, const Formula &x);

      Operation
      operation() const;
      const std::vector<Formula> &
      operands() const;
      double
      number() const;
      const Parameter &
      parameter() const;
      Variable
      variable() const;
      bool
      is_number(double number) const;

      /// Its value where the variables have these values.
      double
      value(const Values &values) const;
      /// Its value without variables; NaN if there are any.
      double
      value() const;

      /// Bounds that follow from those of the variables; not always the narrowest.
      Bounds
      bounds(const std::function<Bounds(Variable)> &of_variable) const;
      /// The same without positive parts of what is never negative, and the like: for readers.
      Formula
      simplified(const std::function<Bounds(Variable)> &of_variable) const;

      /// All parameters, each once, in the order in which they appear. Added to @p list.
      void
      collect(std::vector<Parameter> &list) const;

    private:
      struct Node;
      std::shared_ptr<const Node> node_;
    };

    /// The parameter, but a plain 1 for a pure number that is one.
    Formula
    unless_one(const Parameter &parameter);

    Formula
    operator+(const Formula &a, const Formula &b);
    Formula
    operator-(const Formula &a, const Formula &b);
    Formula
    operator*(const Formula &a, const Formula &b);
    Formula
    operator/(const Formula &a, const Formula &b);
    Formula
    power(const Formula &base, const Formula &exponent);
    Formula
    positive_part(const Formula &x);
    Formula
    smaller(const Formula &a, const Formula &b);
    Formula
    larger(const Formula &a, const Formula &b);
    Formula
    exponential(const Formula &x);
    Formula
    at_least(const Formula &a, const Formula &b);
    /// @p then where a >= b, else @p otherwise.
    Formula
    if_at_least(const Formula &a, const Formula &b, const Formula &then, const Formula &otherwise);

    /// The number with up to six digits.
    std::string
    number_text(double value);

    /// What a law writes itself with.
    struct FormulaInput
    {
      struct Argument
      {
        Formula     formula;
        std::string unit;
      };
      std::vector<double>   parameters; ///< as the law's code has them
      std::vector<Argument> arguments;
      std::string           unit = "1"; ///< of the result, for laws whose parameters depend on it

      const Formula &
      argument(unsigned int k) const
      {
        return arguments[k].formula;
      }
      const std::string &
      unit_of(unsigned int k) const
      {
        return arguments[k].unit;
      }
    };
  } // namespace biology
} // namespace callus
