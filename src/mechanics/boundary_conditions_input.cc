// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Reading of supports, fixator and drained surfaces; loads: boundary_conditions_loads.cc.

#include "base/nearest_name.h"
#include "mechanics/boundary_conditions.h"
#include "mechanics/coordinate_axis.h"

#include <algorithm>

namespace callus
{
  template <int dim>
  BoundaryConditions<dim>::BoundaryConditions(const Section &mechanics, const Mesh<dim> &mesh)
    : mesh_(mesh)
    , leaking_(mesh)
  {
    read_supports(mechanics.subsection("Supports"));
    hold_symmetry_planes();
    read_load_cases(mechanics);
    set_closing_direction();
    if (mechanics.has_subsection("Fixator"))
      read_fixator(mechanics.subsection("Fixator"));
    if (mechanics.has_subsection("Fixation"))
      read_fixations(mechanics.subsection("Fixation"));
    for (const std::string &name : mechanics.list(
           "Drained surfaces",
           "",
           "Surfaces at which the pore pressure is zero; others are sealed, or semi-permeable."))
      if (check_surface(mechanics, "Drained surfaces", name) &&
          check_outside(mechanics, "Drained surfaces", name, "a drain"))
        drained_.push_back(name);
    read_leaking(mechanics.subsection("Semi-permeable surfaces"));
  }


  template <int dim>
  bool
  BoundaryConditions<dim>::check_surface(const Section     &section,
                                         const std::string &entry,
                                         const std::string &name) const
  {
    if (!mesh_.has_surface(name))
      section.problem(entry,
                      "the surface '" + name + "'",
                      "a surface of the mesh or of the section Surfaces",
                      suggest(name, mesh_.all_surface_names()));
    else if (!(mesh_.surface_area(name) > 0))
      section.problem(entry,
                      "'" + name + "', which has no face",
                      "a surface with faces of the mesh",
                      "Widen its limits in the section Surfaces: faces count that lie "
                      "between From and To.");
    else
      return true;
    return false;
  }


  template <int dim>
  void
  BoundaryConditions<dim>::read_supports(const Section &supports)
  {
    for (const std::string &name : supports.subsections())
      {
        const Section     section = supports.subsection(name);
        const std::string surface = section.text("Surface", "Name of the surface that is held.");
        const std::string type    = section.choice("Type",
                                                {"fixed", "axial guide", "sliding plane"},
                                                "fixed: all displacements are zero; axial guide: "
                                                   "the lateral ones; sliding plane: the one normal "
                                                   "to the (plane) surface.");
        if (!check_surface(section, "Surface", surface))
          continue;
        const Hold hold = type == "fixed"
                            ? Hold::fixed
                            : (type == "axial guide" ? Hold::axial_guide : Hold::sliding_plane);
        if (hold == Hold::axial_guide && coordinate_axis(mesh_.axis()) == dim)
          section.problem("Type",
                          "an axial guide for a bone whose axis is no coordinate axis",
                          "an axis along x, y or z",
                          "Turn the mesh so that Mesh/Axis is a coordinate axis.");
        bool is_flat = true;
        if (hold == Hold::sliding_plane)
          for (const SurfaceFace<dim> &face : mesh_.faces(surface))
            is_flat = is_flat && coordinate_axis(face.normal) < dim;
        int flat_here = is_flat, flat_everywhere = 0;
        MPI_Allreduce(&flat_here, &flat_everywhere, 1, MPI_INT, MPI_MIN, mesh_.communicator());
        if (!flat_everywhere)
          section.problem("Type",
                          "a sliding plane on '" + surface + "'",
                          "faces that are all normal to a coordinate axis",
                          "Hold a plane surface, or use another type.");
        supports_.push_back({surface, hold});
      }
    if (supports_.empty() && !mesh_.symmetry().across())
      supports.problem("",
                       "no support that can be used",
                       "at least one subsection with Surface and Type",
                       "Hold one end of the bone, for example: subsection distal / set Surface = "
                       "distal_end / set Type = fixed / end.");
  }


  template <int dim>
  void
  BoundaryConditions<dim>::read_fixator(const Section &fixator)
  {
    const std::vector<std::string> between =
      fixator.list("Between", "The two surfaces that the fixator joins.");
    fixator_ = FixatorLaw::read(fixator);
    // the other end of the bone may be the mirror image of the plate, which moves as far the other way
    const auto is_mirror    = [&](const std::string &surface) { return plane_across(surface); };
    const auto is_other_end = [&](const std::string &surface) {
      return is_fixed(surface) || is_mirror(surface);
    };
    const bool fits = between.size() == 2 && has_plate() &&
                      ((between[0] == plate_surface_ && is_other_end(between[1])) ||
                       (between[1] == plate_surface_ && is_other_end(between[0])));
    if (fits && std::any_of(between.begin(), between.end(), is_mirror))
      fixator_ = fixator_->with_displacements_times(.5);
    if (!fits)
      fixator.problem(
        "Between",
        "surfaces that are not the rigid plate and a fixed support",
        "the surface of the load of type 'rigid plate force' and that of a support of "
        "type 'fixed', or a plane of symmetry across the axis",
        "The fixator acts between these two only" +
          (has_plate() ? "; the plate is '" + plate_surface_ + "'." : std::string(".")));
  }


  template <int dim>
  void
  BoundaryConditions<dim>::read_leaking(const Section &surfaces)
  {
    for (const std::string &name : surfaces.subsections())
      {
        const Section     section = surfaces.subsection(name);
        const std::string surface =
          section.text("Surface", "Name of the surface that lets fluid through.");
        const double conductance =
          section.quantity("Conductance",
                           "mm/(s MPa)",
                           Range::non_negative(),
                           "Darcy flux out of the body for each unit of pressure by which the pore "
                           "pressure exceeds that outside; 0 is sealed, large values are drained.");
        const double outside =
          section.optional_quantity("Pressure outside",
                                    "MPa",
                                    Range::any(),
                                    0,
                                    "Fluid pressure on the other side, all the time. Left out: 0.");
        if (!check_surface(section, "Surface", surface) ||
            !check_outside(section, "Surface", surface, "a membrane"))
          continue;
        if (std::find(drained_.begin(), drained_.end(), surface) != drained_.end())
          section.problem("Surface",
                          "'" + surface + "', which is among the drained surfaces too",
                          "a surface that is drained or semi-permeable",
                          "Remove it from Mechanics/Drained surfaces, or remove this subsection.");
        else if (leaking_.has(surface))
          section.problem("Surface",
                          "'" + surface + "', which another subsection names too",
                          "one subsection for each surface",
                          "Remove one of them.");
        else
          leaking_.add(surface, conductance, outside);
      }
  }


  template BoundaryConditions<2>::BoundaryConditions(const Section &, const Mesh<2> &);
  template BoundaryConditions<3>::BoundaryConditions(const Section &, const Mesh<3> &);
} // namespace callus
