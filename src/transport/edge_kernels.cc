// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/edge_kernels.h"

#include <algorithm>

// one version for processors with AVX2 and FMA, another for all; the loader picks
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
  !defined(__SANITIZE_ADDRESS__)
#  define CALLUS_FOR_EACH_PROCESSOR __attribute__((target_clones("arch=haswell", "default")))
#else
#  define CALLUS_FOR_EACH_PROCESSOR
#endif

namespace callus
{
  namespace
  {
    typedef double Four __attribute__((vector_size(n_lanes * sizeof(double)), may_alias));

    // raw loops: pointers only, so that both versions hold everything that is called
    CALLUS_FOR_EACH_PROCESSOR
    void
    exchange_loop(std::size_t         n_owned,
                  const unsigned int *row_begin,
                  const unsigned int *column,
                  const double       *weight,
                  const double       *diffusivity,
                  const double       *values,
                  double             *results)
    {
      const Four  d      = *reinterpret_cast<const Four *>(diffusivity);
      const Four *y      = reinterpret_cast<const Four *>(values);
      Four       *result = reinterpret_cast<Four *>(results);
      for (std::size_t i = 0; i < n_owned; ++i)
        {
          const Four yi  = y[i];
          Four       sum = result[i];
          for (unsigned int k = row_begin[i]; k < row_begin[i + 1]; ++k)
            {
              const Four flux = weight[k] * (yi - y[column[k]]);
              sum += flux;
              result[column[k]] -= flux;
            }
          result[i] = d * sum; // all its edges have been met: those to earlier nodes there
        }
    }

    CALLUS_FOR_EACH_PROCESSOR
    void
    apply_loop(std::size_t         n_owned,
               const unsigned int *row_begin,
               const unsigned int *column,
               const double       *weight,
               const double       *diffusivity,
               const double       *diagonals,
               const double       *values,
               double             *results,
               double             *products)
    {
      const Four  d        = *reinterpret_cast<const Four *>(diffusivity);
      const Four *y        = reinterpret_cast<const Four *>(values);
      const Four *diagonal = reinterpret_cast<const Four *>(diagonals);
      Four       *result   = reinterpret_cast<Four *>(results);
      Four        product  = {};
      for (std::size_t i = 0; i < n_owned; ++i)
        {
          const Four yi  = y[i];
          Four       sum = result[i];
          for (unsigned int k = row_begin[i]; k < row_begin[i + 1]; ++k)
            {
              const Four flux = weight[k] * (yi - y[column[k]]);
              sum += flux;
              result[column[k]] -= flux;
            }
          const Four row = diagonal[i] * yi + d * sum;
          result[i]      = row;
          product += yi * row;
        }
      *reinterpret_cast<Four *>(products) = product;
    }

    CALLUS_FOR_EACH_PROCESSOR
    void
    advance_loop(std::size_t   n,
                 const double *alphas,
                 const double *directions,
                 const double *products,
                 const double *inverses,
                 double       *values,
                 double       *residuals,
                 double       *sums)
    {
      const Four  alpha     = *reinterpret_cast<const Four *>(alphas);
      const Four *direction = reinterpret_cast<const Four *>(directions);
      const Four *product   = reinterpret_cast<const Four *>(products);
      const Four *inverse   = reinterpret_cast<const Four *>(inverses);
      Four       *y         = reinterpret_cast<Four *>(values);
      Four       *residual  = reinterpret_cast<Four *>(residuals);
      Four        sum       = {};
      for (std::size_t i = 0; i < n; ++i)
        {
          y[i] += alpha * direction[i];
          const Four r = residual[i] - alpha * product[i];
          residual[i]  = r;
          sum += r * r * inverse[i];
        }
      *reinterpret_cast<Four *>(sums) = sum;
    }

    CALLUS_FOR_EACH_PROCESSOR
    void
    turn_loop(std::size_t   n,
              const double *betas,
              const double *inverses,
              const double *residuals,
              double       *directions)
    {
      const Four  beta      = *reinterpret_cast<const Four *>(betas);
      const Four *inverse   = reinterpret_cast<const Four *>(inverses);
      const Four *residual  = reinterpret_cast<const Four *>(residuals);
      Four       *direction = reinterpret_cast<Four *>(directions);
      for (std::size_t i = 0; i < n; ++i)
        direction[i] = inverse[i] * residual[i] + beta * direction[i];
    }

    const double *
    numbers(const FourFields &fields)
    {
      return fields.empty() ? nullptr : fields.front().lane;
    }
    double *
    numbers(FourFields &fields)
    {
      return fields.empty() ? nullptr : fields.front().lane;
    }

    FourValues
    aligned(const FourNumbers &of_lanes)
    {
      FourValues result;
      std::copy(of_lanes.begin(), of_lanes.end(), result.lane);
      return result;
    }

    FourNumbers
    as_numbers(const FourValues &values)
    {
      FourNumbers result;
      std::copy_n(values.lane, n_lanes, result.begin());
      return result;
    }
  } // namespace


  void
  edge_kernels::exchange(const NodeEdges           &edges,
                         const std::vector<double> &weight,
                         const FourNumbers         &diffusivity,
                         const FourFields          &y,
                         FourFields                &result)
  {
    std::fill(result.begin(), result.end(), FourValues{});
    const FourValues d = aligned(diffusivity);
    exchange_loop(edges.n_owned,
                  edges.row_begin.data(),
                  edges.column.data(),
                  weight.data(),
                  d.lane,
                  numbers(y),
                  numbers(result));
  }


  FourNumbers
  edge_kernels::apply(const NodeEdges           &edges,
                      const std::vector<double> &weight,
                      const FourNumbers         &diffusivity,
                      const FourFields          &diagonal,
                      const FourFields          &y,
                      FourFields                &result)
  {
    std::fill(result.begin(), result.end(), FourValues{});
    const FourValues d = aligned(diffusivity);
    FourValues       product;
    apply_loop(edges.n_owned,
               edges.row_begin.data(),
               edges.column.data(),
               weight.data(),
               d.lane,
               numbers(diagonal),
               numbers(y),
               numbers(result),
               product.lane);
    return as_numbers(product);
  }


  FourNumbers
  edge_kernels::advance(std::size_t        n,
                        const FourNumbers &alpha,
                        const FourFields  &direction,
                        const FourFields  &product,
                        const FourFields  &inverse,
                        FourFields        &y,
                        FourFields        &residual)
  {
    const FourValues a = aligned(alpha);
    FourValues       sum;
    advance_loop(n,
                 a.lane,
                 numbers(direction),
                 numbers(product),
                 numbers(inverse),
                 numbers(y),
                 numbers(residual),
                 sum.lane);
    return as_numbers(sum);
  }


  void
  edge_kernels::turn(std::size_t        n,
                     const FourNumbers &beta,
                     const FourFields  &inverse,
                     const FourFields  &residual,
                     FourFields        &direction)
  {
    const FourValues b = aligned(beta);
    turn_loop(n, b.lane, numbers(inverse), numbers(residual), numbers(direction));
  }
} // namespace callus
