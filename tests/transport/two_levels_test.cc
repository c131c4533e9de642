// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// The solver for stiff fields: vertices as a second level.

#include "transport/diffusion_solver.h"
#include "transport/gauss_seidel_gradients.h"
#include "transport/moving_biology.h"

#include <cmath>

using namespace callus;
using namespace callus::test;

namespace
{
  template <int dim>
  struct Box : ShapedBiology<dim>
  {
    Box(const Kind &kind, unsigned int n)
      : ShapedBiology<dim>(box_of<dim>(kind, n),
                           kind,
                           biology_text(field_text("signal", "signal", 1), ""))
      , edges(this->transport.movement().edges())
      , vertices(this->transport.movement().coupling().vertices())
      , equations(edges)
      , values(edges.n_local)
      , vertex_weight(vertices.weights({}))
    {
      equations.weight        = &this->transport.movement().coupling().coefficient();
      equations.vertex_weight = &vertex_weight;
      for (std::size_t i = 0; i < edges.n_owned; ++i)
        {
          const auto  &x      = this->point(i);
          const double volume = this->state.nodes().volumes()[i];
          for (unsigned int l = 0; l < most_lanes; ++l)
            {
              equations.diagonal[i].lane[l] = volume * (1 + .5 * std::sin(7 * x[0]));
              equations.right_hand_side[i].lane[l] =
                volume * (x[1] > .5 ? 1 + l : 0.) * std::cos(3 * x[0]);
            }
        }
    }

    /// Holds the value of some lanes where x = 0.
    void
    hold(unsigned int lane, double value)
    {
      equations.any_held[lane] = true;
      equations.held[lane].assign(edges.n_owned, 0);
      for (std::size_t i = 0; i < edges.n_owned; ++i)
        if (this->point(i)[0] < 1e-9)
          {
            equations.held[lane][i] = 1;
            values[i].lane[lane]    = value;
          }
    }

    IterationResult<most_lanes>
    solve(bool two_levels, LaneFields<most_lanes> &solution, double tolerance = 1e-12)
    {
      solution = values;
      DiffusionSolver<most_lanes> solver(edges,
                                         this->state.nodes().ghost_exchange(),
                                         two_levels ? &vertices : nullptr,
                                         MPI_COMM_WORLD);
      return solver.solve(equations, tolerance, 2000, solution);
    }

    /// Relative, in double precision, where nothing is held but zeros.
    LaneNumbers<most_lanes>
    residual(const LaneFields<most_lanes> &solution) const
    {
      LaneFields<most_lanes> exchange(edges.n_local);
      EdgeKernels<most_lanes, double>(edges, *equations.weight, equations.diffusivity)
        .exchange(solution, exchange);
      DiffusionLevel<most_lanes, double> level(
        edges, this->state.nodes().ghost_exchange(), MPI_COMM_WORLD);
      level.find_diagonal(equations);
      LaneNumbers<most_lanes> of_residual{}, of_right_hand_side{};
      for (std::size_t i = 0; i < edges.n_owned; ++i)
        for (unsigned int l = 0; l < most_lanes; ++l)
          {
            const double b = equations.right_hand_side[i].lane[l];
            const double r =
              b - equations.diagonal[i].lane[l] * solution[i].lane[l] - exchange[i].lane[l];
            of_residual[l] += r * r * level.inverse[i].lane[l];
            of_right_hand_side[l] += b * b * level.inverse[i].lane[l];
          }
      of_residual        = mpi::sum(of_residual, MPI_COMM_WORLD);
      of_right_hand_side = mpi::sum(of_right_hand_side, MPI_COMM_WORLD);
      for (unsigned int l = 0; l < most_lanes; ++l)
        of_residual[l] = std::sqrt(of_residual[l] / of_right_hand_side[l]);
      return of_residual;
    }

    const NodeEdges               &edges;
    const VertexLevel             &vertices;
    DiffusionEquations<most_lanes> equations;
    LaneFields<most_lanes>         values;
    EdgeWeights                    vertex_weight;
  };
} // namespace


TEST(TwoLevels, GiveWhatOneLevelGives)
{
  for (const Kind &kind : all_kinds())
    in_dimension_of(kind, [&](auto dimension) {
      Box<decltype(dimension)::value> box(kind, 3);
      box.equations.diffusivity = {{100, 3, 1e3, 1e4, 1e-3, 1, 30, 300}};
      box.hold(2, 5);
      box.hold(3, 0);
      LaneFields<most_lanes> one, two;
      const auto             by_one = box.solve(false, one), by_two = box.solve(true, two);
      for (unsigned int l = 0; l < most_lanes; ++l)
        {
          EXPECT_LE(by_one.residual[l], 1e-12) << kind << l;
          EXPECT_LE(by_two.residual[l], 1e-12) << kind << l;
          double difference = 0, largest = 0;
          for (std::size_t i = 0; i < box.edges.n_local; ++i)
            {
              difference = std::max(difference, std::abs(one[i].lane[l] - two[i].lane[l]));
              largest    = std::max(largest, std::abs(one[i].lane[l]));
            }
          EXPECT_LE(box.transport.maximum(difference), 1e-8 * box.transport.maximum(largest))
            << kind << l;
        }
      EXPECT_FALSE(by_two.iterations == by_one.iterations) << kind << ": the second level is used";
    });
}


