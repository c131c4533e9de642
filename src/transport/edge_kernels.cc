// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/edge_kernels.h"

#include "base/processor_versions.h"
#include "transport/lane_vectors.h"

#include <algorithm>

namespace callus
{
  namespace
  {
    /// NodeEdges, weights and diffusivities as the loops take them: pointers only, so that both versions hold everything that is called. The
    /// loops copy it, because what they write might else lie in it.
    template <std::size_t n_lanes>
    struct Couplings
    {
      std::size_t                n_owned;
      const unsigned int        *row_begin;
      const unsigned int        *column;
      const double              *weight;
      const LaneVector<n_lanes> *diffusivity;
    };

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    exchange_loop(const Couplings<n_lanes>  &couplings,
                  const LaneVector<n_lanes> *y,
                  LaneVector<n_lanes>       *result)
    {
      const Couplings<n_lanes>  c = couplings;
      const LaneVector<n_lanes> d = *c.diffusivity;
      for (std::size_t i = 0; i < c.n_owned; ++i)
        {
          const LaneVector<n_lanes> yi  = y[i];
          LaneVector<n_lanes>       sum = result[i];
          for (unsigned int k = c.row_begin[i]; k < c.row_begin[i + 1]; ++k)
            {
              const LaneVector<n_lanes> flux = c.weight[k] * (yi - y[c.column[k]]);
              sum += flux;
              result[c.column[k]] -= flux;
            }
          result[i] = d * sum; // all its edges have been met: those to earlier nodes there
        }
    }

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    upper_loop(const Couplings<n_lanes>  &couplings,
               const LaneVector<n_lanes> *inverse,
               const LaneVector<n_lanes> *v,
               LaneVector<n_lanes>       *t,
               LaneVector<n_lanes>       *sums)
    {
      const Couplings<n_lanes>  c = couplings;
      const LaneVector<n_lanes> d = *c.diffusivity;
      for (std::size_t i = c.n_owned; i-- > 0;)
        {
          LaneVector<n_lanes> sum = {};
          for (unsigned int k = c.row_begin[i]; k < c.row_begin[i + 1]; ++k)
            sum += c.weight[k] * t[c.column[k]];
          sum     = d * sum;
          sums[i] = sum;
          t[i]    = inverse[i] * (v[i] + sum);
        }
    }

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    lower_loop(const Couplings<n_lanes>  &couplings,
               const LaneVector<n_lanes> *inverse,
               const LaneVector<n_lanes> *v,
               LaneVector<n_lanes>       *z,
               LaneVector<n_lanes>       *work)
    {
      const Couplings<n_lanes>  c = couplings;
      const LaneVector<n_lanes> d = *c.diffusivity;
      for (std::size_t i = 0; i < c.n_owned; ++i)
        {
          const LaneVector<n_lanes> zi = inverse[i] * (v[i] + d * work[i]);
          z[i]                         = zi;
          for (unsigned int k = c.row_begin[i]; k < c.row_begin[i + 1]; ++k)
            work[c.column[k]] += c.weight[k] * zi;
        }
    }

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    product_loop(const Couplings<n_lanes>  &couplings,
                 const LaneVector<n_lanes> *inverse,
                 const LaneVector<n_lanes> *v,
                 const LaneVector<n_lanes> *t,
                 LaneVector<n_lanes>       *sum,
                 LaneVector<n_lanes>       *work,
                 LaneVector<n_lanes>       *total)
    {
      const Couplings<n_lanes>  c       = couplings;
      const LaneVector<n_lanes> d       = *c.diffusivity;
      LaneVector<n_lanes>       product = {};
      for (std::size_t i = 0; i < c.n_owned; ++i)
        {
          // columns rise: the ghosts are the last ones of a row
          unsigned int        end    = c.row_begin[i + 1];
          LaneVector<n_lanes> ghosts = {};
          while (end > c.row_begin[i] && c.column[end - 1] >= c.n_owned)
            {
              --end;
              ghosts += c.weight[end] * t[c.column[end]];
            }
          const LaneVector<n_lanes> z = inverse[i] * (d * (work[i] - ghosts) - sum[i]);
          for (unsigned int k = c.row_begin[i]; k < end; ++k)
            work[c.column[k]] += c.weight[k] * z;
          const LaneVector<n_lanes> row = t[i] + z;
          sum[i]                        = row;
          product += v[i] * row;
        }
      *total = product;
    }

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    from_later_loop(const Couplings<n_lanes>  &couplings,
                    const LaneVector<n_lanes> *x,
                    LaneVector<n_lanes>       *result)
    {
      const Couplings<n_lanes>  c = couplings;
      const LaneVector<n_lanes> d = *c.diffusivity;
      for (std::size_t i = 0; i < c.n_owned; ++i)
        {
          LaneVector<n_lanes> sum = {};
          for (unsigned int k = c.row_begin[i]; k < c.row_begin[i + 1]; ++k)
            sum += c.weight[k] * x[c.column[k]];
          result[i] = d * sum;
        }
    }

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    from_earlier_loop(const Couplings<n_lanes>  &couplings,
                      double                     factor,
                      const LaneVector<n_lanes> *base,
                      const LaneVector<n_lanes> *x,
                      LaneVector<n_lanes>       *result)
    {
      const Couplings<n_lanes>  c = couplings;
      const LaneVector<n_lanes> d = factor * *c.diffusivity;
      for (std::size_t i = 0; i < c.n_owned; ++i)
        {
          unsigned int              end    = c.row_begin[i + 1];
          LaneVector<n_lanes>       ghosts = {};
          const LaneVector<n_lanes> xi     = x[i];
          while (end > c.row_begin[i] && c.column[end - 1] >= c.n_owned)
            {
              --end;
              ghosts += c.weight[end] * x[c.column[end]];
            }
          for (unsigned int k = c.row_begin[i]; k < end; ++k)
            result[c.column[k]] += c.weight[k] * xi;
          result[i] = base[i] + d * (result[i] + ghosts);
        }
    }

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    advance_loop(std::size_t                n,
                 const LaneVector<n_lanes> *factor,
                 const LaneVector<n_lanes> *t,
                 const LaneVector<n_lanes> *product,
                 const LaneVector<n_lanes> *diagonal,
                 LaneVector<n_lanes>       *y,
                 LaneVector<n_lanes>       *residual,
                 LaneVector<n_lanes>       *total)
    {
      const LaneVector<n_lanes> alpha = *factor;
      LaneVector<n_lanes>       sum   = {};
      for (std::size_t i = 0; i < n; ++i)
        {
          y[i] += alpha * t[i];
          const LaneVector<n_lanes> r = residual[i] - alpha * product[i];
          residual[i]                 = r;
          sum += r * r * diagonal[i];
        }
      *total = sum;
    }

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    turn_loop(std::size_t                n,
              const LaneVector<n_lanes> *factor,
              const LaneVector<n_lanes> *diagonal,
              const LaneVector<n_lanes> *residual,
              LaneVector<n_lanes>       *direction)
    {
      const LaneVector<n_lanes> beta = *factor;
      for (std::size_t i = 0; i < n; ++i)
        direction[i] = diagonal[i] * residual[i] + beta * direction[i];
    }

