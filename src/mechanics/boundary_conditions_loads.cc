// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Reading of loads.

#include "mechanics/boundary_conditions.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    /// The force [N] of the entry `Magnitude` along the way from one point to another; @p entry gave the latter.
    template <std::size_t dim>
    std::array<double, dim>
    pull(const Section                 &section,
         const std::string             &entry,
         const std::array<double, dim> &from,
         const std::array<double, dim> &to)
    {
      const double magnitude =
        section.quantity("Magnitude", "N", Range::non_negative(), "Force of a muscle at the peak.");
      std::array<double, dim> force;
      double                  squared = 0;
      for (std::size_t k = 0; k < dim; ++k)
        {
          force[k] = to[k] - from[k];
          squared += force[k] * force[k];
        }
      if (squared == 0)
        section.problem(entry,
                        "no direction: the point where the force acts, or zeros",
                        entry == "Direction" ? "a vector that is not zero" : "a point elsewhere",
                        "A muscle pulls from its insertion towards its origin.");
      for (double &component : force)
        component *= squared > 0 ? magnitude / std::sqrt(squared) : 0;
      return force;
    }
  } // namespace


  template <int dim>
  bool
  BoundaryConditions<dim>::is_axisymmetric() const
  {
    return mesh_.measure().geometry == Geometry::axisymmetric;
  }


  template <int dim>
  void
  BoundaryConditions<dim>::read_load_cases(const Section &mechanics)
  {
    std::vector<Section> loads;
    if (mechanics.has_subsection("Load cases"))
      {
        const Section cases = mechanics.subsection("Load cases");
        for (const std::string &name : cases.subsections())
          {
            loads.push_back(cases.subsection(name).subsection("Loads"));
            load_cases_.emplace_back().name = name;
          }
        if (loads.empty())
          cases.problem("",
                        "no load case",
                        "at least one subsection with Cycles per day and Loads",
                        "Add one, or replace the section Load cases by Loads.");
        if (mechanics.has_subsection("Loads"))
          {
            const Section others = mechanics.subsection("Loads");
            others.leave_unread(); // those of an earlier file are replaced
            if (!others.gives_way_to(cases))
              others.problem(
                "",
                "loads beside Load cases",
                "Loads or Load cases",
                "Move them into one of the load cases, or remove one of the sections.");
          }
      }
    else
      {
        loads.push_back(mechanics.subsection("Loads"));
        load_cases_.emplace_back();
      }
    if (load_cases_.empty())
      load_cases_.emplace_back(); // so that checking can go on
    read_loads(loads);
  }


  template <int dim>
  void
  BoundaryConditions<dim>::enter_loads(const Section            &loads,
                                       const std::size_t         load_case,
                                       std::vector<EnteredLoad> &all) const
  {
    for (const std::string &name : loads.subsections())
      {
        const Section     section = loads.subsection(name);
        const std::string surface = section.text("Surface", "Name of the surface that is loaded.");
        const std::string type    = section.choice(
          "Type",
          {"rigid plate force",
              "resultant force",
              "muscle force",
              "resultant moment",
              "traction",
              "prescribed motion"},
          "rigid plate force: the surface moves along the axis as a rigid plate; resultant force: "
             "spread evenly over the surface, or so that it acts at Point; muscle force: the same, "
             "and may "
             "be given by Magnitude and Towards or Direction; resultant moment: spread "
             "as a traction that grows linearly from the centroid; traction: force per area; "
             "prescribed "
             "motion: the surface moves by Displacement.");
        const bool is_known = check_surface(section, "Surface", surface) &&
                              check_outside(section, "Surface", surface, "a load");
        if (is_known && is_fixed(surface))
          section.problem("Surface",
                          "a load on '" + surface + "', which a support fixes",
                          "a surface that can move",
                          "Nothing of the load would reach the bone. Load another surface, or "
                          "remove the support.");
        all.push_back({section, is_known ? surface : "", type, load_case});
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
  BoundaryConditions<dim>::read_loads(const std::vector<Section> &of_cases)
  {
    std::vector<EnteredLoad> all;
    for (std::size_t i = 0; i < of_cases.size(); ++i)
      enter_loads(of_cases[i], i, all);
    // other loads are checked against the plate
    for (const EnteredLoad &load : all)
      if (load.type == "rigid plate force")
        read_plate(load);
    for (const EnteredLoad &load : all)
      read_load(load);
    for (std::size_t i = 0; i < of_cases.size(); ++i)
      check_motions(of_cases[i], load_cases_[i]);
    check_common_motions(of_cases);
  }


  template <int dim>
  void
  BoundaryConditions<dim>::read_load(const EnteredLoad &load)
  {
    LoadCase<dim> &load_case = load_cases_[load.load_case];
    if (load.type == "resultant force" || load.type == "muscle force")
      read_resultant_force(load.section, load.surface, load_case);
    else if (load.type == "resultant moment")
      read_resultant_moment(load.section, load.surface, load_case);
    else if (load.type == "traction")
      read_traction(load.section, load.surface, load_case);
    else if (load.type == "prescribed motion")
      read_motion(load.section, load.surface, load_case);
  }


  template <int dim>
  void
  BoundaryConditions<dim>::read_plate(const EnteredLoad &load)
  {
    const double force = load.section.quantity(
      "Force", "N", Range::any(), "Axial force at the peak, positive in compression.");
    LoadCase<dim> &load_case = load_cases_[load.load_case];
    if (load_case.has_plate_force || (has_plate() && load.surface != plate_surface_))
      load.section.problem("Type",
                           "a second rigid plate",
                           "one rigid plate, the same in all load cases",
                           "Load the other surface by a resultant force, or leave it out.");
    else if (!load.surface.empty() && check_symmetry_of_plate(load.section, load.surface))
      {
        plate_surface_            = load.surface;
        load_case.plate_force     = force;
        load_case.has_plate_force = true;
      }
  }


  template <int dim>
  bool
  BoundaryConditions<dim>::read_vector(const Section           &section,
                                       const std::string       &entry,
                                       const std::string       &unit,
                                       const std::string       &meaning,
                                       std::array<double, dim> &values) const
  {
    const std::vector<double> read = section.quantities(entry, unit, Range::any(), meaning);
    if (read.size() != dim)
      {
        const std::string components =
          dim == 3 ? "three components: x, y, z"
                   : (is_axisymmetric() ? "two components: radial, axial" : "two components: x, y");
        section.problem(entry,
                        std::to_string(read.size()) + " values",
                        components,
                        "Write for example: " + std::string(dim == 3 ? "0, " : "") + "0, -5 " +
                          unit + " [measured].");
        return false;
      }
    std::copy(read.begin(), read.end(), values.begin());
    return true;
  }


  template <int dim>
  void
  BoundaryConditions<dim>::read_traction(const Section     &section,
                                         const std::string &surface,
                                         LoadCase<dim>     &load_case) const
  {
    std::array<double, dim> traction;
    if (read_vector(section,
                    "Traction",
                    "MPa",
                    "Force per area at the peak, by component: x, y, z (plane: x, y; "
                    "axisymmetric: radial, axial).",
                    traction) &&
        !surface.empty() && check_symmetry_of_traction(section, surface, traction))
      load_case.surface_loads.push_back(
        SurfaceLoad<dim>::uniform(surface, CrossSection<dim>::of(mesh_, surface), traction));
  }


  template <int dim>
  void
  BoundaryConditions<dim>::read_resultant_force(const Section     &section,
                                                const std::string &surface,
                                                LoadCase<dim>     &load_case) const
  {
    std::array<double, dim> force{}, point{};
    section.may_have({"Point", "Magnitude", "Towards", "Direction"});
    const bool is_pull = section.has("Magnitude");
    bool       is_sound =
      is_pull || read_vector(section,
                             "Force",
                             "N",
                             "Force at the peak on the whole body, by component, as for Traction.",
                             force);
    const bool has_point = section.has("Point");
    if (has_point)
      is_sound = read_vector(section,
                             "Point",
                             "mm",
                             "Where the line of action of the resultant force passes, by "
                             "component: adds the moment about the centroid of the surface. Left "
                             "out: the centroid.",
                             point) &&
                 check_moment(section, surface) && is_sound;
    if (is_pull && !surface.empty())
      {
        std::array<double, dim> from =
          has_point ? point : CrossSection<dim>::of(mesh_, surface).centroid;
        std::array<double, dim> way;
        const std::string       entry = section.has("Direction") ? "Direction" : "Towards";
        if (entry == "Direction")
          from.fill(0);
        is_sound = read_vector(section,
                               entry,
                               entry == "Direction" ? "1" : "mm",
                               entry == "Direction"
                                 ? "Where the force pulls, of any length; in place of Towards."
                                 : "A point that the force pulls towards, the origin of a muscle.",
                               way) &&
                   is_sound;
        force = pull(section, entry, from, way);
      }
    if (is_sound && is_axisymmetric() && force[0] != 0)
      section.problem(
        is_pull ? "Magnitude" : "Force",
        "a radial resultant force on an axisymmetric body",
        "0 as the first component",
        "Radial forces all around add up to nothing; give a radial load as Type = traction.");
    if (!is_sound || surface.empty())
      return;
    const CrossSection<dim> cross_section = CrossSection<dim>::of(mesh_, surface);
    Moment<dim>             moment{};
    if (has_point)
      {
        for (unsigned int k = 0; k < dim; ++k)
          point[k] -= cross_section.centroid[k];
        moment = moment_of<dim>(point, force);
      }
    if (!check_symmetry(section, is_pull ? "Magnitude" : "Force", surface, force, moment))
      return;
    load_case.surface_loads.push_back(
      SurfaceLoad<dim>::resultant(surface, cross_section, force, moment));
  }


  template <int dim>
  void
  BoundaryConditions<dim>::read_resultant_moment(const Section     &section,
                                                 const std::string &surface,
                                                 LoadCase<dim>     &load_case) const
  {
    const std::vector<double> values =
      section.quantities("Moment",
                         "N mm",
                         Range::any(),
                         "Moment at the peak on the whole body, about x, y, z (plane strain: one "
                         "value, counter-clockwise from x to y). It has no resultant force, so it "
                         "is the same about every point.");
    if (!check_moment(section, surface))
      return;
    Moment<dim> moment;
    if (values.size() != moment.size())
      {
        section.problem("Moment",
                        std::to_string(values.size()) + " values",
                        dim == 3 ? "three components: about x, y, z"
                                 : "one value: about the normal of the plane",
                        dim == 3 ? "Write for example: 0, 5000, 0 N mm [measured]."
                                 : "Write for example: 5000 N mm [measured].");
        return;
      }
    std::copy(values.begin(), values.end(), moment.begin());
    if (!surface.empty() &&
        check_symmetry(section, "Moment", surface, std::array<double, dim>{}, moment))
      load_case.surface_loads.push_back(SurfaceLoad<dim>::resultant(
        surface, CrossSection<dim>::of(mesh_, surface), std::array<double, dim>{}, moment));
  }


  template <int dim>
  bool
  BoundaryConditions<dim>::check_moment(const Section &section, const std::string &surface) const
  {
    const std::string entry = section.has("Point") ? "Point" : "Type";
    if (is_axisymmetric())
      section.problem(entry,
                      "a moment on an axisymmetric body",
                      "loads that are the same all around the axis",
                      "Bending and torsion need Geometry = 3d.");
    else if (has_plate() && surface == plate_surface_)
      section.problem(entry,
                      "a moment on the rigid plate '" + surface + "'",
                      "a surface that can turn",
                      "The plate moves along the axis only. Replace the plate by a resultant "
                      "force, or leave the moment out.");
    else
      return true;
    return false;
  }


  template void
  BoundaryConditions<2>::read_load_cases(const Section &);
  template void
  BoundaryConditions<3>::read_load_cases(const Section &);
  template bool
  BoundaryConditions<2>::is_axisymmetric() const;
  template bool
  BoundaryConditions<3>::is_axisymmetric() const;
  template bool
  BoundaryConditions<2>::read_vector(const Section &,
                                     const std::string &,
                                     const std::string &,
                                     const std::string &,
                                     std::array<double, 2> &) const;
  template bool
  BoundaryConditions<3>::read_vector(const Section &,
                                     const std::string &,
                                     const std::string &,
                                     const std::string &,
                                     std::array<double, 3> &) const;
} // namespace callus
