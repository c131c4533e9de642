// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "fields/doses.h"

#include "base/nearest_name.h"
#include "base/parameter_values.h"
#include "base/units.h"

#include <cmath>
#include <optional>

namespace callus
{
  namespace
  {
    enum class Molar
    {
      no,
      amount, ///< the amount is in mass, the field in moles
      field   ///< the field is in mass, the amount in moles
    };

    /// One way in which an amount may be written for a field.
    struct Way
    {
      std::string unit;
      bool        is_concentration;
      bool        is_per_body_mass;
      Molar       molar;
    };

    std::string
    unit_for(const std::string &unit, const Molar molar)
    {
      if (molar == Molar::no)
        return unit;
      return molar == Molar::amount ? Units::product(unit, "g/mol") : Units::ratio(unit, "g/mol");
    }

    std::vector<Way>
    ways_for(const Field &field)
    {
      std::vector<Way> ways;
      for (const Molar molar : {Molar::no, Molar::amount, Molar::field})
        {
          const std::string concentration = unit_for(field.unit, molar),
                            amount        = Units::product(concentration, "mm3");
          ways.push_back({concentration, true, false, molar});
          ways.push_back({amount, false, false, molar});
          ways.push_back({Units::ratio(amount, "kg"), false, true, molar});
        }
      return ways;
    }

    /// The way that fits the unit as written. An amount per body mass may be a pure number (mg/kg): it must name its kg.
    std::optional<Way>
    find_way(const Section &section, const Field &field, const std::string &written)
    {
      for (const Way &way : ways_for(field))
        if (section.units().are_convertible(written, way.unit) &&
            (!way.is_per_body_mass || written.find("kg") != std::string::npos))
          return way;
      return {};
    }

    std::string
    examples_for(const Section &section, const Field &field)
    {
      const auto measures = [&](const std::string &unit) {
        return section.units().are_convertible(field.unit, unit);
      };
      if (measures("ng/mL"))
        return "10 ug, 50 ng/mL, or 0.1 mg/kg with an entry Body mass";
      if (measures("cells/mL"))
        return "2e6 cells, 1e6 cells/mL, or 1e6 cells/kg with an entry Body mass";
      if (measures("mM"))
        return "3 umol, 5 mM, or 10 ug with an entry Molar mass";
      return "a number in " + field.unit;
    }

    std::optional<double>
    read_amount(const Section &section, const Field &field)
    {
      const std::string description =
        "Of the whole body: an amount, an amount per body mass, or a concentration";
      const std::string written = section.written_unit("Amount");
      const auto        way     = find_way(section, field, written);
      if (written.empty())
        section.quantity(
          "Amount", Units::product(field.unit, "mm3"), Range::non_negative(), description);
      else if (!way)
        section.problem("Amount",
                        "'" + section.text("Amount", description) + "'" +
                          (written == "1" ? " without a unit" : ""),
                        "an amount, or a concentration, of a field in '" + field.unit + "'",
                        "Write for example: " + examples_for(section, field));
      if (!way)
        return {};
      double value = section.quantity("Amount", way->unit, Range::non_negative(), description);
      if (way->is_per_body_mass)
        value *= section.quantity(
          "Body mass", "kg", Range::positive(), "Of the animal; for an amount per body mass");
      if (way->molar != Molar::no)
        {
          const double molar_mass =
            section.quantity("Molar mass",
                             "g/mol",
                             Range::positive(),
                             "Where a mass meets a field in moles, or moles a field in mass");
          value = way->molar == Molar::amount ? value / molar_mass : value * molar_mass;
        }
      return value;
    }

    std::optional<Dose>
    read_dose(const Section &section, const Catalogue &catalogue)
    {
      const std::string name = section.text("Field", "What is brought: a field, often a store");
      section.may_have({"Body mass", "Molar mass"});
      const std::vector<std::string> regions =
        section.list("Regions", "", "Where it is on day 0; left out: all healing regions");
      Range share          = Range::fraction();
      share.lower_excluded = true;
      const double part    = section.optional_quantity(
        "Share", "1", share, 1., "Of the amount, for a dose in several stores; left out: 1");
      const auto id = catalogue.find_field(name);
      if (!id)
        {
          if (!name.empty())
            section.problem("Field",
                            "'" + name + "'",
                            "the name of a field",
                            suggest(name, catalogue.field_names()));
          section.text("Amount", "", "Amount");
          section.leave_unread(); // what it needs depends on the field
          return {};
        }
      const Field &field  = catalogue[*id];
      const auto   amount = read_amount(section, field);
      if (!amount || !std::isfinite(*amount * part))
        return {};
      const auto way = find_way(section, field, section.written_unit("Amount"));
      return Dose{section, *id, regions, way->is_concentration, *amount * part};
    }
  } // namespace


  std::vector<Dose>
  read_doses(const Section &doses, const Catalogue &catalogue)
  {
    std::vector<Dose> result;
    for (const std::string &name : doses.subsections())
      if (auto dose = read_dose(doses.subsection(name), catalogue))
        result.push_back(std::move(*dose));
    return result;
  }


  void
  expect_within_bounds(const Dose &dose, const Field &field, double before, double added)
  {
    if (before + added > field.upper_bound)
      dose.section.problem("Amount",
                           number_text(before + added) + " " + field.unit + " of '" + field.name +
                             "' where the dose is",
                           "at most its upper bound, " + number_text(field.upper_bound) + " " +
                             field.unit,
                           "Give less, or spread it over more regions.");
  }
} // namespace callus
