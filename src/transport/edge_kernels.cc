// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/edge_kernels.h"

#include "base/processor_versions.h"

#include <algorithm>

namespace callus
{
  namespace
  {
    /// The values of all lanes at a node, for the processor's vector unit.
    template <std::size_t n_lanes>
    struct VectorOf
    {
      typedef double Type __attribute__((vector_size(n_lanes * sizeof(double)), may_alias));
    };
    template <>
    struct VectorOf<1>
    {
      using Type = double;
    };

    // raw loops: pointers only, so that both versions hold everything that is called
    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    exchange_loop(std::size_t         n_owned,
                  const unsigned int *row_begin,
                  const unsigned int *column,
                  const double       *weight,
                  const double       *diffusivity,
                  const double       *values,
                  double             *results)
    {
      using Vector         = typename VectorOf<n_lanes>::Type;
      const Vector  d      = *reinterpret_cast<const Vector *>(diffusivity);
      const Vector *y      = reinterpret_cast<const Vector *>(values);
      Vector       *result = reinterpret_cast<Vector *>(results);
      for (std::size_t i = 0; i < n_owned; ++i)
        {
          const Vector yi  = y[i];
          Vector       sum = result[i];
          for (unsigned int k = row_begin[i]; k < row_begin[i + 1]; ++k)
            {
              const Vector flux = weight[k] * (yi - y[column[k]]);
              sum += flux;
              result[column[k]] -= flux;
            }
          result[i] = d * sum; // all its edges have been met: those to earlier nodes there
        }
    }

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    apply_loop(std::size_t         n_owned,
               const unsigned int *row_begin,
               const unsigned int *column,
               const double       *weight,
               const double       *diffusivity,
               const double       *diagonals,
               const double       *values,
               double             *results)
    {
      using Vector           = typename VectorOf<n_lanes>::Type;
      const Vector  d        = *reinterpret_cast<const Vector *>(diffusivity);
      const Vector *y        = reinterpret_cast<const Vector *>(values);
      const Vector *diagonal = reinterpret_cast<const Vector *>(diagonals);
      Vector       *result   = reinterpret_cast<Vector *>(results);
      for (std::size_t i = 0; i < n_owned; ++i)
        {
          const Vector yi  = y[i];
          Vector       sum = result[i];
          for (unsigned int k = row_begin[i]; k < row_begin[i + 1]; ++k)
            {
              const Vector flux = weight[k] * (yi - y[column[k]]);
              sum += flux;
              result[column[k]] -= flux;
            }
          result[i] = diagonal[i] * yi + d * sum;
        }
    }

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
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
      using Vector          = typename VectorOf<n_lanes>::Type;
      const Vector  d       = *reinterpret_cast<const Vector *>(diffusivity);
      const Vector *inverse = reinterpret_cast<const Vector *>(inverses);
      const Vector *v       = reinterpret_cast<const Vector *>(vs);
      Vector       *t       = reinterpret_cast<Vector *>(ts);
      Vector       *sums_of = reinterpret_cast<Vector *>(sums);
      for (std::size_t i = n_owned; i-- > 0;)
        {
          Vector sum = {};
          // the nearest node, whose value has only just been found, comes last, so that nothing waits for it
          for (unsigned int k = row_begin[i + 1]; k-- > row_begin[i];)
            sum += weight[k] * t[column[k]];
          sum        = d * sum;
          sums_of[i] = sum;
          t[i]       = inverse[i] * (v[i] + sum);
        }
    }

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
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
      using Vector          = typename VectorOf<n_lanes>::Type;
      const Vector  d       = *reinterpret_cast<const Vector *>(diffusivity);
      const Vector *inverse = reinterpret_cast<const Vector *>(inverses);
      const Vector *v       = reinterpret_cast<const Vector *>(vs);
      Vector       *z       = reinterpret_cast<Vector *>(zs);
      Vector       *work    = reinterpret_cast<Vector *>(works);
      for (std::size_t i = 0; i < n_owned; ++i)
        {
          const Vector zi = inverse[i] * (v[i] + d * work[i]);
          z[i]            = zi;
          for (unsigned int k = row_begin[i]; k < row_begin[i + 1]; ++k)
            work[column[k]] += weight[k] * zi;
        }
    }

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
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
      using Vector          = typename VectorOf<n_lanes>::Type;
      const Vector  d       = *reinterpret_cast<const Vector *>(diffusivity);
      const Vector *inverse = reinterpret_cast<const Vector *>(inverses);
      const Vector *v       = reinterpret_cast<const Vector *>(vs);
      const Vector *t       = reinterpret_cast<const Vector *>(ts);
      Vector       *sum     = reinterpret_cast<Vector *>(sums);
      Vector       *work    = reinterpret_cast<Vector *>(works);
      Vector        product = {};
      for (std::size_t i = 0; i < n_owned; ++i)
        {
          // columns rise: the ghosts are the last ones of a row
          unsigned int end    = row_begin[i + 1];
          Vector       ghosts = {};
          while (end > row_begin[i] && column[end - 1] >= n_owned)
            {
              --end;
              ghosts += weight[end] * t[column[end]];
            }
          const Vector z = inverse[i] * (d * (work[i] - ghosts) - sum[i]);
          for (unsigned int k = row_begin[i]; k < end; ++k)
            work[column[k]] += weight[k] * z;
          const Vector row = t[i] + z;
          sum[i]           = row;
          product += v[i] * row;
        }
      *reinterpret_cast<Vector *>(products) = product;
    }

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    advance_loop(std::size_t   n,
                 const double *alphas,
                 const double *ts,
                 const double *products,
                 const double *diagonals,
                 double       *values,
                 double       *residuals,
                 double       *sums)
    {
      using Vector           = typename VectorOf<n_lanes>::Type;
      const Vector  alpha    = *reinterpret_cast<const Vector *>(alphas);
      const Vector *t        = reinterpret_cast<const Vector *>(ts);
      const Vector *product  = reinterpret_cast<const Vector *>(products);
      const Vector *diagonal = reinterpret_cast<const Vector *>(diagonals);
      Vector       *y        = reinterpret_cast<Vector *>(values);
      Vector       *residual = reinterpret_cast<Vector *>(residuals);
      Vector        sum      = {};
      for (std::size_t i = 0; i < n; ++i)
        {
          y[i] += alpha * t[i];
          const Vector r = residual[i] - alpha * product[i];
          residual[i]    = r;
          sum += r * r * diagonal[i];
        }
      *reinterpret_cast<Vector *>(sums) = sum;
    }

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    turn_loop(std::size_t   n,
              const double *betas,
              const double *diagonals,
              const double *residuals,
              double       *directions)
    {
      using Vector            = typename VectorOf<n_lanes>::Type;
      const Vector  beta      = *reinterpret_cast<const Vector *>(betas);
      const Vector *diagonal  = reinterpret_cast<const Vector *>(diagonals);
      const Vector *residual  = reinterpret_cast<const Vector *>(residuals);
      Vector       *direction = reinterpret_cast<Vector *>(directions);
      for (std::size_t i = 0; i < n; ++i)
        direction[i] = diagonal[i] * residual[i] + beta * direction[i];
    }

    template <std::size_t n_lanes>
    const double *
    numbers(const LaneFields<n_lanes> &fields)
    {
      return fields.empty() ? nullptr : fields.front().lane;
    }
    template <std::size_t n_lanes>
    double *
    numbers(LaneFields<n_lanes> &fields)
    {
      return fields.empty() ? nullptr : fields.front().lane;
    }

    template <std::size_t n_lanes>
    LaneValues<n_lanes>
    aligned(const LaneNumbers<n_lanes> &of_lanes)
    {
      LaneValues<n_lanes> result{};
      std::copy(of_lanes.begin(), of_lanes.end(), result.lane);
      return result;
    }

    template <std::size_t n_lanes>
    LaneNumbers<n_lanes>
    as_numbers(const LaneValues<n_lanes> &values)
    {
      LaneNumbers<n_lanes> result{};
      std::copy_n(values.lane, n_lanes, result.begin());
      return result;
    }
  } // namespace


  template <std::size_t n_lanes>
  void
  EdgeKernels<n_lanes>::exchange(const NodeEdges           &edges,
                                 const std::vector<double> &weight,
                                 const Numbers             &diffusivity,
                                 const Fields              &y,
                                 Fields                    &result)
  {
    std::fill(result.begin(), result.end(), LaneValues<n_lanes>{});
    const LaneValues<n_lanes> d = aligned(diffusivity);
    exchange_loop<n_lanes>(edges.n_owned,
                           edges.row_begin.data(),
                           edges.column.data(),
                           weight.data(),
                           d.lane,
                           numbers(y),
                           numbers(result));
  }


  template <std::size_t n_lanes>
  void
  EdgeKernels<n_lanes>::apply(const NodeEdges           &edges,
                              const std::vector<double> &weight,
                              const Numbers             &diffusivity,
                              const Fields              &diagonal,
                              const Fields              &y,
                              Fields                    &result)
  {
    std::fill(result.begin(), result.end(), LaneValues<n_lanes>{});
    const LaneValues<n_lanes> d = aligned(diffusivity);
    apply_loop<n_lanes>(edges.n_owned,
                        edges.row_begin.data(),
                        edges.column.data(),
                        weight.data(),
                        d.lane,
                        numbers(diagonal),
                        numbers(y),
                        numbers(result));
  }


  template <std::size_t n_lanes>
  void
  EdgeKernels<n_lanes>::solve_upper(const NodeEdges           &edges,
                                    const std::vector<double> &weight,
                                    const Numbers             &diffusivity,
                                    const Fields              &inverse,
                                    const Fields              &v,
                                    Fields                    &t,
                                    Fields                    &sum)
  {
    std::fill(t.begin() + edges.n_owned, t.end(), LaneValues<n_lanes>{});
    const LaneValues<n_lanes> d = aligned(diffusivity);
    upper_loop<n_lanes>(edges.n_owned,
                        edges.row_begin.data(),
                        edges.column.data(),
                        weight.data(),
                        d.lane,
                        numbers(inverse),
                        numbers(v),
                        numbers(t),
                        numbers(sum));
  }


  template <std::size_t n_lanes>
  void
  EdgeKernels<n_lanes>::solve_lower(const NodeEdges           &edges,
                                    const std::vector<double> &weight,
                                    const Numbers             &diffusivity,
                                    const Fields              &inverse,
                                    const Fields              &v,
                                    Fields                    &z,
                                    Fields                    &work)
  {
    std::fill(work.begin(), work.end(), LaneValues<n_lanes>{});
    const LaneValues<n_lanes> d = aligned(diffusivity);
    lower_loop<n_lanes>(edges.n_owned,
                        edges.row_begin.data(),
                        edges.column.data(),
                        weight.data(),
                        d.lane,
                        numbers(inverse),
                        numbers(v),
                        numbers(z),
                        numbers(work));
  }


  template <std::size_t n_lanes>
  typename EdgeKernels<n_lanes>::Numbers
  EdgeKernels<n_lanes>::finish_product(const NodeEdges           &edges,
                                       const std::vector<double> &weight,
                                       const Numbers             &diffusivity,
                                       const Fields              &inverse,
                                       const Fields              &v,
                                       const Fields              &t,
                                       Fields                    &sum,
                                       Fields                    &work)
  {
    std::fill(work.begin(), work.end(), LaneValues<n_lanes>{});
    const LaneValues<n_lanes> d = aligned(diffusivity);
    LaneValues<n_lanes>       product;
    product_loop<n_lanes>(edges.n_owned,
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


  template <std::size_t n_lanes>
  typename EdgeKernels<n_lanes>::Numbers
  EdgeKernels<n_lanes>::advance(std::size_t    n,
                                const Numbers &alpha,
                                const Fields  &t,
                                const Fields  &product,
                                const Fields  &diagonal,
                                Fields        &y,
                                Fields        &residual)
  {
    const LaneValues<n_lanes> a = aligned(alpha);
    LaneValues<n_lanes>       sum;
    advance_loop<n_lanes>(n,
                          a.lane,
                          numbers(t),
                          numbers(product),
                          numbers(diagonal),
                          numbers(y),
                          numbers(residual),
                          sum.lane);
    return as_numbers(sum);
  }


  template <std::size_t n_lanes>
  void
  EdgeKernels<n_lanes>::turn(std::size_t    n,
                             const Numbers &beta,
                             const Fields  &diagonal,
                             const Fields  &residual,
                             Fields        &direction)
  {
    const LaneValues<n_lanes> b = aligned(beta);
    turn_loop<n_lanes>(n, b.lane, numbers(diagonal), numbers(residual), numbers(direction));
  }


  template struct EdgeKernels<1>;
  template struct EdgeKernels<2>;
  template struct EdgeKernels<most_lanes>;
} // namespace callus
