// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "kinetics/two_stage.h"
#include "transport/diffusion_solver.h"
#include "transport/movement.h"
#include "transport/surface_supply.h"

#include <memory>
#include <vector>

namespace callus
{
  /// One implicit stage of one field at the owned nodes:
  ///     y = base + length (P - L y + movement(y) + supply(y)) + flow / volume.
  struct FieldStage
  {
    FieldId       field;
    double        length; ///< day
    const double *start;  ///< base, unit of the field, ...
    const double
      *first; ///< ... or not null: base = start + (1 - g)/g (first - start), see two_stage.h
    const double *production; ///< P [unit/day], L [1/day]; null: none
    const double *loss;
    const double *flow;   ///< explicit gains [unit mm3]; null: none
    double       *values; ///< estimate on entry, result on return

    double processes =
      0; ///< on return: what the processes gave, and what came through surfaces, on this rank [unit mm3]
    double surfaces = 0;

    double
    base(std::size_t node) const
    {
      return first == nullptr ? start[node]
                              : start[node] + two_stage::base_weight * (first[node] - start[node]);
    }
  };

  /// Work of the diffusion solves since the last call of take_report(); for diagnostics.csv.
  struct TransportReport
  {
    unsigned int solves           = 0; ///< of one field
    unsigned int sweeps           = 0; ///< iterations of all fields that were solved together
    unsigned int iterations       = 0; ///< of one field
    double       largest_residual = 0; ///< relative
    double       largest_clipping =
      0; ///< what had to be cut to keep a bound, relative to the field's largest value
    double       seconds = 0; ///< of all linear solves, with setting up their equations
    unsigned int limited = 0; ///< steps of a field in which bounds limited the fluxes
    double       largest_imbalance =
      0; ///< gain of mass that neither processes nor surfaces explain, relative to the mass
    unsigned int indefinite =
      0; ///< solves repeated with less of the negative couplings, as with them the matrix was not positive
  };

  /**
   * Solves stages, eight fields of equal weights at a time, sorted by diffusivity so that those of a sweep need
   * about as many iterations.
   *
   * What the solver's tolerance leaves of the balance of mass is put right by a common factor of all values (DiffusionSolver), so
   * that mass is conserved to round-off whatever the tolerance.
   *
   * Where negative couplings make the matrix indefinite (obtuse angles where mobility jumps), the solve is repeated with smaller ones,
   * Movement::careful_weights, and should that not be enough, without them. Fields of the same group keep to that until movement
   * changes.
   *
   * Section `Transport`: Relative tolerance, Largest number of iterations.
   */
  template <int dim>
  class StageSolver
  {
  public:
    StageSolver(const Section            &root,
                const HealingNodes<dim>  &nodes,
                const Network            &network,
                const Movement<dim>      &movement,
                const SurfaceSupply<dim> &supply,
                MPI_Comm                  communicator);

    /// @p monotone: without the negative couplings. Then the results of backward Euler are within bounds (but for the tolerance).
    /// Throws NumericalFailure if a solve does not converge.
    void
    solve(std::vector<FieldStage> &stages, bool monotone);

    /// Solves diagonal y + D sum_j w_ij (y_i - y_j) = right-hand side for one field as it is; @p values: owned nodes.
    /// False, and the values as they were, if the matrix is not positive and negative weights can be to blame: then weights() has
    /// less of them.
    bool
    solve_steady(FieldId                    field,
                 double                     relative_tolerance,
                 const EdgeWeights         &weight,
                 const std::vector<double> &diagonal,
                 const std::vector<double> &right_hand_side,
                 const std::vector<char>   &held,
                 double                    *values);

    /// length (P - L y + supply(y)) volume of a stage with the result y, at the owned nodes [unit mm3]: all but movement.
    std::vector<double>
    sources(const FieldStage &stage);

    /// The weights with which a field is solved: those of movement, as long as the matrix was positive with them.
    const EdgeWeights &
    weights(FieldId field);
    /// Those of movement without the negative ones.
    const EdgeWeights &
    monotone_weights(FieldId field);
    /// Of the vertices' edges, hindered by the same mobility.
    const EdgeWeights *
    vertex_weights(FieldId field);
    /// Movement has changed.
    void
    forget_weights();

    double
    relative_tolerance() const
    {
      return relative_tolerance_;
    }
    TransportReport &
    report()
    {
      return report_;
    }

  private:
    /// So many fields that are solved together.
    template <std::size_t n_lanes>
    struct Lanes
    {
      Lanes(const NodeCoupling<dim> &coupling,
            const GhostExchange     &ghosts,
            MPI_Comm                 communicator,
            void                    *first)
        : memory(first, bytes(coupling.edges()))
        , solver(coupling.edges(), ghosts, &coupling.vertices(), communicator, &memory)
        , equations(coupling.edges(), &memory)
        , values(coupling.edges().n_local, &memory)
      {
      }

      static std::size_t
      bytes(const NodeEdges &edges)
      {
        constexpr std::size_t n_arrays = 3; // diagonal, right-hand side and values
        return DiffusionSolver<n_lanes>::bytes_of_arrays(edges.n_local) +
               n_arrays * LaneMemory::rounded(edges.n_local * sizeof(LaneValues<n_lanes>));
      }

      LaneMemory                  memory;
      DiffusionSolver<n_lanes>    solver;
      DiffusionEquations<n_lanes> equations;
      LaneFields<n_lanes>         values;
    };

    /// What is done about negative couplings.
    enum class Couplings
    {
      full,
      careful,
      positive
    };
    /// Fewer of them for the group of the field from now on. False if none are left.
    bool
    be_more_careful(FieldId field);
    /// @p stages are at most most_lanes, of one group: one lane, or all of them.
    void
    solve_together(const std::vector<FieldStage *> &stages, bool monotone);
    template <std::size_t n_lanes>
    void
    solve_lanes(Lanes<n_lanes> &lanes, const std::vector<FieldStage *> &stages, bool monotone);
    void
    solve_points(FieldStage &stage);
    template <std::size_t n_lanes>
    void
    fill_lanes(Lanes<n_lanes> &lanes, const std::vector<FieldStage *> &stages);
    /// But for the supply, from a node to another.
    template <std::size_t n_lanes>
    void
    fill_lane(Lanes<n_lanes>   &lanes,
              unsigned int      lane,
              const FieldStage &stage,
              std::size_t       begin,
              std::size_t       end);
    /// The results of the lanes that are solved.
    template <std::size_t n_lanes>
    void
    take_lanes(const Lanes<n_lanes>            &lanes,
               const std::vector<FieldStage *> &stages,
               const std::vector<char>         &solved);
    /// What processes and surfaces gave to a stage.
    void
    add_amounts(bool is_held, FieldStage &stage);
    void
    record(unsigned int iterations, double residual, double relative_tolerance, FieldId field);

    const HealingNodes<dim>                     &nodes_;
    const Network                               &network_;
    const Movement<dim>                         &movement_;
    const SurfaceSupply<dim>                    &supply_;
    double                                       relative_tolerance_;
    unsigned int                                 largest_number_of_iterations_;
    std::unique_ptr<std::byte, LaneMemory::Free> memory_; ///< of both, as only one solves at a time
    Lanes<most_lanes>                            several_;
    Lanes<1>                                     one_;
    std::vector<EdgeWeights> monotone_weights_; ///< by group; empty: not yet made
    std::vector<EdgeWeights> careful_weights_, vertex_weights_;
    std::vector<Couplings>   couplings_;
    TransportReport          report_;
  };
} // namespace callus
