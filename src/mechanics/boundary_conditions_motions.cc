// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Prescribed motions of surfaces.

#include "base/nearest_name.h"
#include "mechanics/boundary_conditions.h"
#include "mechanics/surface_nodes.h"

#include <algorithm>
#include <set>

namespace callus
{
  namespace
  {
    template <int dim>
    std::vector<std::string>
    direction_names(const bool is_axisymmetric)
    {
      if (is_axisymmetric)
        return {"radial", "axial"};
      return dim == 3 ? std::vector<std::string>{"x", "y", "z"}
                      : std::vector<std::string>{"x", "y"};
    }
  } // namespace


  template <int dim>
  void
  BoundaryConditions<dim>::read_motion(const Section     &section,
                                       const std::string &surface,
                                       LoadCase<dim>     &load_case) const
  {
    PrescribedMotion<dim> motion;
    motion.load    = section.name();
    motion.surface = surface;
    const bool is_sound =
      read_vector(section,
                  "Displacement",
                  "mm",
                  "Displacement of the surface at the peak, by component, as for Traction.",
                  motion.displacement);
    const std::vector<std::string> names = direction_names<dim>(is_axisymmetric());
    motion.directions                    = 0;
    for (const std::string &direction :
         section.list("Directions",
                      "",
                      "Components of Displacement that are prescribed, for example: z; the surface "
                      "is free in the others. Left out: all."))
      {
        const auto found = std::find(names.begin(), names.end(), direction);
        if (found == names.end())
          section.problem("Directions",
                          "'" + direction + "'",
                          "components of Displacement",
                          suggest(direction, names));
        else
          motion.directions |= 1u << (found - names.begin());
      }
    if (motion.directions == 0)
      motion.directions = (1u << dim) - 1;
    for (unsigned int c = 0; is_sound && c < dim; ++c)
      if (!(motion.directions >> c & 1) && motion.displacement[c] != 0)
        section.problem("Displacement",
                        "a displacement in the direction " + names[c] + ", which is free",
                        "0 in directions that are not listed",
                        "Add " + names[c] + " to Directions, or write 0.");
    if (is_sound && !surface.empty())
      load_case.motions.push_back(motion);
  }


  template <int dim>
  bool
  BoundaryConditions<dim>::is_contradicted(const PrescribedMotion<dim> &motion,
                                           const LoadCase<dim>         &load_case) const
  {
    // what others say about the owned nodes
    const std::size_t          n_owned = mesh_.space(2).n_owned;
    std::vector<unsigned char> stated(n_owned, 0), never(n_owned, 0);
    std::vector<double>        value(dim * n_owned, 0.);
    for (const Support &support : supports_)
      for_each_owned_node(mesh_, support.surface, [&](const auto node, const auto &face) {
        stated[node] |= mask_of(support, face);
      });
    hold_axis(stated, mesh_.space(2));
    for (const PrescribedMotion<dim> &other : load_case.motions)
      if (&other != &motion)
        for_each_owned_node(mesh_, other.surface, [&](const auto node, const auto &) {
          for (unsigned int c = 0; c < dim; ++c)
            if (other.directions >> c & 1)
              {
                stated[node] |= 1u << c;
                value[dim * node + c] = other.displacement[c];
              }
        });
    if (has_plate())
      for_each_owned_node(
        mesh_, plate_surface_, [&](const auto node, const auto &) { never[node] = 1; });

    bool result = false;
    for_each_owned_node(mesh_, motion.surface, [&](const auto node, const auto &) {
      result = result || never[node];
      for (unsigned int c = 0; c < dim; ++c)
        if (motion.directions & stated[node] & (1u << c))
          result = result || value[dim * node + c] != motion.displacement[c];
    });
    return result;
  }


