// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Gauss-Seidel's triangles, and the vectors of conjugate gradients with them.

#include "base/processor_versions.h"
#include "transport/edge_loops.h"

#include <algorithm>

namespace callus
{
  using namespace edge_loops;

  namespace
  {
    template <std::size_t n_lanes, typename Number>
    CALLUS_FOR_EACH_PROCESSOR void
    upper_loop(const Couplings<n_lanes, Number>  &couplings,
               const LaneVector<n_lanes, Number> *inverse,
               const LaneVector<n_lanes, Number> *v,
               LaneVector<n_lanes, Number>       *t,
               LaneVector<n_lanes, Number>       *sums)
    {
      const Couplings<n_lanes, Number>  c = couplings;
      const LaneVector<n_lanes, Number> d = *c.diffusivity;
      make_ghosts_zero<1>(c, t);
      for (std::size_t i = c.n_owned; i-- > 0;)
        {
          // what does not wait for the next node is computed apart
          const LaneVector<n_lanes, Number> of_diagonal = inverse[i], alone = of_diagonal * v[i],
                                            factor = of_diagonal * d;
          LaneVector<n_lanes, Number> sum;
          sum_later(c, i, t, sum);
          t[i]    = alone + factor * sum;
          sums[i] = d * sum;
        }
    }

    template <std::size_t n_lanes, typename Number>
    CALLUS_FOR_EACH_PROCESSOR void
    lower_loop(const Couplings<n_lanes, Number>  &couplings,
               const LaneVector<n_lanes, Number> *inverse,
               const LaneVector<n_lanes, Number> *v,
               LaneVector<n_lanes, Number>       *z,
               LaneVector<n_lanes, Number>       *work)
    {
      const Couplings<n_lanes, Number>  c    = couplings;
      const LaneVector<n_lanes, Number> d    = *c.diffusivity;
      std::size_t                       zero = 0;
      make_ghosts_zero<1>(c, work);
      for (std::size_t begin = 0; begin < c.n_owned; begin += nodes_of_a_partial_sum)
        {
          const std::size_t end = std::min(begin + nodes_of_a_partial_sum, c.n_owned);
          zero                  = make_zero_for_rows<1>(c, zero, end, work);
          for (std::size_t i = begin; i < end; ++i)
            {
              const LaneVector<n_lanes, Number> of_diagonal = inverse[i],
                                                alone       = of_diagonal * v[i],
                                                factor      = of_diagonal * d,
                                                zi          = alone + factor * work[i];
              z[i]                                          = zi;
              add_to_later(c, i, zi, work);
            }
        }
    }

    template <std::size_t n_lanes, typename Number>
    CALLUS_FOR_EACH_PROCESSOR void
    product_loop(const Couplings<n_lanes, Number>  &couplings,
                 const LaneVector<n_lanes, Number> *inverse,
                 const LaneVector<n_lanes, Number> *v,
                 const LaneVector<n_lanes, Number> *t,
                 LaneVector<n_lanes, Number>       *sum,
                 LaneVector<n_lanes, Number>       *work,
                 double                            *total)
    {
      const Couplings<n_lanes, Number>  c    = couplings;
      const LaneVector<n_lanes, Number> d    = *c.diffusivity;
      std::size_t                       zero = 0;
      // with the earlier ones, not with the later ones: those have been met by solve_upper, where they were zero
      add_from_ghosts(c, d, t, sum);
      make_ghosts_zero<1>(c, work);
      for (std::size_t begin = 0; begin < c.n_owned; begin += nodes_of_a_partial_sum)
        {
          LaneVector<n_lanes, Number> product = {};
          const std::size_t           end     = std::min(begin + nodes_of_a_partial_sum, c.n_owned);
          zero                                = make_zero_for_rows<1>(c, zero, end, work);
          for (std::size_t i = begin; i < end; ++i)
            {
              const LaneVector<n_lanes, Number> of_diagonal = inverse[i],
                                                alone       = of_diagonal * sum[i],
                                                factor      = of_diagonal * d,
                                                z           = factor * work[i] - alone;
              add_to_later(c, i, z, work);
              const LaneVector<n_lanes, Number> row = t[i] + z;
              sum[i]                                = row;
              product += v[i] * row;
            }
          add_partial_sum<n_lanes, Number>(product, total);
        }
    }

    template <std::size_t n_lanes, typename Number>
    CALLUS_FOR_EACH_PROCESSOR void
    advance_loop(std::size_t                        n,
                 const LaneVector<n_lanes, Number> *factor,
                 const LaneVector<n_lanes, Number> *t,
                 const LaneVector<n_lanes, Number> *product,
                 const LaneVector<n_lanes, Number> *diagonal,
                 LaneVector<n_lanes, Number>       *y,
                 LaneVector<n_lanes, Number>       *residual,
                 double                            *total)
    {
      const LaneVector<n_lanes, Number> alpha = *factor;
      for (std::size_t begin = 0; begin < n; begin += nodes_of_a_partial_sum)
        {
          LaneVector<n_lanes, Number> sum = {};
          const std::size_t           end = std::min(begin + nodes_of_a_partial_sum, n);
          for (std::size_t i = begin; i < end; ++i)
            {
              y[i] += alpha * t[i];
              const LaneVector<n_lanes, Number> r = residual[i] - alpha * product[i];
              residual[i]                         = r;
              sum += r * r * diagonal[i];
            }
          add_partial_sum<n_lanes, Number>(sum, total);
        }
    }

