// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <cstddef>
#include <vector>

namespace callus
{
  /**
   * A number for each edge, as two parts in single precision whose sum is right to 2^-48 of it: the loops in single precision take the first
   * part alone, so that it need not be there a second time.
   */
  class EdgeWeights
  {
  public:
    EdgeWeights() = default;
    explicit EdgeWeights(std::size_t n)
      : leading_(n)
      , rest_(n)
    {
    }

    double
    operator[](std::size_t edge) const
    {
      return double(leading_[edge]) + rest_[edge];
    }
    void
    set(std::size_t edge, double weight)
    {
      leading_[edge] = weight;
      rest_[edge]    = weight - leading_[edge];
    }

    std::size_t
    size() const
    {
      return leading_.size();
    }
    bool
    empty() const
    {
      return leading_.empty();
    }
    void
    clear()
    {
      leading_.clear();
      rest_.clear();
    }

    /// For the loops.
    const float *
    leading() const
    {
      return leading_.data();
    }
    const float *
    rest() const
    {
      return rest_.data();
    }

  private:
    std::vector<float> leading_, rest_;
  };
} // namespace callus
