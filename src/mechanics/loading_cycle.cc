// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/loading_cycle.h"

#include "mechanics/cycle.h"

namespace callus
{
  using Values = std::vector<double>;

  namespace
  {
    /// What the name of a response begins with where it is the one before, or before that.
    std::string
    before(const std::size_t k)
    {
      return k == 0 ? "" : "before_" + std::to_string(k) + "/";
    }

    std::string
    direction_name(const std::string &solver, const std::size_t number)
    {
      return "recycled_direction_" + std::to_string(number + 1) + solver;
    }

    /// Of a direction that is made of several vectors of a step.
    std::string
    part_name(const std::string &direction, const unsigned int part)
    {
      return part == 0 ? direction : direction + "_part_" + std::to_string(part + 1);
    }
  } // namespace


  template <int dim>
  class LoadingCycle<dim>::Implementation
  {
  public:
    Implementation(const LoadingSettings         &settings,
                   const Mesh<dim>               &mesh,
                   const MaterialMap<dim>        &materials,
                   const BoundaryConditions<dim> &conditions)
      : system_(settings, mesh, materials, conditions)
      , responses_(system_)
      , cycle_(make_cycle(system_, responses_))
    {
    }

    /// All that the next update starts from, by name, in one order.
    template <typename Action>
    void
    for_each_response(const Action &action)
    {
      responses_.for_each(action);
      cycle_->for_each(action);
    }

    void
    remember(const std::string &name, const Values &response, MechanicsMemory &memory) const;
    Values
    recall(const std::string &name, const MechanicsMemory &memory) const;

    /// The directions of a solver whose vectors are those of a step, or several of these one after the other.
    void
    remember_directions(const std::string                &solver,
                        const RecycledDirections::Memory &directions,
                        MechanicsMemory                  &memory) const;
    /// How many vectors of a step a direction is made of. Collective.
    unsigned int
    n_parts(const Values &direction) const;
    RecycledDirections::Memory
    recall_directions(const std::string &solver, const MechanicsMemory &memory) const;

    LoadedSystem<dim>           system_;
    UnitResponses<dim>          responses_;
    std::unique_ptr<Cycle<dim>> cycle_;
  };


  template <int dim>
  void
  LoadingCycle<dim>::Implementation::remember(const std::string &name,
                                              const Values      &response,
                                              MechanicsMemory   &memory) const
  {
    const auto pressure       = response.begin() + system_.n_displacements(),
               total_pressure = pressure + system_.n_pressures();
    memory.add(name + "/displacement",
               system_.displacement_nodes().degree(),
               dim,
               Values(response.begin(), pressure));
    if (system_.has_pressures())
      memory.add(name + "/pressure", 1, 1, Values(pressure, total_pressure));
    if (const auto *space = system_.total_pressures())
      memory.add(name + "/total_pressure",
                 space->host_degree(),
                 space->n_host_components(),
                 space->to_hosts(Values(total_pressure, response.end())));
  }


  template <int dim>
  std::vector<double>
  LoadingCycle<dim>::Implementation::recall(const std::string     &name,
                                            const MechanicsMemory &memory) const
  {
    Values response = memory.find(name + "/displacement").values;
    if (system_.has_pressures())
      {
        const Values &pressure = memory.find(name + "/pressure").values;
        response.insert(response.end(), pressure.begin(), pressure.end());
      }
    if (const auto *space = system_.total_pressures())
      {
        const Values total = space->from_hosts(memory.find(name + "/total_pressure").values);
        response.insert(response.end(), total.begin(), total.end());
      }
    return response;
  }


  template <int dim>
  unsigned int
  LoadingCycle<dim>::Implementation::n_parts(const Values &direction) const
  {
    // of all ranks: this one may own nothing
    std::array<unsigned long, 2> sizes = {direction.size(), system_.n_unknowns()};
    MPI_Allreduce(
      MPI_IN_PLACE, sizes.data(), 2, MPI_UNSIGNED_LONG, MPI_SUM, system_.mesh().communicator());
    return sizes[0] / sizes[1];
  }


