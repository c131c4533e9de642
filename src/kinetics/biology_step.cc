// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/biology_step.h"

#include "base/problems.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace callus
{
  BiologyStep::BiologyStep(const Network &network, Spreading &spreading)
    : network_(network)
    , spreading_(spreading)
    , reaction_(network)
    , spreads_(network.catalogue().n_fields(), false)
  {
    for (unsigned int f = 0; f < network.catalogue().n_fields(); ++f)
      spreads_[f] = network.catalogue().fields()[f].diffusivity > 0.;
    for (const SurfaceProcess &process : network.surface_processes())
      spreads_[process.field.value] = true;
    history_.magnitudes.assign(network.catalogue().n_fields(), 0.);
  }


  bool
  BiologyStep::is(unsigned int field, Integration integration) const
  {
    return network_.catalogue().fields()[field].integration == integration;
  }


  BiologyStepReport
  BiologyStep::advance(double day, double step, PointTable &fields, const PointTable &drivers)
  {
    begin_step(day, step, fields);
    BiologyStepReport report;
    spreading_.prepare(day, fields, drivers);
    step_signals(day, step, fields, drivers);
    report.reaction_steps = step_cells(day, step, fields, drivers);
    balance_quasi_steady(day + step, fields, drivers);
    estimate_error(step, fields, report);
    return report;
  }


  void
  BiologyStep::begin_step(double day, double step, const PointTable &fields)
  {
    const bool is_repetition = history_.last_step > 0. && day == history_.last_day;
    if (!is_repetition)
      {
        // Some event may lie in between; then the state is not the one the last step ended with, and this is as well.
        history_.previous_step = history_.last_step;
        if (history_.last_step > 0.)
          history_.previous = history_.start;
        history_.start     = fields;
        magnitudes_before_ = history_.magnitudes;
      }
    else // what a rejected step reached does not count
      history_.magnitudes = magnitudes_before_;
    history_.last_day  = day;
    history_.last_step = step;
    if (production_.n_points() != fields.n_points())
      {
        const unsigned int n = network_.catalogue().n_fields();
        production_          = PointTable(n, fields.n_points());
        loss_                = PointTable(n, fields.n_points());
      }
  }


  void
  BiologyStep::step_signals(double day, double step, PointTable &fields, const PointTable &drivers)
  {
    const unsigned int n_fields = network_.catalogue().n_fields();
    work_                       = fields;
    if (history_.previous_step > 0.)
      for (unsigned int f = 0; f < n_fields; ++f)
        if (is(f, Integration::explicit_))
          {
            const Field  &field  = network_.catalogue().fields()[f];
            const double  weight = step / history_.previous_step;
            const double *before = history_.previous[f];
            double       *y      = work_[f];
            for (std::size_t i = 0; i < fields.n_points(); ++i)
              y[i] = std::min(field.upper_bound,
                              std::max(field.lower_bound, y[i] + weight * (y[i] - before[i])));
          }
    network_.rates(Integration::implicit,
                   day + step,
                   work_,
                   drivers,
                   0,
                   fields.n_points(),
                   production_,
                   loss_,
                   scratch_);
    for (unsigned int f = 0; f < n_fields; ++f)
      if (is(f, Integration::implicit))
        spreading_.implicit_step(FieldId{f}, step, production_[f], loss_[f], fields[f]);
  }


  unsigned int
  BiologyStep::react(double day, double step, const PointTable &drivers)
  {
    // points of one rank may fail; the others must not go on to wait for it
    unsigned int n_steps   = 0;
    bool         is_broken = false;
    std::string  why;
    try
      {
        n_steps = reaction_.advance(day, step, work_, drivers);
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
    const unsigned int n_fields = network_.catalogue().n_fields();
    work_                       = fields;
    for (unsigned int f = 0; f < n_fields; ++f)
      if (is(f, Integration::implicit))
        for (std::size_t i = 0; i < fields.n_points(); ++i)
          work_[f][i] = 0.5 * (history_.start[f][i] + fields[f][i]);
    const unsigned int n_steps = react(day, step, drivers);
    for (unsigned int f = 0; f < n_fields; ++f)
      if (is(f, Integration::explicit_))
        {
          std::copy_n(work_[f], fields.n_points(), fields[f]);
          if (spreads_[f])
            spreading_.implicit_step(FieldId{f}, step, nullptr, nullptr, fields[f]);
        }
    return n_steps;
  }


  void
  BiologyStep::balance_quasi_steady(double day, PointTable &fields, const PointTable &drivers)
  {
    const unsigned int n_fields    = network_.catalogue().n_fields();
    bool               is_prepared = false;
    for (unsigned int f = 0; f < n_fields; ++f)
      if (is(f, Integration::quasi_steady))
        {
          if (!is_prepared)
            spreading_.prepare(day, fields, drivers);
          is_prepared                = true;
          const std::size_t        n = fields.n_points();
          std::vector<double>      values(fields[f], fields[f] + n);
          const Spreading::NetRate net_rate =
            [&](const double *y, double *rate, double *derivative) {
              std::copy_n(y, n, fields[f]);
              network_.net_rate(FieldId{f}, day, fields, drivers, 0, n, rate, derivative, scratch_);
            };
          spreading_.balance(FieldId{f}, net_rate, values.data());
          std::copy(values.begin(), values.end(), fields[f]);
        }
  }


  void
  BiologyStep::estimate_error(double step, const PointTable &fields, BiologyStepReport &report)
  {
    const double weight = history_.previous_step > 0. ? step / history_.previous_step : 0.;
    for (unsigned int f = 0; f < network_.catalogue().n_fields(); ++f)
      {
        double        largest = network_.catalogue().fields()[f].typical_value, difference = 0;
        const double *y = fields[f], *start = history_.start[f];
        const double *before = weight > 0. ? history_.previous[f] : start;
        for (std::size_t i = 0; i < fields.n_points(); ++i)
          {
            largest = std::max({largest, std::abs(y[i]), std::abs(start[i])});
            difference =
              std::max(difference, std::abs(y[i] - start[i] - weight * (start[i] - before[i])));
          }
        history_.magnitudes[f] = spreading_.maximum(std::max(largest, history_.magnitudes[f]));
        difference             = spreading_.maximum(difference);
        // Without a step before there is nothing to extrapolate from: the first step is judged by the next.
        if (weight == 0. || is(f, Integration::quasi_steady) || history_.magnitudes[f] == 0.)
          continue;
        const double error = 0.5 * difference / history_.magnitudes[f];
        if (error > report.error)
          {
            report.error       = error;
            report.error_field = f;
          }
      }
  }


  void
  BiologyStep::forget_last_step()
  {
    history_.last_day   = std::numeric_limits<double>::quiet_NaN();
    history_.last_step  = history_.previous_step;
    history_.start      = history_.previous;
    history_.magnitudes = magnitudes_before_;
  }


  void
  BiologyStep::save(Snapshot &snapshot) const
  {
    snapshot.numbers["biology/last day"]  = history_.last_day;
    snapshot.numbers["biology/last step"] = history_.last_step;
    for (unsigned int f = 0; f < network_.catalogue().n_fields(); ++f)
      {
        const std::string &name                          = network_.catalogue().fields()[f].name;
        snapshot.numbers["biology/magnitude of " + name] = history_.magnitudes[f];
        if (history_.last_step > 0.)
          snapshot.arrays["biology/" + name + " before the last step"] = {
            Support::healing_nodes,
            1,
            std::vector<double>(history_.start[f], history_.start[f] + history_.start.n_points())};
      }
  }


  void
  BiologyStep::load(const Snapshot &snapshot, std::size_t n_points)
  {
    history_           = {};
    history_.last_day  = snapshot.number("biology/last day");
    history_.last_step = snapshot.number("biology/last step");
    history_.start     = PointTable(network_.catalogue().n_fields(), n_points);
    for (unsigned int f = 0; f < network_.catalogue().n_fields(); ++f)
      {
        const std::string &name = network_.catalogue().fields()[f].name;
        history_.magnitudes.push_back(snapshot.number("biology/magnitude of " + name));
        if (history_.last_step > 0.)
          {
            const auto &values = snapshot.array("biology/" + name + " before the last step").values;
            std::copy(values.begin(), values.end(), history_.start[f]);
          }
      }
  }
} // namespace callus
