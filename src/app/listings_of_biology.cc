// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/listings.h"
#include "base/parameters.h"
#include "kinetics/network.h"

namespace callus
{
  Listing
  list_fields(const Network &network)
  {
    Listing listing;
    for (const Field &field : network.catalogue().fields())
      listing.push_back({{{"name", field.name},
                          {"symbol", field.symbol},
                          {"label", field.label},
                          {"unit", field.unit},
                          {"lower_bound", field.lower_bound},
                          {"upper_bound", field.upper_bound},
                          {"diffusivity_mm2_per_day", field.diffusivity},
                          {"initial_value", field.initial_value},
                          {"description", field.description}}});
    return listing;
  }

  Listing
  list_quantities(const Network &network)
  {
    Listing listing;
    for (const QuantitySummary &quantity : network.quantities())
      listing.push_back({{{"name", quantity.name},
                          {"form", quantity.form},
                          {"unit", quantity.unit},
                          {"description", quantity.description},
                          {"reads", quantity.reads}}});
    return listing;
  }

  Listing
  list_processes(const Network &network)
  {
    Listing listing;
    for (const ProcessSummary &process : network.processes())
      listing.push_back({{{"name", process.name},
                          {"form", process.form},
                          {"description", process.description},
                          {"reads", process.reads},
                          {"changes", process.changes},
                          {"sources", process.sources},
                          {"rows", process.rows},
                          {"active", process.active}}});
    return listing;
  }

  Listing
  list_parameters(const std::vector<DeclaredEntry> &entries)
  {
    Listing listing;
    for (const DeclaredEntry &entry : entries)
      listing.push_back({{{"path", entry.path},
                          {"kind", entry.kind},
                          {"unit", entry.unit},
                          {"range", entry.range},
                          {"description", entry.description},
                          {"default", entry.default_value},
                          {"required", entry.required},
                          {"value", entry.value},
                          {"source", entry.source}}});
    return listing;
  }
} // namespace callus