  template <int dim>
  void
  LoadingCycle<dim>::Implementation::remember_directions(
    const std::string                &solver,
    const RecycledDirections::Memory &directions,
    MechanicsMemory                  &memory) const
  {
    const std::size_t n = system_.n_unknowns();
    for (std::size_t i = 0; i < directions.directions.size(); ++i)
      {
        const std::string name      = direction_name(solver, i);
        const Values     &all       = directions.directions[i];
        memory.numbers[name]        = directions.answered[i];
        const unsigned int n_of_all = n_parts(all);
        for (unsigned int part = 0; part < n_of_all; ++part)
          {
            const auto begin = all.begin() + part * n;
            remember(part_name(name, part), Values(begin, begin + n), memory);
          }
      }
  }


  template <int dim>
  RecycledDirections::Memory
  LoadingCycle<dim>::Implementation::recall_directions(const std::string     &solver,
                                                       const MechanicsMemory &memory) const
  {
    RecycledDirections::Memory result;
    for (;;)
      {
        const std::string name = direction_name(solver, result.answered.size());
        if (memory.numbers.count(name) == 0)
          break;
        Values all;
        for (unsigned int part = 0; memory.has(part_name(name, part) + "/displacement"); ++part)
          {
            const Values values = recall(part_name(name, part), memory);
            all.insert(all.end(), values.begin(), values.end());
          }
        result.answered.push_back(memory.numbers.at(name));
        result.directions.push_back(std::move(all));
      }
    return result;
  }


  template <int dim>
  LoadingCycle<dim>::LoadingCycle(const LoadingSettings         &settings,
                                  const Mesh<dim>               &mesh,
                                  const MaterialMap<dim>        &materials,
                                  const BoundaryConditions<dim> &conditions)
    : implementation_(std::make_unique<Implementation>(settings, mesh, materials, conditions))
  {
  }


  template <int dim>
  LoadingCycle<dim>::~LoadingCycle() = default;


  template <int dim>
  void
  LoadingCycle<dim>::run(const BiotAssembly<dim>  &assembly,
                         const double              load_factor,
                         std::vector<LoadedState> &states,
                         MechanicsReport          &report)
  {
    Implementation &self = *implementation_;
    self.cycle_->prepare(assembly, report);
    for (std::size_t i = 0; i < states.size(); ++i)
      self.cycle_->run(assembly, i, load_factor, states[i], report);
  }


  template <int dim>
  const TotalPressureSpace<dim> *
  LoadingCycle<dim>::total_pressures() const
  {
    return implementation_->system_.total_pressures();
  }


  template <int dim>
  unsigned int
  LoadingCycle<dim>::n_hierarchies() const
  {
    unsigned int n = 0;
    for (const auto &[name, solver] : implementation_->cycle_->solvers())
      n += solver->n_hierarchies();
    return n;
  }


  template <int dim>
  void
  LoadingCycle<dim>::remember(MechanicsMemory &memory) const
  {
    Implementation &self = *implementation_;
    self.for_each_response([&](const std::string &name, const SuccessiveSolutions &responses) {
      for (std::size_t k = 0; k < responses.kept().size(); ++k)
        self.remember(before(k) + name, responses.kept()[k], memory);
    });
    for (const auto &[name, solver] : self.cycle_->solvers())
      {
        const PersistentSolve::IterationMemory iterations = solver->iteration_memory();
        memory.numbers["iterations_when_fresh" + name]    = iterations.when_fresh;
        memory.numbers["last_iterations" + name]          = iterations.last;
        self.remember_directions(name, solver->recycled_directions(), memory);
      }
  }


  template <int dim>
  void
  LoadingCycle<dim>::restore(const MechanicsMemory &memory, const BiotAssembly<dim> &of_aggregates)
  {
    Implementation &self = *implementation_;
    self.for_each_response([&](const std::string &name, SuccessiveSolutions &responses) {
      std::vector<Values> kept = {self.recall(name, memory)};
      while (kept.size() < SuccessiveSolutions::n_kept &&
             memory.has(before(kept.size()) + name + "/displacement"))
        kept.push_back(self.recall(before(kept.size()) + name, memory));
      responses.restore(std::move(kept));
    });
    MechanicsReport unused;
    self.cycle_->prepare_matrices(of_aggregates, unused);
    for (const auto &[name, solver] : self.cycle_->solvers())
      {
        const auto number = [&, ending = name](const std::string &of) {
          return static_cast<unsigned int>(memory.numbers.at(of + ending));
        };
        solver->restore(PersistentSolve::IterationMemory{number("iterations_when_fresh"),
                                                         number("last_iterations")});
        solver->restore(self.recall_directions(name, memory));
      }
  }


  template class LoadingCycle<2>;
  template class LoadingCycle<3>;
} // namespace callus
