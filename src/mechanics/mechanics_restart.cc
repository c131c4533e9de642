// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/mechanics_implementation.h"

namespace callus
{
  namespace
  {
    /// What the names of a memory end with for a load case.
    std::string
    of_case(const std::size_t load_case)
    {
      return load_case == 0 ? "" : "_of_case_" + std::to_string(load_case + 1);
    }
  } // namespace


  template <int dim>
  std::vector<double>
  Mechanics<dim>::Implementation::with_ghosts(const MechanicsMemory &memory,
                                              const std::string     &name) const
  {
    const MechanicsMemory::NodeValues &array  = memory.find(name);
    const NodalSpace<dim>             &space  = mesh_.space(array.degree);
    std::vector<double>                values = array.values;
    values.resize(array.n_components * space.n_local());
    GhostExchange(numbering(space), mesh_.communicator()).update(values, array.n_components);
    return values;
  }


  template <int dim>
  PointTable
  Mechanics<dim>::Implementation::tissue_from(const MechanicsMemory &memory,
                                              const std::string     &name) const
  {
    PointTable table(materials_.fields().size(), mesh_.space(2).n_local());
    for (unsigned int f = 0; f < materials_.fields().size(); ++f)
      {
        const std::vector<double> values = with_ghosts(memory, name + "/" + materials_.fields()[f]);
        std::copy(values.begin(), values.end(), table[f]);
      }
    return table;
  }


  template <int dim>
  MechanicsMemory
  Mechanics<dim>::memory() const
  {
    const Implementation &self = *implementation_;
    MechanicsMemory       memory;
    memory.numbers = {{"load_factor", self.load_factor_},
                      {"solved_load_factor", self.solved_load_factor_},
                      {"day", self.day_},
                      {"solved_schedule_factor", self.solved_schedule_factor_}};
    if (!self.cycle_)
      return memory;

    const std::size_t n_quadratic = self.mesh_.space(2).n_owned,
                      n_linear    = self.mesh_.space(1).n_owned;
    const auto first              = [](const std::vector<double> &values, const std::size_t n) {
      return std::vector<double>(values.begin(), values.begin() + n);
    };
    for (std::size_t i = 0; i < self.states_.size(); ++i)
      {
        const LoadedState &state = self.states_[i];
        memory.add(
          "displacement" + of_case(i), 2, dim, first(state.displacement, dim * n_quadratic));
        memory.add("pressure" + of_case(i), 1, 1, first(state.pressure, n_linear));
        if (const auto *space = self.cycle_->total_pressures())
          memory.add("total_pressure" + of_case(i),
                     space->host_degree(),
                     space->n_host_components(),
                     space->to_hosts(first(state.total_pressure, space->n_owned())));
      }
    for (unsigned int f = 0; f < self.materials_.fields().size(); ++f)
      {
        const std::string name = self.materials_.fields()[f];
        memory.add("tissue/" + name, 2, 1, {self.tissue_[f], self.tissue_[f] + n_quadratic});
        memory.add("tissue_of_aggregates/" + name,
                   2,
                   1,
                   {self.tissue_of_aggregates_[f], self.tissue_of_aggregates_[f] + n_quadratic});
      }
    self.cycle_->remember(memory);
    return memory;
  }


  template <int dim>
  void
  Mechanics<dim>::restore(const MechanicsMemory &memory)
  {
    Implementation &self         = *implementation_;
    self.load_factor_            = memory.numbers.at("load_factor");
    self.solved_load_factor_     = memory.numbers.at("solved_load_factor");
    self.day_                    = memory.numbers.at("day");
    self.solved_schedule_factor_ = memory.numbers.at("solved_schedule_factor");
    self.cycle_.reset();
    if (memory.at_nodes.empty())
      return;

    self.make_cycle();
    for (std::size_t i = 0; i < self.states_.size(); ++i)
      {
        self.states_[i].displacement = self.with_ghosts(memory, "displacement" + of_case(i));
        self.states_[i].pressure     = self.with_ghosts(memory, "pressure" + of_case(i));
        if (const auto *space = self.cycle_->total_pressures())
          {
            std::vector<double> values =
              space->from_hosts(memory.find("total_pressure" + of_case(i)).values);
            values.resize(space->n_local());
            GhostExchange(space->numbering(), self.mesh_.communicator())
              .update(values, space->n_components());
            self.states_[i].total_pressure = values;
          }
      }
    self.tissue_of_aggregates_ = self.tissue_from(memory, "tissue_of_aggregates");
    self.set_tissue(self.tissue_of_aggregates_);
    self.cycle_->restore(memory, BiotAssembly<dim>(self.mesh_, self.materials_, self.at_points_));
    self.set_tissue(self.tissue_from(memory, "tissue"));
  }


  template MechanicsMemory
  Mechanics<2>::memory() const;
  template void
  Mechanics<2>::restore(const MechanicsMemory &);
  template MechanicsMemory
  Mechanics<3>::memory() const;
  template void
  Mechanics<3>::restore(const MechanicsMemory &);
} // namespace callus
