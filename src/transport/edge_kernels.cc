// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/edge_kernels.h"

#include "base/processor_versions.h"
#include "transport/edge_loops.h"

#include <algorithm>

namespace callus
{
  using namespace edge_loops;

  namespace
  {
    /// Exchange of node i with the later ones: out of its own @p sum with that of the earlier ones, into the @p results of the others.
    /// Each node has @p n parts.
    template <std::size_t n, typename Part, typename Edges>
    inline __attribute__((always_inline)) void
    exchange_with_later(const Edges &c, std::size_t i, const Part *y, Part *results, Part *sum)
    {
      Part yi[n];
      for (std::size_t p = 0; p < n; ++p)
        {
          yi[p]  = y[n * i + p];
          sum[p] = results[n * i + p];
        }
      for (unsigned int k = c.row_begin[i]; k < c.row_begin[i + 1]; ++k)
        for (std::size_t p = 0; p < n; ++p)
          {
            const std::size_t j    = n * c.column[k] + p;
            const Part        flux = c.weight(k) * (yi[p] - y[j]);
            sum[p] += flux;
            results[j] -= flux;
          }
    }

    template <std::size_t n_lanes, typename Number>
    CALLUS_FOR_EACH_PROCESSOR void
    exchange_loop(const Couplings<n_lanes, Number>  &couplings,
                  const LaneVector<n_lanes, Number> *of_y,
                  LaneVector<n_lanes, Number>       *of_result)
    {
      using Part                         = LaneVector<register_lanes<n_lanes, Number>, Number>;
      constexpr std::size_t            n = n_lanes / register_lanes<n_lanes, Number>;
      const Couplings<n_lanes, Number> c = couplings;
      const auto                      *y = reinterpret_cast<const Part *>(of_y),
                 *d                      = reinterpret_cast<const Part *>(c.diffusivity);
      auto       *result                 = reinterpret_cast<Part *>(of_result);
      std::size_t zero                   = 0;
      make_ghosts_zero<n>(c, result);
      for (std::size_t begin = 0; begin < c.n_owned; begin += nodes_of_a_partial_sum)
        {
          const std::size_t end = std::min(begin + nodes_of_a_partial_sum, c.n_owned);
          zero                  = make_zero_for_rows<n>(c, zero, end, result);
          for (std::size_t i = begin; i < end; ++i)
            {
              Part sum[n];
              exchange_with_later<n>(c, i, y, result, sum);
              for (std::size_t p = 0; p < n; ++p)
                result[n * i + p] =
                  d[p] * sum[p]; // all its edges have been met: those to earlier nodes there
            }
        }
    }

    /// As exchange_loop, with the rest of the residual; @p sums: those of ResidualSums, one after the other.
    template <std::size_t n_lanes, typename Number>
    CALLUS_FOR_EACH_PROCESSOR void
    residual_loop(const Couplings<n_lanes, Number>  &couplings,
                  const LaneVector<n_lanes, Number> *of_y,
                  const LaneVector<n_lanes, Number> *of_diagonal,
                  const LaneVector<n_lanes, Number> *of_right_side,
                  const float                       *with_exchange,
                  const float                       *inverse,
                  LaneVector<n_lanes, Number>       *of_result,
                  LaneVector<n_lanes, Number>       *of_sums)
    {
      using Part                             = LaneVector<register_lanes<n_lanes, Number>, Number>;
      constexpr std::size_t            width = register_lanes<n_lanes, Number>, n = n_lanes / width;
      const Couplings<n_lanes, Number> c = couplings;
      const auto                      *y = reinterpret_cast<const Part *>(of_y),
                 *d                      = reinterpret_cast<const Part *>(of_diagonal),
                 *b                      = reinterpret_cast<const Part *>(of_right_side),
                 *diffusivity            = reinterpret_cast<const Part *>(c.diffusivity);
      auto       *result                 = reinterpret_cast<Part *>(of_result);
      auto       *sums                   = reinterpret_cast<Part *>(of_sums);
      std::size_t zero                   = 0;
      make_ghosts_zero<n>(c, result);
      for (std::size_t begin = 0; begin < c.n_owned; begin += nodes_of_a_partial_sum)
        {
          const std::size_t end = std::min(begin + nodes_of_a_partial_sum, c.n_owned);
          zero                  = make_zero_for_rows<n>(c, zero, end, result);
          for (std::size_t i = begin; i < end; ++i)
            {
              Part sum[n];
              exchange_with_later<n>(c, i, y, result, sum);
              for (std::size_t p = 0; p < n; ++p)
                {
                  Number numbers[2][width];
                  for (std::size_t l = 0; l < width; ++l)
                    {
                      numbers[0][l] = inverse[n_lanes * i + width * p + l];
                      numbers[1][l] = with_exchange[n_lanes * i + width * p + l];
                    }
                  Part v, of_matrix;
                  __builtin_memcpy(&v, numbers[0], sizeof(v));
                  __builtin_memcpy(&of_matrix, numbers[1], sizeof(v));
                  const Part yi = y[n * i + p], di = d[n * i + p], bi = b[n * i + p],
                             r      = bi - (di * yi + diffusivity[p] * sum[p]);
                  result[n * i + p] = r;
                  sums[p] += r;
                  sums[n + p] += di;
                  sums[2 * n + p] += r * r * v;
                  sums[3 * n + p] += r * di * v;
                  sums[4 * n + p] += di * di * v;
                  sums[5 * n + p] += bi * bi * v;
                  sums[6 * n + p] += yi * yi * of_matrix;
                }
            }
        }
    }

