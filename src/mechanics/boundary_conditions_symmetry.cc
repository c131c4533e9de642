// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Planes of symmetry: what they hold, and loads that a body with its mirror images cannot have. mesh/symmetry.h.

#include "mechanics/boundary_conditions.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    /// Round-off of what was computed from coordinates, as a share of the load.
    constexpr double round_off = 1e-8;

    template <std::size_t n>
    double
    largest(const std::array<double, n> &values)
    {
      double result = 0;
      for (const double value : values)
        result = std::max(result, std::abs(value));
      return result;
    }

    template <int dim>
    std::string
    plane_text(const SymmetryPlane<dim> &plane)
    {
      return "the plane of symmetry '" + plane.surfaces[0] + "'";
    }
  } // namespace


  template <int dim>
  void
  BoundaryConditions<dim>::hold_symmetry_planes()
  {
    for (const SymmetryPlane<dim> &plane : mesh_.symmetry().planes())
      for (const std::string &surface : plane.surfaces)
        supports_.push_back({surface, Hold::sliding_plane, true});
  }


  template <int dim>
  const SymmetryPlane<dim> *
  BoundaryConditions<dim>::plane_across(const std::string &surface) const
  {
    const SymmetryPlane<dim> *plane = mesh_.symmetry().plane_of(surface);
    return plane && plane->is_across ? plane : nullptr;
  }


  template <int dim>
  bool
  BoundaryConditions<dim>::check_outside(const Section     &section,
                                         const std::string &entry,
                                         const std::string &surface,
                                         const std::string &what) const
  {
    if (!mesh_.symmetry().plane_of(surface))
      return true;
    section.problem(entry,
                    what + " on the plane of symmetry '" + surface + "'",
                    "a surface of the whole body",
                    "Behind the plane the body goes on: nothing acts there but its mirror image. "
                    "Name another surface.");
    return false;
  }


  template <int dim>
  bool
  BoundaryConditions<dim>::check_symmetry(const Section                 &section,
                                          const std::string             &entry,
                                          const std::string             &surface,
                                          const std::array<double, dim> &force,
                                          const Moment<dim>             &moment) const
  {
    const CrossSection<dim> cross_section = CrossSection<dim>::of(mesh_, surface);
    const double            largest_force = round_off * largest(force),
                 largest_moment           = round_off * (largest(moment) +
                                               largest(force) * (largest(cross_section.centroid) +
                                                                 std::sqrt(cross_section.area)));
    for (const SymmetryPlane<dim> &plane : mesh_.symmetry().planes())
      {
        const auto breaks = [&](const unsigned int component) {
          return sign_in_mirror<dim>(component, plane.normal) < 0;
        };
        const bool is_own_image =
          std::find(cross_section.mirrors.begin(), cross_section.mirrors.end(), plane.normal) !=
          cross_section.mirrors.end();
        bool is_uneven = false, twists_alike = false;
        for (unsigned int k = 0; k < dim; ++k)
          is_uneven = is_uneven || (breaks(k) && std::abs(force[k]) > largest_force);
        for (unsigned int k = 0; k < moment.size(); ++k)
          if (std::abs(moment[k]) > largest_moment)
            {
              is_uneven    = is_uneven || breaks(dim + k);
              twists_alike = twists_alike || !breaks(dim + k);
            }
        if (is_own_image ? is_uneven : twists_alike)
          {
            if (is_own_image)
              section.problem(entry,
                              "a load on '" + surface + "' that is not its own mirror image in " +
                                plane_text(plane),
                              "a force in the plane, on a line of action in the plane, and moments "
                              "about its normal only",
                              "Leave out the force along the normal and the moments about "
                              "directions in the plane (also that of Point), or mesh the whole "
                              "body.");
            else
              section.problem(entry,
                              "a twisting moment on '" + surface + "', whose mirror image behind " +
                                plane_text(plane) + " would be twisted the same way",
                              "forces, and bending moments",
                              "Twist takes the whole body: mesh it, or leave the moment out.");
            return false;
          }
      }
    return true;
  }


  template <int dim>
  bool
  BoundaryConditions<dim>::check_symmetry_of_traction(const Section                 &section,
                                                      const std::string             &surface,
                                                      const std::array<double, dim> &traction) const
  {
    for (const SymmetryPlane<dim> &plane : mesh_.symmetry().planes())
      if (traction[plane.normal] != 0 && goes_on_behind(mesh_, surface, plane))
        {
          section.problem("Traction",
                          "a traction on '" + surface + "' along the normal of " +
                            plane_text(plane) + ", behind which the surface goes on",
                          "0 along the normal",
                          "It would change its sign at the plane. Load a surface that ends before "
                          "the plane (section Surfaces), or mesh the whole body.");
          return false;
        }
    return true;
  }


  template <int dim>
  bool
  BoundaryConditions<dim>::check_symmetry_of_plate(const Section     &section,
                                                   const std::string &surface) const
  {
    const SymmetryPlane<dim> *plane = mesh_.symmetry().across();
    if (!plane || !goes_on_behind(mesh_, surface, *plane))
      return true;
    section.problem("Surface",
                    "a rigid plate on '" + surface + "', which meets " + plane_text(*plane) +
                      " across the axis",
                    "a surface that can move along the axis",
                    "Load the end of the bone; its mirror image is loaded by itself.");
    return false;
  }


  template <int dim>
  void
  BoundaryConditions<dim>::check_symmetry_of(const Section       &section,
                                             const Fixation<dim> &fixation) const
  {
    for (const SymmetryPlane<dim> &plane : mesh_.symmetry().planes())
      {
        if (plane.is_across && !fixation.mirror)
          continue; // the device is on one side, and has an image
        bool is_on_plane = plane.contains(fixation.reference);
        for (const std::size_t surface : fixation.surfaces)
          is_on_plane =
            is_on_plane &&
            (plane.is_across || goes_on_behind(mesh_, rigid_surfaces_[surface].surface, plane));
        if (!is_on_plane)
          section.problem("Between",
                          "a device off " + plane_text(plane) +
                            ": its surfaces end before it, or its reference point is beside it",
                          "surfaces that go on behind the plane, and a reference point in it",
                          "Use planes that leave the device whole, or mesh the whole body.");
        else if (!fixation.is_even(plane.normal))
          section.problem("Translational stiffness",
                          "a device that answers a motion that is even about " + plane_text(plane) +
                            " by a force that is not",
                          "no coupling between them, such as of a force in the plane with one "
                          "along its normal",
                          "Check First axis and Coupling stiffness, or mesh the whole body.");
      }
  }


  template void
  BoundaryConditions<2>::hold_symmetry_planes();
  template const SymmetryPlane<2> *
  BoundaryConditions<2>::plane_across(const std::string &) const;
  template bool
  BoundaryConditions<2>::check_outside(const Section &,
                                       const std::string &,
                                       const std::string &,
                                       const std::string &) const;
  template bool
  BoundaryConditions<2>::check_symmetry(const Section &,
                                        const std::string &,
                                        const std::string &,
                                        const std::array<double, 2> &,
                                        const Moment<2> &) const;
  template bool
  BoundaryConditions<2>::check_symmetry_of_traction(const Section &,
                                                    const std::string &,
                                                    const std::array<double, 2> &) const;
  template bool
  BoundaryConditions<2>::check_symmetry_of_plate(const Section &, const std::string &) const;
  template void
  BoundaryConditions<2>::check_symmetry_of(const Section &, const Fixation<2> &) const;
  template void
  BoundaryConditions<3>::hold_symmetry_planes();
  template const SymmetryPlane<3> *
  BoundaryConditions<3>::plane_across(const std::string &) const;
  template bool
  BoundaryConditions<3>::check_outside(const Section &,
                                       const std::string &,
                                       const std::string &,
                                       const std::string &) const;
  template bool
  BoundaryConditions<3>::check_symmetry(const Section &,
                                        const std::string &,
                                        const std::string &,
                                        const std::array<double, 3> &,
                                        const Moment<3> &) const;
  template bool
  BoundaryConditions<3>::check_symmetry_of_traction(const Section &,
                                                    const std::string &,
                                                    const std::array<double, 3> &) const;
  template bool
  BoundaryConditions<3>::check_symmetry_of_plate(const Section &, const std::string &) const;
  template void
  BoundaryConditions<3>::check_symmetry_of(const Section &, const Fixation<3> &) const;
} // namespace callus
