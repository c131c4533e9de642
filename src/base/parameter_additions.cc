// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// What files append to the lists of others, with '+='.

#include "base/parameter_values.h"
#include "base/parameters_implementation.h"
#include "base/units.h"

#include <algorithm>

namespace callus
{
  namespace
  {
    bool
    contains(const std::vector<std::string> &words, const std::string &word)
    {
      return std::find(words.begin(), words.end(), word) != words.end();
    }
  } // namespace

  void
  ParameterFile::Implementation::check_operations(const ParameterEntry &entry,
                                                  const DeclaredEntry  &declaration)
  {
    const bool is_quantity = !declaration.unit.empty();
    const bool is_list     = declaration.kind == "list" || declaration.kind == "quantities";
    if (!is_quantity)
      for (const ParameterAssignment &scaling : entry.scalings())
        problems.add({scaling.place,
                      "a scaling of an entry that is not a quantity",
                      "'set " + entry.name + " = VALUE'",
                      "Only quantities can be scaled with '*='."});
    if (!is_list)
      for (const ParameterAssignment &addition : entry.additions())
        problems.add({addition.place,
                      "an addition to an entry that is not a list",
                      "'set " + entry.name + " = VALUE'",
                      std::string("Only lists can be extended with '+='") +
                        (is_quantity ? "; a quantity is scaled with '*='." : ".")});
  }

  bool
  ParameterFile::Implementation::adds_to_nothing(const ParameterEntry *entry,
                                                 const DeclaredEntry  &declaration,
                                                 const std::string    &expected)
  {
    if (entry == nullptr || entry->additions().empty())
      return false;
    for (const ParameterAssignment &addition : entry->additions())
      problems.add({addition.place,
                    "an addition to a list that no file sets",
                    expected + " (" + declaration.description + ")",
                    "Include the file that sets the list, or write: set " + entry->name + " = " +
                      addition.text + ". Are the names of the subsections right?"});
    return true;
  }

  void
  ParameterFile::Implementation::append_words(const ParameterEntry &entry, std::string &list)
  {
    if (entry.additions().empty())
      return;
    std::vector<std::string> words = split(list, ',');
    for (const ParameterAssignment &addition : entry.additions())
      {
        const std::vector<std::string> items = split(addition.text, ',');
        if (items.empty() || contains(items, ""))
          problems.add({addition.place,
                        items.empty() ? "no item" : "an empty item in '" + addition.text + "'",
                        "words with commas between them",
                        "Write for example: set " + entry.name + " += ITEM, ITEM"});
        for (const std::string &item : items)
          if (!item.empty() && !contains(words, item))
            words.push_back(item);
      }
    list = join(words);
  }

  void
  ParameterFile::Implementation::append_numbers(const std::string    &path,
                                                const ParameterEntry &entry,
                                                const std::string    &expected,
                                                WrittenQuantity      &quantity,
                                                bool                  is_sourced)
  {
    for (const ParameterAssignment &addition : entry.additions())
      {
        WrittenQuantity added;
        if (!parse_quantity(addition.text, added) ||
            !units.are_convertible(added.unit, quantity.unit))
          {
            problems.add({addition.place,
                          addition.text.empty() ? "no value" : "'" + addition.text + "'",
                          expected,
                          "Write for example: set " + entry.name + " += NUMBER" +
                            (quantity.unit == "1" ? "" : ' ' + quantity.unit) +
                            (is_sourced ? " [assumed]" : "")});
            continue;
          }
        // the same unit leaves the numbers as they are written, to the last bit
        const double factor =
          added.unit == quantity.unit ? 1. : units.factor(added.unit, quantity.unit);
        for (const double number : added.numbers)
          quantity.numbers.push_back(factor * number);
        if (added.sources.empty() && is_sourced)
          problems.add({addition.place,
                        "an addition without a source",
                        "a source behind the numbers",
                        "Write a key of docs/references.bib, assumed, calibrated or measured in "
                        "square brackets."});
        check_sources(path, entry.name, added.sources, false);
        for (const std::string &source : added.sources)
          if (!contains(quantity.sources, source))
            quantity.sources.push_back(source);
      }
  }

  Place
  ParameterFile::Implementation::place_of_item(const std::string &path,
                                               const std::string &name,
                                               const std::string &item)
  {
    Place                 where = place(path, name);
    const ParameterEntry *entry = find_entry(path, name);
    if (entry == nullptr)
      return where;
    const auto *last     = entry->last_value();
    const auto  is_among = [&](const std::string &text) {
      const std::vector<std::string> items = split(text, ',');
      return std::any_of(items.begin(), items.end(), [&](const std::string &one) {
        return item.rfind("'" + one + "'", 0) == 0;
      });
    };
    if (last != nullptr && is_among(last->text))
      return where;
    for (const ParameterAssignment &addition : entry->additions())
      if (is_among(addition.text))
        {
          where      = addition.place;
          where.path = joined(path, name);
          return where;
        }
    return where;
  }
} // namespace callus
