// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/mechanics.h"

#include "base/nearest_name.h"
#include "laws/stimulus/stimulus_law.h"
#include "mechanics/driver_projection.h"
#include "mechanics/load_combination.h"
#include "mechanics/load_schedule.h"
#include "mechanics/loading_cycle.h"

#include <cmath>

namespace callus
{
  using Values = std::vector<double>;

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
  class Mechanics<dim>::Implementation
  {
  public:
    Implementation(const Section &root, const Mesh<dim> &mesh, const Catalogue &catalogue);

    void
    check_cycle(const Section &mechanics) const;
    void
    check_pressure_is_unused(const Section &mechanics) const;
    double
    changed_share(const PointTable &tissue) const;
    void
    average_modulus();

    const Mesh<dim>        &mesh_;
    MaterialMap<dim>        materials_;
    std::vector<FieldId>    tissue_fields_;
    BoundaryConditions<dim> conditions_;
    LoadingSettings         settings_;
    DriverSettings          drivers_;
    DriverProjection<dim>   projection_;
    double                  modulus_change_, volume_share_, load_change_;
    LoadSchedule            schedule_;
    LoadCombination         combination_;

    std::unique_ptr<StimulusLaw>       law_;   // or nothing if nothing heals
    std::unique_ptr<LoadingCycle<dim>> cycle_; // from the first update on

    void
    set_tissue(const PointTable &tissue);
    void
    make_cycle();
    /// Values at local nodes from those that a memory has at owned ones.
    std::vector<double>
    with_ghosts(const MechanicsMemory &memory, const std::string &name) const;
    PointTable
    tissue_from(const MechanicsMemory &memory, const std::string &name) const;

    PointTable                       tissue_, tissue_of_aggregates_;            // at local nodes
    double                           load_factor_ = 1, solved_load_factor_ = 0; // of events
    double                           day_ = 0, solved_schedule_factor_ = 0;
    std::vector<PoroelasticMaterial> at_points_; // of the last update
    std::vector<std::string>         load_cases_, devices_;
    std::vector<LoadedState>         states_; // of the load cases
    std::vector<double>              youngs_modulus_;
    double                           scaffold_share_ = 0;
  };


  template <int dim>
  Mechanics<dim>::Implementation::Implementation(const Section   &root,
                                                 const Mesh<dim> &mesh,
                                                 const Catalogue &catalogue)
    : mesh_(mesh)
    , materials_(root, mesh)
    , conditions_(root.subsection("Mechanics"), mesh)
    , settings_(LoadingSettings::read(root.subsection("Mechanics")))
    , drivers_(DriverSettings::read(root.subsection("Mechanics")))
    , projection_(mesh, materials_, conditions_.drained_surfaces(), settings_, drivers_)
    , youngs_modulus_(mesh.cells().n_cells, 0.)
  {
    for (const LoadCase<dim> &load_case : conditions_.load_cases())
      load_cases_.push_back(load_case.name);
    for (const Fixation<dim> &fixation : conditions_.fixations())
      devices_.push_back(fixation.name);
    LoadedState at_rest;
    at_rest.displacement.assign(dim * mesh.space(2).n_local(), 0.);
    at_rest.pressure.assign(mesh.space(1).n_local(), 0.);
    states_.assign(load_cases_.size(), at_rest);
    if (settings_.has_total_pressure)
      materials_.refuse_vanishing_lambda(root.subsection("Mechanics"));
    materials_.check_fields(root.subsection("Regions"), catalogue);
    const Section tissues = root.subsection("Mixture").subsection("Tissues");
    for (const std::string &name : materials_.fields())
      {
        const std::optional<FieldId> id = catalogue.find_field(name);
        if (id)
          tissue_fields_.push_back(*id);
        else if (materials_.is_of_mixture(name)) // those of scaffolds have been checked
          tissues.problem("",
                          "the field '" + name + "'",
                          "the name of a subsection of Fields",
                          suggest(name, catalogue.field_names()));
      }

    check_cycle(root.subsection("Mechanics"));
    if (settings_.has_linear_displacements)
      check_pressure_is_unused(root.subsection("Mechanics"));
    const Section mechanics = root.subsection("Mechanics");
    const Section update    = mechanics.subsection("Update");
    modulus_change_ =
      update.setting("Relative change of modulus",
                     "1",
                     Range::non_negative(),
                     "0.05",
                     "Tissue counts as changed where its modulus has changed by more "
                     "than this fraction since the last solve.");
    volume_share_ =
      update.setting("Volume share",
                     "1",
                     Range::fraction(),
                     "0.01",
                     "Mechanics is solved again when more than this share of the healing "
                     "regions has changed.");
    load_change_ =
      update.setting("Relative change of load",
                     "1",
                     Range::non_negative(),
                     "0.05",
                     "Mechanics is solved again when the load schedule has changed the load by "
                     "more than this fraction since the last solve.");
    if (mechanics.has_subsection("Load schedule"))
      schedule_ = LoadSchedule::read(mechanics.subsection("Load schedule"));
    if (mechanics.has_subsection("Load cases"))
      combination_ = LoadCombination::read(mechanics.subsection("Load cases"));
    if (materials_.anything_heals() || mechanics.has_subsection("Stimulus"))
      law_ = read_stimulus_law(mechanics.subsection("Stimulus"));
    if (settings_.has_linear_displacements && law_ && law_->uses_fluid_speed())
      mechanics.subsection("Stimulus")
        .problem("Law",
                 "a law that asks for the speed of fluid, with Formulation = linear displacement",
                 "a law of strain and stress: there is no pore pressure that moves fluid",
                 "Choose another law, or Formulation = displacement-pressure.");
  }


