// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/state_history.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace callus
{
  namespace
  {
    /// day; a field that has just appeared counts with what it gains in this time, or no step would ever be small enough for it
    constexpr double growth_time = 0.1;

    std::vector<float>
    in_single_precision(const PointTable &table)
    {
      return std::vector<float>(table[0u], table[0u] + table.n_quantities() * table.n_points());
    }

    std::string
    array_name(const std::string &field, unsigned int steps_ago)
    {
      return "biology/" + field + (steps_ago == 0 ? " before the last step" : " two steps ago");
    }
  } // namespace


  StateHistory::StateHistory(const Catalogue &catalogue)
    : catalogue_(catalogue)
  {
    for (const Field &field : catalogue.fields())
      {
        lower_.push_back(field.lower_bound);
        upper_.push_back(field.upper_bound);
      }
    magnitudes_.assign(catalogue.n_fields(), 0.);
    magnitudes_before_ = magnitudes_;
  }


  void
  StateHistory::begin(double day, double step, const PointTable &fields)
  {
    const bool is_repetition = step_ > 0 && day == day_;
    if (is_repetition) // what a rejected step reached does not count
      magnitudes_ = magnitudes_before_;
    else
      {
        before_step_   = previous_step_;
        previous_step_ = step_;
        if (before_step_ > 0)
          before_ = in_single_precision(previous_);
        if (previous_step_ > 0)
          std::swap(previous_, start_);
        start_             = fields;
        magnitudes_before_ = magnitudes_;
      }
    day_  = day;
    step_ = step;
  }


  void
  StateHistory::forget_last_step()
  {
    day_           = std::numeric_limits<double>::quiet_NaN();
    step_          = previous_step_;
    previous_step_ = before_step_;
    before_step_   = 0;
    std::swap(start_, previous_);
    if (previous_step_ > 0)
      std::copy(before_.begin(), before_.end(), previous_[0u]);
    magnitudes_ = magnitudes_before_;
  }


  void
  StateHistory::restart()
  {
    step_ = previous_step_ = before_step_ = 0;
  }


  void
  StateHistory::clip(unsigned int field, double *values) const
  {
    const double lower = lower_[field], upper = upper_[field];
    for (std::size_t i = 0; i < start_.n_points(); ++i)
      values[i] = std::min(upper, std::max(lower, values[i]));
  }


  void
  StateHistory::predict(unsigned int field, double fraction, double *values) const
  {
    const std::size_t n     = start_.n_points();
    const double     *start = start_[field];
    if (previous_step_ == 0)
      {
        std::copy_n(start, n, values);
        return;
      }
    const double *previous = previous_[field], share = fraction * step_ / previous_step_;
    for (std::size_t i = 0; i < n; ++i)
      values[i] = start[i] + share * (start[i] - previous[i]);
    clip(field, values);
  }


  void
  StateHistory::add_bend_of_first_stage(unsigned int field, double fraction, double *values) const
  {
    if (before_step_ == 0)
      return;
    const std::size_t n     = start_.n_points();
    const double     *start = start_[field], *previous = previous_[field];
    const float      *before = before_.data() + field * n;
    const double      length = fraction * step_, h1 = previous_step_, h2 = before_step_;
    // y'' from the two last differences; the extrapolation lags by half a step, backward Euler goes ahead by length^2 y'' / 2
    const double factor = length * (h1 / 2 + length) * 2 / (h1 + h2), last = factor / h1,
                 one_before = factor / h2;
    for (std::size_t i = 0; i < n; ++i)
      values[i] += last * (start[i] - previous[i]) - one_before * (previous[i] - before[i]);
    clip(field, values);
  }


  void
  StateHistory::predict_second_stage(unsigned int  field,
                                     double        fraction,
                                     const double *first,
                                     double       *values) const
  {
    const std::size_t n     = start_.n_points();
    const double     *start = start_[field];
    // by itself the first stage misses (1/2 - fraction) h^2 y'' of the end; y'' from it and the last difference
    const bool   has_past     = previous_step_ > 0;
    const double ratio        = has_past ? previous_step_ / step_ : 1.;
    const double share        = has_past ? (.5 - fraction) / (fraction + .5 * ratio) : 0.;
    const double first_factor = (1 + share) / fraction, past_factor = share / ratio;
    if (!has_past)
      for (std::size_t i = 0; i < n; ++i)
        values[i] = start[i] + first_factor * (first[i] - start[i]);
    else
      {
        const double *previous = previous_[field];
        for (std::size_t i = 0; i < n; ++i)
          values[i] = start[i] + first_factor * (first[i] - start[i]) -
                      past_factor * (start[i] - previous[i]);
      }
    clip(field, values);
  }


  double
  StateHistory::largest_difference(const PointTable &fields,
                                   unsigned int      field,
                                   unsigned int      order) const
  {
    const std::size_t n = fields.n_points();
    const double      h = step_, h1 = previous_step_, h2 = before_step_;
    const double     *y = fields[field], *start = start_[field], *previous = previous_[field];
    // divided differences as sums with factors: divisions at each point would take most of the time
    const double of_first = 1 / (h * (h + h1)), of_first1 = 1 / (h1 * (h + h1));
    double       largest = 0;
    if (order == 2)
      for (std::size_t i = 0; i < n; ++i)
        largest = std::max(
          largest, std::abs(of_first * (y[i] - start[i]) - of_first1 * (start[i] - previous[i])));
    else
      {
        const float *before = before_.data() + field * n;
        const double whole = h + h1 + h2, of_second = 1 / (h1 * (h1 + h2)),
                     of_second2 = 1 / (h2 * (h1 + h2));
        const double a = of_first / whole, b = (of_first1 + of_second) / whole,
                     c = of_second2 / whole;
        for (std::size_t i = 0; i < n; ++i)
          largest = std::max(largest,
                             std::abs(a * (y[i] - start[i]) - b * (start[i] - previous[i]) +
                                      c * (previous[i] - before[i])));
      }
    return largest * std::pow(h, order);
  }


  StepError
  StateHistory::estimate(const PointTable                    &fields,
                         const std::vector<FieldId>          &judged,
                         const std::function<double(double)> &maximum)
  {
    StepError error;
    error.order = before_step_ > 0 ? 3 : 2;
    for (const FieldId id : judged)
      {
        const unsigned int f       = id.value;
        double             largest = std::max(catalogue_[id].typical_value, magnitudes_[f]);
        for (std::size_t i = 0; i < fields.n_points(); ++i)
          {
            const double rate = std::abs(fields[f][i] - start_[f][i]) / step_;
            largest           = std::max(
              {largest, std::abs(fields[f][i]), std::abs(start_[f][i]), rate * growth_time});
          }
        magnitudes_[f] = maximum(largest);
        // Without a step before there is nothing to compare with: the first step is judged by the next.
        if (previous_step_ == 0. || magnitudes_[f] == 0.)
          continue;
        const double value = maximum(largest_difference(fields, f, error.order)) / magnitudes_[f];
        if (value > error.value)
          {
            error.value = value;
            error.field = f;
          }
      }
    return error;
  }


  void
  StateHistory::save(Snapshot &snapshot) const
  {
    snapshot.numbers["biology/last day"]             = day_;
    snapshot.numbers["biology/last step"]            = step_;
    snapshot.numbers["biology/step before the last"] = previous_step_;
    const std::size_t n                              = start_.n_points();
    const auto        keep = [&](const std::string &name, const auto *values) {
      snapshot.arrays[name] = {Support::healing_nodes, 1, std::vector<double>(values, values + n)};
    };
    for (unsigned int f = 0; f < catalogue_.n_fields(); ++f)
      {
        const std::string &name                          = catalogue_.fields()[f].name;
        snapshot.numbers["biology/magnitude of " + name] = magnitudes_[f];
        if (step_ > 0.)
          keep(array_name(name, 0), start_[f]);
        if (previous_step_ > 0.)
          keep(array_name(name, 1), previous_[f]);
      }
  }


  void
  StateHistory::load(const Snapshot &snapshot, std::size_t n_points)
  {
    day_           = snapshot.number("biology/last day");
    step_          = snapshot.number("biology/last step");
    previous_step_ = snapshot.number("biology/step before the last");
    before_step_   = 0;
    start_ = previous_ = PointTable(catalogue_.n_fields(), n_points);
    for (unsigned int f = 0; f < catalogue_.n_fields(); ++f)
      {
        const std::string &name = catalogue_.fields()[f].name;
        magnitudes_[f]          = snapshot.number("biology/magnitude of " + name);
        const auto fetch        = [&](unsigned int steps_ago, PointTable &table) {
          const auto &values = snapshot.array(array_name(name, steps_ago)).values;
          std::copy(values.begin(), values.end(), table[f]);
        };
        if (step_ > 0.)
          fetch(0, start_);
        if (previous_step_ > 0.)
          fetch(1, previous_);
      }
    magnitudes_before_ = magnitudes_;
  }
} // namespace callus
