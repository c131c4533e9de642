// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "fields/drivers.h"

#include <vector>

namespace callus
{
  /**
   * How a point feels several load cases a day: each mechanical driver s of the cases i, with n_i cycles a day, becomes one,
   *
   *     peak           s = s_k,  |s_k| = max |s_i|        the sign is kept; k may differ from driver to driver
   *     mean           s = sum n_i s_i / sum n_i          of the day's cycles; values of opposite sign cancel
   *     weighted sum   s = sum n_i s_i / N                N: cycles a day that the thresholds of the stimulus law stand for
   *
   * and the stimulus law reads the combined drivers.
   */
  class LoadCombination
  {
  public:
    /// Of a single case: what it is.
    LoadCombination() = default;

    /// The section `Mechanics/Load cases`: `Combination`, and the cycles of the cases. Wrong entries are reported as problems.
    static LoadCombination
    read(const Section &load_cases);

    /// @p of_cases: the drivers at a point, in the order of the file.
    MechanicalDrivers
    operator()(const std::vector<MechanicalDrivers> &of_cases) const;

  private:
    std::vector<double> weights_; ///< of the cases; empty: the peak
  };
} // namespace callus
