// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/network.h"

#include "base/parameters.h"
#include "kinetics/network_entries.h"
#include "kinetics/sweep.h"

#include <algorithm>
#include <stdexcept>

namespace callus
{
  using namespace biology;

  class Network::Implementation
  {
  public:
    explicit Implementation(const Section &root)
      : catalogue(Catalogue::read(root.subsection("Fields")))
      , entries(read_network(root, catalogue))
      , graph(catalogue.n_fields(), catalogue.n_drivers())
      , factors(entries.processes.size(), 1.)
      , of_quantity(entries.quantities.size())
    {
      if (entries.is_valid)
        compile();
    }

    Value
    value(Variable variable)
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
            if (!of_quantity[variable.index])
              of_quantity[variable.index] = value(entries.quantities[variable.index].application);
            return *of_quantity[variable.index];
        }
    }

    Value
    value(const Application &application)
    {
      std::vector<Value> arguments;
      for (const Variable argument : application.arguments)
        arguments.push_back(value(argument));
      return application.function == nullptr
               ? arguments[0]
               : graph.apply(*application.function, application.parameters, arguments);
    }

    /// The product of the modifiers of a process.
    std::optional<Value>
    modifier(const ProcessEntry &process)
    {
      std::optional<Value> result;
      for (const Application &application : process.modifiers)
        result = result ? graph.multiply(*result, value(application)) : value(application);
      return result;
    }

    void
    add_surface(const ProcessEntry &process, unsigned int index)
    {
      const SurfaceTerm &term = *process.terms.surface;
      const SurfaceForm  form = term.kind == SurfaceTerm::Kind::exchange ? SurfaceForm::exchange
                                : term.kind == SurfaceTerm::Kind::flux   ? SurfaceForm::flux
                                                                         : SurfaceForm::fixed_value;
      surface_processes.push_back(
        {process.name, term.field, form, term.surfaces, term.level, term.coefficient, index});
      const std::optional<Value> product = modifier(process);
      surface_sweeps.push_back(product ? std::optional<Sweep>(Sweep(graph, *product))
                                       : std::nullopt);
    }

    void
    compile()
    {
      for (unsigned int index = 0; index < entries.processes.size(); ++index)
        {
          const ProcessEntry &process = entries.processes[index];
          if (!process.active)
            continue;
          if (process.terms.surface)
            {
              add_surface(process, index);
              continue;
            }
          const std::optional<Value> product = modifier(process);
          for (const Term &term : process.terms.terms)
            {
              std::optional<Value> shape;
              if (!term.shape.arguments.empty())
                shape = value(term.shape);
              contributions.push_back({term.field.value,
                                       term.side == Term::Side::loss,
                                       index,
                                       term.coefficient,
                                       shape,
                                       product});
            }
        }
      for (unsigned int i = 0; i < entries.quantities.size(); ++i)
        value(Variable{Variable::Kind::quantity, i});
      for (const Integration integration :
           {Integration::explicit_, Integration::implicit, Integration::quasi_steady})
        {
          std::vector<Contribution> part;
          std::copy_if(
            contributions.begin(),
            contributions.end(),
            std::back_inserter(part),
            [&](const auto &c) { return catalogue.fields()[c.field].integration == integration; });
          sweeps.push_back(Sweep(graph, part));
        }
      all = Sweep(graph, contributions);
      for (unsigned int f = 0; f < catalogue.n_fields(); ++f)
        tangents.push_back(TangentSweep(graph, contributions, f));
    }

    std::string
    name(Variable variable) const
    {
      return entries.names.name(variable);
    }

    Catalogue                 catalogue;
    NetworkEntries            entries;
    ExpressionGraph           graph;
    std::vector<double>       factors;
    std::vector<Contribution> contributions;

    std::vector<std::optional<Value>> of_quantity;
    std::vector<SurfaceProcess>       surface_processes;
    std::vector<std::optional<Sweep>> surface_sweeps; ///< none: no modifiers
    Sweep                             all;
    std::vector<Sweep>                sweeps; ///< by Integration
    std::vector<TangentSweep>         tangents;
  };


  namespace
  {
    /// Calls @p operation for one batch of points after the other.
    template <typename Operation>
    void
    for_each_batch(double            day,
                   const PointTable &fields,
                   const PointTable &drivers,
                   std::size_t       begin,
                   std::size_t       end,
                   const Operation  &operation)
    {
      for (std::size_t first = begin; first < end; first += Sweep::batch_size)
        operation(
          SweepInput{day, fields, drivers, first, std::min(Sweep::batch_size, end - first)});
    }

    void
    add_once(std::vector<std::string> &list, const std::string &word)
    {
      if (std::find(list.begin(), list.end(), word) == list.end())
        list.push_back(word);
    }
  } // namespace


  Network::Network(std::unique_ptr<Implementation> implementation)
    : implementation_(std::move(implementation))
  {
  }


  Network::~Network() = default;


  std::unique_ptr<Network>
  Network::read(const Section &root)
  {
    return std::unique_ptr<Network>(new Network(std::make_unique<Implementation>(root)));
  }


  const Catalogue &
  Network::catalogue() const
  {
    return implementation_->catalogue;
  }


  const std::vector<SurfaceProcess> &
  Network::surface_processes() const
  {
    return implementation_->surface_processes;
  }


  std::vector<ProcessSummary>
  Network::processes() const
  {
    std::vector<ProcessSummary> list;
    for (const ProcessEntry &process : implementation_->entries.processes)
      {
        ProcessSummary summary;
        summary.name        = process.name;
        summary.form        = process.form;
        summary.rows        = process.rows;
        summary.active      = process.active;
        summary.sources     = process.sources;
        summary.equation    = process.terms.equation;
        summary.description = process.description;
        if (implementation_->entries.is_valid)
          {
            for (const Term &term : process.terms.terms)
              {
                for (const Variable argument : term.shape.arguments)
                  add_once(summary.reads, implementation_->name(argument));
                const std::string field = implementation_->catalogue[term.field].name;
                add_once(summary.changes, field);
                if (term.side == Term::Side::loss)
                  add_once(summary.reads, field);
              }
            for (const Application &modifier : process.modifiers)
              for (const Variable argument : modifier.arguments)
                add_once(summary.reads, implementation_->name(argument));
            if (process.terms.surface)
              add_once(summary.changes,
                       implementation_->catalogue[process.terms.surface->field].name);
          }
        list.push_back(std::move(summary));
      }
    return list;
  }


  std::vector<QuantitySummary>
  Network::quantities() const
  {
    std::vector<QuantitySummary> list;
    for (const QuantityEntry &quantity : implementation_->entries.quantities)
      {
        QuantitySummary summary{
          quantity.name, quantity.form, quantity.unit, quantity.description, {}};
        if (implementation_->entries.is_valid)
          for (const Variable argument : quantity.application.arguments)
            add_once(summary.reads, implementation_->name(argument));
        list.push_back(std::move(summary));
      }
    return list;
  }


  unsigned int
  Network::process_index(const std::string &name) const
  {
    const auto &processes = implementation_->entries.processes;
    const auto  found =
      std::find_if(processes.begin(), processes.end(), [&](const ProcessEntry &process) {
        return process.name == name;
      });
    if (found == processes.end())
      throw std::out_of_range("there is no process '" + name + "'");
    return found - processes.begin();
  }


  void
  Network::set_factor(unsigned int process, double factor)
  {
    implementation_->factors.at(process) = factor;
  }


  double
  Network::factor(unsigned int process) const
  {
    return implementation_->factors.at(process);
  }


  void
  Network::rates(double            day,
                 const PointTable &fields,
                 const PointTable &drivers,
                 std::size_t       begin,
                 std::size_t       end,
                 PointTable       &production,
                 PointTable       &loss,
                 Scratch          &scratch) const
  {
    for (unsigned int f = 0; f < catalogue().n_fields(); ++f)
      for (PointTable *table : {&production, &loss})
        std::fill((*table)[f] + begin, (*table)[f] + end, 0.);
    for_each_batch(day, fields, drivers, begin, end, [&](const SweepInput &input) {
      implementation_->all.add_contributions(
        input, implementation_->factors, production, loss, scratch.slots);
    });
  }


  void
  Network::rates(Integration       which,
                 double            day,
                 const PointTable &fields,
                 const PointTable &drivers,
                 std::size_t       begin,
                 std::size_t       end,
                 PointTable       &production,
                 PointTable       &loss,
                 Scratch          &scratch) const
  {
    for (unsigned int f = 0; f < catalogue().n_fields(); ++f)
      if (catalogue().fields()[f].integration == which)
        for (PointTable *table : {&production, &loss})
          std::fill((*table)[f] + begin, (*table)[f] + end, 0.);
    for_each_batch(day, fields, drivers, begin, end, [&](const SweepInput &input) {
      implementation_->sweeps[static_cast<int>(which)].add_contributions(
        input, implementation_->factors, production, loss, scratch.slots);
    });
  }


  void
  Network::net_rate(FieldId           field,
                    double            day,
                    const PointTable &fields,
                    const PointTable &drivers,
                    std::size_t       begin,
                    std::size_t       end,
                    double           *rate,
                    double           *derivative,
                    Scratch          &scratch) const
  {
    for_each_batch(day, fields, drivers, begin, end, [&](const SweepInput &input) {
      implementation_->tangents[field.value].evaluate(input,
                                                      implementation_->factors,
                                                      rate + input.begin,
                                                      derivative + input.begin,
                                                      scratch.slots);
    });
  }


  void
  Network::surface_modifier(unsigned int      index,
                            double            day,
                            const PointTable &fields,
                            const PointTable &drivers,
                            std::size_t       begin,
                            std::size_t       end,
                            double           *modifier,
                            Scratch          &scratch) const
  {
    const double factor = implementation_->factors[surface_processes()[index].process];
    const auto  &sweep  = implementation_->surface_sweeps[index];
    if (!sweep)
      {
        std::fill(modifier + begin, modifier + end, factor);
        return;
      }
    for_each_batch(day, fields, drivers, begin, end, [&](const SweepInput &input) {
      sweep->evaluate(input, modifier + input.begin, scratch.slots);
    });
    for (std::size_t i = begin; i < end; ++i)
      modifier[i] *= factor;
  }


  void
  Network::evaluate(const std::string &name,
                    double             day,
                    const PointTable  &fields,
                    const PointTable  &drivers,
                    std::size_t        begin,
                    std::size_t        end,
                    double            *values,
                    Scratch           &scratch) const
  {
    const std::optional<Variable> variable = implementation_->entries.names.find(name);
    if (!variable)
      throw std::out_of_range("there is no field, derived quantity or driver '" + name + "'");
    const Sweep sweep(implementation_->graph, implementation_->value(*variable));
    for_each_batch(day, fields, drivers, begin, end, [&](const SweepInput &input) {
      sweep.evaluate(input, values + input.begin, scratch.slots);
    });
  }
} // namespace callus