    template <std::size_t n_lanes>
    Couplings<n_lanes>
    couplings(const NodeEdges           &edges,
              const std::vector<double> &weight,
              const LaneValues<n_lanes> &diffusivity)
    {
      return {edges.n_owned,
              edges.row_begin.data(),
              edges.column.data(),
              weight.data(),
              vectors<n_lanes>(diffusivity)};
    }
  } // namespace


  template <std::size_t n_lanes>
  EdgeKernels<n_lanes>::EdgeKernels(const NodeEdges           &edges,
                                    const std::vector<double> &weight,
                                    const Numbers             &diffusivity)
    : edges_(edges)
    , weight_(weight)
    , diffusivity_(aligned(diffusivity))
  {
  }


  template <std::size_t n_lanes>
  void
  EdgeKernels<n_lanes>::exchange(const Fields &y, Fields &result) const
  {
    std::fill(result.begin(), result.end(), LaneValues<n_lanes>{});
    exchange_loop<n_lanes>(
      couplings(edges_, weight_, diffusivity_), vectors<n_lanes>(y), vectors<n_lanes>(result));
  }


  template <std::size_t n_lanes>
  void
  EdgeKernels<n_lanes>::solve_upper(const Fields &inverse,
                                    const Fields &v,
                                    Fields       &t,
                                    Fields       &sum) const
  {
    std::fill(t.begin() + edges_.n_owned, t.end(), LaneValues<n_lanes>{});
    upper_loop<n_lanes>(couplings(edges_, weight_, diffusivity_),
                        vectors<n_lanes>(inverse),
                        vectors<n_lanes>(v),
                        vectors<n_lanes>(t),
                        vectors<n_lanes>(sum));
  }


