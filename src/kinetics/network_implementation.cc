// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/network_implementation.h"

#include "base/parameters.h"
#include "laws/biology/quantities/product.h"
#include "laws/biology/quantities/sum.h"

#include <algorithm>
#include <numeric>

namespace callus
{
  using namespace biology;

  namespace
  {
    SurfaceForm
    surface_form(SurfaceTerm::Kind kind)
    {
      switch (kind)
        {
          case SurfaceTerm::Kind::exchange:
            return SurfaceForm::exchange;
          case SurfaceTerm::Kind::flux:
            return SurfaceForm::flux;
          default:
            return SurfaceForm::fixed_value;
        }
    }

    /// A sum or product of one quantity alone, to which other files may append, costs nothing until they do.
    bool
    is_the_argument_itself(const Application &application)
    {
      const bool is_sum     = application.function == &SumLaw::function();
      const bool is_product = application.function == &ProductLaw::function();
      return application.arguments.size() == 1 &&
             ((is_sum && application.parameters == std::vector<double>{0., 1.}) ||
              (is_product && application.parameters == std::vector<double>{1.}));
    }
  } // namespace


  Network::Implementation::Implementation(const Section &root)
    : Implementation(root.subsection("Processes"), root, Catalogue::read(root.subsection("Fields")))
  {
  }


  Network::Implementation::Implementation(const Section   &processes,
                                          const Section   &root,
                                          const Catalogue &fields)
    : delays(read_delays(processes, fields))
    , catalogue(with_stages(fields, delays, processes))
    , entries(read_network(root, catalogue, delays))
    , graph(catalogue.n_fields(), catalogue.n_drivers())
    , factors(entries.processes.size(), 1.)
    , of_quantity_(entries.quantities.size())
  {
    if (entries.is_valid)
      compile();
  }


  Value
  Network::Implementation::value(Variable variable)
  {
    switch (variable.kind)
      {
        case Variable::Kind::field:
          return graph.field(variable.index);
        case Variable::Kind::driver:
          return graph.driver(variable.index);
        case Variable::Kind::day:
          return graph.day();
        default:
          // Quantities are compiled when first needed, which puts them in an order in which they can be computed.
          if (!of_quantity_[variable.index])
            of_quantity_[variable.index] = value(entries.quantities[variable.index].application);
          return *of_quantity_[variable.index];
      }
  }


  Value
  Network::Implementation::value(const Application &application)
  {
    std::vector<Value> arguments;
    for (const Variable argument : application.arguments)
      arguments.push_back(value(argument));
    return application.function == nullptr || is_the_argument_itself(application)
             ? arguments[0]
             : graph.apply(*application.function, application.parameters, arguments);
  }


  std::optional<Value>
  Network::Implementation::modifier(const ProcessEntry &process)
  {
    std::optional<Value> result;
    for (const ModifierEntry &entry : process.modifiers)
      {
        const Value factor = value(entry.application);
        result             = result ? graph.multiply(*result, factor) : factor;
      }
    return result && graph.constant(*result) == 1. ? std::nullopt : result;
  }


  std::optional<Sweep>
  Network::Implementation::modifier_sweep(const ProcessEntry &process)
  {
    const std::optional<Value> product = modifier(process);
    return product ? std::optional<Sweep>(Sweep(graph, *product)) : std::nullopt;
  }


  void
  Network::Implementation::add_terms(const ProcessEntry &process, unsigned int index)
  {
    const std::optional<Value> product = modifier(process);
    for (const Term &term : process.terms.terms)
      {
        std::optional<Value> shape;
        if (!term.shape.arguments.empty())
          shape = value(term.shape);
        contributions.push_back({term.field.value,
                                 term.side == Term::Side::loss,
                                 index,
                                 term.coefficient.value(),
                                 shape,
                                 product});
        if (term.from)
          add_conversion(process, term, index);
      }
  }


  void
  Network::Implementation::add_conversion(const ProcessEntry &process,
                                          const Term         &gain,
                                          unsigned int        index)
  {
    const auto is_implicit = [&](FieldId id) {
      return catalogue[id].integration == Integration::implicit;
    };
    if (!is_implicit(gain.field) || !is_implicit(*gain.from) || gain.coefficient.value() == 0.)
      return;
    const auto loss =
      std::find_if(process.terms.terms.begin(), process.terms.terms.end(), [&](const Term &term) {
        return term.side == Term::Side::loss && term.field == *gain.from;
      });
    std::optional<Value> rate = modifier(process);
    if (!loss->shape.arguments.empty())
      rate = rate ? graph.multiply(value(loss->shape), *rate) : value(loss->shape);
    conversions.push_back(
      {*gain.from, gain.field, index, gain.coefficient.value() / loss->coefficient.value()});
    conversion_rates.emplace_back(gain.coefficient.value(),
                                  rate ? std::optional<Sweep>(Sweep(graph, *rate)) : std::nullopt);
  }


  void
  Network::Implementation::add_surface(const ProcessEntry &process, unsigned int index)
  {
    const SurfaceTerm &term = *process.terms.surface;
    surface_processes.push_back({process.name,
                                 term.field,
                                 surface_form(term.kind),
                                 term.surfaces,
                                 term.level,
                                 term.coefficient,
                                 index});
    surface_sweeps.push_back(modifier_sweep(process));
  }


  void
  Network::Implementation::add_taxis(const ProcessEntry &process, unsigned int index)
  {
    const TaxisTerm &term = *process.terms.taxis;
    if (term.coefficient.value() != 0.)
      movement.add_taxis(
        {process.name, term.field, term.capacity, index},
        {Sweep(graph, value(term.shape)), term.coefficient.value(), modifier_sweep(process)});
  }


  void
  Network::Implementation::add_process(const ProcessEntry &process, unsigned int index)
  {
    if (process.terms.surface)
      add_surface(process, index);
    else if (process.terms.taxis)
      add_taxis(process, index);
    else if (!process.terms.hindered.empty())
      movement.add_hindrance({process.name, process.terms.hindered, index},
                             modifier_sweep(process));
    else
      add_terms(process, index);
  }


  void
  Network::Implementation::compile()
  {
    for (unsigned int index = 0; index < entries.processes.size(); ++index)
      if (entries.processes[index].active)
        add_process(entries.processes[index], index);
    for (unsigned int i = 0; i < entries.quantities.size(); ++i)
      value(Variable{Variable::Kind::quantity, i});
    std::vector<unsigned int> fields(catalogue.n_fields());
    std::iota(fields.begin(), fields.end(), 0);
    for (const Integration integration :
         {Integration::explicit_, Integration::implicit, Integration::quasi_steady})
      {
        const auto is_wanted = [&](unsigned int field) {
          return catalogue.fields()[field].integration == integration;
        };
        std::vector<Contribution> part;
        std::copy_if(contributions.begin(),
                     contributions.end(),
                     std::back_inserter(part),
                     [&](const auto &c) { return is_wanted(c.field); });
        std::vector<unsigned int> some;
        std::copy_if(fields.begin(), fields.end(), std::back_inserter(some), is_wanted);
        sweeps.push_back(Sweep(graph, part, some));
      }
    all = Sweep(graph, contributions, fields);
    for (unsigned int f = 0; f < catalogue.n_fields(); ++f)
      tangents.push_back(TangentSweep(graph, contributions, f));
  }
} // namespace callus