TEST(DiffusionSolver, SaysHowLargeTheResidualIsAtMost)
{
  // also where it is not computed in the end, as the iterations know it
  for (const Kind &kind : all_kinds())
    in_dimension_of(kind, [&](auto dimension) {
      Box<decltype(dimension)::value> box(kind, 4);
      // the factor that puts sums right changes the residual: not where values are held
      for (unsigned int l = 0; l < most_lanes; ++l)
        box.hold(l, 0);
      for (const double stiffness : {1., 1e3})
        {
          box.equations.diffusivity = {{1e-3, 1e-2, .03, .1, .3, 1, 3, 10}};
          for (double &diffusivity : box.equations.diffusivity)
            diffusivity *= stiffness;
          for (const bool two_levels : {false, true})
            for (double tolerance = 1e-2; tolerance > 1e-10; tolerance *= .1)
              {
                LaneFields<most_lanes> solution;
                const auto             result = box.solve(two_levels, solution, tolerance);
                const auto             truth  = box.residual(solution);
                for (unsigned int l = 0; l < most_lanes; ++l)
                  {
                    EXPECT_LE(result.residual[l], tolerance) << kind << l;
                    EXPECT_LE(truth[l], 1.01 * result.residual[l] + 1e-13)
                      << kind << ", lane " << l << ", " << two_levels << ", stiffness " << stiffness
                      << ", tolerance " << tolerance;
                  }
              }
        }
    });
}


TEST(TwoLevels, NeedAsManyIterationsWhateverTheStiffnessAndTheMesh)
{
  const Kind                kind{"tetrahedron", Geometry::three_dimensional};
  std::vector<unsigned int> iterations;
  unsigned int              with_one_level = 0;
  for (const unsigned int n : {3u, 8u})
    {
      Box<3> box(kind, n);
      box.equations.diffusivity = {{10, 20, 50, 100, 200, 300, 500, 1e3}};
      LaneFields<most_lanes> solution;
      for (const unsigned int of_lane : box.solve(true, solution).iterations)
        iterations.push_back(of_lane);
      with_one_level = box.solve(false, solution).iterations.back();
    }
  const auto [fewest, most] = std::minmax_element(iterations.begin(), iterations.end());
  EXPECT_LE(*most, 1.7 * *fewest);
  EXPECT_GT(with_one_level, 2 * *most);
}


TEST(VertexLevel, HasTheEnergyOfAllNodesBetweenFunctionsOfTheVertices)
{
  for (const Kind &kind : all_kinds())
    in_dimension_of(kind, [&](auto dimension) {
      Box<decltype(dimension)::value> box(kind, 2);
      const auto                     &coarse = box.vertices.edges();
      LaneFields<1, float>            at_vertices(coarse.n_local), at_nodes(box.edges.n_local);
      // by the point, so that all ranks mean the same function
      for (std::size_t v = 0; v < coarse.n_owned; ++v)
        at_vertices[v].lane[0] = std::sin(5 * box.point(box.vertices.node_of(v))[0]) +
                                 std::cos(4 * box.point(box.vertices.node_of(v))[1]);
      float *first = at_vertices.empty() ? nullptr : at_vertices.front().lane;
      box.vertices.ghost_exchange().update(first, first + coarse.n_owned, 1);
      box.vertices.template interpolate<1>(at_vertices, at_nodes);

      // an edge to a ghost is there on both ranks: half of it on each
      const auto energy =
        [&](const NodeEdges &edges, const EdgeWeights &weight, const LaneFields<1, float> &y) {
          double sum = 0;
          for (std::size_t i = 0; i < edges.n_owned; ++i)
            for (unsigned int k = edges.row_begin[i]; k < edges.row_begin[i + 1]; ++k)
              sum += (edges.column[k] < edges.n_owned ? 1. : .5) * weight[k] *
                     std::pow(y[i].lane[0] - y[edges.column[k]].lane[0], 2);
          return mpi::sum(sum, MPI_COMM_WORLD);
        };
      const double of_nodes    = energy(box.edges, *box.equations.weight, at_nodes),
                   of_vertices = energy(coarse, box.vertices.coefficients(), at_vertices);
      EXPECT_GT(of_nodes, .1) << kind;
      EXPECT_NEAR(of_vertices, of_nodes, 1e-5 * of_nodes) << kind;
    });
}


TEST(VertexLevel, MobilityHindersItsEdges)
{
  Box<2>              box({"triangle", Geometry::plane_strain}, 2);
  std::vector<double> mobility(box.edges.n_local, .25);
  const auto          free = box.vertices.weights({}), hindered = box.vertices.weights(mobility);
  ASSERT_EQ(free.size(), hindered.size());
  for (std::size_t k = 0; k < free.size(); ++k)
    EXPECT_FLOAT_EQ(hindered[k], .25 * free[k]);
}
