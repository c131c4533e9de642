// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/block_products.h"

#include "base/processor_versions.h"

#include <cstring>

namespace callus
{
  namespace
  {
    template <typename Number>
    struct FourNumbers;
    template <>
    struct FourNumbers<double>
    {
      typedef double Type __attribute__((vector_size(32)));
    };
    template <>
    struct FourNumbers<float>
    {
      typedef float Type __attribute__((vector_size(16)));
    };

    // The fourth number of each is the first of what comes next; it ends in a sum that nobody reads.
    template <typename Number>
    [[gnu::always_inline]] inline void
    add_product_in_space(const BlockRows<Number> &rows, const Number *const x, double *const result)
    {
      using Four          = typename FourNumbers<Number>::Type;
      const Number *block = rows.values;
      for (long i = 0; i < rows.n_rows; ++i)
        {
          Four sums[3] = {};
          for (int k = rows.row_begin[i]; k < rows.row_begin[i + 1]; ++k, block += 9)
            {
              Four factor;
              std::memcpy(&factor, x + 3 * long(rows.column[k]), sizeof(Four));
              for (unsigned int r = 0; r < 3; ++r)
                {
                  Four row;
                  std::memcpy(&row, block + 3 * r, sizeof(Four));
                  sums[r] += row * factor;
                }
            }
          for (unsigned int r = 0; r < 3; ++r)
            result[3 * i + r] += sums[r][0] + sums[r][1] + sums[r][2];
        }
    }

    template <typename Number>
    [[gnu::always_inline]] inline void
    add_product_in_plane(const BlockRows<Number> &rows, const Number *const x, double *const result)
    {
      const Number *block = rows.values;
      for (long i = 0; i < rows.n_rows; ++i)
        {
          Number sums[2] = {};
          for (int k = rows.row_begin[i]; k < rows.row_begin[i + 1]; ++k, block += 4)
            for (unsigned int r = 0; r < 2; ++r)
              for (unsigned int c = 0; c < 2; ++c)
                sums[r] += block[2 * r + c] * x[2 * long(rows.column[k]) + c];
          for (unsigned int r = 0; r < 2; ++r)
            result[2 * i + r] += sums[r];
        }
    }

    CALLUS_FOR_EACH_PROCESSOR void
    in_space_double(const BlockRows<double> &rows, const double *x, double *result)
    {
      add_product_in_space(rows, x, result);
    }

    CALLUS_FOR_EACH_PROCESSOR void
    in_space_single(const BlockRows<float> &rows, const float *x, double *result)
    {
      add_product_in_space(rows, x, result);
    }
  } // namespace


  void
  add_product(const unsigned int       n_components,
              const BlockRows<double> &rows,
              const double            *x,
              double                  *result)
  {
    if (n_components == 3)
      in_space_double(rows, x, result);
    else
      add_product_in_plane(rows, x, result);
  }


  void
  add_product(const unsigned int      n_components,
              const BlockRows<float> &rows,
              const float            *x,
              double                 *result)
  {
    if (n_components == 3)
      in_space_single(rows, x, result);
    else
      add_product_in_plane(rows, x, result);
  }
} // namespace callus