    template <std::size_t n_lanes, typename Number>
    CALLUS_FOR_EACH_PROCESSOR void
    turn_loop(std::size_t                        n,
              const LaneVector<n_lanes, Number> *factor,
              const LaneVector<n_lanes, Number> *diagonal,
              const LaneVector<n_lanes, Number> *residual,
              LaneVector<n_lanes, Number>       *direction)
    {
      const LaneVector<n_lanes, Number> beta = *factor;
      for (std::size_t i = 0; i < n; ++i)
        direction[i] = diagonal[i] * residual[i] + beta * direction[i];
    }
  } // namespace


  template <std::size_t n_lanes, typename Number>
  void
  EdgeKernels<n_lanes, Number>::solve_upper(const Fields &inverse,
                                            const Fields &v,
                                            Fields       &t,
                                            Fields       &sum) const
  {
    upper_loop<n_lanes, Number>(couplings(edges_, weight_, diffusivity_),
                                vectors<n_lanes, Number>(inverse),
                                vectors<n_lanes, Number>(v),
                                vectors<n_lanes, Number>(t),
                                vectors<n_lanes, Number>(sum));
  }


  template <std::size_t n_lanes, typename Number>
  void
  EdgeKernels<n_lanes, Number>::solve_lower(const Fields &inverse,
                                            const Fields &v,
                                            Fields       &z,
                                            Fields       &work) const
  {
    lower_loop<n_lanes, Number>(couplings(edges_, weight_, diffusivity_),
                                vectors<n_lanes, Number>(inverse),
                                vectors<n_lanes, Number>(v),
                                vectors<n_lanes, Number>(z),
                                vectors<n_lanes, Number>(work));
  }


  template <std::size_t n_lanes, typename Number>
  typename EdgeKernels<n_lanes, Number>::Numbers
  EdgeKernels<n_lanes, Number>::finish_product(const Fields &inverse,
                                               const Fields &v,
                                               const Fields &t,
                                               Fields       &sum,
                                               Fields       &work) const
  {
    Numbers total{};
    product_loop<n_lanes, Number>(couplings(edges_, weight_, diffusivity_),
                                  vectors<n_lanes, Number>(inverse),
                                  vectors<n_lanes, Number>(v),
                                  vectors<n_lanes, Number>(t),
                                  vectors<n_lanes, Number>(sum),
                                  vectors<n_lanes, Number>(work),
                                  total.data());
    return total;
  }


  template <std::size_t n_lanes, typename Number>
  typename EdgeKernels<n_lanes, Number>::Numbers
  EdgeKernels<n_lanes, Number>::advance(const Numbers &alpha,
                                        const Fields  &t,
                                        const Fields  &product,
                                        const Fields  &diagonal,
                                        Fields        &y,
                                        Fields        &residual) const
  {
    const LaneValues<n_lanes, Number> factor = aligned<n_lanes, Number>(alpha);
    Numbers                           total{};
    advance_loop<n_lanes, Number>(edges_.n_owned,
                                  vectors<n_lanes, Number>(factor),
                                  vectors<n_lanes, Number>(t),
                                  vectors<n_lanes, Number>(product),
                                  vectors<n_lanes, Number>(diagonal),
                                  vectors<n_lanes, Number>(y),
                                  vectors<n_lanes, Number>(residual),
                                  total.data());
    return total;
  }


  template <std::size_t n_lanes, typename Number>
  void
  EdgeKernels<n_lanes, Number>::turn(const Numbers &beta,
                                     const Fields  &diagonal,
                                     const Fields  &residual,
                                     Fields        &direction) const
  {
    const LaneValues<n_lanes, Number> factor = aligned<n_lanes, Number>(beta);
    turn_loop<n_lanes, Number>(edges_.n_owned,
                               vectors<n_lanes, Number>(factor),
                               vectors<n_lanes, Number>(diagonal),
                               vectors<n_lanes, Number>(residual),
                               vectors<n_lanes, Number>(direction));
  }


#define CALLUS_KERNELS(n, Number)                                                               \
  template void EdgeKernels<n, Number>::solve_upper(                                            \
    const Fields &, const Fields &, Fields &, Fields &) const;                                  \
  template void EdgeKernels<n, Number>::solve_lower(                                            \
    const Fields &, const Fields &, Fields &, Fields &) const;                                  \
  template typename EdgeKernels<n, Number>::Numbers EdgeKernels<n, Number>::finish_product(     \
    const Fields &, const Fields &, const Fields &, Fields &, Fields &) const;                  \
  template typename EdgeKernels<n, Number>::Numbers EdgeKernels<n, Number>::advance(            \
    const Numbers &, const Fields &, const Fields &, const Fields &, Fields &, Fields &) const; \
  template void EdgeKernels<n, Number>::turn(                                                   \
    const Numbers &, const Fields &, const Fields &, Fields &) const
  CALLUS_KERNELS(1, double);
  CALLUS_KERNELS(most_lanes, double);
  CALLUS_KERNELS(1, float);
  CALLUS_KERNELS(most_lanes, float);
#undef CALLUS_KERNELS
} // namespace callus
