// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

namespace callus
{
  /// Rows of square blocks, as in OwnRows::View; one number behind the last value and behind x may be read.
  template <typename Number>
  struct BlockRows
  {
    long          n_rows;
    const int    *row_begin, *column;
    const Number *values;
  };

  /// @p result += rows times @p x, with blocks of @p n_components (2 or 3) squared. Limited by memory, so what counts is the size of Number; three
  /// components are multiplied as vectors of four numbers, by the widest instructions that the processor has.
  void
  add_product(unsigned int             n_components,
              const BlockRows<double> &rows,
              const double            *x,
              double                  *result);
  void
  add_product(unsigned int            n_components,
              const BlockRows<float> &rows,
              const float            *x,
              double                 *result);
} // namespace callus
