// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// How the value of an entry is read: texts, and quantities with unit, range, source and scalings.

#include "base/nearest_name.h"
#include "base/parameter_values.h"
#include "base/parameters_implementation.h"
#include "base/quantity_hints.h"
#include "base/units.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

namespace callus
{
  namespace
  {
    const char *const source_remedy =
      "Write a key of docs/references.bib, assumed, calibrated or measured in square brackets.";

    std::string
    quoted(const std::string &text)
    {
      return "'" + text + "'";
    }

    std::string
    sentence(const std::string &description)
    {
      return description.empty() || description.back() == '.' ? description : description + '.';
    }

    std::string
    file_and_line(const Place &place)
    {
      return place.file + (place.line > 0 ? ":" + std::to_string(place.line) : "");
    }

    /// "a quantity in 1/day, > 0"
    std::string
    expected_quantity(const DeclaredEntry &declaration)
    {
      const bool        several = declaration.kind == "quantities";
      const std::string range   = declaration.range.empty() ? "" : ", " + declaration.range;
      if (declaration.unit == "1")
        return (several ? "pure numbers" : "a pure number") + range;
      return (several ? "quantities that convert to " : "a quantity that converts to ") +
             quoted(declaration.unit) + range;
    }

    std::string
    example_quantity(const std::string &name, const DeclaredEntry &declaration, bool is_sourced)
    {
      const std::string unit = declaration.unit == "1" ? "" : ' ' + declaration.unit;
      return "Write for example: set " + name + " = " +
             (declaration.default_value.empty() ? "NUMBER" + unit + (is_sourced ? " [assumed]" : "")
                                                : declaration.default_value);
    }
  } // namespace

  std::string
  ParameterFile::Implementation::read_text(const std::string &path,
                                           const std::string &name,
                                           DeclaredEntry      declaration,
                                           const std::string &expected)
  {
    Record               &record = declare(path, name, declaration);
    const ParameterEntry *entry  = find_entry(path, name);
    if (entry != nullptr)
      check_operations(*entry, declaration);
    const bool is_given =
      entry != nullptr && entry->is_set && !(declaration.required && entry->value.empty());
    if (!is_given && declaration.required)
      {
        if (!stands_under_old_name(path, name) && !adds_to_nothing(entry, declaration, expected))
          report(path,
                 name,
                 "no value",
                 expected,
                 "Write: set " + name + " = ... (" + declaration.description + ").");
        return "";
      }
    record.has_value   = true;
    record.entry.value = is_given ? entry->value : declaration.default_value;
    if (entry != nullptr && declaration.kind == "list")
      append_words(*entry, record.entry.value);
    return record.entry.value;
  }

  std::vector<double>
  ParameterFile::Implementation::read_quantity(const std::string &path,
                                               const std::string &name,
                                               DeclaredEntry      declaration,
                                               const Range       &range,
                                               bool               is_sourced)
  {
    declaration.range              = range.to_string();
    Record               &record   = declare(path, name, declaration);
    const ParameterEntry *entry    = find_entry(path, name);
    const bool            is_given = entry != nullptr && entry->is_set;
    if (entry != nullptr)
      check_operations(*entry, declaration);
    const bool is_absent = is_given ? entry->value == "none" && !declaration.required
                                    : declaration.default_value.empty();
    if (is_absent)
      {
        if (declaration.required &&
            (stands_under_old_name(path, name) ||
             adds_to_nothing(entry, declaration, expected_quantity(declaration))))
          return {};
        if (declaration.required)
          report(path,
                 name,
                 "no value",
                 expected_quantity(declaration) + " (" + declaration.description + ")",
                 example_quantity(name, declaration, is_sourced));
        else if (entry != nullptr && !entry->scalings().empty())
          problems.add({entry->scalings()[0].place,
                        "a scaling of an entry without a value",
                        "a value in one of the layers",
                        example_quantity(name, declaration, is_sourced)});
        record.has_value   = is_given;
        record.entry.value = is_given ? "none" : "";
        return {};
      }

    const std::string &text = is_given ? entry->value : declaration.default_value;
    WrittenQuantity    quantity;
    const bool         is_single = declaration.kind != "quantities";
    if (!parse_quantity(text, quantity) || (is_single && quantity.numbers.size() > 1))
      {
        report(path,
               name,
               text.empty() ? "no value" : quoted(text),
               expected_quantity(declaration),
               hint_on_number(text) + example_quantity(name, declaration, is_sourced));
        return {};
      }
    record.has_value = true;
    if (is_given)
      check_sources(path, name, quantity.sources, is_sourced);
    record.entry.value = text;
    if (entry != nullptr && !is_single)
      append_numbers(path, *entry, expected_quantity(declaration), quantity, is_sourced);
    if (entry != nullptr && !entry->scalings().empty())
      apply_scalings(path, *entry, quantity, is_sourced);
    if (entry != nullptr && (!entry->scalings().empty() || !entry->additions().empty()))
      record.entry.value = to_string(quantity);
    record.entry.source = join(quantity.sources);
    std::string found   = quoted(record.entry.value);
    if (entry != nullptr)
      {
        for (const ParameterAssignment &addition : entry->additions())
          found += " with the numbers of " + file_and_line(addition.place);
        for (const ParameterAssignment &scaling : entry->scalings())
          found += " after the factor of " + file_and_line(scaling.place);
      }
    return converted(path, name, found, quantity, declaration, range);
  }

