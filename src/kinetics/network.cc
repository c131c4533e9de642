// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/network.h"

#include "kinetics/batches.h"
#include "kinetics/network_implementation.h"

#include <algorithm>
#include <stdexcept>

namespace callus
{
  using namespace biology;

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
    for_each_batch({day, fields, drivers, begin, end}, [&](const SweepInput &input) {
      implementation_->all.sum_contributions(
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
    for_each_batch({day, fields, drivers, begin, end}, [&](const SweepInput &input) {
      implementation_->sweeps[static_cast<int>(which)].sum_contributions(
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
    for_each_batch({day, fields, drivers, begin, end}, [&](const SweepInput &input) {
      implementation_->tangents[field.value].evaluate(input,
                                                      implementation_->factors,
                                                      rate + input.begin,
                                                      derivative + input.begin,
                                                      scratch.slots);
    });
  }


  const std::vector<Conversion> &
  Network::conversions() const
  {
    return implementation_->conversions;
  }


  void
  Network::conversion_rate(unsigned int      index,
                           double            day,
                           const PointTable &fields,
                           const PointTable &drivers,
                           std::size_t       begin,
                           std::size_t       end,
                           double           *rate,
                           Scratch          &scratch) const
  {
    const auto &[coefficient, sweep] = implementation_->conversion_rates[index];
    evaluate_times(factor(conversions()[index].process) * coefficient,
                   sweep,
                   {day, fields, drivers, begin, end},
                   rate,
                   scratch.slots);
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
    evaluate_times(factor(surface_processes()[index].process),
                   implementation_->surface_sweeps[index],
                   {day, fields, drivers, begin, end},
                   modifier,
                   scratch.slots);
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
    for_each_batch({day, fields, drivers, begin, end}, [&](const SweepInput &input) {
      sweep.evaluate(input, values + input.begin, scratch.slots);
    });
  }
} // namespace callus
