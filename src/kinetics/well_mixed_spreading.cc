// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/well_mixed_spreading.h"

#include "base/problems.h"
#include "kinetics/two_stage.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  WellMixedSpreading::WellMixedSpreading(const Network           &network,
                                         const WellMixedGeometry &geometry,
                                         std::size_t              n_points)
    : network_(network)
    , n_points_(n_points)
    , modifiers_(network.surface_processes().size(), n_points, 1.)
  {
    for (const SurfaceProcess &process : network.surface_processes())
      {
        double area = 0;
        for (const std::string &surface : process.surfaces)
          area += geometry.surface_areas.at(surface);
        area_over_volume_.push_back(area / geometry.volume);
      }
  }


  void
  WellMixedSpreading::prepare_supply(double            day,
                                     const PointTable &fields,
                                     const PointTable &drivers)
  {
    for (unsigned int s = 0; s < area_over_volume_.size(); ++s)
      network_.surface_modifier(s, day, fields, drivers, 0, n_points_, modifiers_[s], scratch_);
  }


  void
  WellMixedSpreading::supply(FieldId     field,
                             std::size_t point,
                             double     &production,
                             double     &loss) const
  {
    production = loss = 0;
    for (unsigned int s = 0; s < area_over_volume_.size(); ++s)
      {
        const SurfaceProcess &process = network_.surface_processes()[s];
        if (process.field != field)
          continue;
        const double strength = area_over_volume_[s] * modifiers_[s][point];
        switch (process.form)
          {
            case SurfaceForm::flux:
              production += strength * process.level;
              break;
            case SurfaceForm::exchange:
              production += strength * process.coefficient * process.level;
              loss += strength * process.coefficient;
              break;
            case SurfaceForm::fixed_value: // modifiers change the level, not the hold
              production += strength * process.coefficient * process.level;
              loss += network_.factor(process.process) == 0
                        ? 0.
                        : area_over_volume_[s] * process.coefficient;
              break;
          }
      }
  }


  double
  WellMixedSpreading::implicit_stage(FieldId     field,
                                     std::size_t point,
                                     double      length,
                                     double      base,
                                     double      production,
                                     double      loss) const
  {
    double p, l;
    supply(field, point, p, l);
    return (base + length * (production + p)) / (1. + length * (loss + l));
  }


  void
  WellMixedSpreading::first_stage(const std::vector<FieldId> &ids,
                                  double                      step,
                                  const PointTable           &start,
                                  const PointTable           &production,
                                  const PointTable           &loss,
                                  PointTable                 &first,
                                  const Correction           &correct)
  {
    for (unsigned int k = 0; k < ids.size(); ++k)
      for (std::size_t i = 0; i < n_points_; ++i)
        first[k][i] = implicit_stage(
          ids[k], i, two_stage::gamma * step, start[ids[k]][i], production[k][i], loss[k][i]);
    if (!correct)
      return;
    std::vector<double *> values;
    for (unsigned int k = 0; k < ids.size(); ++k)
      values.push_back(first[k]);
    correct(values);
  }


  void
  WellMixedSpreading::second_stage(const std::vector<FieldId> &ids,
                                   double                      step,
                                   const PointTable           &start,
                                   const PointTable           &first,
                                   const PointTable           &production,
                                   const PointTable           &loss,
                                   PointTable                 &fields,
                                   const Correction           &correct)
  {
    std::vector<double *> values;
    for (unsigned int k = 0; k < ids.size(); ++k)
      {
        values.push_back(fields[ids[k]]);
        for (std::size_t i = 0; i < n_points_; ++i)
          {
            const double y    = start[ids[k]][i];
            const double base = y + two_stage::base_weight * (first[k][i] - y);
            values[k][i]      = implicit_stage(
              ids[k], i, two_stage::gamma * step, base, production[k][i], loss[k][i]);
          }
      }
    if (correct)
      correct(values);
    for (unsigned int k = 0; k < ids.size(); ++k)
      {
        const Field &field = network_.catalogue()[ids[k]];
        // What backward Euler gives is in bounds; as near to the second order as they allow is the bound itself.
        for (std::size_t i = 0; i < n_points_; ++i)
          values[k][i] = std::min(field.upper_bound, std::max(field.lower_bound, values[k][i]));
      }
  }


  void
  WellMixedSpreading::move(const std::vector<FieldId> &ids,
                           double                      step,
                           PointTable                 &fields,
                           const IdleTables &)
  {
    for (const FieldId id : ids)
      for (std::size_t i = 0; i < n_points_; ++i)
        {
          const Field &field  = network_.catalogue()[id];
          const double y      = fields[id][i];
          const double length = two_stage::gamma * step;
          const double first  = implicit_stage(id, i, length, y, 0., 0.);
          const double value =
            implicit_stage(id, i, length, y + two_stage::base_weight * (first - y), 0., 0.);
          fields[id][i] = std::min(field.upper_bound, std::max(field.lower_bound, value));
        }
  }


  void
  WellMixedSpreading::balance(FieldId field, const NetRate &net_rate, double *values)
  {
    const double        upper = network_.catalogue()[field].upper_bound;
    const double        scale = std::max(network_.catalogue()[field].typical_value, 1e-6);
    std::vector<double> rate(n_points_), derivative(n_points_);
    double              correction = 0;
    for (unsigned int iteration = 0; iteration < 60; ++iteration)
      {
        net_rate(values, rate.data(), derivative.data());
        correction = 0;
        for (std::size_t i = 0; i < n_points_; ++i)
          {
            double p, l;
            supply(field, i, p, l);
            const double residual = rate[i] + p - l * values[i];
            const double slope    = derivative[i] - l;
            if (residual == 0.)
              continue;
            if (!(slope < 0.))
              throw NumericalFailure(
                "The balance of " + network_.catalogue()[field].name +
                " has no stable solution: its net rate does not fall with its value.");
            // The rate is convex: Newton's method started below the balance overshoots once and comes down at most to it.
            const double updated = std::min(upper, std::max(0., values[i] - residual / slope));
            correction =
              std::max(correction, std::abs(updated - values[i]) / std::max(scale, updated));
            values[i] = updated;
          }
        if (correction < 1e-13)
          return;
      }
    if (correction > 1e-9)
      throw NumericalFailure("The balance of " + network_.catalogue()[field].name +
                             " was not found.");
  }
} // namespace callus
