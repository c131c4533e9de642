// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/biology/formula_writer.h"

#include "base/units.h"

#include <cctype>
#include <sstream>

namespace callus
{
  namespace biology
  {
    namespace
    {
      using Operation = Formula::Operation;

      /// What binds more strongly needs no brackets.
      enum Strength
      {
        as_sum,
        as_product,
        as_power,
        as_symbol
      };

      struct Written
      {
        std::string text;
        Strength    strength;
      };

      /// What plain text and LaTeX write differently.
      class Notation
      {
      public:
        virtual ~Notation() = default;

        virtual std::string
        number(double value) const = 0;
        virtual std::string
        symbol(const std::string &name) const = 0;
        virtual std::string
        times() const = 0;
        virtual Written
        quotient(const Written &numerator, const Written &denominator) const = 0;
        virtual std::string
        power(const std::string &base, const Written &exponent) const = 0;
        virtual std::string
        in_brackets(const std::string &text) const = 0;
        virtual std::string
        positive_part(const std::string &text) const = 0;
        virtual std::string
        function(const std::string &name, const std::string &arguments) const = 0;
        virtual std::string
        at_least(const std::string &a, const std::string &b) const = 0;
        virtual std::string
        cases(const std::string &condition,
              const std::string &then,
              const std::string &otherwise) const = 0;
        virtual std::string
        comparison(const std::string &a, const std::string &b) const = 0;

        std::string
        bracketed(const Written &part, Strength needed) const
        {
          return part.strength < needed ? in_brackets(part.text) : part.text;
        }
      };

      class PlainText : public Notation
      {
      public:
        std::string
        number(double value) const override
        {
          return number_text(value);
        }

        std::string
        symbol(const std::string &name) const override
        {
          return name;
        }

        std::string
        times() const override
        {
          return " * ";
        }

        Written
        quotient(const Written &numerator, const Written &denominator) const override
        {
          return {bracketed(numerator, as_product) + '/' + bracketed(denominator, as_power),
                  as_product};
        }

        std::string
        power(const std::string &base, const Written &exponent) const override
        {
          return base + '^' + bracketed(exponent, as_symbol);
        }

        std::string
        in_brackets(const std::string &text) const override
        {
          return '(' + text + ')';
        }

        std::string
        positive_part(const std::string &text) const override
        {
          return '(' + text + ")+";
        }

        std::string
        function(const std::string &name, const std::string &arguments) const override
        {
          return name + '(' + arguments + ')';
        }

        std::string
        at_least(const std::string &a, const std::string &b) const override
        {
          return '[' + comparison(a, b) + ']';
        }

        std::string
        comparison(const std::string &a, const std::string &b) const override
        {
          return a + " >= " + b;
        }

        std::string
        cases(const std::string &condition,
              const std::string &then,
              const std::string &otherwise) const override
        {
          return '{' + then + " if " + condition + ", else " + otherwise + '}';
        }
      };

      class Latex : public Notation
      {
      public:
        std::string
        number(double value) const override
        {
          std::string text = number_text(value);
          const auto  e    = text.find('e');
          if (e != std::string::npos)
            text = text.substr(0, e) + " \\times 10^{" +
                   std::to_string(std::stoi(text.substr(e + 1))) + '}';
          return text;
        }

        std::string
        symbol(const std::string &name) const override
        {
          return latex_symbol(name);
        }

        std::string
        times() const override
        {
          return " \\, ";
        }

        Written
        quotient(const Written &numerator, const Written &denominator) const override
        {
          return {"\\frac{" + numerator.text + "}{" + denominator.text + '}', as_product};
        }

        std::string
        power(const std::string &base, const Written &exponent) const override
        {
          return "{" + base + "}^{" + exponent.text + '}';
        }

        std::string
        in_brackets(const std::string &text) const override
        {
          return "\\left(" + text + "\\right)";
        }

        std::string
        positive_part(const std::string &text) const override
        {
          return in_brackets(text) + "_{+}";
        }

        std::string
        function(const std::string &name, const std::string &arguments) const override
        {
          const bool is_known = name == "exp" || name == "min" || name == "max";
          return (is_known ? '\\' + name : name) + in_brackets(arguments);
        }

        std::string
        at_least(const std::string &a, const std::string &b) const override
        {
          return "\\left[" + comparison(a, b) + "\\right]";
        }

        std::string
        comparison(const std::string &a, const std::string &b) const override
        {
          return a + " \\ge " + b;
        }

        std::string
        cases(const std::string &condition,
              const std::string &then,
              const std::string &otherwise) const override
        {
          return "\\begin{cases}" + then + " & \\text{if } " + condition + " \\\\ " + otherwise +
                 " & \\text{else}\\end{cases}";
        }
      };

      Written
      write(const Formula &formula, const Naming &naming, const Notation &notation);

      std::string
      write_sum(const std::vector<Written> &parts, const std::vector<Formula> &terms)
      {
        std::string text;
        for (std::size_t k = 0; k < parts.size(); ++k)
          if (terms[k].operation() == Operation::negative)
            text += k == 0 ? parts[k].text : " - " + parts[k].text.substr(1);
          else
            text += (k == 0 ? "" : " + ") + parts[k].text;
        return text;
      }

