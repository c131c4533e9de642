// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/nearest_name.h"
#include "mechanics/mechanics_implementation.h"

namespace callus
{
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


  template Mechanics<2>::Implementation::Implementation(const Section &,
                                                        const Mesh<2> &,
                                                        const Catalogue &);
  template Mechanics<3>::Implementation::Implementation(const Section &,
                                                        const Mesh<3> &,
                                                        const Catalogue &);
} // namespace callus
