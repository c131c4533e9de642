// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/biology/reader.h"

#include "base/nearest_name.h"
#include "base/units.h"

#include <algorithm>

namespace callus
{
  namespace biology
  {
    Names::Names(const Catalogue &catalogue, std::vector<QuantityName> quantities)
      : catalogue_(catalogue)
      , quantities_(std::move(quantities))
    {
    }


    std::optional<Variable>
    Names::find(const std::string &name) const
    {
      if (const auto id = catalogue_.find_field(name))
        return Variable{Variable::Kind::field, id->value};
      if (const auto id = catalogue_.find_driver(name))
        return Variable{Variable::Kind::driver, id->value};
      for (unsigned int i = 0; i < quantities_.size(); ++i)
        if (quantities_[i].name == name)
          return Variable{Variable::Kind::quantity, i};
      return {};
    }


    std::string
    Names::name(Variable variable) const
    {
      switch (variable.kind)
        {
          case Variable::Kind::field:
            return catalogue_.fields()[variable.index].name;
          case Variable::Kind::driver:
            return catalogue_.drivers()[variable.index].name;
          case Variable::Kind::quantity:
            return quantities_[variable.index].name;
          default:
            return "day";
        }
    }


    std::string
    Names::symbol(Variable variable) const
    {
      switch (variable.kind)
        {
          case Variable::Kind::field:
            return catalogue_.fields()[variable.index].symbol;
          case Variable::Kind::driver:
            return catalogue_.drivers()[variable.index].symbol;
          case Variable::Kind::quantity:
            {
              const QuantityName &quantity = quantities_[variable.index];
              return quantity.symbol.empty() ? quantity.name : quantity.symbol;
            }
          default:
            return "t";
        }
    }


    std::string
    Names::unit(Variable variable) const
    {
      switch (variable.kind)
        {
          case Variable::Kind::field:
            return catalogue_.fields()[variable.index].unit;
          case Variable::Kind::driver:
            return catalogue_.drivers()[variable.index].unit;
          case Variable::Kind::quantity:
            return quantities_[variable.index].unit;
          default:
            return "day";
        }
    }


    std::vector<std::string>
    Names::all() const
    {
      std::vector<std::string> list = catalogue_.field_names();
      for (const QuantityName &quantity : quantities_)
        list.push_back(quantity.name);
      for (const Driver &driver : catalogue_.drivers())
        list.push_back(driver.name);
      return list;
    }


    FieldId
    Reader::find_field(const std::string &entry, const std::string &name)
    {
      if (const auto id = names.catalogue().find_field(name))
        return *id;
      if (!name.empty())
        problem(entry,
                "'" + name + "'",
                "the name of a field",
                suggest(name, names.catalogue().field_names()));
      is_valid_ = false;
      return FieldId{0};
    }


    FieldId
    Reader::field(const std::string &entry, const std::string &description)
    {
      return find_field(entry, section.text(entry, description));
    }


    std::vector<FieldId>
    Reader::fields(const std::string &entry, const std::string &description)
    {
      std::vector<FieldId> result;
      for (const std::string &name : section.list(entry, description))
        {
          const bool    was_valid = is_valid_;
          const FieldId id        = find_field(entry, name);
          if (was_valid && is_valid_ && std::find(result.begin(), result.end(), id) != result.end())
            problem(entry, "'" + name + "' twice", "each field once", "Name it once.");
          result.push_back(id);
        }
      if (result.empty())
        is_valid_ = false;
      return result;
    }


    Variable
    Reader::resolve(const std::string &entry, const std::string &name)
    {
      if (const auto found = names.find(name))
        return *found;
      if (!name.empty())
        problem(entry,
                "'" + name + "'",
                "the name of a field, a derived quantity or a driver",
                suggest(name, names.all()));
      is_valid_ = false;
      return {};
    }


    Variable
    Reader::variable(const std::string &entry, const std::string &description)
    {
      return resolve(entry, section.text(entry, description));
    }


    std::optional<Variable>
    Reader::optional_variable(const std::string &entry, const std::string &description)
    {
      const std::string name = section.text(entry, "", description);
      if (name.empty())
        return {};
      return resolve(entry, name);
    }


    std::vector<Variable>
    Reader::variables(const std::string &entry, const std::string &description)
    {
      std::vector<Variable> result;
      for (const std::string &name : section.list(entry, description))
        result.push_back(resolve(entry, name));
      if (result.empty())
        is_valid_ = false;
      return result;
    }


    // After a wrong name nothing is compiled, but the other entries are still read, with a pure number for a unit.
    std::string
    Reader::unit(FieldId id) const
    {
      return is_valid_ ? names.unit(as_variable(id)) : "1";
    }


    std::string
    Reader::unit(Variable variable) const
    {
      return is_valid_ ? names.unit(variable) : "1";
    }


    std::string
    Reader::symbol(FieldId id) const
    {
      return is_valid_ ? names.symbol(as_variable(id)) : "?";
    }


    std::string
    Reader::symbol(Variable variable) const
    {
      return is_valid_ ? names.symbol(variable) : "?";
    }


    double
    Reader::number(const std::string &entry,
                   const std::string &unit,
                   const Range       &range,
                   const std::string &description) const
    {
      if (is_valid_)
        return section.quantity(entry, unit, range, description);
      section.text(entry, "", description);
      return std::numeric_limits<double>::quiet_NaN();
    }


    double
    Reader::optional_number(const std::string &entry,
                            const std::string &unit,
                            const Range       &range,
                            double             absent,
                            const std::string &description) const
    {
      if (is_valid_)
        return section.optional_quantity(entry, unit, range, absent, description);
      section.text(entry, "", description);
      return absent;
    }


    double
    Reader::rate(const std::string &unit) const
    {
      return number("Rate", unit, Range::non_negative(), "How fast the process runs");
    }


    double
    Reader::conversion_factor(const std::string &entry,
                              const std::string &from,
                              const std::string &to)
    {
      if (section.units().are_convertible(from, to))
        return section.units().factor(from, to);
      problem(entry,
              "the unit '" + from + "'",
              "a unit that converts to '" + to + "'",
              "Check the units of the fields.");
      return 1.;
    }


    void
    Reader::problem(const std::string &entry,
                    const std::string &found,
                    const std::string &expected,
                    const std::string &remedy)
    {
      section.problem(entry, found, expected, remedy);
      is_valid_ = false;
    }
  } // namespace biology
} // namespace callus