  std::vector<double>
  ParameterFile::Implementation::converted(const std::string     &path,
                                           const std::string     &name,
                                           const std::string     &found,
                                           const WrittenQuantity &quantity,
                                           const DeclaredEntry   &declaration,
                                           const Range           &range)
  {
    if (is_rest_of_number(quantity) || !units.are_convertible(quantity.unit, declaration.unit))
      {
        const bool is_unit = units.is_valid(quantity.unit);
        report(path,
               name,
               found + (quantity.unit == "1" ? " without a unit"
                        : is_unit            ? ""
                                  : ", whose unit " + quoted(quantity.unit) + " is not known"),
               expected_quantity(declaration),
               hint_on_unit(quantity, declaration.unit, name, units));
        return {};
      }
    double factor = 0;
    try
      {
        factor = units.factor(quantity.unit, declaration.unit);
      }
    catch (const std::invalid_argument &error)
      {
        report(path,
               name,
               found + " (" + error.what() + ")",
               expected_quantity(declaration),
               "Give the value in " + quoted(declaration.unit) + ".");
        return {};
      }
    std::vector<double> values;
    for (const double number : quantity.numbers)
      {
        values.push_back(number * factor);
        if (!std::isfinite(values.back()) || !range.contains(values.back()))
          {
            report(path,
                   name,
                   found,
                   expected_quantity(declaration),
                   "The entry means: " + sentence(declaration.description));
            return {};
          }
      }
    return values;
  }

  void
  ParameterFile::Implementation::check_sources(const std::string              &path,
                                               const std::string              &name,
                                               const std::vector<std::string> &sources,
                                               bool                            is_required)
  {
    if (sources.empty() && is_required)
      report(path, name, "a value without a source", "a source behind the unit", source_remedy);
    for (const std::string &source : sources)
      if (!References::is_source_word(source) && !references.has(source))
        {
          std::vector<std::string> valid = references.keys();
          valid.insert(valid.end(), {"assumed", "calibrated", "measured"});
          const std::string nearest = nearest_name(source, valid);
          report(path,
                 name,
                 "the source " + quoted(source),
                 "a key of docs/references.bib, assumed, calibrated or measured",
                 nearest.empty() ? source_remedy : "Did you mean " + quoted(nearest) + "?");
        }
  }

  void
  ParameterFile::Implementation::apply_scalings(const std::string    &path,
                                                const ParameterEntry &entry,
                                                WrittenQuantity      &quantity,
                                                bool                  is_sourced)
  {
    // The factors are multiplied in the order of their size, so that not even the last bit depends on the order of
    // the layers.
    std::vector<double>   factors;
    std::set<std::string> sources;
    for (const ParameterAssignment &scaling : entry.scalings())
      {
        WrittenQuantity factor;
        if (!parse_quantity(scaling.text, factor) || factor.numbers.size() > 1 ||
            !units.are_convertible(factor.unit, "1"))
          {
            problems.add({scaling.place,
                          quoted(scaling.text),
                          "a pure number as factor",
                          "Write for example: set " + entry.name + " *= 0.5" +
                            (is_sourced ? " [assumed]" : "")});
            continue;
          }
        factors.push_back(factor.numbers[0] * units.factor(factor.unit, "1"));
        sources.insert(factor.sources.begin(), factor.sources.end());
        if (factor.sources.empty() && is_sourced)
          problems.add({scaling.place,
                        "a factor without a source",
                        "a source behind the factor",
                        source_remedy});
      }
    std::sort(factors.begin(), factors.end());
    for (double &number : quantity.numbers)
      for (const double factor : factors)
        number *= factor;
    check_sources(path, entry.name, {sources.begin(), sources.end()}, false);
    for (const std::string &source : sources)
      if (std::find(quantity.sources.begin(), quantity.sources.end(), source) ==
          quantity.sources.end())
        quantity.sources.push_back(source);
  }
} // namespace callus
