// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "laws/biology/application.h"

#include <string>
#include <vector>

namespace callus
{
  namespace biology
  {
    /// Name, unit and symbol of a derived quantity, known before the quantities themselves are read.
    struct QuantityName
    {
      std::string name;
      std::string unit;
      std::string symbol = ""; ///< for equations; left out: the name
    };

    /// Everything a modifier, quantity or process can refer to.
    class Names
    {
    public:
      Names(const Catalogue &catalogue, std::vector<QuantityName> quantities);

      std::optional<Variable>
      find(const std::string &name) const;
      std::string
      name(Variable variable) const;
      std::string
      symbol(Variable variable) const;
      std::string
      unit(Variable variable) const;
      std::vector<std::string>
      all() const;
      const Catalogue &
      catalogue() const
      {
        return catalogue_;
      }
      const std::vector<QuantityName> &
      quantities() const
      {
        return quantities_;
      }

    private:
      const Catalogue          &catalogue_;
      std::vector<QuantityName> quantities_;
    };

    /// A subsection of biology being read: entries that name fields, drivers or quantities, and numbers whose units
    /// follow from them. Wrong names are reported to the parameter file; then is_valid() is false and what was read
    /// must not be compiled.
    class Reader
    {
    public:
      Reader(const Section &section, const Names &names)
        : section(section)
        , names(names)
      {
      }

      FieldId
      field(const std::string &entry, const std::string &description);
      /// A list of fields, each named once.
      std::vector<FieldId>
      fields(const std::string &entry, const std::string &description);
      Variable
      variable(const std::string &entry, const std::string &description);
      std::optional<Variable>
      optional_variable(const std::string &entry, const std::string &description);
      std::vector<Variable>
      variables(const std::string &entry, const std::string &description);
      /// The variable called @p name, wherever the name came from.
      Variable
      resolve(const std::string &entry, const std::string &name);

      std::string
      unit(FieldId id) const;
      std::string
      unit(Variable variable) const;
      std::string
      symbol(FieldId id) const;
      std::string
      symbol(Variable variable) const;

      /// A number with unit and source. After a wrong name its unit is unknown: then the entry is only marked as read.
      double
      number(const std::string &entry,
             const std::string &unit,
             const Range       &range,
             const std::string &description) const;
      double
      optional_number(const std::string &entry,
                      const std::string &unit,
                      const Range       &range,
                      double             absent,
                      const std::string &description) const;
      /// The entry `Rate`, in @p unit.
      double
      rate(const std::string &unit) const;
      /// The factor from @p from to @p to; reports units that do not convert at @p entry.
      double
      conversion_factor(const std::string &entry, const std::string &from, const std::string &to);

      /// Reports what is wrong with @p entry; what was read is not compiled.
      void
      problem(const std::string &entry,
              const std::string &found,
              const std::string &expected,
              const std::string &remedy);

      /// What was read is not compiled (the reason has been reported already).
      void
      give_up()
      {
        is_valid_ = false;
      }

      bool
      is_valid() const
      {
        return is_valid_;
      }

      const Section section;
      const Names  &names;

    private:
      /// The field called @p name; reports it at @p entry if there is none.
      FieldId
      find_field(const std::string &entry, const std::string &name);

      bool is_valid_ = true;
    };

    inline Variable
    as_variable(FieldId id)
    {
      return {Variable::Kind::field, id.value};
    }
  } // namespace biology
} // namespace callus