      Written
      write(const Formula &formula, const Naming &naming, const Notation &notation)
      {
        std::vector<Written> part;
        for (const Formula &operand : formula.operands())
          part.push_back(write(operand, naming, notation));
        std::string text;
        switch (formula.operation())
          {
            case Operation::number:
              return {notation.number(formula.number()),
                      formula.number() < 0. ? as_sum : as_symbol};
            case Operation::parameter:
              return {notation.symbol(naming.parameter(formula.parameter())), as_symbol};
            case Operation::variable:
              return {notation.symbol(naming.variable(formula.variable())), as_symbol};
            case Operation::sum:
              return {write_sum(part, formula.operands()), as_sum};
            case Operation::negative:
              return {'-' + notation.bracketed(part[0], as_product), as_sum};
            case Operation::product:
              for (const Written &factor : part)
                text +=
                  (text.empty() ? "" : notation.times()) + notation.bracketed(factor, as_product);
              return {text, as_product};
            case Operation::quotient:
              return notation.quotient(part[0], part[1]);
            case Operation::power:
              return {notation.power(notation.bracketed(part[0], as_symbol), part[1]), as_power};
            case Operation::positive_part:
              return {notation.positive_part(part[0].text), as_symbol};
            case Operation::smaller:
              return {notation.function("min", part[0].text + ", " + part[1].text), as_symbol};
            case Operation::larger:
              return {notation.function("max", part[0].text + ", " + part[1].text), as_symbol};
            case Operation::exponential:
              return {notation.function("exp", part[0].text), as_symbol};
            case Operation::at_least:
              return {notation.at_least(part[0].text, part[1].text), as_symbol};
            case Operation::cases:
              return {notation.cases(notation.comparison(part[0].text, part[1].text),
                                     part[2].text,
                                     part[3].text),
                      as_symbol};
            case Operation::course:
              return {notation.function(notation.symbol(naming.parameter(formula.parameter())),
                                        part[0].text),
                      as_symbol};
          }
        return {text, as_symbol};
      }

      bool
      is_greek(const std::string &letters)
      {
        for (const char *name : {"alpha", "beta",  "gamma",  "delta", "epsilon", "zeta", "eta",
                                 "theta", "kappa", "lambda", "mu",    "nu",      "xi",   "pi",
                                 "rho",   "sigma", "tau",    "phi",   "chi",     "psi",  "omega"})
          if (letters == name)
            return true;
        return false;
      }

      /// A letter, by its name or itself; words stand upright.
      std::string
      latex_letters(const std::string &letters)
      {
        if (letters == "phi" || letters == "epsilon")
          return "\\var" + letters;
        if (is_greek(letters))
          return '\\' + letters;
        return letters.size() <= 1 ? letters : "\\mathrm{" + letters + '}';
      }

      /// "M1" as a letter and what stands low beside it: "M", "1".
      std::pair<std::string, std::string>
      split(const std::string &part)
      {
        std::size_t n = 0;
        while (n < part.size() && std::isalpha(static_cast<unsigned char>(part[n])))
          ++n;
        return {part.substr(0, n), part.substr(n)};
      }

      /// Part of an index: "out", "M1", "12a".
      std::string
      latex_index(const std::string &part)
      {
        const auto [letters, digits] = split(part);
        if (letters.empty() || digits.empty())
          return letters.empty() ? digits : latex_letters(letters);
        return latex_letters(letters) + "_{" + digits + '}';
      }
    } // namespace


    std::string
    plain_text(const Formula &formula, const Naming &naming)
    {
      return write(formula, naming, PlainText()).text;
    }


    std::string
    latex(const Formula &formula, const Naming &naming)
    {
      return write(formula, naming, Latex()).text;
    }


    std::string
    latex_symbol(const std::string &symbol)
    {
      std::istringstream parts(symbol);
      std::string        part;
      std::getline(parts, part, '_');
      const auto [letters, digits] = split(part);
      if (letters.size() > 1 && !is_greek(letters))
        {
          std::string words = symbol;
          for (char &c : words)
            c = c == '_' ? ' ' : c;
          return "\\text{" + words + '}';
        }
      std::string index = digits;
      while (std::getline(parts, part, '_'))
        index += (index.empty() ? "" : ",") + latex_index(part);
      return latex_letters(letters) + (index.empty() ? "" : "_{" + index + '}');
    }


    std::string
    value_text(const Parameter &parameter)
    {
      const std::string unit = Units::readable(parameter.unit);
      std::string       text;
      for (const auto &[x, y] : parameter.course)
        text += (text.empty() ? "" : ", ") + number_text(y) + " at " + number_text(x) + ' ' + unit;
      if (text.empty())
        text = number_text(parameter.value) + (unit == "1" ? "" : ' ' + unit);
      return text;
    }
  } // namespace biology
} // namespace callus
