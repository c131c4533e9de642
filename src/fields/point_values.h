// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "fields/catalogue.h"

#include <cstddef>
#include <vector>

namespace callus
{
  /// Values of several quantities at many points, one array a quantity: values[quantity * stride + point].
  class PointTable
  {
  public:
    PointTable() = default;
    PointTable(unsigned int n_quantities, std::size_t n_points, double value = 0)
      : n_points_(n_points)
      , values_(n_quantities * n_points, value)
    {
    }

    std::size_t
    n_points() const
    {
      return n_points_;
    }
    unsigned int
    n_quantities() const
    {
      return n_points_ == 0 ? 0 : values_.size() / n_points_;
    }
    double *
    operator[](unsigned int quantity)
    {
      return values_.data() + quantity * n_points_;
    }
    const double *
    operator[](unsigned int quantity) const
    {
      return values_.data() + quantity * n_points_;
    }
    double *
    operator[](FieldId id)
    {
      return (*this)[id.value];
    }
    const double *
    operator[](FieldId id) const
    {
      return (*this)[id.value];
    }
    double *
    operator[](DriverId id)
    {
      return (*this)[id.value];
    }
    const double *
    operator[](DriverId id) const
    {
      return (*this)[id.value];
    }

  private:
    std::size_t         n_points_ = 0;
    std::vector<double> values_;
  };
} // namespace callus
