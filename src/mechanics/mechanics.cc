// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/mechanics_implementation.h"

#include <cmath>

namespace callus
{
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
