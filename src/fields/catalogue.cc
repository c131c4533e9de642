// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "fields/catalogue.h"

#include "base/parameters.h"
#include "base/units.h"
#include "fields/drivers.h"

#include <algorithm>

namespace callus
{
  namespace
  {
    constexpr double infinity = std::numeric_limits<double>::infinity();

    const std::vector<std::string> integration_names = {"explicit", "implicit", "quasi-steady"};

    template <typename List>
    std::optional<unsigned int>
    position(const List &list, const std::string &name)
    {
      const auto found = std::find_if(
        list.begin(), list.end(), [&](const auto &entry) { return entry.name == name; });
      if (found == list.end())
        return {};
      return static_cast<unsigned int>(found - list.begin());
    }

    /// Signals are fast and oxygen faster still; everything else is slow.
    std::string
    default_integration(FieldKind kind)
    {
      if (kind == FieldKind::signal)
        return "implicit";
      return kind == FieldKind::gas ? "quasi-steady" : "explicit";
    }

    template <typename Enumeration>
    Enumeration
    choose(const std::string &word, const std::vector<std::string> &words)
    {
      const auto found = std::find(words.begin(), words.end(), word);
      return static_cast<Enumeration>(found == words.end() ? 0 : found - words.begin());
    }

    double
    read_volume(const Section &section, const Field &field)
    {
      const std::string unit        = Units::ratio("1", field.unit);
      const std::string description = "Volume fraction taken by one unit of the field";
      const bool is_solid = field.kind == FieldKind::matrix || field.kind == FieldKind::scaffold;
      if (is_solid && field.unit == "1")
        return section.quantity("Volume per unit", unit, Range::non_negative(), description);
      return section.optional_quantity(
        "Volume per unit", unit, Range::non_negative(), 0., description);
    }

    /// Reports a field that takes volume and does not stay where it is made: only explicit reactions see how much room is left.
    void
    expect_volume_to_stay(const Section &section, const Field &field)
    {
      if (field.volume_per_unit > 0. && field.diffusivity > 0.)
        section.problem("Diffusivity",
                        "a diffusivity of a field that takes volume (Volume per unit)",
                        "a field that stays where it is, or takes no volume",
                        "What diffuses could fill more than the space there is. Remove one of the "
                        "two entries.");
    }

    Field
    read_field(const Section &section)
    {
      Field field;
      field.name   = section.name();
      field.symbol = section.text("Symbol", field.name, "Short symbol, for equations and headers");
      field.label  = section.text("Label", field.name, "Name in pictures and reports");
      field.unit   = section.text("Unit", "Unit of the field's values");
      field.description = section.text("Description", "", "What the field stands for");
      field.kind        = choose<FieldKind>(
        section.choice(
          "Kind",
          field_kind_names(),
          "What the field is: decides which rates a species scales, and how reports group it"),
        field_kind_names());
      field.integration = choose<Integration>(section.choice("Integration",
                                                             integration_names,
                                                             default_integration(field.kind),
                                                             "How the field is advanced in time"),
                                              integration_names);
      if (!section.units().is_valid(field.unit))
        {
          if (!field.unit.empty())
            section.problem("Unit",
                            "'" + field.unit + "'",
                            "a unit",
                            "Write for example '1e6 cells/mL', 'ng/mL', 'mmHg', 'mM' or '1'.");
          field.unit = "1";
        }
      field.upper_bound = section.optional_quantity("Upper bound",
                                                    field.unit,
                                                    Range::positive(),
                                                    infinity,
                                                    "Largest value possible; left out: none");
      field.diffusivity = section.optional_quantity(
        "Diffusivity", "mm2/day", Range::non_negative(), 0., "Left out: the field does not move");
      field.initial_value =
        section.optional_quantity("Initial value",
                                  field.unit,
                                  Range::between(0., field.upper_bound),
                                  0.,
                                  "Value on the day of surgery; left out: zero");
      field.volume_per_unit = read_volume(section, field);
      expect_volume_to_stay(section, field);
      field.typical_value =
        section.setting("Typical value",
                        field.unit,
                        Range::non_negative(),
                        "0 " + field.unit,
                        "Time steps resolve changes relative to at least this value");
      return field;
    }
  } // namespace


  bool
  follows_species(FieldKind kind)
  {
    return kind != FieldKind::signal && kind != FieldKind::gas;
  }


  const std::vector<std::string> &
  field_kind_names()
  {
    static const std::vector<std::string> names = {
      "cell", "signal", "gas", "vessel", "matrix", "scaffold", "debris"};
    return names;
  }


  Catalogue::Catalogue(std::vector<Field> fields, std::vector<Driver> drivers)
    : fields_(std::move(fields))
    , drivers_(std::move(drivers))
  {
  }


  Catalogue
  Catalogue::read(const Section &fields)
  {
    const std::vector<Driver> drivers = standard_drivers();
    std::vector<Field>        list;
    for (const std::string &name : fields.subsections())
      {
        const Section section = fields.subsection(name);
        if (position(drivers, name))
          section.problem("",
                          "a field named '" + name + "'",
                          "a name that no driver has",
                          "Choose another name: drivers are written by mechanics.");
        list.push_back(read_field(section));
      }
    return Catalogue(std::move(list), drivers);
  }


  std::optional<FieldId>
  Catalogue::find_field(const std::string &name) const
  {
    if (const auto index = position(fields_, name))
      return FieldId{*index};
    return {};
  }


  std::optional<DriverId>
  Catalogue::find_driver(const std::string &name) const
  {
    if (const auto index = position(drivers_, name))
      return DriverId{*index};
    return {};
  }


  std::vector<std::string>
  Catalogue::field_names() const
  {
    std::vector<std::string> names;
    for (const Field &field : fields_)
      names.push_back(field.name);
    return names;
  }


  std::vector<FieldId>
  Catalogue::field_ids() const
  {
    std::vector<FieldId> ids;
    for (unsigned int i = 0; i < n_fields(); ++i)
      ids.push_back(FieldId{i});
    return ids;
  }
} // namespace callus
