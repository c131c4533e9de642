// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Devices that clamp surfaces.

#include "mechanics/boundary_conditions.h"
#include "mechanics/small_systems.h"
#include "mechanics/surface_nodes.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  template <int dim>
  void
  BoundaryConditions<dim>::read_fixations(const Section &fixations)
  {
    for (const std::string &name : fixations.subsections())
      {
        const Section                  section = fixations.subsection(name);
        const std::vector<std::string> between = section.list(
          "Between", "The two surfaces that the device clamps: each moves as a rigid body.");
        Fixation<dim> fixation;
        fixation.name      = name;
        fixation.stiffness = Fixation<dim>::read_stiffness(section, mesh_.measure().geometry);
        section.may_have({"Reference point"});
        const bool has_point = section.has("Reference point");
        const bool is_sound =
          !has_point || read_vector(section,
                                    "Reference point",
                                    "mm",
                                    "Where the stiffness is stated, by component. Left out: midway "
                                    "between the centroids of the two surfaces.",
                                    fixation.reference);
        bool are_known = between.size() == 2 && between[0] != between[1];
        if (!are_known)
          section.problem("Between",
                          std::to_string(between.size()) + " surfaces, or the same twice",
                          "two different surfaces",
                          "Write for example: set Between = proximal_screws, distal_screws.");
        const auto is_mirror = [&](const std::string &surface) { return plane_across(surface); };
        for (const std::string &surface : between)
          are_known = check_surface(section, "Between", surface) && are_known;
        if (!are_known || !is_sound)
          continue;
        // the mirror image comes second
        std::vector<std::string> clamped = between;
        if (is_mirror(clamped[0]))
          std::swap(clamped[0], clamped[1]);
        fixation.surfaces.fill(clamp(section, clamped[0]));
        if (const SymmetryPlane<dim> *plane = plane_across(clamped[1]))
          fixation.mirror = plane->normal;
        else
          fixation.surfaces[1] = clamp(section, clamped[1]);
        for (unsigned int k = 0; !has_point && k < dim; ++k)
          fixation.reference[k] = (rigid_surfaces_[fixation.surfaces[0]].centroid[k] +
                                   rigid_surfaces_[fixation.surfaces[1]].centroid[k]) /
                                  2;
        if (fixation.mirror && !has_point)
          fixation.reference[*fixation.mirror] = mesh_.symmetry().across()->position;
        check_symmetry_of(section, fixation);
        fixations_.push_back(fixation);
      }
  }


  template <int dim>
  std::size_t
  BoundaryConditions<dim>::clamp(const Section &section, const std::string &surface)
  {
    for (std::size_t i = 0; i < rigid_surfaces_.size(); ++i)
      if (rigid_surfaces_[i].surface == surface)
        return i;
    RigidSurface<dim> clamped;
    clamped.surface                            = surface;
    const CrossSection<dim> section_of_surface = CrossSection<dim>::of(mesh_, surface);
    clamped.centroid                           = section_of_surface.centroid;
    if (is_touched(surface))
      section.problem("Between",
                      "'" + surface +
                        "', which touches the rigid plate, a prescribed motion or another "
                        "clamped surface",
                      "surfaces that have no node in common",
                      "Limit one of them by a subsection of Surfaces.");
    if (!find_free_components(clamped))
      section.problem("Between",
                      "'" + surface + "', part of which a support holds, so that it can still turn",
                      "a surface that supports leave alone, hold, or let slide along the axes",
                      "Limit the surface by a subsection of Surfaces so that it ends before the "
                      "support.");
    rigid_surfaces_.push_back(clamped);
    return rigid_surfaces_.size() - 1;
  }


  template <int dim>
  bool
  BoundaryConditions<dim>::is_touched(const std::string &surface) const
  {
    std::vector<char>        others(mesh_.space(2).n_owned, 0);
    std::vector<std::string> names;
    if (has_plate())
      names.push_back(plate_surface_);
    for (const PrescribedMotion<dim> &motion : load_cases_.front().motions)
      names.push_back(motion.surface);
    for (const RigidSurface<dim> &other : rigid_surfaces_)
      names.push_back(other.surface);
    for (const std::string &name : names)
      for_each_owned_node(mesh_, name, [&](const auto node, const auto &) { others[node] = 1; });
    int here = 0, anywhere = 0;
    for_each_owned_node(
      mesh_, surface, [&](const auto node, const auto &) { here = here || others[node]; });
    MPI_Allreduce(&here, &anywhere, 1, MPI_INT, MPI_MAX, mesh_.communicator());
    return anywhere;
  }


  template <int dim>
  bool
  BoundaryConditions<dim>::find_free_components(RigidSurface<dim> &clamped) const
  {
    constexpr unsigned int n = n_rigid_components<dim>;
    // what supports say about the owned nodes
    const NodalSpace<dim>     &space = mesh_.space(2);
    std::vector<unsigned char> stated(space.n_owned, 0);
    for (const Support &support : supports_)
      for_each_owned_node(mesh_, support.surface, [&](const auto node, const auto &face) {
        stated[node] |= mask_of(support, face);
      });
    hold_axis(stated, space);

    std::vector<unsigned int> mirrors;
    for (const SymmetryPlane<dim> &plane : mesh_.symmetry().planes())
      if (goes_on_behind(mesh_, clamped.surface, plane))
        mirrors.push_back(plane.normal);
    const auto breaks_symmetry = [&](const unsigned int component) {
      return std::any_of(mirrors.begin(), mirrors.end(), [&](const unsigned int normal) {
        return sign_in_mirror<dim>(component, normal) < 0;
      });
    };

    // squares of what each component would move of it, and products
    std::array<double, n * n> local{}, all{};
    double                    local_size = 0, size = 0;
    for_each_owned_node(mesh_, clamped.surface, [&](const auto node, const auto &) {
      const auto &x = space.owned_points[node];
      for (unsigned int k = 0; k < dim; ++k)
        {
          local_size = std::max(local_size, std::abs(x[k] - clamped.centroid[k]));
          if (stated[node] >> k & 1)
            for (unsigned int i = 0; i < n; ++i)
              for (unsigned int j = 0; j < n; ++j)
                local[n * i + j] += clamped.displacement(i, x)[k] * clamped.displacement(j, x)[k];
        }
    });
    MPI_Allreduce(local.data(), all.data(), n * n, MPI_DOUBLE, MPI_SUM, mesh_.communicator());
    MPI_Allreduce(&local_size, &size, 1, MPI_DOUBLE, MPI_MAX, mesh_.communicator());
    std::vector<unsigned int> held;
    for (unsigned int i = 0; i < n; ++i)
      if (breaks_symmetry(i))
        continue;
      else if (all[n * i + i] > 1e-12 * (i < dim ? 1 : size * size))
        held.push_back(i);
      else if (!is_axisymmetric() || i == 1)
        clamped.components.push_back(i);
    if (is_axisymmetric())
      return true;
    dealii::FullMatrix<double> products(held.size(), held.size());
    for (unsigned int i = 0; i < held.size(); ++i)
      for (unsigned int j = 0; j < held.size(); ++j)
        products(i, j) = all[n * held[i] + held[j]];
    std::vector<double> unused(held.size(), 0.);
    return solve_small_system(products, unused);
  }


  template <int dim>
  void
  BoundaryConditions<dim>::hold_rigid_surfaces(const unsigned int   degree,
                                               const GhostExchange &exchange,
                                               Constraints         &constraints) const
  {
    const NodalSpace<dim>      &space = mesh_.space(degree);
    std::vector<unsigned char> &mask =
      degree == 2 ? constraints.displacement_mask : constraints.linear_mask;
    std::vector<double> clamped(space.n_local(), 0.);
    for (const RigidSurface<dim> &rigid : rigid_surfaces_)
      for_each_owned_node(
        mesh_, rigid.surface, [&](const auto node, const auto &) { clamped[node] = 1; }, degree);
    exchange.update(clamped, 1);
    for (std::size_t node = 0; node < mask.size(); ++node)
      if (clamped[node] != 0)
        mask[node] = (1u << dim) - 1;
    if (degree != 2)
      return;
    for (const RigidSurface<dim> &rigid : rigid_surfaces_)
      for (const unsigned int component : rigid.components)
        {
          std::vector<double> &motion = constraints.clamped.emplace_back(dim * space.n_local(), 0.);
          for_each_owned_node(mesh_, rigid.surface, [&](const auto node, const auto &) {
            const auto u = rigid.displacement(component, space.owned_points[node]);
            std::copy(u.begin(), u.end(), motion.begin() + dim * node);
          });
          exchange.update(motion, dim);
        }
  }


  template void
  BoundaryConditions<2>::read_fixations(const Section &);
  template void
  BoundaryConditions<3>::read_fixations(const Section &);
  template void
  BoundaryConditions<2>::hold_rigid_surfaces(unsigned int,
                                             const GhostExchange &,
                                             Constraints &) const;
  template void
  BoundaryConditions<3>::hold_rigid_surfaces(unsigned int,
                                             const GhostExchange &,
                                             Constraints &) const;
} // namespace callus