  template <std::size_t n_lanes>
  void
  EdgeKernels<n_lanes>::solve_lower(const Fields &inverse,
                                    const Fields &v,
                                    Fields       &z,
                                    Fields       &work) const
  {
    std::fill(work.begin(), work.end(), LaneValues<n_lanes>{});
    lower_loop<n_lanes>(couplings(edges_, weight_, diffusivity_),
                        vectors<n_lanes>(inverse),
                        vectors<n_lanes>(v),
                        vectors<n_lanes>(z),
                        vectors<n_lanes>(work));
  }


  template <std::size_t n_lanes>
  typename EdgeKernels<n_lanes>::Numbers
  EdgeKernels<n_lanes>::finish_product(const Fields &inverse,
                                       const Fields &v,
                                       const Fields &t,
                                       Fields       &sum,
                                       Fields       &work) const
  {
    std::fill(work.begin(), work.end(), LaneValues<n_lanes>{});
    LaneValues<n_lanes> total{};
    product_loop<n_lanes>(couplings(edges_, weight_, diffusivity_),
                          vectors<n_lanes>(inverse),
                          vectors<n_lanes>(v),
                          vectors<n_lanes>(t),
                          vectors<n_lanes>(sum),
                          vectors<n_lanes>(work),
                          vectors<n_lanes>(total));
    return as_numbers(total);
  }


  template <std::size_t n_lanes>
  void
  EdgeKernels<n_lanes>::flow_from_later(const Fields &x, Fields &result) const
  {
    from_later_loop<n_lanes>(
      couplings(edges_, weight_, diffusivity_), vectors<n_lanes>(x), vectors<n_lanes>(result));
  }


  template <std::size_t n_lanes>
  void
  EdgeKernels<n_lanes>::add_flow_from_earlier(double        factor,
                                              const Fields &base,
                                              const Fields &x,
                                              Fields       &result) const
  {
    std::fill(result.begin(), result.end(), LaneValues<n_lanes>{});
    from_earlier_loop<n_lanes>(couplings(edges_, weight_, diffusivity_),
                               factor,
                               vectors<n_lanes>(base),
                               vectors<n_lanes>(x),
                               vectors<n_lanes>(result));
  }


  template <std::size_t n_lanes>
  typename EdgeKernels<n_lanes>::Numbers
  EdgeKernels<n_lanes>::advance(const Numbers &alpha,
                                const Fields  &t,
                                const Fields  &product,
                                const Fields  &diagonal,
                                Fields        &y,
                                Fields        &residual) const
  {
    const LaneValues<n_lanes> factor = aligned(alpha);
    LaneValues<n_lanes>       total{};
    advance_loop<n_lanes>(edges_.n_owned,
                          vectors<n_lanes>(factor),
                          vectors<n_lanes>(t),
                          vectors<n_lanes>(product),
                          vectors<n_lanes>(diagonal),
                          vectors<n_lanes>(y),
                          vectors<n_lanes>(residual),
                          vectors<n_lanes>(total));
    return as_numbers(total);
  }


  template <std::size_t n_lanes>
  void
  EdgeKernels<n_lanes>::turn(const Numbers &beta,
                             const Fields  &diagonal,
                             const Fields  &residual,
                             Fields        &direction) const
  {
    const LaneValues<n_lanes> factor = aligned(beta);
    turn_loop<n_lanes>(edges_.n_owned,
                       vectors<n_lanes>(factor),
                       vectors<n_lanes>(diagonal),
                       vectors<n_lanes>(residual),
                       vectors<n_lanes>(direction));
  }


  template class EdgeKernels<1>;
  template class EdgeKernels<2>;
  template class EdgeKernels<most_lanes>;
} // namespace callus