    template <std::size_t n_lanes, typename Number>
    CALLUS_FOR_EACH_PROCESSOR void
    from_later_loop(const Couplings<n_lanes, Number>  &couplings,
                    const LaneVector<n_lanes, Number> *x,
                    LaneVector<n_lanes, Number>       *result)
    {
      const Couplings<n_lanes, Number>  c = couplings;
      const LaneVector<n_lanes, Number> d = *c.diffusivity;
      for (std::size_t i = 0; i < c.n_owned; ++i)
        {
          LaneVector<n_lanes, Number> sum;
          sum_later(c, i, x, sum);
          result[i] = d * sum;
        }
    }

    template <std::size_t n_lanes, typename Number>
    CALLUS_FOR_EACH_PROCESSOR void
    from_earlier_loop(const Couplings<n_lanes, Number>  &couplings,
                      Number                             factor,
                      const LaneVector<n_lanes, Number> *base,
                      const LaneVector<n_lanes, Number> *x,
                      LaneVector<n_lanes, Number>       *result)
    {
      const Couplings<n_lanes, Number>  c    = couplings;
      const LaneVector<n_lanes, Number> d    = factor * *c.diffusivity;
      std::size_t                       zero = 0;
      make_ghosts_zero<1>(c, result);
      for (std::size_t begin = 0; begin < c.n_owned; begin += nodes_of_a_partial_sum)
        {
          const std::size_t end = std::min(begin + nodes_of_a_partial_sum, c.n_owned);
          zero                  = make_zero_for_rows<1>(c, zero, end, result);
          for (std::size_t i = begin; i < end; ++i)
            {
              const LaneVector<n_lanes, Number> xi = x[i];
              add_to_later(c, i, xi, result);
              result[i] = base[i] + d * result[i];
            }
        }
      add_from_ghosts(c, d, x, result);
    }
  } // namespace


  template <std::size_t n_lanes, typename Number>
  EdgeKernels<n_lanes, Number>::EdgeKernels(const NodeEdges   &edges,
                                            const EdgeWeights &weight,
                                            const Numbers     &diffusivity)
    : edges_(edges)
    , weight_(weight)
    , diffusivity_(aligned<n_lanes, Number>(diffusivity))
  {
  }


  template <std::size_t n_lanes, typename Number>
  void
  EdgeKernels<n_lanes, Number>::exchange(const Fields &y, Fields &result) const
  {
    exchange_loop<n_lanes, Number>(couplings(edges_, weight_, diffusivity_),
                                   vectors<n_lanes, Number>(y),
                                   vectors<n_lanes, Number>(result));
  }


  template <std::size_t n_lanes, typename Number>
  typename EdgeKernels<n_lanes, Number>::ResidualSums
  EdgeKernels<n_lanes, Number>::find_residual(const Fields                     &y,
                                              const Fields                     &d,
                                              const Fields                     &b,
                                              const LaneFields<n_lanes, float> &with_exchange,
                                              const LaneFields<n_lanes, float> &inverse,
                                              Fields                           &r) const
  {
    std::array<LaneValues<n_lanes, Number>, n_residual_sums> sums{};
    residual_loop<n_lanes, Number>(couplings(edges_, weight_, diffusivity_),
                                   vectors<n_lanes, Number>(y),
                                   vectors<n_lanes, Number>(d),
                                   vectors<n_lanes, Number>(b),
                                   with_exchange.empty() ? nullptr : with_exchange.front().lane,
                                   inverse.empty() ? nullptr : inverse.front().lane,
                                   vectors<n_lanes, Number>(r),
                                   vectors<n_lanes, Number>(sums[0]));
    ResidualSums result;
    for (unsigned int k = 0; k < n_residual_sums; ++k)
      std::copy_n(sums[k].lane, n_lanes, result[k].begin());
    return result;
  }


  template <std::size_t n_lanes, typename Number>
  void
  EdgeKernels<n_lanes, Number>::flow_from_later(const Fields &x, Fields &result) const
  {
    from_later_loop<n_lanes, Number>(couplings(edges_, weight_, diffusivity_),
                                     vectors<n_lanes, Number>(x),
                                     vectors<n_lanes, Number>(result));
  }


  template <std::size_t n_lanes, typename Number>
  void
  EdgeKernels<n_lanes, Number>::add_flow_from_earlier(double        factor,
                                                      const Fields &base,
                                                      const Fields &x,
                                                      Fields       &result) const
  {
    from_earlier_loop<n_lanes, Number>(couplings(edges_, weight_, diffusivity_),
                                       static_cast<Number>(factor),
                                       vectors<n_lanes, Number>(base),
                                       vectors<n_lanes, Number>(x),
                                       vectors<n_lanes, Number>(result));
  }


#define CALLUS_KERNELS(n, Number)                                                               \
  template EdgeKernels<n, Number>::EdgeKernels(                                                 \
    const NodeEdges &, const EdgeWeights &, const Numbers &);                                   \
  template void EdgeKernels<n, Number>::exchange(const Fields &, Fields &) const;               \
  template typename EdgeKernels<n, Number>::ResidualSums EdgeKernels<n, Number>::find_residual( \
    const Fields &,                                                                             \
    const Fields &,                                                                             \
    const Fields &,                                                                             \
    const LaneFields<n, float> &,                                                               \
    const LaneFields<n, float> &,                                                               \
    Fields &) const;                                                                            \
  template void EdgeKernels<n, Number>::flow_from_later(const Fields &, Fields &) const;        \
  template void EdgeKernels<n, Number>::add_flow_from_earlier(                                  \
    double, const Fields &, const Fields &, Fields &) const
  CALLUS_KERNELS(1, double);
  CALLUS_KERNELS(most_lanes, double);
  CALLUS_KERNELS(1, float);
  CALLUS_KERNELS(most_lanes, float);
#undef CALLUS_KERNELS
} // namespace callus