  // what only some kinds of cycle and of drivers ask for
  template <int dim>
  void
  Mechanics<dim>::Implementation::check_cycle(const Section &mechanics) const
  {
    if (settings_.is_harmonic() && conditions_.fixator() && !conditions_.fixator()->is_linear())
      mechanics.subsection("Fixator").problem(
        "Forces",
        "a law with several slopes in a harmonic cycle",
        "one slope: only what is linear oscillates as a cosine",
        "Give the law two points, those between which the load moves the fixator, or set "
        "Cycle = ramp in the section Mechanics.");
    if (drivers_.is_relative_velocity)
      for (const NamedMaterial &tissue : materials_.tissues())
        if (tissue.material.porosity == 0)
          mechanics.problem("Fluid velocity",
                            "relative velocity, with the tissue '" + tissue.name +
                              "' of Porosity = 0",
                            "a porosity above 0 of all tissues that heal",
                            "Correct Porosity of the material, or set Fluid velocity = Darcy "
                            "flux.");
  }


  // what the formulation without pore pressures would pass over
  template <int dim>
  void
  Mechanics<dim>::Implementation::check_pressure_is_unused(const Section &mechanics) const
  {
    const std::string remedy = "Leave it out, or set Formulation = displacement-pressure.";
    if (conditions_.leaking_surfaces().has_pressure_outside())
      mechanics.problem("Formulation",
                        "linear displacement, with a pressure outside of a surface",
                        "no pressure outside: there is no pore pressure that it could move",
                        remedy);
    if (drivers_.is_layer_analytical)
      mechanics.problem("Drainage layer",
                        "analytical, with Formulation = linear displacement",
                        "resolved: there is no pore pressure that drains",
                        remedy);
  }


  // share of the healing regions' volume in which the modulus changed by more than the stated fraction
  template <int dim>
  double
  Mechanics<dim>::Implementation::changed_share(const PointTable &tissue) const
  {
    std::vector<PoroelasticMaterial> now;
    materials_.evaluate(tissue, now);
    double local[2] = {0, 0}, all[2];
    for (std::size_t cell = 0; cell < mesh_.cells().n_owned; ++cell)
      if (materials_.heals(cell))
        for (unsigned int q = 0; q < materials_.n_points(); ++q)
          {
            const std::size_t i      = materials_.n_points() * cell + q;
            const double      before = at_points_[i].youngs_modulus;
            if (std::abs(now[i].youngs_modulus - before) > modulus_change_ * before)
              local[0] += mesh_.cells().volume[cell];
            local[1] += mesh_.cells().volume[cell];
          }
    MPI_Allreduce(local, all, 2, MPI_DOUBLE, MPI_SUM, mesh_.communicator());
    return all[1] > 0 ? all[0] / all[1] : 0;
  }


