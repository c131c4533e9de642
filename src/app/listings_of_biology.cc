// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/listings.h"
#include "base/parameters.h"
#include "kinetics/network.h"
#include "laws/biology/formula_writer.h"

namespace callus
{
  namespace
  {
    /// Where the entry stands; no file if it is left out.
    Place
    place_of(const std::string &path, Section section)
    {
      std::string::size_type begin = 0, end;
      while ((end = path.find('/', begin)) != std::string::npos)
        {
          const std::string name = path.substr(begin, end - begin);
          if (!section.has_subsection(name))
            return {};
          section = section.subsection(name);
          begin   = end + 1;
        }
      const std::string entry = path.substr(begin);
      return section.has(entry) ? section.place(entry) : Place{};
    }
  } // namespace

  Listing
  list_fields(const Network &network)
  {
    Listing listing;
    for (const Field &field : network.catalogue().fields())
      listing.push_back({{{"name", field.name},
                          {"symbol", field.symbol},
                          {"symbol_latex", biology::latex_symbol(field.symbol)},
                          {"label", field.label},
                          {"kind", field_kind_names().at(static_cast<std::size_t>(field.kind))},
                          {"unit", field.unit},
                          {"lower_bound", field.lower_bound},
                          {"upper_bound", field.upper_bound},
                          {"diffusivity_mm2_per_day", field.diffusivity},
                          {"initial_value", field.initial_value},
                          {"description", field.description}}});
    return listing;
  }

  Listing
  list_drivers(const Network &network)
  {
    Listing listing;
    for (const Driver &driver : network.catalogue().drivers())
      listing.push_back({{{"name", driver.name},
                          {"symbol", driver.symbol},
                          {"symbol_latex", biology::latex_symbol(driver.symbol)},
                          {"label", driver.label},
                          {"unit", driver.unit},
                          {"neutral_value", driver.neutral},
                          {"description", driver.description}}});
    return listing;
  }

  Listing
  list_quantities(const Network &network)
  {
    Listing listing;
    for (const QuantitySummary &quantity : network.quantities())
      listing.push_back({{{"name", quantity.name},
                          {"symbol", quantity.symbol},
                          {"symbol_latex", biology::latex_symbol(quantity.symbol)},
                          {"form", quantity.form},
                          {"unit", quantity.unit},
                          {"description", quantity.description},
                          {"reads", quantity.reads}}});
    return listing;
  }

  namespace
  {
    Listing
    list_rows(const std::vector<ReviewRow> &rows)
    {
      Listing listing;
      for (const ReviewRow &row : rows)
        listing.push_back({{{"row", static_cast<double>(row.number)}, {"file", row.file}}});
      return listing;
    }

    Listing
    list_modifiers(const ProcessSummary &process)
    {
      Listing listing;
      for (const ModifierSummary &modifier : process.modifiers)
        listing.push_back({{{"name", modifier.name},
                            {"form", modifier.form},
                            {"argument", modifier.argument},
                            {"file", modifier.file},
                            {"row_origins", list_rows(modifier.rows)}}});
      return listing;
    }
  } // namespace

  Listing
  list_processes(const Network &network)
  {
    Listing listing;
    for (const ProcessSummary &process : network.processes())
      listing.push_back({{{"name", process.name},
                          {"form", process.form},
                          {"equation", process.equation},
                          {"description", process.description},
                          {"reads", process.reads},
                          {"changes", process.changes},
                          {"sources", process.sources},
                          {"rows", process.rows},
                          {"row_origins", list_rows(process.own_rows)},
                          {"active", process.active},
                          {"file", process.file},
                          {"modifiers", list_modifiers(process)}}});
    return listing;
  }

  Listing
  list_parameters(const std::vector<DeclaredEntry> &entries, const Section &root)
  {
    Listing listing;
    for (const DeclaredEntry &entry : entries)
      {
        const Place place = place_of(entry.path, root);
        listing.push_back({{{"path", entry.path},
                            {"kind", entry.kind},
                            {"unit", entry.unit},
                            {"range", entry.range},
                            {"description", entry.description},
                            {"default", entry.default_value},
                            {"required", entry.required},
                            {"value", entry.value},
                            {"source", entry.source},
                            {"file", place.file},
                            {"line", place.line == 0 ? "" : std::to_string(place.line)}}});
      }
    return listing;
  }
} // namespace callus
