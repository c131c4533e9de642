// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/edge_kernels.h"

#include "base/processor_versions.h"
#include "transport/lane_vectors.h"

#include <algorithm>
#include <type_traits>

namespace callus
{
  namespace
  {
    /// NodeEdges, weights and diffusivities as the loops take them: pointers only, so that both versions hold everything that is called. The
    /// loops copy it, because what they write might else lie in it.
    template <std::size_t n_lanes, typename Number>
    struct Couplings
    {
      std::size_t                        n_owned, n_local, bandwidth;
      const unsigned int                *row_begin, *column;
      const float                       *leading, *rest; ///< of EdgeWeights
      const LaneVector<n_lanes, Number> *diffusivity;
      const NodeWithGhosts              *with_ghosts, *end_of_with_ghosts;

      inline __attribute__((always_inline)) Number
      weight(std::size_t edge) const
      {
        if constexpr (std::is_same_v<Number, float>)
          return leading[edge];
        else
          return double(leading[edge]) + rest[edge];
      }
    };

    /// Lanes that one register of AVX2 holds: a wider vector, as of eight lanes in double precision, goes through memory at each operation.
    template <std::size_t n_lanes, typename Number>
    constexpr std::size_t register_lanes = n_lanes * sizeof(Number) > 32 ? 32 / sizeof(Number)
                                                                         : n_lanes;

    /// Makes the entries zero into which rows add up for their later nodes: those of ghosts at once, the others shortly before the first row
    /// that adds something, so that they are still in the cache then. Each node has @p n parts.
    template <std::size_t n, typename Part, typename Edges>
    inline __attribute__((always_inline)) void
    make_ghosts_zero(const Edges &c, Part *values)
    {
      for (std::size_t j = n * c.n_owned; j < n * c.n_local; ++j)
        values[j] = Part{};
    }
    /// For the rows before @p end; @p zero of the nodes are zero already, returns how many are then.
    template <std::size_t n, typename Part, typename Edges>
    inline __attribute__((always_inline)) std::size_t
    make_zero_for_rows(const Edges &c, std::size_t zero, std::size_t end, Part *values)
    {
      const std::size_t next = std::min(end + c.bandwidth, c.n_owned);
      for (std::size_t j = n * zero; j < n * next; ++j)
        values[j] = Part{};
      return next;
    }

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

    /// @p sum becomes sum_j w_ij x_j over the later nodes, the farthest first: the next is what a triangle's solution has to wait for.
    template <typename Vector, typename Edges>
    inline __attribute__((always_inline)) void
    sum_later(const Edges &c, std::size_t i, const Vector *x, Vector &sum)
    {
      sum = Vector{};
      static_assert(edges_of_a_group == 4, "the groups below");
      for (unsigned int k = c.row_begin[i + 1]; k > c.row_begin[i];)
        {
          k -= edges_of_a_group;
          const unsigned int *column = c.column + k;
          const Vector        far = c.weight(k + 3) * x[column[3]] + c.weight(k + 2) * x[column[2]],
                       near       = c.weight(k + 1) * x[column[1]] + c.weight(k) * x[column[0]];
          sum += far + near;
        }
    }

    /// results_j += w_ij x_i for the later nodes.
    template <typename Vector, typename Edges>
    inline __attribute__((always_inline)) void
    add_to_later(const Edges &c, std::size_t i, const Vector &xi, Vector *results)
    {
      for (unsigned int k = c.row_begin[i]; k < c.row_begin[i + 1]; k += edges_of_a_group)
#pragma GCC unroll 4
        for (unsigned int e = 0; e < edges_of_a_group; ++e)
          results[c.column[k + e]] += c.weight(k + e) * xi;
    }

    /// results_i += factor sum_j w_ij x_j over the ghosts.
    template <typename Vector, typename Edges>
    inline __attribute__((always_inline)) void
    add_from_ghosts(const Edges &c, const Vector &factor, const Vector *x, Vector *results)
    {
      for (const NodeWithGhosts *of = c.with_ghosts; of != c.end_of_with_ghosts; ++of)
        {
          Vector             sum = {};
          const unsigned int end = c.row_begin[of->node + 1];
          for (unsigned int k = c.row_begin[of->node] + of->first; k < end; ++k)
            sum += c.weight(k) * x[c.column[k]];
          results[of->node] += factor * sum;
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

    template <std::size_t n_lanes, typename Number>
    Couplings<n_lanes, Number>
    couplings(const NodeEdges                   &edges,
              const EdgeWeights                 &weight,
              const LaneValues<n_lanes, Number> &diffusivity)
    {
      return {edges.n_owned,
              edges.n_local,
              edges.bandwidth,
              edges.row_begin.data(),
              edges.column.data(),
              weight.leading(),
              weight.rest(),
              vectors<n_lanes, Number>(diffusivity),
              edges.with_ghosts.data(),
              edges.with_ghosts.data() + edges.with_ghosts.size()};
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


  template class EdgeKernels<1, double>;
  template class EdgeKernels<most_lanes, double>;
  template class EdgeKernels<1, float>;
  template class EdgeKernels<most_lanes, float>;
} // namespace callus
