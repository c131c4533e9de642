// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/network_implementation.h"

#include <algorithm>

namespace callus
{
  using namespace biology;

  namespace
  {
    template <typename T>
    void
    add_once(std::vector<T> &list, const T &item)
    {
      if (std::find(list.begin(), list.end(), item) == list.end())
        list.push_back(item);
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
      for (const ModifierEntry &modifier : process.modifiers)
        add_arguments(summary.reads, modifier.application, names);
      if (process.terms.surface)
        add_once(summary.changes, field_name(process.terms.surface->field));
    }
    /// The modifiers, and their rows among those of the process.
    void
    add_modifiers(ProcessSummary &summary, const ProcessEntry &process, const Names &names)
    {
      for (const ModifierEntry &modifier : process.modifiers)
        {
          const auto &arguments = modifier.application.arguments;
          summary.modifiers.push_back({modifier.name,
                                       modifier.form,
                                       arguments.empty() ? "" : names.name(arguments[0]),
                                       modifier.rows,
                                       modifier.file});
          for (const ReviewRow &row : modifier.rows)
            add_once(summary.rows, row.number);
        }
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
        summary.name     = process.name;
        summary.form     = process.form;
        summary.own_rows = process.rows;
        for (const ReviewRow &row : process.rows)
          add_once(summary.rows, row.number);
        summary.active      = process.active;
        summary.sources     = process.sources;
        summary.equation    = process.terms.equation;
        summary.description = process.description;
        summary.file        = process.file;
        if (entries.is_valid)
          {
            add_names(summary, process, entries.names);
            add_modifiers(summary, process, entries.names);
          }
        list.push_back(std::move(summary));
      }
    return list;
  }


  std::vector<QuantitySummary>
  Network::quantities() const
  {
    const NetworkEntries        &entries = implementation_->entries;
    std::vector<QuantitySummary> list;
    for (unsigned int i = 0; i < entries.quantities.size(); ++i)
      {
        const QuantityEntry &quantity = entries.quantities[i];
        QuantitySummary      summary{quantity.name,
                                entries.names.symbol({Variable::Kind::quantity, i}),
                                quantity.form,
                                quantity.unit,
                                quantity.description,
                                {}};
        if (entries.is_valid)
          add_arguments(summary.reads, quantity.application, entries.names);
        list.push_back(std::move(summary));
      }
    return list;
  }
} // namespace callus
