// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/network_implementation.h"

#include <algorithm>

namespace callus
{
  using namespace biology;

  namespace
  {
    void
    add_once(std::vector<std::string> &list, const std::string &word)
    {
      if (std::find(list.begin(), list.end(), word) == list.end())
        list.push_back(word);
    }

    void
    add_arguments(std::vector<std::string> &list,
                  const Application        &application,
                  const Names              &names)
    {
      for (const Variable argument : application.arguments)
        add_once(list, names.name(argument));
    }

    /// What the process reads and changes.
    void
    add_names(ProcessSummary &summary, const ProcessEntry &process, const Names &names)
    {
      const auto field_name = [&](FieldId field) { return names.catalogue()[field].name; };
      for (const Term &term : process.terms.terms)
        {
          add_arguments(summary.reads, term.shape, names);
          add_once(summary.changes, field_name(term.field));
          if (term.side == Term::Side::loss)
            add_once(summary.reads, field_name(term.field));
        }
      if (const auto &taxis = process.terms.taxis)
        {
          add_arguments(summary.reads, taxis->shape, names);
          add_once(summary.reads, field_name(taxis->field));
          add_once(summary.changes, field_name(taxis->field));
        }
      for (const FieldId field : process.terms.hindered)
        add_once(summary.changes, field_name(field));
      for (const Application &modifier : process.modifiers)
        add_arguments(summary.reads, modifier, names);
      if (process.terms.surface)
        add_once(summary.changes, field_name(process.terms.surface->field));
    }
  } // namespace


  std::vector<ProcessSummary>
  Network::processes() const
  {
    const NetworkEntries       &entries = implementation_->entries;
    std::vector<ProcessSummary> list;
    for (const ProcessEntry &process : entries.processes)
      {
        ProcessSummary summary;
        summary.name        = process.name;
        summary.form        = process.form;
        summary.rows        = process.rows;
        summary.active      = process.active;
        summary.sources     = process.sources;
        summary.equation    = process.terms.equation;
        summary.description = process.description;
        if (entries.is_valid)
          add_names(summary, process, entries.names);
        list.push_back(std::move(summary));
      }
    return list;
  }


  std::vector<QuantitySummary>
  Network::quantities() const
  {
    const NetworkEntries        &entries = implementation_->entries;
    std::vector<QuantitySummary> list;
    for (const QuantityEntry &quantity : entries.quantities)
      {
        QuantitySummary summary{
          quantity.name, quantity.form, quantity.unit, quantity.description, {}};
        if (entries.is_valid)
          add_arguments(summary.reads, quantity.application, entries.names);
        list.push_back(std::move(summary));
      }
    return list;
  }
} // namespace callus
