// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/reaction_step.h"

#include "base/problems.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace callus
{
  namespace
  {
    constexpr std::size_t batch_size = 128;

    /// Round-off that is cut off silently; more is a broken promise.
    constexpr double round_off = 1e-13;

    /// Copies n points of all quantities.
    void
    copy_points(const PointTable &from,
                std::size_t       from_point,
                PointTable       &to,
                std::size_t       to_point,
                std::size_t       n)
    {
      for (unsigned int q = 0; q < from.n_quantities(); ++q)
        std::copy_n(from[q] + from_point, n, to[q] + to_point);
    }
  } // namespace


  ReactionStep::ReactionStep(const Network &network, unsigned int max_halvings)
    : network_(network)
    , max_halvings_(max_halvings)
    , state_(network.catalogue().n_fields(), batch_size)
    , stage_(network.catalogue().n_fields(), batch_size)
    , drivers_(network.catalogue().n_drivers(), batch_size)
    , production_(network.catalogue().n_fields(), batch_size)
    , loss_(network.catalogue().n_fields(), batch_size)
  {
    for (unsigned int f = 0; f < network.catalogue().n_fields(); ++f)
      if (network.catalogue().fields()[f].integration == Integration::explicit_)
        explicit_ids_.push_back(f);
  }


  unsigned int
  ReactionStep::advance(double day, double step, PointTable &fields, const PointTable &drivers)
  {
    unsigned int most = 0;
    for (std::size_t begin = 0; begin < fields.n_points(); begin += batch_size)
      {
        n_ = std::min(batch_size, fields.n_points() - begin);
        copy_points(fields, begin, state_, 0, n_);
        copy_points(fields, begin, stage_, 0, n_);
        copy_points(drivers, begin, drivers_, 0, n_);
        most = std::max(most, advance_batch(day, step));
        for (const unsigned int f : explicit_ids_)
          std::copy_n(state_[f], n_, fields[f] + begin);
      }
    return most;
  }


  unsigned int
  ReactionStep::advance_batch(double day, double step)
  {
    unsigned int n_steps = 0, halvings = 0;
    double       done = 0, largest = step;
    while (done < step)
      {
        network_.rates(Integration::explicit_,
                       day + done,
                       state_,
                       drivers_,
                       0,
                       n_,
                       production_,
                       loss_,
                       scratch_);
        const double n_equal =
          std::ceil((step - done) * std::max(2. * fastest_loss(), 1. / largest) * (1. - 1e-12));
        double      h = (step - done) / std::max(1., n_equal);
        std::string broken;
        while (true)
          {
            euler(h, state_, stage_);
            broken = broken_promise(stage_);
            if (broken.empty())
              break;
            if (++halvings > max_halvings_)
              throw NumericalFailure("Cells and matrices cannot keep their bounds: day " +
                                     std::to_string(day + done) + ", step " + std::to_string(h) +
                                     " day: " + broken);
            h *= 0.5;
            largest = h;
          }
        network_.rates(Integration::explicit_,
                       day + done + h,
                       stage_,
                       drivers_,
                       0,
                       n_,
                       production_,
                       loss_,
                       scratch_);
        euler(h, stage_, stage_);
        for (const unsigned int f : explicit_ids_)
          for (std::size_t i = 0; i < n_; ++i)
            stage_[f][i] = 0.5 * (state_[f][i] + stage_[f][i]);
        broken = broken_promise(stage_);
        if (!broken.empty())
          {
            if (++halvings > max_halvings_)
              throw NumericalFailure("Cells and matrices cannot keep their bounds: day " +
                                     std::to_string(day + done) + ", step " + std::to_string(h) +
                                     " day: " + broken);
            largest = 0.5 * h;
            continue;
          }
        for (const unsigned int f : explicit_ids_)
          std::copy_n(stage_[f], n_, state_[f]);
        ++n_steps;
        // The last sub-step ends the step whatever the round-off.
        done = (step - done - h) < 1e-12 * step ? step : done + h;
      }
    return n_steps;
  }


  void
  ReactionStep::euler(double h, const PointTable &from, PointTable &to) const
  {
    for (const unsigned int f : explicit_ids_)
      {
        const double *y = from[f], *p = production_[f], *l = loss_[f];
        double       *result = to[f];
        for (std::size_t i = 0; i < n_; ++i)
          result[i] = y[i] + h * (p[i] - l[i] * y[i]);
      }
  }


  double
  ReactionStep::fastest_loss() const
  {
    double fastest = 0;
    for (const unsigned int f : explicit_ids_)
      fastest = std::max(fastest, *std::max_element(loss_[f], loss_[f] + n_));
    return fastest;
  }


  std::string
  ReactionStep::broken_promise(PointTable &state) const
  {
    const Catalogue &catalogue = network_.catalogue();
    const auto       report    = [&](const std::string &what, std::size_t i, double value) {
      std::ostringstream text;
      text << what << " is " << value << " at a point with";
      for (unsigned int f = 0; f < catalogue.n_fields(); ++f)
        text << ' ' << catalogue.fields()[f].name << " = " << state_[f][i];
      return text.str();
    };
    for (const unsigned int f : explicit_ids_)
      {
        const Field &field = catalogue.fields()[f];
        const double lower = field.lower_bound, upper = field.upper_bound;
        const double slack   = round_off * (std::isfinite(upper) ? upper : 1.);
        double      *y       = state[f];
        const auto   is_fine = [&](std::size_t i) {
          return (y[i] >= lower) & (y[i] <= upper + slack);
        };
        bool are_fine = true; // all in one loop without an end in between, for the vector unit
        for (std::size_t i = 0; i < n_; ++i)
          are_fine &= is_fine(i);
        for (std::size_t i = 0; !are_fine && i < n_; ++i)
          if (!is_fine(i))
            return report(field.name, i, y[i]);
        for (std::size_t i = 0; i < n_; ++i)
          y[i] = std::min(y[i], upper);
      }
    std::vector<unsigned int> solids;
    for (unsigned int f = 0; f < catalogue.n_fields(); ++f)
      if (catalogue.fields()[f].volume_per_unit != 0)
        solids.push_back(f);
    for (std::size_t i = 0; i < n_ && !solids.empty(); ++i)
      {
        double volume = 0, before = 0;
        for (const unsigned int f : solids)
          {
            volume += catalogue.fields()[f].volume_per_unit * state[f][i];
            before += catalogue.fields()[f].volume_per_unit * state_[f][i];
          }
        // A state that is too full from the beginning may not become fuller.
        if (!(volume <= std::max(1. + round_off, before)))
          return report("the volume of all solids", i, volume);
      }
    return {};
  }
} // namespace callus
