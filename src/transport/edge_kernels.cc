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
               double             *results)
    {
      const Four  d        = *reinterpret_cast<const Four *>(diffusivity);
      const Four *y        = reinterpret_cast<const Four *>(values);
      const Four *diagonal = reinterpret_cast<const Four *>(diagonals);
      Four       *result   = reinterpret_cast<Four *>(results);
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
          result[i] = diagonal[i] * yi + d * sum;
        }
    }

    CALLUS_FOR_EACH_PROCESSOR
    void
    upper_loop(std::size_t         n_owned,
               const unsigned int *row_begin,
               const unsigned int *column,
               const double       *weight,
               const double       *diffusivity,
               const double       *inverses,
               const double       *vs,
               double             *ts,
               double             *sums)
    {
      const Four  d       = *reinterpret_cast<const Four *>(diffusivity);
      const Four *inverse = reinterpret_cast<const Four *>(inverses);
      const Four *v       = reinterpret_cast<const Four *>(vs);
      Four       *t       = reinterpret_cast<Four *>(ts);
      Four       *sums_of = reinterpret_cast<Four *>(sums);
      for (std::size_t i = n_owned; i-- > 0;)
        {
          Four sum = {};
          for (unsigned int k = row_begin[i]; k < row_begin[i + 1]; ++k)
            sum += weight[k] * t[column[k]];
          sum        = d * sum;
          sums_of[i] = sum;
          t[i]       = inverse[i] * (v[i] + sum);
        }
    }

    CALLUS_FOR_EACH_PROCESSOR
    void
    lower_loop(std::size_t         n_owned,
               const unsigned int *row_begin,
               const unsigned int *column,
               const double       *weight,
               const double       *diffusivity,
               const double       *inverses,
               const double       *vs,
               double             *zs,
               double             *works)
    {
      const Four  d       = *reinterpret_cast<const Four *>(diffusivity);
      const Four *inverse = reinterpret_cast<const Four *>(inverses);
      const Four *v       = reinterpret_cast<const Four *>(vs);
      Four       *z       = reinterpret_cast<Four *>(zs);
      Four       *work    = reinterpret_cast<Four *>(works);
      for (std::size_t i = 0; i < n_owned; ++i)
        {
          const Four zi = inverse[i] * (v[i] + d * work[i]);
          z[i]          = zi;
          for (unsigned int k = row_begin[i]; k < row_begin[i + 1]; ++k)
            work[column[k]] += weight[k] * zi;
        }
    }

    CALLUS_FOR_EACH_PROCESSOR
    void
    product_loop(std::size_t         n_owned,
                 const unsigned int *row_begin,
                 const unsigned int *column,
                 const double       *weight,
                 const double       *diffusivity,
                 const double       *inverses,
                 const double       *vs,
                 const double       *ts,
                 double             *sums,
                 double             *works,
                 double             *products)
    {
      const Four  d       = *reinterpret_cast<const Four *>(diffusivity);
      const Four *inverse = reinterpret_cast<const Four *>(inverses);
      const Four *v       = reinterpret_cast<const Four *>(vs);
      const Four *t       = reinterpret_cast<const Four *>(ts);
      Four       *sum     = reinterpret_cast<Four *>(sums);
      Four       *work    = reinterpret_cast<Four *>(works);
      Four        product = {};
      for (std::size_t i = 0; i < n_owned; ++i)
        {
          // columns rise: the ghosts are the last ones of a row
          unsigned int end    = row_begin[i + 1];
          Four         ghosts = {};
          while (end > row_begin[i] && column[end - 1] >= n_owned)
            {
              --end;
              ghosts += weight[end] * t[column[end]];
            }
          const Four z = inverse[i] * (d * (work[i] - ghosts) - sum[i]);
          for (unsigned int k = row_begin[i]; k < end; ++k)
            work[column[k]] += weight[k] * z;
          const Four row = t[i] + z;
          sum[i]         = row;
          product += v[i] * row;
        }
      *reinterpret_cast<Four *>(products) = product;
    }

    CALLUS_FOR_EACH_PROCESSOR
    void
    advance_loop(std::size_t   n,
                 const double *alphas,
                 const double *ts,
                 const double *products,
                 const double *diagonals,
                 double       *values,
                 double       *residuals,
                 double       *sums)
    {
      const Four  alpha    = *reinterpret_cast<const Four *>(alphas);
      const Four *t        = reinterpret_cast<const Four *>(ts);
      const Four *product  = reinterpret_cast<const Four *>(products);
      const Four *diagonal = reinterpret_cast<const Four *>(diagonals);
      Four       *y        = reinterpret_cast<Four *>(values);
      Four       *residual = reinterpret_cast<Four *>(residuals);
      Four        sum      = {};
      for (std::size_t i = 0; i < n; ++i)
        {
          y[i] += alpha * t[i];
          const Four r = residual[i] - alpha * product[i];
          residual[i]  = r;
          sum += r * r * diagonal[i];
        }
      *reinterpret_cast<Four *>(sums) = sum;
    }

    CALLUS_FOR_EACH_PROCESSOR
    void
    turn_loop(std::size_t   n,
              const double *betas,
              const double *diagonals,
              const double *residuals,
              double       *directions)
    {
      const Four  beta      = *reinterpret_cast<const Four *>(betas);
      const Four *diagonal  = reinterpret_cast<const Four *>(diagonals);
      const Four *residual  = reinterpret_cast<const Four *>(residuals);
      Four       *direction = reinterpret_cast<Four *>(directions);
      for (std::size_t i = 0; i < n; ++i)
        direction[i] = diagonal[i] * residual[i] + beta * direction[i];
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


  void
  edge_kernels::apply(const NodeEdges           &edges,
                      const std::vector<double> &weight,
                      const FourNumbers         &diffusivity,
                      const FourFields          &diagonal,
                      const FourFields          &y,
                      FourFields                &result)
  {
    std::fill(result.begin(), result.end(), FourValues{});
    const FourValues d = aligned(diffusivity);
    apply_loop(edges.n_owned,
               edges.row_begin.data(),
               edges.column.data(),
               weight.data(),
               d.lane,
               numbers(diagonal),
               numbers(y),
               numbers(result));
  }


  void
  edge_kernels::solve_upper(const NodeEdges           &edges,
                            const std::vector<double> &weight,
                            const FourNumbers         &diffusivity,
                            const FourFields          &inverse,
                            const FourFields          &v,
                            FourFields                &t,
                            FourFields                &sum)
  {
    std::fill(t.begin() + edges.n_owned, t.end(), FourValues{});
    const FourValues d = aligned(diffusivity);
    upper_loop(edges.n_owned,
               edges.row_begin.data(),
               edges.column.data(),
               weight.data(),
               d.lane,
               numbers(inverse),
               numbers(v),
               numbers(t),
               numbers(sum));
  }


  void
  edge_kernels::solve_lower(const NodeEdges           &edges,
                            const std::vector<double> &weight,
                            const FourNumbers         &diffusivity,
                            const FourFields          &inverse,
                            const FourFields          &v,
                            FourFields                &z,
                            FourFields                &work)
  {
    std::fill(work.begin(), work.end(), FourValues{});
    const FourValues d = aligned(diffusivity);
    lower_loop(edges.n_owned,
               edges.row_begin.data(),
               edges.column.data(),
               weight.data(),
               d.lane,
               numbers(inverse),
               numbers(v),
               numbers(z),
               numbers(work));
  }


  FourNumbers
  edge_kernels::finish_product(const NodeEdges           &edges,
                               const std::vector<double> &weight,
                               const FourNumbers         &diffusivity,
                               const FourFields          &inverse,
                               const FourFields          &v,
                               const FourFields          &t,
                               FourFields                &sum,
                               FourFields                &work)
  {
    std::fill(work.begin(), work.end(), FourValues{});
    const FourValues d = aligned(diffusivity);
    FourValues       product;
    product_loop(edges.n_owned,
                 edges.row_begin.data(),
                 edges.column.data(),
                 weight.data(),
                 d.lane,
                 numbers(inverse),
                 numbers(v),
                 numbers(t),
                 numbers(sum),
                 numbers(work),
                 product.lane);
    return as_numbers(product);
  }


  FourNumbers
  edge_kernels::advance(std::size_t        n,
                        const FourNumbers &alpha,
                        const FourFields  &t,
                        const FourFields  &product,
                        const FourFields  &diagonal,
                        FourFields        &y,
                        FourFields        &residual)
  {
    const FourValues a = aligned(alpha);
    FourValues       sum;
    advance_loop(n,
                 a.lane,
                 numbers(t),
                 numbers(product),
                 numbers(diagonal),
                 numbers(y),
                 numbers(residual),
                 sum.lane);
    return as_numbers(sum);
  }


  void
  edge_kernels::turn(std::size_t        n,
                     const FourNumbers &beta,
                     const FourFields  &diagonal,
                     const FourFields  &residual,
                     FourFields        &direction)
  {
    const FourValues b = aligned(beta);
    turn_loop(n, b.lane, numbers(diagonal), numbers(residual), numbers(direction));
  }
} // namespace callus
