// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/edge_kernels.h"

#include "base/processor_versions.h"

#include <algorithm>

namespace callus
{
  namespace
  {
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
    /// The values of all lanes at a node, for the processor's vector unit.
    template <std::size_t n_lanes>
    using Vector = typename VectorOf<n_lanes>::Type;

    /// NodeEdges, weights and diffusivities as the loops take them: pointers only, so that both versions hold everything that is called. The
    /// loops copy it, because what they write might else lie in it.
    template <std::size_t n_lanes>
    struct Couplings
    {
      std::size_t            n_owned;
      const unsigned int    *row_begin;
      const unsigned int    *column;
      const double          *weight;
      const Vector<n_lanes> *diffusivity;
    };

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    exchange_loop(const Couplings<n_lanes> &couplings,
                  const Vector<n_lanes>    *y,
                  Vector<n_lanes>          *result)
    {
      const Couplings<n_lanes> c = couplings;
      const Vector<n_lanes>    d = *c.diffusivity;
      for (std::size_t i = 0; i < c.n_owned; ++i)
        {
          const Vector<n_lanes> yi  = y[i];
          Vector<n_lanes>       sum = result[i];
          for (unsigned int k = c.row_begin[i]; k < c.row_begin[i + 1]; ++k)
            {
              const Vector<n_lanes> flux = c.weight[k] * (yi - y[c.column[k]]);
              sum += flux;
              result[c.column[k]] -= flux;
            }
          result[i] = d * sum; // all its edges have been met: those to earlier nodes there
        }
    }

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    upper_loop(const Couplings<n_lanes> &couplings,
               const Vector<n_lanes>    *inverse,
               const Vector<n_lanes>    *v,
               Vector<n_lanes>          *t,
               Vector<n_lanes>          *sums)
    {
      const Couplings<n_lanes> c = couplings;
      const Vector<n_lanes>    d = *c.diffusivity;
      for (std::size_t i = c.n_owned; i-- > 0;)
        {
          Vector<n_lanes> sum = {};
          for (unsigned int k = c.row_begin[i]; k < c.row_begin[i + 1]; ++k)
            sum += c.weight[k] * t[c.column[k]];
          sum     = d * sum;
          sums[i] = sum;
          t[i]    = inverse[i] * (v[i] + sum);
        }
    }

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    lower_loop(const Couplings<n_lanes> &couplings,
               const Vector<n_lanes>    *inverse,
               const Vector<n_lanes>    *v,
               Vector<n_lanes>          *z,
               Vector<n_lanes>          *work)
    {
      const Couplings<n_lanes> c = couplings;
      const Vector<n_lanes>    d = *c.diffusivity;
      for (std::size_t i = 0; i < c.n_owned; ++i)
        {
          const Vector<n_lanes> zi = inverse[i] * (v[i] + d * work[i]);
          z[i]                     = zi;
          for (unsigned int k = c.row_begin[i]; k < c.row_begin[i + 1]; ++k)
            work[c.column[k]] += c.weight[k] * zi;
        }
    }

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    product_loop(const Couplings<n_lanes> &couplings,
                 const Vector<n_lanes>    *inverse,
                 const Vector<n_lanes>    *v,
                 const Vector<n_lanes>    *t,
                 Vector<n_lanes>          *sum,
                 Vector<n_lanes>          *work,
                 Vector<n_lanes>          *total)
    {
      const Couplings<n_lanes> c       = couplings;
      const Vector<n_lanes>    d       = *c.diffusivity;
      Vector<n_lanes>          product = {};
      for (std::size_t i = 0; i < c.n_owned; ++i)
        {
          // columns rise: the ghosts are the last ones of a row
          unsigned int    end    = c.row_begin[i + 1];
          Vector<n_lanes> ghosts = {};
          while (end > c.row_begin[i] && c.column[end - 1] >= c.n_owned)
            {
              --end;
              ghosts += c.weight[end] * t[c.column[end]];
            }
          const Vector<n_lanes> z = inverse[i] * (d * (work[i] - ghosts) - sum[i]);
          for (unsigned int k = c.row_begin[i]; k < end; ++k)
            work[c.column[k]] += c.weight[k] * z;
          const Vector<n_lanes> row = t[i] + z;
          sum[i]                    = row;
          product += v[i] * row;
        }
      *total = product;
    }

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    advance_loop(std::size_t            n,
                 const Vector<n_lanes> *factor,
                 const Vector<n_lanes> *t,
                 const Vector<n_lanes> *product,
                 const Vector<n_lanes> *diagonal,
                 Vector<n_lanes>       *y,
                 Vector<n_lanes>       *residual,
                 Vector<n_lanes>       *total)
    {
      const Vector<n_lanes> alpha = *factor;
      Vector<n_lanes>       sum   = {};
      for (std::size_t i = 0; i < n; ++i)
        {
          y[i] += alpha * t[i];
          const Vector<n_lanes> r = residual[i] - alpha * product[i];
          residual[i]             = r;
          sum += r * r * diagonal[i];
        }
      *total = sum;
    }

    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    turn_loop(std::size_t            n,
              const Vector<n_lanes> *factor,
              const Vector<n_lanes> *diagonal,
              const Vector<n_lanes> *residual,
              Vector<n_lanes>       *direction)
    {
      const Vector<n_lanes> beta = *factor;
      for (std::size_t i = 0; i < n; ++i)
        direction[i] = diagonal[i] * residual[i] + beta * direction[i];
    }

    template <std::size_t n_lanes>
    const Vector<n_lanes> *
    vectors(const LaneValues<n_lanes> &first)
    {
      return reinterpret_cast<const Vector<n_lanes> *>(first.lane);
    }
    template <std::size_t n_lanes>
    Vector<n_lanes> *
    vectors(LaneValues<n_lanes> &first)
    {
      return reinterpret_cast<Vector<n_lanes> *>(first.lane);
    }
    template <std::size_t n_lanes>
    const Vector<n_lanes> *
    vectors(const LaneFields<n_lanes> &fields)
    {
      return reinterpret_cast<const Vector<n_lanes> *>(fields.data());
    }
    template <std::size_t n_lanes>
    Vector<n_lanes> *
    vectors(LaneFields<n_lanes> &fields)
    {
      return reinterpret_cast<Vector<n_lanes> *>(fields.data());
    }

    /// Numbers where the processor's vector unit can load them.
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
