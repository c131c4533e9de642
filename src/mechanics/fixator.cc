// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/fixator.h"

#include <cmath>

namespace callus
{
  FixatorLaw::FixatorLaw(std::vector<double> displacements, std::vector<double> forces)
    : displacements_(std::move(displacements))
    , forces_(std::move(forces))
  {
  }


  FixatorLaw
  FixatorLaw::read(const Section &fixator)
  {
    std::vector<double> w = fixator.quantities(
      "Displacements", "mm", Range::any(), "Movement of the two surfaces towards each other.");
    std::vector<double> f =
      fixator.quantities("Forces", "N", Range::any(), "Force at each of the displacements.");
    bool ascending = w.size() == f.size() && w.size() >= 2;
    for (std::size_t i = 1; ascending && i < w.size(); ++i)
      ascending = w[i] > w[i - 1] && f[i] >= f[i - 1];
    if (!ascending)
      {
        fixator.problem("Displacements",
                        std::to_string(w.size()) + " displacements and " +
                          std::to_string(f.size()) + " forces",
                        "equally many (at least two), displacements rising and forces not falling",
                        "Write the points of the law in ascending order, 0 first.");
        return FixatorLaw({0, 1}, {0, 1});
      }
    return FixatorLaw(w, f);
  }


  FixatorLaw
  FixatorLaw::with_displacements_times(const double factor) const
  {
    std::vector<double> displacements = displacements_;
    for (double &displacement : displacements)
      displacement *= factor;
    return FixatorLaw(displacements, forces_);
  }


  double
  FixatorLaw::slope(const std::size_t segment) const
  {
    return (forces_[segment + 1] - forces_[segment]) /
           (displacements_[segment + 1] - displacements_[segment]);
  }


  bool
  FixatorLaw::is_linear() const
  {
    for (std::size_t i = 1; i + 1 < displacements_.size(); ++i)
      if (std::abs(slope(i) - slope(0)) > 1e-6 * std::abs(slope(0)))
        return false;
    return true;
  }


  double
  FixatorLaw::force(const double displacement) const
  {
    std::size_t segment = 0;
    while (segment + 2 < displacements_.size() && displacement > displacements_[segment + 1])
      ++segment;
    return forces_[segment] + slope(segment) * (displacement - displacements_[segment]);
  }


  double
  FixatorLaw::equilibrium(const double bone_stiffness,
                          const double bone_offset,
                          const double load) const
  {
    // the total force rises with w, so the first segment whose end carries the load holds the solution
    std::size_t segment = 0;
    while (segment + 2 < displacements_.size() &&
           forces_[segment + 1] + bone_stiffness * displacements_[segment + 1] + bone_offset < load)
      ++segment;
    const double stiffness = slope(segment) + bone_stiffness;
    if (!(stiffness > 0))
      throw NumericalFailure(
        "Nothing holds the load: the fixator and the bone have no stiffness at "
        "this force.");
    const double at_begin =
      forces_[segment] + bone_stiffness * displacements_[segment] + bone_offset;
    return displacements_[segment] + (load - at_begin) / stiffness;
  }
} // namespace callus