  template <int dim>
  void
  Mechanics<dim>::Implementation::average_modulus()
  {
    for (std::size_t cell = 0; cell < youngs_modulus_.size(); ++cell)
      {
        double sum = 0;
        for (unsigned int q = 0; q < materials_.n_points(); ++q)
          sum += at_points_[materials_.n_points() * cell + q].youngs_modulus;
        youngs_modulus_[cell] = materials_.is_left_out(cell) ? 0 : sum / materials_.n_points();
      }
  }


  template <int dim>
  void
  Mechanics<dim>::Implementation::set_tissue(const PointTable &tissue)
  {
    tissue_ = tissue;
    materials_.evaluate(tissue_, at_points_);
    average_modulus();
    if (materials_.has_changing_scaffold())
      scaffold_share_ = materials_.scaffold_share(tissue_, at_points_);
  }


  template <int dim>
  void
  Mechanics<dim>::Implementation::make_cycle()
  {
    cycle_ = std::make_unique<LoadingCycle<dim>>(settings_, mesh_, materials_, conditions_);
  }


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
  Mechanics<dim>::Mechanics(const Section &root, const Mesh<dim> &mesh, const Catalogue &catalogue)
    : implementation_(std::make_unique<Implementation>(root, mesh, catalogue))
  {
  }


  template <int dim>
  Mechanics<dim>::~Mechanics() = default;


  template <int dim>
  const std::vector<FieldId> &
  Mechanics<dim>::tissue_fields() const
  {
    return implementation_->tissue_fields_;
  }


  template <int dim>
  typename Mechanics<dim>::Unknowns
  Mechanics<dim>::unknowns() const
  {
    const Implementation &self = *implementation_;
    if (self.settings_.has_linear_displacements)
      return {dim * std::int64_t(self.mesh_.space(1).n_global), "linear displacement"};
    Unknowns result{dim * std::int64_t(self.mesh_.space(2).n_global) +
                      std::int64_t(self.mesh_.space(1).n_global),
                    "quadratic displacement, linear pore pressure"};
    if (self.settings_.has_total_pressure)
      {
        const TotalPressureSpace<dim> space(self.mesh_, self.materials_);
        std::int64_t                  number = space.n_owned();
        MPI_Allreduce(MPI_IN_PLACE, &number, 1, MPI_INT64_T, MPI_SUM, self.mesh_.communicator());
        result.number += number;
        result.fields += space.is_cellwise() ? ", linear total pressure in each cell"
                                             : ", linear total pressure in each region";
      }
    return result;
  }


  template <int dim>
  std::optional<double>
  Mechanics<dim>::scaffold_share() const
  {
    if (!implementation_->materials_.has_changing_scaffold())
      return {};
    return implementation_->scaffold_share_;
  }


  template <int dim>
  const std::map<std::string, double> &
  Mechanics<dim>::clipped_biot_coefficients() const
  {
    return implementation_->materials_.clipped_biot_coefficients();
  }


  template <int dim>
  std::vector<std::pair<std::string, std::string>>
  Mechanics<dim>::driver_meanings() const
  {
    const Implementation &self  = *implementation_;
    const std::string     cycle = self.settings_.is_harmonic()
                                    ? "the largest magnitude in a harmonic cycle, driver by driver"
                                    : "at the peak of a ramp";
    const std::string     speed =
      self.drivers_.is_relative_velocity
            ? "velocity of the fluid against the solid: Darcy flux over porosity"
            : "Darcy flux";
    return {{"all mechanical drivers", cycle},
            {"fluid_speed",
             speed + (self.drivers_.is_layer_analytical
                        ? "; at drained surfaces of the one-dimensional drainage layer"
                        : "; from the pressure gradient of the elements")}};
  }


