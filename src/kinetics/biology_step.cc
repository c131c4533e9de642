// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/biology_step.h"

#include "base/problems.h"
#include "kinetics/two_stage.h"

#include <algorithm>
#include <string>

namespace callus
{
  namespace
  {
    constexpr std::size_t batch_size =
      1024; ///< points whose interpolated states fit into the cache
  }


  BiologyStep::BiologyStep(const Network &network, Spreading &spreading)
    : network_(network)
    , spreading_(spreading)
    , reaction_(network)
    , cells_(fields_of(Integration::explicit_))
    , signals_(fields_of(Integration::implicit))
    , quasi_steady_(fields_of(Integration::quasi_steady))
    , judged_(cells_)
    , conversions_(network, signals_)
    , history_(network.catalogue())
    , batch_fields_(network.catalogue().n_fields(), batch_size)
    , batch_drivers_(network.catalogue().n_drivers(), batch_size)
    , batch_production_(network.catalogue().n_fields(), batch_size)
    , batch_loss_(network.catalogue().n_fields(), batch_size)
  {
    const auto concerns = [](FieldId id, const auto &processes) {
      return std::any_of(processes.begin(), processes.end(), [&](const auto &process) {
        return process.field == id;
      });
    };
    for (const FieldId id : cells_)
      if (network.catalogue()[id].diffusivity > 0. || concerns(id, network.surface_processes()) ||
          concerns(id, network.taxis_processes()))
        moving_.push_back(id);
    judged_.insert(judged_.end(), signals_.begin(), signals_.end());
  }


  std::vector<FieldId>
  BiologyStep::fields_of(Integration integration) const
  {
    std::vector<FieldId> ids;
    for (const FieldId id : network_.catalogue().field_ids())
      if (network_.catalogue()[id].integration == integration)
        ids.push_back(id);
    return ids;
  }


  BiologyStepReport
  BiologyStep::advance(double day, double step, PointTable &fields, const PointTable &drivers)
  {
    BiologyStepReport report;
    history_.begin(day, step, fields);
    report.reaction_steps = step_cells(day, step, fields, drivers);
    predict_signals(1., fields);
    balance_quasi_steady(day + step, fields, drivers);
    step_signals(day, step, fields, drivers);
    report.error =
      history_.estimate(fields, judged_, [&](double local) { return spreading_.maximum(local); });
    return report;
  }


  void
  BiologyStep::predict_signals(double fraction, PointTable &fields) const
  {
    for (const auto *ids : {&signals_, &quasi_steady_})
      for (const FieldId id : *ids)
        history_.predict(id.value, fraction, fields[id]);
  }


  void
  BiologyStep::make_tables(std::size_t n_points)
  {
    if (first_.n_points() == n_points)
      return;
    production_ = loss_ = first_ = PointTable(std::max(signals_.size(), moving_.size()), n_points);
    conversions_.resize(n_points);
  }


  unsigned int
  BiologyStep::react(double day, double step, PointTable &fields, const PointTable &drivers)
  {
    // points of one rank may fail; the others must not go on to wait for it
    unsigned int n_steps   = 0;
    bool         is_broken = false;
    std::string  why;
    try
      {
        n_steps = reaction_.advance(day, step, fields, drivers);
      }
    catch (const NumericalFailure &failure)
      {
        is_broken = true;
        why       = failure.what();
      }
    if (spreading_.maximum(is_broken ? 1. : 0.) > 0.)
      throw NumericalFailure(why);
    return n_steps;
  }


  unsigned int
  BiologyStep::step_cells(double day, double step, PointTable &fields, const PointTable &drivers)
  {
    if (moving_.empty())
      {
        predict_signals(0.5, fields);
        return react(day, step, fields, drivers);
      }
    predict_signals(0.25, fields);
    const unsigned int before = react(day, 0.5 * step, fields, drivers);
    predict_signals(0.5, fields);
    spreading_.prepare_supply(day + 0.5 * step, fields, drivers);
    spreading_.prepare_movement(day + 0.5 * step, fields, drivers);
    make_tables(fields.n_points());
    spreading_.move(moving_, step, fields, {production_, loss_, first_});
    predict_signals(0.75, fields);
    return before + react(day + 0.5 * step, 0.5 * step, fields, drivers);
  }


