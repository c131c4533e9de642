// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Reading of supports, loads and fixator.

#include "base/nearest_name.h"
#include "mechanics/boundary_conditions.h"
#include "mechanics/coordinate_axis.h"

#include <algorithm>

namespace callus
{
  template <int dim>
  BoundaryConditions<dim>::BoundaryConditions(const Section &mechanics, const Mesh<dim> &mesh)
    : mesh_(mesh)
  {
    read_supports(mechanics.subsection("Supports"));
    read_loads(mechanics.subsection("Loads"));
    set_closing_direction();
    if (mechanics.has_subsection("Fixator"))
      read_fixator(mechanics.subsection("Fixator"));
    for (const std::string &name :
         mechanics.list("Drained surfaces",
                        "",
                        "Surfaces at which the pore pressure is zero; others are sealed."))
      if (check_surface(mechanics, "Drained surfaces", name))
        drained_.push_back(name);
  }


  template <int dim>
  bool
  BoundaryConditions<dim>::check_surface(const Section     &section,
                                         const std::string &entry,
                                         const std::string &name) const
  {
    if (mesh_.has_surface(name))
      return true;
    section.problem(entry,
                    "the surface '" + name + "'",
                    "a surface of the mesh or of the section Surfaces",
                    suggest(name, mesh_.all_surface_names()));
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
    if (supports_.empty())
      supports.problem("",
                       "no support that can be used",
                       "at least one subsection with Surface and Type",
                       "Hold one end of the bone, for example: subsection distal / set Surface = "
                       "distal_end / set Type = fixed / end.");
  }


  template <int dim>
  void
  BoundaryConditions<dim>::read_loads(const Section &loads)
  {
    for (const std::string &name : loads.subsections())
      {
        const Section     section = loads.subsection(name);
        const std::string surface = section.text("Surface", "Name of the surface that is loaded.");
        const std::string type    = section.choice(
          "Type",
          {"rigid plate force", "resultant force", "traction"},
          "rigid plate force: the surface moves along the axis as a rigid plate; resultant force: "
             "spread evenly over the surface; traction: force per area.");
        const bool is_known = check_surface(section, "Surface", surface);
        if (type == "rigid plate force")
          {
            const double force = section.quantity(
              "Force", "N", Range::any(), "Axial force at the peak, positive in compression.");
            if (has_plate())
              section.problem("Type",
                              "a second rigid plate",
                              "one rigid plate",
                              "Load the other surface by a resultant force, or leave it out.");
            else if (is_known)
              {
                plate_surface_ = surface;
                plate_force_   = force;
              }
            continue;
          }
        read_traction(section, is_known ? surface : "", type == "traction");
      }
    if (loads.subsections().empty())
      loads.problem("",
                    "no load",
                    "at least one subsection with Surface, Type and Force",
                    "Add for example: subsection weight / set Surface = proximal_end / set Type = "
                    "rigid plate force / set Force = 500 N [measured] / end.");
  }


  template <int dim>
  void
  BoundaryConditions<dim>::read_traction(const Section     &section,
                                         const std::string &surface,
                                         const bool         is_traction)
  {
    const bool        is_axisymmetric = mesh_.measure().geometry == Geometry::axisymmetric;
    const std::string components =
      dim == 3 ? "x, y, z" : (is_axisymmetric ? "radial, axial" : "x, y");
    const std::string         entry = is_traction ? "Traction" : "Force";
    const std::vector<double> values =
      is_traction
        ? section.quantities("Traction",
                             "MPa",
                             Range::any(),
                             "Force per area at the peak, by component: x, y, z (plane: x, y; "
                             "axisymmetric: radial, axial).")
        : section.quantities("Force",
                             "N",
                             Range::any(),
                             "Force at the peak on the whole body, by component, as for Traction.");
    if (values.size() != dim)
      {
        section.problem(entry,
                        std::to_string(values.size()) + " values",
                        (dim == 3 ? "three components: " : "two components: ") + components,
                        dim == 3 ? "Write for example: 0, 0, -500 N [measured]."
                                 : "Write for example: 0, -500 N [measured].");
        return;
      }
    if (is_axisymmetric && !is_traction && values[0] != 0)
      section.problem(
        entry,
        "a radial resultant force on an axisymmetric body",
        "0 as the first component",
        "Radial forces all around add up to nothing; give a radial load as Type = traction.");
    if (surface.empty())
      return;
    Traction load;
    load.surface = surface;
    load.area    = area_and_axial_mean(surface).first;
    for (unsigned int k = 0; k < dim; ++k)
      load.traction[k] = is_traction ? values[k] : values[k] / load.area;
    tractions_.push_back(load);
  }


  template <int dim>
  void
  BoundaryConditions<dim>::read_fixator(const Section &fixator)
  {
    const std::vector<std::string> between =
      fixator.list("Between", "The two surfaces that the fixator joins.");
    fixator_            = FixatorLaw::read(fixator);
    const auto is_fixed = [&](const std::string &name) {
      return std::any_of(supports_.begin(), supports_.end(), [&](const Support &support) {
        return support.surface == name && support.hold == Hold::fixed;
      });
    };
    const bool fits = between.size() == 2 && has_plate() &&
                      ((between[0] == plate_surface_ && is_fixed(between[1])) ||
                       (between[1] == plate_surface_ && is_fixed(between[0])));
    if (!fits)
      fixator.problem(
        "Between",
        "surfaces that are not the rigid plate and a fixed support",
        "the surface of the load of type 'rigid plate force' and that of a support of "
        "type 'fixed'",
        "The fixator acts between these two only" +
          (has_plate() ? "; the plate is '" + plate_surface_ + "'." : std::string(".")));
  }


  template BoundaryConditions<2>::BoundaryConditions(const Section &, const Mesh<2> &);
  template BoundaryConditions<3>::BoundaryConditions(const Section &, const Mesh<3> &);
} // namespace callus