  template <int dim>
  bool
  Mechanics<dim>::is_layer_analytical() const
  {
    return implementation_->drivers_.is_layer_analytical;
  }


  template <int dim>
  std::vector<LayerResolution>
  Mechanics<dim>::layer_resolutions() const
  {
    return callus::layer_resolutions(implementation_->mesh_,
                                     implementation_->materials_,
                                     implementation_->conditions_.drained_surfaces(),
                                     LayerProfile(implementation_->settings_));
  }


  template <int dim>
  bool
  Mechanics<dim>::is_due(const PointTable &tissue) const
  {
    const Implementation &self = *implementation_;
    if (self.at_points_.empty() || is_load_changed())
      return true;
    return self.changed_share(tissue) > self.volume_share_;
  }


  template <int dim>
  void
  Mechanics<dim>::set_load_factor(const double factor)
  {
    implementation_->load_factor_ = factor;
  }


  template <int dim>
  void
  Mechanics<dim>::set_day(const double day)
  {
    implementation_->day_ = day;
  }


  template <int dim>
  bool
  Mechanics<dim>::is_load_changed() const
  {
    const Implementation &self = *implementation_;
    return self.load_factor_ != self.solved_load_factor_ ||
           self.schedule_.is_due(self.day_, self.solved_schedule_factor_, self.load_change_);
  }


  template <int dim>
  LoadingResult
  Mechanics<dim>::update(const PointTable &tissue, PointTable &drivers, MechanicsReport &report)
  {
    Implementation &self  = *implementation_;
    const double    start = MPI_Wtime();
    self.set_tissue(tissue);
    if (!self.cycle_)
      self.make_cycle();
    const unsigned int n_hierarchies = self.cycle_->n_hierarchies();
    report.assembly_seconds += MPI_Wtime() - start;

    const BiotAssembly<dim> assembly(self.mesh_, self.materials_, self.at_points_);
    const double            scheduled = self.schedule_.factor(self.day_);
    self.cycle_->run(assembly, self.load_factor_ * scheduled, self.states_, report);
    self.solved_load_factor_     = self.load_factor_;
    self.solved_schedule_factor_ = scheduled;
    if (self.cycle_->n_hierarchies() != n_hierarchies)
      self.tissue_of_aggregates_ = tissue;
    if (self.materials_.anything_heals())
      self.projection_(self.at_points_,
                       *self.law_,
                       self.states_,
                       self.combination_,
                       self.cycle_->total_pressures(),
                       drivers);
    return self.states_.front().result;
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
            Values values = space->from_hosts(memory.find("total_pressure" + of_case(i)).values);
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


  template <int dim>
  const std::vector<std::string> &
  Mechanics<dim>::load_cases() const
  {
    return implementation_->load_cases_;
  }


  template <int dim>
  const std::vector<std::string> &
  Mechanics<dim>::devices() const
  {
    return implementation_->devices_;
  }


  template <int dim>
  const LoadingResult &
  Mechanics<dim>::result(const std::size_t load_case) const
  {
    return implementation_->states_[load_case].result;
  }


  template <int dim>
  const std::vector<double> &
  Mechanics<dim>::displacement(const std::size_t load_case) const
  {
    return implementation_->states_[load_case].displacement;
  }


  template <int dim>
  const std::vector<double> &
  Mechanics<dim>::pressure(const std::size_t load_case) const
  {
    return implementation_->states_[load_case].pressure;
  }


  template <int dim>
  std::vector<double>
  Mechanics<dim>::total_pressure(const std::size_t load_case) const
  {
    const auto *cycle = implementation_->cycle_.get();
    if (!cycle || !cycle->total_pressures())
      return {};
    return cycle->total_pressures()->at_vertices(
      implementation_->states_[load_case].total_pressure);
  }


  template <int dim>
  const std::vector<double> &
  Mechanics<dim>::youngs_modulus() const
  {
    return implementation_->youngs_modulus_;
  }


  template class Mechanics<2>;
  template class Mechanics<3>;
} // namespace callus
