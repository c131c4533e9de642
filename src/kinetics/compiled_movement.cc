// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/compiled_movement.h"

namespace callus
{
  namespace
  {
    double
    cut_to_fraction(double value)
    {
      return std::min(1., std::max(0., value));
    }
  } // namespace


  void
  CompiledMovement::add_taxis(TaxisProcess process, Taxis taxis)
  {
    taxis_processes_.push_back(std::move(process));
    taxis_.push_back(std::move(taxis));
  }


  void
  CompiledMovement::add_hindrance(HindranceProcess process, std::optional<Sweep> modifier)
  {
    hindrance_processes_.push_back(std::move(process));
    hindrances_.push_back(std::move(modifier));
  }


  void
  CompiledMovement::potential(unsigned int         index,
                              double               event_factor,
                              const PointRange    &range,
                              double              *result,
                              std::vector<double> &scratch) const
  {
    const Taxis &taxis = taxis_.at(index);
    evaluate_times(event_factor * taxis.coefficient, taxis.shape, range, result, scratch);
  }


  void
  CompiledMovement::modifier(unsigned int         index,
                             const PointRange    &range,
                             double              *result,
                             std::vector<double> &scratch) const
  {
    evaluate_times(1., taxis_.at(index).modifier, range, result, scratch);
  }


  void
  CompiledMovement::mobility(unsigned int         index,
                             double               event_factor,
                             const PointRange    &range,
                             double              *result,
                             std::vector<double> &scratch) const
  {
    const double strength = cut_to_fraction(event_factor);
    evaluate_times(1., hindrances_.at(index), range, result, scratch);
    for (std::size_t i = range.begin; i < range.end; ++i)
      result[i] = 1. - strength * (1. - cut_to_fraction(result[i]));
  }
} // namespace callus
