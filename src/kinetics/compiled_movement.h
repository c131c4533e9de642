// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "kinetics/batches.h"
#include "kinetics/network.h"

#include <optional>
#include <vector>

namespace callus
{
  /// The compiled processes that move fields in space, or slow their movement down. Equations: TaxisProcess and
  /// Network::hindrance.
  class CompiledMovement
  {
  public:
    struct Taxis
    {
      std::optional<Sweep> shape; ///< potential over coefficient
      double               coefficient;
      std::optional<Sweep> modifier; ///< none: 1
    };

    void
    add_taxis(TaxisProcess process, Taxis taxis);
    void
    add_hindrance(HindranceProcess process, std::optional<Sweep> modifier);

    const std::vector<TaxisProcess> &
    taxis_processes() const
    {
      return taxis_processes_;
    }
    const std::vector<HindranceProcess> &
    hindrance_processes() const
    {
      return hindrance_processes_;
    }

    void
    potential(unsigned int         index,
              double               event_factor,
              const PointRange    &range,
              double              *result,
              std::vector<double> &scratch) const;

    void
    modifier(unsigned int         index,
             const PointRange    &range,
             double              *result,
             std::vector<double> &scratch) const;

    void
    mobility(unsigned int         index,
             double               event_factor,
             const PointRange    &range,
             double              *result,
             std::vector<double> &scratch) const;

  private:
    std::vector<TaxisProcess>         taxis_processes_;
    std::vector<Taxis>                taxis_;
    std::vector<HindranceProcess>     hindrance_processes_;
    std::vector<std::optional<Sweep>> hindrances_;
  };
} // namespace callus
