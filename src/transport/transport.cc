// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/transport.h"

#include "base/communication.h"
#include "kinetics/two_stage.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace callus
{
  namespace
  {
    using two_stage::base_weight;
    using two_stage::delta;
    using two_stage::gamma;

    std::string
    rate_name(const std::string &field)
    {
      return "movement/rate of " + field;
    }
  } // namespace

  template <int dim>
  Transport<dim>::Transport(const Section             &root,
                            const Mesh<dim>           &mesh,
                            const std::vector<Region> &regions,
                            const HealingNodes<dim>   &nodes,
                            const Network             &network)
    : communicator_(mesh.communicator())
    , nodes_(nodes)
    , network_(network)
    , movement_(mesh, regions, nodes, network)
    , supply_(root.subsection("Processes"), mesh, regions, nodes, network)
    , solver_(root, nodes, network, movement_, supply_, mesh.communicator())
    , quasi_steady_balance_(nodes, network, movement_, supply_, solver_, mesh.communicator())
    , bound_keeper_(nodes, network, movement_, supply_, solver_, mesh.communicator())
  {
  }

  template <int dim>
  void
  Transport<dim>::prepare_supply(double day, const PointTable &fields, const PointTable &drivers)
  {
    supply_.update(day, fields, drivers);
  }

  template <int dim>
  void
  Transport<dim>::prepare_movement(double day, const PointTable &fields, const PointTable &drivers)
  {
    movement_.update(day, fields, drivers);
    solver_.forget_weights();
  }

  template <int dim>
  void
  Transport<dim>::first_stage(const std::vector<FieldId> &ids,
                              double                      step,
                              const PointTable           &start,
                              const PointTable           &production,
                              const PointTable           &loss,
                              PointTable                 &first,
                              const Correction           &correct)
  {
    std::vector<FieldStage> stages;
    for (unsigned int k = 0; k < ids.size(); ++k)
      stages.push_back(
        {ids[k], gamma * step, start[ids[k]], nullptr, production[k], loss[k], nullptr, first[k]});
    solver_.solve(stages, false);
    correct_stages(correct, stages);
    first_amounts_.clear();
    first_sources_.resize(stages.size());
    for (unsigned int k = 0; k < stages.size(); ++k)
      {
        first_amounts_.push_back(
          {base_weight * stages[k].processes, base_weight * stages[k].surfaces});
        const std::vector<double> sources = solver_.sources(stages[k]);
        first_sources_[k].assign(sources.begin(), sources.end());
      }
  }

  template <int dim>
  void
  Transport<dim>::second_stage(const std::vector<FieldId> &ids,
                               double                      step,
                               const PointTable           &start,
                               const PointTable           &first,
                               const PointTable           &production,
                               const PointTable           &loss,
                               PointTable                 &fields,
                               const Correction           &correct)
  {
    std::vector<FieldStage> stages;
    for (unsigned int k = 0; k < ids.size(); ++k)
      stages.push_back({ids[k],
                        gamma * step,
                        start[ids[k]],
                        first[k],
                        production[k],
                        loss[k],
                        nullptr,
                        fields[ids[k]]});
    solver_.solve(stages, false);
    correct_stages(correct, stages);
    for (unsigned int k = 0; k < ids.size(); ++k)
      bound_keeper_.keep({ids[k],
                          step,
                          start[ids[k]],
                          first[k],
                          production[k],
                          loss[k],
                          &first_sources_[k],
                          nullptr,
                          first_amounts_[k][0] + stages[k].processes,
                          first_amounts_[k][1] + stages[k].surfaces},
                         fields[ids[k]]);
  }

  template <int dim>
  void
  Transport<dim>::correct_stages(const Correction &correct, std::vector<FieldStage> &stages) const
  {
    if (!correct)
      return;
    const auto add_masses = [&](double sign) {
      for (FieldStage &stage : stages)
        for (std::size_t i = 0; i < nodes_.n_owned(); ++i)
          stage.processes += sign * nodes_.volumes()[i] * stage.values[i];
    };
    std::vector<double *> values;
    for (const FieldStage &stage : stages)
      values.push_back(stage.values);
    add_masses(-1);
    correct(values);
    add_masses(1);
  }

  template <int dim>
  unsigned int
  Transport<dim>::taxis_parts(const std::vector<FieldId> &ids, double step) const
  {
    // upstream values keep their bounds as long as no more leaves a node than is there; half of that is safe
    double fastest = 0;
    for (const FieldId id : ids)
      if (const TaxisFlow *taxis = movement_.taxis(id))
        fastest = std::max(fastest, taxis->fastest);
    return std::max(1., std::ceil(2 * step * maximum(fastest)));
  }

  template <int dim>
  void
  Transport<dim>::move(const std::vector<FieldId> &ids,
                       double                      step,
                       PointTable                 &fields,
                       const IdleTables           &idle)
  {
    std::vector<FieldId> following, others;
    for (const FieldId id : ids)
      (movement_.taxis(id) ? following : others).push_back(id);
    if (!others.empty())
      move_part(others, step, fields, idle);
    const unsigned int parts = taxis_parts(following, step);
    for (unsigned int part = 0; part < parts && !following.empty(); ++part)
      move_part(following, step / parts, fields, idle);
  }

  template <int dim>
  void
  Transport<dim>::move_part(const std::vector<FieldId> &ids,
                            double                      step,
                            PointTable                 &fields,
                            const IdleTables           &idle)
  {
    const std::size_t n = fields.n_points(), n_fields = ids.size();
    PointTable       &start = idle.first, &first = idle.second, &flow = idle.third;
    for (unsigned int k = 0; k < n_fields; ++k)
      {
        std::copy_n(fields[ids[k]], n, start[k]);
        std::copy_n(fields[ids[k]], n, first[k]);
        estimate_first(ids[k], gamma * step, start[k], first[k]);
      }
    std::vector<FieldStage> stages, stages2;
    for (unsigned int k = 0; k < n_fields; ++k)
      {
        const TaxisFlow *taxis = movement_.taxis(ids[k]);
        if (taxis != nullptr)
          {
            std::fill_n(flow[k], n, 0.);
            add_taxis(*taxis, gamma * step, start[k], flow[k]);
          }
        stages.push_back({ids[k],
                          gamma * step,
                          start[k],
                          nullptr,
                          nullptr,
                          nullptr,
                          taxis ? flow[k] : nullptr,
                          first[k]});
      }
    solver_.solve(stages, false);

    for (unsigned int k = 0; k < n_fields; ++k)
      {
        const TaxisFlow *taxis = movement_.taxis(ids[k]);
        if (taxis != nullptr)
          {
            std::fill_n(flow[k], n, 0.);
            add_taxis(*taxis, (delta - 1 + gamma) * step, start[k], flow[k]);
            add_taxis(*taxis, (1 - delta) * step, first[k], flow[k]);
          }
        stages2.push_back({ids[k],
                           gamma * step,
                           start[k],
                           first[k],
                           nullptr,
                           nullptr,
                           taxis ? flow[k] : nullptr,
                           fields[ids[k]]});
        estimate_second(ids[k], step, start[k], first[k], fields[ids[k]]);
      }
    solver_.solve(stages2, false);
    for (unsigned int k = 0; k < n_fields; ++k)
      bound_keeper_.keep({ids[k],
                          step,
                          start[k],
                          first[k],
                          nullptr,
                          nullptr,
                          nullptr,
                          movement_.taxis(ids[k]),
                          0.,
                          base_weight * stages[k].surfaces + stages2[k].surfaces},
                         fields[ids[k]]);
    for (unsigned int k = 0; k < n_fields; ++k)
      remember_rate(ids[k], step, start[k], fields[ids[k]]);
  }

  template <int dim>
  void
  Transport<dim>::estimate_first(FieldId       id,
                                 double        length,
                                 const double *start,
                                 double       *first) const
  {
    if (id.value >= rates_.size() || rates_[id.value].empty())
      return;
    const Field &field = network_.catalogue()[id];
    for (std::size_t i = 0; i < nodes_.n_owned(); ++i)
      first[i] = std::min(field.upper_bound,
                          std::max(field.lower_bound, start[i] + length * rates_[id.value][i]));
  }

  template <int dim>
  void
  Transport<dim>::estimate_second(FieldId       id,
                                  double        step,
                                  const double *start,
                                  const double *first,
                                  double       *second) const
  {
    const Field &field    = network_.catalogue()[id];
    const bool   has_rate = id.value < rates_.size() && !rates_[id.value].empty();
    for (std::size_t i = 0; i < nodes_.n_owned(); ++i)
      {
        double change = (first[i] - start[i]) / gamma;
        if (has_rate)
          change += (.5 - gamma) / (.5 + gamma) * (change - step * rates_[id.value][i]);
        second[i] = std::min(field.upper_bound, std::max(field.lower_bound, start[i] + change));
      }
  }

  template <int dim>
  void
  Transport<dim>::remember_rate(FieldId id, double step, const double *start, const double *values)
  {
    rates_.resize(network_.catalogue().n_fields());
    rates_[id.value].resize(nodes_.n_owned());
    for (std::size_t i = 0; i < nodes_.n_owned(); ++i)
      rates_[id.value][i] = (values[i] - start[i]) / step;
  }

  template <int dim>
  void
  Transport<dim>::add_taxis(const TaxisFlow &taxis,
                            double           factor,
                            const double    *values,
                            double          *gains) const
  {
    const std::vector<double> y     = nodes_.with_ghosts(values);
    const NodeEdges          &edges = movement_.edges();
    std::vector<double>       f(nodes_.n_local()), sums(nodes_.n_local(), 0.);
    for (std::size_t i = 0; i < f.size(); ++i)
      f[i] = y[i] * std::max(0., 1 - y[i] / taxis.capacity);
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int k = edges.row_begin[i]; k < edges.row_begin[i + 1]; ++k)
        {
          const double flux = .5 * factor * taxis.rate[k] * (f[i] + f[edges.column[k]]);
          sums[i] -= flux;
          sums[edges.column[k]] += flux;
        }
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      gains[i] += sums[i];
  }

  template <int dim>
  void
  Transport<dim>::balance(FieldId field, const NetRate &net_rate, double *values)
  {
    quasi_steady_balance_.solve(field, net_rate, values);
  }

  template <int dim>
  double
  Transport<dim>::maximum(double local) const
  {
    return mpi::max(local, communicator_);
  }

  template <int dim>
  TransportReport
  Transport<dim>::take_report()
  {
    const TransportReport report = solver_.report();
    solver_.report()             = {};
    return report;
  }

  template <int dim>
  void
  Transport<dim>::save(Snapshot &snapshot) const
  {
    for (unsigned int f = 0; f < rates_.size(); ++f)
      if (!rates_[f].empty())
        snapshot.arrays[rate_name(network_.catalogue().fields()[f].name)] = {
          Support::healing_nodes, 1, {rates_[f].begin(), rates_[f].end()}};
  }

  template <int dim>
  void
  Transport<dim>::load(const Snapshot &snapshot)
  {
    rates_.assign(network_.catalogue().n_fields(), {});
    for (unsigned int f = 0; f < rates_.size(); ++f)
      if (const auto found = snapshot.arrays.find(rate_name(network_.catalogue().fields()[f].name));
          found != snapshot.arrays.end())
        rates_[f].assign(found->second.values.begin(), found->second.values.end());
  }

  template class Transport<2>;
  template class Transport<3>;
} // namespace callus
