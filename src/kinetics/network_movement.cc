// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/network_implementation.h"

namespace callus
{
  const std::vector<TaxisProcess> &
  Network::taxis_processes() const
  {
    return implementation_->movement.taxis_processes();
  }


  const std::vector<HindranceProcess> &
  Network::hindrance_processes() const
  {
    return implementation_->movement.hindrance_processes();
  }


  void
  Network::taxis_potential(unsigned int      index,
                           double            day,
                           const PointTable &fields,
                           const PointTable &drivers,
                           std::size_t       begin,
                           std::size_t       end,
                           double           *potential,
                           Scratch          &scratch) const
  {
    implementation_->movement.potential(index,
                                        factor(taxis_processes().at(index).process),
                                        {day, fields, drivers, begin, end},
                                        potential,
                                        scratch.slots);
  }


  void
  Network::taxis_modifier(unsigned int      index,
                          double            day,
                          const PointTable &fields,
                          const PointTable &drivers,
                          std::size_t       begin,
                          std::size_t       end,
                          double           *modifier,
                          Scratch          &scratch) const
  {
    implementation_->movement.modifier(
      index, {day, fields, drivers, begin, end}, modifier, scratch.slots);
  }


  void
  Network::hindrance(unsigned int      index,
                     double            day,
                     const PointTable &fields,
                     const PointTable &drivers,
                     std::size_t       begin,
                     std::size_t       end,
                     double           *mobility,
                     Scratch          &scratch) const
  {
    implementation_->movement.mobility(index,
                                       factor(hindrance_processes().at(index).process),
                                       {day, fields, drivers, begin, end},
                                       mobility,
                                       scratch.slots);
  }
} // namespace callus
