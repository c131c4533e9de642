// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/two_level_gradients.h"

#include "base/communication.h"
#include "base/processor_versions.h"
#include "transport/gauss_seidel_gradients.h"
#include "transport/lane_vectors.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    /// What is left of the residual of the vertices' problem, and the most iterations for it.
    constexpr double       rough              = 0.1;
    constexpr unsigned int most_of_iterations = 12;

    /// Sums of r z, z Az and z q over the nodes.
    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    sums_loop(std::size_t                       n,
              const LaneVector<n_lanes, float> *r,
              const LaneVector<n_lanes, float> *z,
              const LaneVector<n_lanes, float> *az,
              const LaneVector<n_lanes, float> *q,
              double                           *sums)
    {
      for (std::size_t begin = 0; begin < n; begin += nodes_of_a_partial_sum)
        {
          LaneVector<n_lanes, float> rz = {}, zaz = {}, zq = {};
          const std::size_t          end = std::min(begin + nodes_of_a_partial_sum, n);
          for (std::size_t i = begin; i < end; ++i)
            {
              const LaneVector<n_lanes, float> zi = z[i];
              rz += r[i] * zi;
              zaz += az[i] * zi;
              zq += q[i] * zi;
            }
          add_partial_sum<n_lanes, float>(rz, sums);
          add_partial_sum<n_lanes, float>(zaz, sums + n_lanes);
          add_partial_sum<n_lanes, float>(zq, sums + 2 * n_lanes);
        }
    }

    /// p = z + beta p, q = Az + beta q, y += alpha p, r -= alpha q; the sum of r^2 over the diagonal.
    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    step_loop(std::size_t                       n,
              const LaneVector<n_lanes, float> *factors,
              const LaneVector<n_lanes, float> *z,
              const LaneVector<n_lanes, float> *az,
              const LaneVector<n_lanes, float> *inverse,
              LaneVector<n_lanes, float>       *p,
              LaneVector<n_lanes, float>       *q,
              LaneVector<n_lanes, float>       *y,
              LaneVector<n_lanes, float>       *r,
              double                           *total)
    {
      const LaneVector<n_lanes, float> alpha = factors[0], beta = factors[1];
      for (std::size_t begin = 0; begin < n; begin += nodes_of_a_partial_sum)
        {
          LaneVector<n_lanes, float> sum = {};
          const std::size_t          end = std::min(begin + nodes_of_a_partial_sum, n);
          for (std::size_t i = begin; i < end; ++i)
            {
              const LaneVector<n_lanes, float> pi = z[i] + beta * p[i], qi = az[i] + beta * q[i],
                                               ri = r[i] - alpha * qi;
              p[i]                                = pi;
              q[i]                                = qi;
              r[i]                                = ri;
              y[i] += alpha * pi;
              sum += ri * ri * inverse[i];
            }
          add_partial_sum<n_lanes, float>(sum, total);
        }
    }
  } // namespace


  template <std::size_t n_lanes>
  TwoLevelGradients<n_lanes>::TwoLevelGradients(DiffusionLevel<n_lanes> &level,
                                                const VertexLevel       &vertices)
    : level_(level)
    , vertices_(vertices)
    , vertex_level_(vertices.edges(), vertices.ghost_exchange(), level.communicator)
    , vertex_equations_(vertices.edges())
    , correction_(vertices.edges().n_local)
    , product_of_direction_(level.edges.n_owned)
  {
  }


  template <std::size_t n_lanes>
  typename TwoLevelGradients<n_lanes>::Numbers
  TwoLevelGradients<n_lanes>::norm_squared() const
  {
    Numbers local{};
    for (std::size_t i = 0; i < level_.edges.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        local[l] +=
          double(level_.product[i].lane[l]) * level_.product[i].lane[l] * level_.inverse[i].lane[l];
    return mpi::sum(local, level_.communicator);
  }


  template <std::size_t n_lanes>
  void
  TwoLevelGradients<n_lanes>::prepare_vertices(const Equations &equations)
  {
    vertex_equations_.weight      = equations.vertex_weight;
    vertex_equations_.diffusivity = equations.diffusivity;
    vertex_equations_.any_held    = equations.any_held;
    for (unsigned int l = 0; l < n_lanes; ++l)
      {
        auto &held = vertex_equations_.held[l];
        held.assign(equations.held[l].empty() ? 0 : vertices_.edges().n_owned, 0);
        for (std::size_t v = 0; v < held.size(); ++v)
          held[v] = equations.held[l][vertices_.node_of(v)];
      }
    for (std::size_t i = 0; i < level_.edges.n_owned; ++i)
      for (unsigned int l = 0; l < n_lanes; ++l)
        level_.work[i].lane[l] = equations.diagonal[i].lane[l];
    update_ghosts<n_lanes>(level_.ghosts, level_.edges.n_owned, level_.work);
    vertices_.restrict_to_vertices<n_lanes>(level_.work, vertex_level_.work);
    for (std::size_t v = 0; v < vertices_.edges().n_owned; ++v)
      for (unsigned int l = 0; l < n_lanes; ++l)
        vertex_equations_.diagonal[v].lane[l] = vertex_level_.work[v].lane[l];
    vertex_level_.find_diagonal(vertex_equations_);
  }


  template <std::size_t n_lanes>
  void
  TwoLevelGradients<n_lanes>::mask(const Equations &equations, Fields &values) const
  {
    for (unsigned int l = 0; l < n_lanes; ++l)
      for (std::size_t i = 0; i < equations.held[l].size(); ++i)
        if (equations.held[l][i])
          values[i].lane[l] = 0;
  }


  template <std::size_t n_lanes>
  void
  TwoLevelGradients<n_lanes>::correct_vertices()
  {
    std::fill(correction_.begin(), correction_.end(), LaneValues<n_lanes, float>{});
    correct_by_constants(vertex_level_, vertex_equations_, correction_);
    IterationGoal<n_lanes> goal{{}, most_of_iterations};
    goal.reduction.fill(rough);
    gauss_seidel::iterate(vertex_level_, vertex_equations_, goal, correction_);
    update_ghosts<n_lanes>(vertex_level_.ghosts, vertex_level_.edges.n_owned, correction_);
  }


  template <std::size_t n_lanes>
  void
  TwoLevelGradients<n_lanes>::precondition(const Equations &equations)
  {
    const EdgeKernels<n_lanes, float> loops = level_.kernels(equations);
    const bool                        any_held =
      std::any_of(equations.any_held.begin(), equations.any_held.end(), [](bool h) { return h; });
    loops.solve_lower(level_.inverse, level_.residual, level_.upper, level_.work);
    update_ghosts<n_lanes>(level_.ghosts, level_.edges.n_owned, level_.upper);
    loops.flow_from_later(level_.upper, level_.product); // what is left of the residual
    mask(equations, level_.product);
    update_ghosts<n_lanes>(level_.ghosts, level_.edges.n_owned, level_.product);
    vertices_.restrict_to_vertices<n_lanes>(level_.product, vertex_level_.product);
    correct_vertices();
    vertices_.interpolate<n_lanes>(correction_, level_.upper);
    if (any_held)
      {
        mask(equations, level_.upper);
        update_ghosts<n_lanes>(level_.ghosts, level_.edges.n_owned, level_.upper);
      }
    loops.add_flow_from_earlier(1., level_.residual, level_.upper, level_.product);
    loops.solve_upper(level_.inverse, level_.product, level_.upper, level_.work);
    update_ghosts<n_lanes>(level_.ghosts, level_.edges.n_owned, level_.upper);
  }


  template <std::size_t n_lanes>
  IterationResult<n_lanes>
  TwoLevelGradients<n_lanes>::iterate(const Equations              &equations,
                                      const IterationGoal<n_lanes> &goal,
                                      Fields                       &values)
  {
    const std::size_t                 n     = level_.edges.n_owned;
    const EdgeKernels<n_lanes, float> loops = level_.kernels(equations);
    IterationResult<n_lanes>          result;
    prepare_vertices(equations);
    std::copy_n(level_.product.begin(), n, level_.residual.begin());
    std::fill(level_.direction.begin(), level_.direction.end(), LaneValues<n_lanes, float>{});
    std::fill(
      product_of_direction_.begin(), product_of_direction_.end(), LaneValues<n_lanes, float>{});
    const Numbers start   = norm_squared();
    Numbers       squared = start, curvature{};
    for (unsigned int iteration = 0; iteration < goal.largest_number_of_iterations; ++iteration)
      {
        std::array<bool, n_lanes> active;
        bool                      any = false;
        for (unsigned int l = 0; l < n_lanes; ++l)
          any |= active[l] = !goal.is_reached(l, start[l], squared[l]) && !result.is_indefinite[l];
        if (!any)
          break;
        precondition(equations);
        loops.add_flow_from_earlier(-1., level_.product, level_.upper, level_.work);
        std::array<double, 3 * n_lanes> sums{};
        sums_loop<n_lanes>(n,
                           vectors<n_lanes, float>(level_.residual),
                           vectors<n_lanes, float>(level_.upper),
                           vectors<n_lanes, float>(level_.work),
                           vectors<n_lanes, float>(product_of_direction_),
                           sums.data());
        sums = mpi::sum(sums, level_.communicator);
        std::array<LaneValues<n_lanes, float>, 2> factors{};
        for (unsigned int l = 0; l < n_lanes; ++l)
          if (active[l])
            {
              const double rz = sums[l], zaz = sums[n_lanes + l], zq = sums[2 * n_lanes + l];
              const double beta = curvature[l] > 0 ? -zq / curvature[l] : 0.;
              curvature[l]      = zaz + beta * zq;
              // written so that NaN counts too
              result.is_indefinite[l] = !(curvature[l] > 0 && rz > 0);
              if (result.is_indefinite[l])
                continue;
              factors[0].lane[l] = rz / curvature[l];
              factors[1].lane[l] = beta;
              ++result.iterations[l];
            }
        Numbers total{};
        step_loop<n_lanes>(n,
                           vectors<n_lanes, float>(factors[0]),
                           vectors<n_lanes, float>(level_.upper),
                           vectors<n_lanes, float>(level_.work),
                           vectors<n_lanes, float>(level_.inverse),
                           vectors<n_lanes, float>(level_.direction),
                           vectors<n_lanes, float>(product_of_direction_),
                           vectors<n_lanes, float>(values),
                           vectors<n_lanes, float>(level_.residual),
                           total.data());
        const Numbers left = mpi::sum(total, level_.communicator);
        for (unsigned int l = 0; l < n_lanes; ++l)
          squared[l] = active[l] && !result.is_indefinite[l] ? left[l] : squared[l];
      }
    for (unsigned int l = 0; l < n_lanes; ++l)
      result.residual[l] = std::sqrt(squared[l]);
    return result;
  }

  template class TwoLevelGradients<1>;
  template class TwoLevelGradients<most_lanes>;
} // namespace callus
