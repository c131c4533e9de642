// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/stage_solver.h"

#include "base/parameters.h"
#include "base/problems.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace callus
{
  namespace
  {
    /// All lanes of so many nodes stay in the first cache while they are filled one after the other.
    constexpr std::size_t nodes_of_a_block = 128;
  } // namespace

  template <int dim>
  StageSolver<dim>::StageSolver(const Section            &root,
                                const HealingNodes<dim>  &nodes,
                                const Network            &network,
                                const Movement<dim>      &movement,
                                const SurfaceSupply<dim> &supply,
                                MPI_Comm                  communicator)
    : nodes_(nodes)
    , network_(network)
    , movement_(movement)
    , supply_(supply)
    , relative_tolerance_(
        root.subsection("Transport")
          .setting("Relative tolerance",
                   "1",
                   Range::between(1e-15, 1e-4),
                   "1e-8",
                   "Residual of a diffusion solve relative to its right-hand side"))
    , largest_number_of_iterations_(
        root.subsection("Transport")
          .count("Largest number of iterations",
                 2000,
                 "Conjugate-gradient iterations after which a diffusion solve counts as failed"))
    , memory_(LaneMemory::allocate(Lanes<most_lanes>::bytes(movement.edges())))
    , several_(movement.coupling(), nodes.ghost_exchange(), communicator, memory_.get())
    , one_(movement.coupling(), nodes.ghost_exchange(), communicator, memory_.get())
    , monotone_weights_(movement.n_groups())
    , careful_weights_(movement.n_groups())
    , vertex_weights_(movement.n_groups())
    , couplings_(movement.n_groups(), Couplings::full)
  {
  }


  template <int dim>
  const EdgeWeights &
  StageSolver<dim>::weights(FieldId field)
  {
    const unsigned int group = movement_.group(field);
    switch (couplings_[group])
      {
        case Couplings::full:
          return movement_.weights(group);
        case Couplings::careful:
          return careful_weights_[group];
        default:
          return monotone_weights(field);
      }
  }


  template <int dim>
  const EdgeWeights &
  StageSolver<dim>::monotone_weights(FieldId field)
  {
    const unsigned int group    = movement_.group(field);
    EdgeWeights       &positive = monotone_weights_[group];
    if (positive.empty())
      {
        positive = movement_.weights(group);
        for (std::size_t k = 0; k < positive.size(); ++k)
          positive.set(k, std::max(positive[k], 0.));
      }
    return positive;
  }


  template <int dim>
  const EdgeWeights *
  StageSolver<dim>::vertex_weights(FieldId field)
  {
    const unsigned int group  = movement_.group(field);
    EdgeWeights       &weight = vertex_weights_[group];
    if (weight.empty())
      weight = movement_.coupling().vertices().weights(movement_.mobility(group));
    return &weight;
  }


  template <int dim>
  void
  StageSolver<dim>::forget_weights()
  {
    for (auto *weights : {&monotone_weights_, &careful_weights_, &vertex_weights_})
      for (EdgeWeights &of_group : *weights)
        of_group.clear();
    std::fill(couplings_.begin(), couplings_.end(), Couplings::full);
  }


  template <int dim>
  bool
  StageSolver<dim>::be_more_careful(FieldId field)
  {
    const unsigned int group = movement_.group(field);
    if (couplings_[group] == Couplings::positive)
      return false;
    ++report_.indefinite;
    if (couplings_[group] == Couplings::full)
      {
        couplings_[group]       = Couplings::careful;
        careful_weights_[group] = movement_.careful_weights(group);
      }
    else
      couplings_[group] = Couplings::positive;
    return true;
  }


  template <int dim>
  void
  StageSolver<dim>::solve(std::vector<FieldStage> &stages, bool monotone)
  {
    std::vector<FieldStage *> diffusing;
    for (FieldStage &stage : stages)
      if (network_.catalogue()[stage.field].diffusivity > 0)
        diffusing.push_back(&stage);
      else
        solve_points(stage);
    std::stable_sort(
      diffusing.begin(), diffusing.end(), [&](const FieldStage *a, const FieldStage *b) {
        const auto key = [&](const FieldStage *stage) {
          return std::make_pair(movement_.group(stage->field),
                                network_.catalogue()[stage->field].diffusivity);
        };
        return key(b) < key(a); // the stiffest together
      });
    for (std::size_t begin = 0, end = 0; begin < diffusing.size(); begin = end)
      {
        const unsigned int group = movement_.group(diffusing[begin]->field);
        while (end < diffusing.size() && end < begin + most_lanes &&
               movement_.group(diffusing[end]->field) == group)
          ++end;
        solve_together({diffusing.begin() + begin, diffusing.begin() + end}, monotone);
      }
  }


  template <int dim>
  void
  StageSolver<dim>::solve_together(const std::vector<FieldStage *> &stages, bool monotone)
  {
    if (stages.size() == 1)
      solve_lanes(one_, stages, monotone);
    else
      solve_lanes(several_, stages, monotone);
  }


  template <int dim>
  template <std::size_t n_lanes>
  void
  StageSolver<dim>::solve_lanes(Lanes<n_lanes>                  &lanes,
                                const std::vector<FieldStage *> &stages,
                                bool                             monotone)
  {
    const double  start           = MPI_Wtime();
    const FieldId first           = stages.front()->field;
    lanes.equations.weight        = monotone ? &monotone_weights(first) : &weights(first);
    lanes.equations.vertex_weight = vertex_weights(first);
    lanes.equations.has_barriers  = movement_.has_barriers(movement_.group(first));
    fill_lanes(lanes, stages);
    const auto result = lanes.solver.solve(
      lanes.equations, relative_tolerance_, largest_number_of_iterations_, lanes.values);
    report_.sweeps += *std::max_element(result.iterations.begin(), result.iterations.end());
    const bool can_be_repeated =
      !monotone && couplings_[movement_.group(first)] != Couplings::positive;
    std::vector<FieldStage *> again;
    std::vector<char>         solved(stages.size(), false);
    for (unsigned int l = 0; l < stages.size(); ++l)
      if (can_be_repeated && result.is_indefinite[l])
        again.push_back(stages[l]);
      else
        {
          record(result.iterations[l], result.residual[l], relative_tolerance_, stages[l]->field);
          solved[l] = true;
        }
    take_lanes(lanes, stages, solved);
    report_.seconds += MPI_Wtime() - start;
    if (!again.empty() && be_more_careful(first))
      solve_together(again, false);
  }


  template <int dim>
  template <std::size_t n_lanes>
  void
  StageSolver<dim>::fill_lanes(Lanes<n_lanes> &lanes, const std::vector<FieldStage *> &stages)
  {
    auto &equations = lanes.equations;
    for (unsigned int l = 0; l < n_lanes; ++l)
      {
        equations.held[l].clear();
        equations.any_held[l]    = false;
        equations.diffusivity[l] = 0;
        if (l < stages.size())
          {
            const FieldStage &stage  = *stages[l];
            equations.any_held[l]    = supply_.hold(stage.field, stage.values, equations.held[l]);
            equations.diffusivity[l] = stage.length * network_.catalogue()[stage.field].diffusivity;
          }
      }
    for (std::size_t begin = 0; begin < nodes_.n_owned(); begin += nodes_of_a_block)
      {
        const std::size_t end = std::min(begin + nodes_of_a_block, nodes_.n_owned());
        for (unsigned int l = 0; l < n_lanes; ++l)
          if (l < stages.size())
            fill_lane(lanes, l, *stages[l], begin, end);
          else
            for (std::size_t i = begin; i < end; ++i)
              {
                equations.diagonal[i].lane[l]        = 1;
                equations.right_hand_side[i].lane[l] = 0;
                lanes.values[i].lane[l]              = 0;
              }
      }
    for (unsigned int l = 0; l < stages.size(); ++l)
      for (const auto &inflow : supply_.inflows(stages[l]->field))
        {
          equations.diagonal[inflow.node].lane[l] += stages[l]->length * inflow.diagonal;
          equations.right_hand_side[inflow.node].lane[l] +=
            stages[l]->length * inflow.right_hand_side;
        }
  }


  template <int dim>
  template <std::size_t n_lanes>
  void
  StageSolver<dim>::fill_lane(Lanes<n_lanes>   &lanes,
                              unsigned int      lane,
                              const FieldStage &stage,
                              std::size_t       begin,
                              std::size_t       end)
  {
    for (std::size_t i = begin; i < end; ++i)
      {
        const double volume = nodes_.volumes()[i];
        lanes.equations.diagonal[i].lane[lane] =
          volume * (1 + stage.length * (stage.loss ? stage.loss[i] : 0.));
        lanes.equations.right_hand_side[i].lane[lane] =
          volume * (stage.base(i) + stage.length * (stage.production ? stage.production[i] : 0.)) +
          (stage.flow ? stage.flow[i] : 0.);
        lanes.values[i].lane[lane] = stage.values[i];
      }
  }


  template <int dim>
  template <std::size_t n_lanes>
  void
  StageSolver<dim>::take_lanes(const Lanes<n_lanes>            &lanes,
                               const std::vector<FieldStage *> &stages,
                               const std::vector<char>         &solved)
  {
    for (std::size_t begin = 0; begin < nodes_.n_owned(); begin += nodes_of_a_block)
      {
        const std::size_t end = std::min(begin + nodes_of_a_block, nodes_.n_owned());
        for (unsigned int l = 0; l < stages.size(); ++l)
          for (std::size_t i = begin; solved[l] && i < end; ++i)
            stages[l]->values[i] = lanes.values[i].lane[l];
      }
    for (unsigned int l = 0; l < stages.size(); ++l)
      if (solved[l])
        add_amounts(!lanes.equations.held[l].empty(), *stages[l]);
  }


  template <int dim>
  void
  StageSolver<dim>::add_amounts(bool is_held, FieldStage &stage)
  {
    double change = 0, flow = 0;
    for (std::size_t i = 0; i < nodes_.n_owned(); ++i)
      {
        const double y = stage.values[i], volume = nodes_.volumes()[i];
        change += volume * (y - stage.base(i));
        flow += stage.flow ? stage.flow[i] : 0.;
        stage.processes +=
          volume * stage.length *
          ((stage.production ? stage.production[i] : 0.) - (stage.loss ? stage.loss[i] * y : 0.));
      }
    for (const auto &inflow : supply_.inflows(stage.field))
      stage.surfaces +=
        stage.length * (inflow.right_hand_side - inflow.diagonal * stage.values[inflow.node]);
    if (is_held) // what holds a value gives whatever it needs
      stage.surfaces = change - flow - stage.processes;
  }


  template <int dim>
  std::vector<double>
  StageSolver<dim>::sources(const FieldStage &stage)
  {
    std::vector<double> result(nodes_.n_owned());
    for (std::size_t i = 0; i < result.size(); ++i)
      {
        const double y = stage.values[i];
        const double rate =
          (stage.production ? stage.production[i] : 0.) - (stage.loss ? stage.loss[i] * y : 0.);
        result[i] = stage.length * nodes_.volumes()[i] * rate;
      }
    for (const auto &inflow : supply_.inflows(stage.field))
      result[inflow.node] +=
        stage.length * (inflow.right_hand_side - inflow.diagonal * stage.values[inflow.node]);
    return result;
  }


  template <int dim>
  void
  StageSolver<dim>::solve_points(FieldStage &stage)
  {
    fill_lanes(one_, {&stage});
    const auto &equation = one_.equations;
    for (std::size_t i = 0; i < nodes_.n_owned(); ++i)
      if (equation.held[0].empty() || !equation.held[0][i])
        one_.values[i].lane[0] = equation.right_hand_side[i].lane[0] / equation.diagonal[i].lane[0];
    take_lanes(one_, {&stage}, {true});
  }


  template <int dim>
  void
  StageSolver<dim>::record(unsigned int iterations,
                           double       residual,
                           double       relative_tolerance,
                           FieldId      field)
  {
    ++report_.solves;
    report_.iterations += iterations;
    report_.largest_residual = std::max(report_.largest_residual, residual);
    // written so that NaN fails too
    if (!(residual <= relative_tolerance))
      {
        std::ostringstream text;
        text << network_.catalogue()[field].name << ": the diffusion solve did not converge in "
             << iterations << " iterations (residual " << residual << ", tolerance "
             << relative_tolerance << ')';
        throw NumericalFailure(text.str());
      }
  }


  template <int dim>
  bool
  StageSolver<dim>::solve_steady(FieldId                    field,
                                 double                     relative_tolerance,
                                 const EdgeWeights         &weight,
                                 const std::vector<double> &diagonal,
                                 const std::vector<double> &right_hand_side,
                                 const std::vector<char>   &held,
                                 double                    *values)
  {
    const double start     = MPI_Wtime();
    auto        &equation  = one_.equations;
    equation.weight        = &weight;
    equation.vertex_weight = vertex_weights(field);
    equation.has_barriers  = movement_.has_barriers(movement_.group(field));
    equation.diffusivity   = {network_.catalogue()[field].diffusivity};
    equation.held[0]       = held;
    equation.any_held[0]   = supply_.holds(field);
    for (std::size_t i = 0; i < nodes_.n_owned(); ++i)
      {
        equation.diagonal[i].lane[0]        = diagonal[i];
        equation.right_hand_side[i].lane[0] = right_hand_side[i];
        one_.values[i].lane[0]              = values[i];
      }
    const auto result =
      one_.solver.solve(equation, relative_tolerance, largest_number_of_iterations_, one_.values);
    report_.sweeps += result.iterations[0];
    if (result.is_indefinite[0] && be_more_careful(field))
      return false;
    record(result.iterations[0], result.residual[0], relative_tolerance, field);
    for (std::size_t i = 0; i < nodes_.n_owned(); ++i)
      values[i] = one_.values[i].lane[0];
    report_.seconds += MPI_Wtime() - start;
    return true;
  }

  template class StageSolver<2>;
  template class StageSolver<3>;
} // namespace callus
