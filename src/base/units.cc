// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/units.h"

#include "base/locations.h"
#include "base/problems.h"

#include <udunits2.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace callus
{
  namespace
  {
    struct FreeUnit
    {
      void
      operator()(ut_unit *unit) const
      {
        ut_free(unit);
      }
    };
    using Unit = std::unique_ptr<ut_unit, FreeUnit>;

    struct FreeConverter
    {
      void
      operator()(cv_converter *converter) const
      {
        cv_free(converter);
      }
    };
    using Converter = std::unique_ptr<cv_converter, FreeConverter>;

    struct FreeSystem
    {
      void
      operator()(ut_system *system) const
      {
        ut_free_system(system);
      }
    };

    /// UDUNITS multiplies powers of ten one after the other; a factor of few digits becomes exact again (1e12, 0.001).
    double
    without_noise(double factor)
    {
      char text[32];
      std::snprintf(text, sizeof(text), "%.12g", factor);
      const double rounded = std::strtod(text, nullptr);
      return std::abs(rounded - factor) <= 1e-14 * std::abs(factor) ? rounded : factor;
    }
  } // namespace

  class Units::Implementation
  {
  public:
    std::unique_ptr<ut_system, FreeSystem> system;

    Unit
    parse(const std::string &text) const
    {
      const std::size_t first = text.find_first_not_of(" \t");
      if (first == std::string::npos)
        return Unit(ut_get_dimensionless_unit_one(system.get()));
      const std::size_t last = text.find_last_not_of(" \t");
      return Unit(ut_parse(system.get(), text.substr(first, last - first + 1).c_str(), UT_UTF8));
    }

    /// UDUNITS also calls reciprocals (s and Hz) convertible; here a rate is not a time.
    static bool
    same_dimension(const Unit &from, const Unit &to)
    {
      if (!from || !to || !ut_are_convertible(from.get(), to.get()))
        return false;
      const Unit ratio(ut_divide(from.get(), to.get()));
      return ratio && ut_is_dimensionless(ratio.get());
    }
  };

  Units::Units()
    : implementation_(std::make_unique<Implementation>())
  {
    ut_set_error_message_handler(
      ut_ignore); // the library would write to stderr; we report ourselves
    const std::string path = units_file();
    implementation_->system.reset(ut_read_xml(path.c_str()));
    if (!implementation_->system)
      throw InputError({{{path, 0, ""},
                         "definitions of units that UDUNITS-2 cannot read",
                         "the file of this name that Callus ships",
                         "Restore it, or point CALLUS_DATA to a complete installation."}});
  }

  Units::~Units() = default;

  bool
  Units::is_valid(const std::string &unit) const
  {
    return implementation_->parse(unit) != nullptr;
  }

  bool
  Units::are_convertible(const std::string &from, const std::string &to) const
  {
    return Implementation::same_dimension(implementation_->parse(from), implementation_->parse(to));
  }

  double
  Units::factor(const std::string &from, const std::string &to) const
  {
    const Unit unit_from = implementation_->parse(from);
    const Unit unit_to   = implementation_->parse(to);
    if (!Implementation::same_dimension(unit_from, unit_to))
      throw std::invalid_argument("the unit '" + from + "' does not convert to '" + to + "'");
    if (from == to)
      return 1; // exactly, not within UDUNITS' rounding
    const Converter converter(ut_get_converter(unit_from.get(), unit_to.get()));
    if (!converter || cv_convert_double(converter.get(), 0.) != 0.)
      throw std::invalid_argument("the units '" + from + "' and '" + to +
                                  "' have different zero points");
    const double factor = without_noise(cv_convert_double(converter.get(), 1.));
    if (!std::isfinite(factor) || factor <= 0)
      throw std::invalid_argument("the unit '" + from + "' is too large, too small or negative");
    return factor;
  }

  std::string
  Units::product(const std::string &a, const std::string &b)
  {
    return "(" + a + ") (" + b + ")";
  }

  std::string
  Units::ratio(const std::string &numerator, const std::string &denominator)
  {
    return "(" + numerator + ")/(" + denominator + ")";
  }

  namespace
  {
    /// Position of the bracket that closes the one at @p open; npos if there is none.
    std::string::size_type
    closing_bracket(const std::string &text, std::string::size_type open)
    {
      int depth = 0;
      for (auto i = open; i < text.size(); ++i)
        {
          depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
          if (depth == 0)
            return i;
        }
      return std::string::npos;
    }

    /// In brackets if it is more than one word.
    std::string
    as_one(const std::string &unit)
    {
      return unit.find_first_of(" /") == std::string::npos ? unit : '(' + unit + ')';
    }
  } // namespace

  std::string
  Units::readable(const std::string &unit)
  {
    const auto end = unit.empty() || unit[0] != '(' ? std::string::npos : closing_bracket(unit, 0);
    if (end == std::string::npos)
      return unit;
    const std::string first = readable(unit.substr(1, end - 1)), rest = unit.substr(end + 1);
    if (rest.empty())
      return first;
    const auto begin = rest.find('(');
    if (begin != 1 || closing_bracket(rest, begin) != rest.size() - 1)
      return unit; // written by a person
    const std::string second = readable(rest.substr(2, rest.size() - 3));
    if (second == "1")
      return first;
    if (rest[0] == '/' && first.rfind(second + '/', 0) == 0)
      return '1' + first.substr(second.size()); // cells for cells
    if (rest[0] == '/')
      return first + '/' + as_one(second);
    return first == "1" ? second : as_one(first) + ' ' + as_one(second);
  }
} // namespace callus
