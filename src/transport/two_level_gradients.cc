// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/two_level_gradients.h"

#include "base/communication.h"
#include "base/processor_versions.h"
#include "transport/gauss_seidel_gradients.h"
#include "transport/lane_vectors.h"

#include <algorithm>

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
    sums_loop(std::size_t                n,
              const LaneVector<n_lanes> *r,
              const LaneVector<n_lanes> *z,
              const LaneVector<n_lanes> *az,
              const LaneVector<n_lanes> *q,
              LaneVector<n_lanes>       *sums)
    {
      LaneVector<n_lanes> rz = {}, zaz = {}, zq = {};
      for (std::size_t i = 0; i < n; ++i)
        {
          const LaneVector<n_lanes> zi = z[i];
          rz += r[i] * zi;
          zaz += az[i] * zi;
          zq += q[i] * zi;
        }
      sums[0] = rz;
      sums[1] = zaz;
      sums[2] = zq;
    }

    /// p = z + beta p, q = Az + beta q, y += alpha p, r -= alpha q; the sum of r^2 over the diagonal.
    template <std::size_t n_lanes>
    CALLUS_FOR_EACH_PROCESSOR void
    step_loop(std::size_t                n,
              const LaneVector<n_lanes> *factors,
              const LaneVector<n_lanes> *z,
              const LaneVector<n_lanes> *az,
              const LaneVector<n_lanes> *inverse,
              LaneVector<n_lanes>       *p,
              LaneVector<n_lanes>       *q,
              LaneVector<n_lanes>       *y,
              LaneVector<n_lanes>       *r,
              LaneVector<n_lanes>       *total)
    {
      const LaneVector<n_lanes> alpha = factors[0], beta = factors[1];
      LaneVector<n_lanes>       sum = {};
      for (std::size_t i = 0; i < n; ++i)
        {
          const LaneVector<n_lanes> pi = z[i] + beta * p[i], qi = az[i] + beta * q[i],
                                    ri = r[i] - alpha * qi;
          p[i]                         = pi;
          q[i]                         = qi;
          r[i]                         = ri;
          y[i] += alpha * pi;
          sum += ri * ri * inverse[i];
        }
      *total = sum;
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
          level_.product[i].lane[l] * level_.product[i].lane[l] * level_.inverse[i].lane[l];
    return mpi::sum(local, level_.communicator);
  }


  template <std::size_t n_lanes>
  void
  TwoLevelGradients<n_lanes>::prepare_vertices(const Equations &equations)
  {
    vertex_equations_.weight       = equations.vertex_weight;
    vertex_equations_.diffusivity  = equations.diffusivity;
    vertex_equations_.has_barriers = equations.has_barriers;
    vertex_equations_.any_held     = equations.any_held;
    for (unsigned int l = 0; l < n_lanes; ++l)
      {
        auto &held = vertex_equations_.held[l];
        held.assign(equations.held[l].empty() ? 0 : vertices_.edges().n_owned, 0);
        for (std::size_t v = 0; v < held.size(); ++v)
          held[v] = equations.held[l][vertices_.node_of(v)];
      }
    std::copy(equations.diagonal.begin(), equations.diagonal.end(), level_.work.begin());
    level_.update_ghosts(level_.work);
    vertices_.restrict_to_vertices<n_lanes>(level_.work, vertex_level_.work);
    std::copy_n(
      vertex_level_.work.begin(), vertices_.edges().n_owned, vertex_equations_.diagonal.begin());
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
    std::fill(correction_.begin(), correction_.end(), LaneValues<n_lanes>{});
    vertex_level_.correct_by_constants(vertex_equations_, correction_);
    const Numbers start =
      gauss_seidel::norm_squared(vertex_level_, vertex_equations_, vertex_level_.residual);
    IterationGoal<n_lanes> goal{{}, most_of_iterations};
    for (unsigned int l = 0; l < n_lanes; ++l)
      goal.residual_squared[l] = rough * rough * start[l];
    gauss_seidel::iterate(vertex_level_, vertex_equations_, start, goal, correction_);
    vertex_level_.update_ghosts(correction_);
  }


  template <std::size_t n_lanes>
  void
  TwoLevelGradients<n_lanes>::precondition(const Equations &equations)
  {
    const EdgeKernels<n_lanes> loops = level_.kernels(equations);
    const bool                 any_held =
      std::any_of(equations.any_held.begin(), equations.any_held.end(), [](bool h) { return h; });
    loops.solve_lower(level_.inverse, level_.residual, level_.upper, level_.work);
    level_.update_ghosts(level_.upper);
    loops.flow_from_later(level_.upper, level_.product); // what is left of the residual
    mask(equations, level_.product);
    level_.update_ghosts(level_.product);
    vertices_.restrict_to_vertices<n_lanes>(level_.product, vertex_level_.product);
    correct_vertices();
    vertices_.interpolate<n_lanes>(correction_, level_.upper);
    if (any_held)
      {
        mask(equations, level_.upper);
        level_.update_ghosts(level_.upper);
      }
    loops.add_flow_from_earlier(1., level_.residual, level_.upper, level_.product);
    loops.solve_upper(level_.inverse, level_.product, level_.upper, level_.work);
    level_.update_ghosts(level_.upper);
  }


  template <std::size_t n_lanes>
  IterationResult<n_lanes>
  TwoLevelGradients<n_lanes>::iterate(const Equations              &equations,
                                      const Numbers                &start,
                                      const IterationGoal<n_lanes> &goal,
                                      Fields                       &values)
  {
    const std::size_t          n     = level_.edges.n_owned;
    const EdgeKernels<n_lanes> loops = level_.kernels(equations);
    IterationResult<n_lanes>   result;
    prepare_vertices(equations);
    std::copy_n(level_.product.begin(), n, level_.residual.begin());
    std::fill(level_.direction.begin(), level_.direction.end(), LaneValues<n_lanes>{});
    std::fill(product_of_direction_.begin(), product_of_direction_.end(), LaneValues<n_lanes>{});
    Numbers squared = start, curvature{};
    for (unsigned int iteration = 0; iteration < goal.largest_number_of_iterations; ++iteration)
      {
        std::array<bool, n_lanes> active;
        bool                      any = false;
        for (unsigned int l = 0; l < n_lanes; ++l)
          any |= active[l] = !goal.is_reached(l, squared[l]) && !result.is_indefinite[l];
        if (!any)
          break;
        precondition(equations);
        loops.add_flow_from_earlier(-1., level_.product, level_.upper, level_.work);
        std::array<LaneValues<n_lanes>, 3> local{};
        sums_loop<n_lanes>(n,
                           vectors<n_lanes>(level_.residual),
                           vectors<n_lanes>(level_.upper),
                           vectors<n_lanes>(level_.work),
                           vectors<n_lanes>(product_of_direction_),
                           vectors<n_lanes>(local[0]));
        std::array<double, 3 * n_lanes> sums{};
        for (unsigned int l = 0; l < n_lanes; ++l)
          for (unsigned int k = 0; k < 3; ++k)
            sums[k * n_lanes + l] = local[k].lane[l];
        sums = mpi::sum(sums, level_.communicator);
        std::array<LaneValues<n_lanes>, 2> factors{};
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
        LaneValues<n_lanes> total{};
        step_loop<n_lanes>(n,
                           vectors<n_lanes>(factors[0]),
                           vectors<n_lanes>(level_.upper),
                           vectors<n_lanes>(level_.work),
                           vectors<n_lanes>(level_.inverse),
                           vectors<n_lanes>(level_.direction),
                           vectors<n_lanes>(product_of_direction_),
                           vectors<n_lanes>(values),
                           vectors<n_lanes>(level_.residual),
                           vectors<n_lanes>(total));
        const Numbers left = mpi::sum(as_numbers(total), level_.communicator);
        for (unsigned int l = 0; l < n_lanes; ++l)
          squared[l] = active[l] && !result.is_indefinite[l] ? left[l] : squared[l];
      }
    result.residual = squared;
    return result;
  }

  template class TwoLevelGradients<1>;
  template class TwoLevelGradients<2>;
  template class TwoLevelGradients<most_lanes>;
} // namespace callus
