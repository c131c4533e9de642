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
    memory.add(name + "/displacement", 2, dim, Values(response.begin(), pressure));
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
    Values        response = memory.find(name + "/displacement").values;
    const Values &pressure = memory.find(name + "/pressure").values;
    response.insert(response.end(), pressure.begin(), pressure.end());
    if (const auto *space = system_.total_pressures())
      {
        const Values total = space->from_hosts(memory.find(name + "/total_pressure").values);
        response.insert(response.end(), total.begin(), total.end());
      }
    return response;
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
      solver->restore({static_cast<unsigned int>(memory.numbers.at("iterations_when_fresh" + name)),
                       static_cast<unsigned int>(memory.numbers.at("last_iterations" + name))});
  }


  template class LoadingCycle<2>;
  template class LoadingCycle<3>;
} // namespace callus