  template <int dim>
  void
  BoundaryConditions<dim>::check_motions(const Section &loads, const LoadCase<dim> &load_case) const
  {
    for (const PrescribedMotion<dim> &motion : load_case.motions)
      {
        int here = is_contradicted(motion, load_case), anywhere = 0;
        MPI_Allreduce(&here, &anywhere, 1, MPI_INT, MPI_MAX, mesh_.communicator());
        if (anywhere && !is_fixed(motion.surface)) // that is reported already
          loads.subsection(motion.load)
            .problem("Surface",
                     "a motion of '" + motion.surface +
                       "', part of which a support, the rigid plate or another motion moves "
                       "differently",
                     "surfaces that do not touch, or agree where they do",
                     "Limit one of them by a subsection of Surfaces, or state Directions.");
      }
  }


  template <int dim>
  void
  BoundaryConditions<dim>::check_common_motions(const std::vector<Section> &of_cases) const
  {
    using Moved              = std::set<std::pair<std::string, unsigned char>>;
    const auto moved_surface = [](const LoadCase<dim> &load_case) {
      Moved moved;
      for (const PrescribedMotion<dim> &motion : load_case.motions)
        moved.insert({motion.surface, motion.directions});
      return moved;
    };
    const Moved first = moved_surface(load_cases_.front());
    for (std::size_t i = 1; i < load_cases_.size(); ++i)
      if (moved_surface(load_cases_[i]) != first)
        of_cases[i].problem("",
                            "prescribed motions of other surfaces or directions than in the first "
                            "load case",
                            "the same surfaces and directions in every case",
                            "What moves as stated in one case is held in all: state its motion, "
                            "which may be 0 mm, in each of them.");
  }


  template <int dim>
  std::vector<double>
  BoundaryConditions<dim>::displacement_of(const PrescribedMotion<dim> &motion,
                                           const GhostExchange         &quadratic) const
  {
    std::vector<double> result(dim * mesh_.space(2).n_local(), 0.);
    for_each_owned_node(mesh_, motion.surface, [&](const auto node, const auto &) {
      std::copy(
        motion.displacement.begin(), motion.displacement.end(), result.begin() + dim * node);
    });
    quadratic.update(result, dim);
    return result;
  }


  template <int dim>
  void
  BoundaryConditions<dim>::add_motions(const GhostExchange &quadratic,
                                       Constraints         &constraints) const
  {
    const std::size_t n = dim * mesh_.space(2).n_local();
    constraints.driven.assign(n, 0.);
    for (const LoadCase<dim> &load_case : load_cases_)
      {
        std::vector<double> &all = constraints.motions.emplace_back(n, 0.);
        for (const PrescribedMotion<dim> &motion : load_case.motions)
          for_each_owned_node(mesh_, motion.surface, [&](const auto node, const auto &) {
            for (unsigned int c = 0; c < dim; ++c)
              if (motion.directions >> c & 1)
                {
                  all[dim * node + c]                 = motion.displacement[c];
                  constraints.driven[dim * node + c]  = closing_direction_[c];
                  constraints.support[dim * node + c] = 0;
                }
          });
        quadratic.update(all, dim);
      }
    quadratic.update(constraints.driven, dim);
    quadratic.update(constraints.support, dim);
  }


  template void
  BoundaryConditions<2>::read_motion(const Section &, const std::string &, LoadCase<2> &) const;
  template void
  BoundaryConditions<3>::read_motion(const Section &, const std::string &, LoadCase<3> &) const;
  template void
  BoundaryConditions<2>::check_motions(const Section &, const LoadCase<2> &) const;
  template void
  BoundaryConditions<3>::check_motions(const Section &, const LoadCase<3> &) const;
  template void
  BoundaryConditions<2>::check_common_motions(const std::vector<Section> &) const;
  template void
  BoundaryConditions<3>::check_common_motions(const std::vector<Section> &) const;
  template std::vector<double>
  BoundaryConditions<2>::displacement_of(const PrescribedMotion<2> &, const GhostExchange &) const;
  template std::vector<double>
  BoundaryConditions<3>::displacement_of(const PrescribedMotion<3> &, const GhostExchange &) const;
  template void
  BoundaryConditions<2>::add_motions(const GhostExchange &, Constraints &) const;
  template void
  BoundaryConditions<3>::add_motions(const GhostExchange &, Constraints &) const;
} // namespace callus