  void
  BiologyStep::signal_rates(double            day,
                            double            fraction,
                            const PointTable &signals,
                            const PointTable &fields,
                            const PointTable &drivers)
  {
    const PointTable &start = history_.start();
    for (std::size_t begin = 0; begin < fields.n_points(); begin += batch_size)
      {
        const std::size_t n = std::min(batch_size, fields.n_points() - begin);
        for (unsigned int d = 0; d < drivers.n_quantities(); ++d)
          std::copy_n(drivers[d] + begin, n, batch_drivers_[d]);
        for (const auto *ids : {&cells_, &quasi_steady_})
          for (const FieldId id : *ids)
            {
              const double *before = start[id] + begin, *after = fields[id] + begin;
              for (std::size_t i = 0; i < n; ++i)
                batch_fields_[id][i] = before[i] + fraction * (after[i] - before[i]);
            }
        for (unsigned int k = 0; k < signals_.size(); ++k)
          std::copy_n(signals[k] + begin, n, batch_fields_[signals_[k]]);
        network_.rates(Integration::implicit,
                       day,
                       batch_fields_,
                       batch_drivers_,
                       0,
                       n,
                       batch_production_,
                       batch_loss_,
                       scratch_);
        for (unsigned int k = 0; k < signals_.size(); ++k)
          {
            std::copy_n(batch_production_[signals_[k]], n, production_[k] + begin);
            std::copy_n(batch_loss_[signals_[k]], n, loss_[k] + begin);
          }
        conversions_.evaluate(day, batch_fields_, batch_drivers_, begin, n);
      }
  }


  Spreading::Correction
  BiologyStep::conserve_conversions(double length, bool is_second_stage)
  {
    if (conversions_.empty())
      return nullptr;
    return [this, length, is_second_stage](const std::vector<double *> &values) {
      conversions_.conserve(length, loss_, production_, values);
      if (is_second_stage)
        conversions_.take_back(length, loss_, production_, values);
      else
        conversions_.remember_first_stage(length, values);
    };
  }


  void
  BiologyStep::step_signals(double day, double step, PointTable &fields, const PointTable &drivers)
  {
    if (signals_.empty())
      return;
    const std::size_t n = fields.n_points();
    make_tables(n);
    constexpr double gamma = two_stage::gamma;
    // else cells or gases have asked for it in this step
    if (moving_.empty() && quasi_steady_.empty())
      spreading_.prepare_movement(day + 0.5 * step, fields, drivers);
    for (unsigned int k = 0; k < signals_.size(); ++k)
      history_.predict(signals_[k].value, gamma, first_[k]);
    signal_rates(day + gamma * step, gamma, first_, fields, drivers);
    // rates are those of the linear extrapolation; the bend is for the solver
    for (unsigned int k = 0; k < signals_.size(); ++k)
      history_.add_bend_of_first_stage(signals_[k].value, gamma, first_[k]);
    spreading_.prepare_supply(day + gamma * step, fields, drivers);
    spreading_.first_stage(signals_,
                           step,
                           history_.start(),
                           production_,
                           loss_,
                           first_,
                           conserve_conversions(gamma * step, false));

    // the end of the step, as far as the first stage knows it
    PointTable &end = production_;
    for (unsigned int k = 0; k < signals_.size(); ++k)
      {
        const Field  &field = network_.catalogue()[signals_[k]];
        const double *start = history_.start()[signals_[k]];
        for (std::size_t i = 0; i < n; ++i)
          {
            const double value = start[i] + (first_[k][i] - start[i]) / gamma;
            end[k][i]          = std::min(field.upper_bound, std::max(field.lower_bound, value));
          }
      }
    signal_rates(day + step, 1., end, fields, drivers);
    for (unsigned int k = 0; k < signals_.size(); ++k)
      history_.predict_second_stage(signals_[k].value, gamma, first_[k], fields[signals_[k]]);
    spreading_.prepare_supply(day + step, fields, drivers);
    spreading_.second_stage(signals_,
                            step,
                            history_.start(),
                            first_,
                            production_,
                            loss_,
                            fields,
                            conserve_conversions(gamma * step, true));
  }


  void
  BiologyStep::balance_quasi_steady(double day, PointTable &fields, const PointTable &drivers)
  {
    if (quasi_steady_.empty())
      return;
    spreading_.prepare_supply(day, fields, drivers);
    spreading_.prepare_movement(day, fields, drivers);
    const std::size_t n = fields.n_points();
    for (const FieldId id : quasi_steady_)
      {
        std::vector<double>      values(fields[id], fields[id] + n);
        const Spreading::NetRate net_rate = [&](const double *y, double *rate, double *derivative) {
          std::copy_n(y, n, fields[id]);
          network_.net_rate(id, day, fields, drivers, 0, n, rate, derivative, scratch_);
        };
        spreading_.balance(id, net_rate, values.data());
        std::copy(values.begin(), values.end(), fields[id]);
      }
  }


  void
  BiologyStep::forget_last_step()
  {
    history_.forget_last_step();
  }


  void
  BiologyStep::forget_the_past()
  {
    history_.restart();
  }


  void
  BiologyStep::save(Snapshot &snapshot) const
  {
    history_.save(snapshot);
  }


  void
  BiologyStep::load(const Snapshot &snapshot, std::size_t n_points)
  {
    history_.load(snapshot, n_points);
  }
} // namespace callus
