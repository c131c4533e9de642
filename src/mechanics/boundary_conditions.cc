// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/boundary_conditions.h"

#include "mechanics/coordinate_axis.h"
#include "mechanics/face_integrals.h"

#include <algorithm>

namespace callus
{
  namespace
  {
    template <std::size_t dim>
    double
    dot(const std::array<double, dim> &a, const std::array<double, dim> &b)
    {
      double sum = 0;
      for (unsigned int k = 0; k < dim; ++k)
        sum += a[k] * b[k];
      return sum;
    }

    /// All components of a node.
    template <int dim>
    constexpr unsigned char all_components = (1u << dim) - 1;

    /// Local nodes of a face that the space has.
    template <int dim, typename Action>
    void
    for_each_node(const Mesh<dim>        &mesh,
                  const NodalSpace<dim>  &space,
                  const SurfaceFace<dim> &face,
                  const Action           &action)
    {
      for (const unsigned int i : mesh.shape().face_nodes[face.face])
        if (i < space.nodes_per_cell)
          action(space.local_index(space.cell_nodes[face.cell * space.nodes_per_cell + i]));
    }

    /// Makes flags at owned nodes known where the nodes are ghosts.
    void
    exchange_masks(std::vector<unsigned char> &masks, const GhostExchange &exchange)
    {
      std::vector<double> values(masks.begin(), masks.end());
      exchange.update(values, 1);
      std::transform(values.begin(), values.end(), masks.begin(), [](const double v) {
        return static_cast<unsigned char>(v);
      });
    }
  } // namespace


  template <int dim>
  NodeNumbering
  numbering(const NodalSpace<dim> &space)
  {
    NodeNumbering result;
    result.first_owned    = space.first_owned;
    result.n_owned        = space.n_owned;
    result.nodes_per_cell = space.nodes_per_cell;
    result.cell_nodes     = &space.cell_nodes;
    result.ghost_nodes    = &space.ghost_nodes;
    return result;
  }


  template <int dim>
  double
  BoundaryConditions<dim>::axial_mean(const std::string &surface) const
  {
    return dot(CrossSection<dim>::of(mesh_, surface).centroid, mesh_.axis());
  }


  template <int dim>
  bool
  BoundaryConditions<dim>::is_fixed(const std::string &surface) const
  {
    return std::any_of(supports_.begin(), supports_.end(), [&](const Support &support) {
      return support.surface == surface && support.hold == Hold::fixed;
    });
  }


  template <int dim>
  double
  BoundaryConditions<dim>::axial_mean_of_held() const
  {
    if (const SymmetryPlane<dim> *plane = mesh_.symmetry().across())
      return plane->position;
    const bool any_fixed = std::any_of(
      supports_.begin(), supports_.end(), [](const auto &s) { return s.hold == Hold::fixed; });
    double held = 0, n_held = 0;
    for (const Support &support : supports_)
      if (!support.is_symmetry && (!any_fixed || support.hold == Hold::fixed))
        {
          held += axial_mean(support.surface);
          ++n_held;
        }
    return n_held > 0 ? held / n_held : 0;
  }


  template <int dim>
  void
  BoundaryConditions<dim>::set_closing_direction()
  {
    closing_direction_         = mesh_.axis();
    const LoadCase<dim> &first = load_cases_.front();
    double               along = first.resultant_along(closing_direction_);
    if (has_plate())
      along = axial_mean_of_held() - axial_mean(plate_surface_);
    else if (has_motions())
      along = supports_.empty() ? 0 : axial_mean_of_held() - axial_mean(first.motions[0].surface);
    if (along < 0)
      for (double &component : closing_direction_)
        component = -component;
  }


  template <int dim>
  std::vector<std::string>
  BoundaryConditions<dim>::loaded_surfaces(const LoadCase<dim> &load_case) const
  {
    std::vector<std::string> names;
    if (has_plate())
      names.push_back(plate_surface_);
    for (const SurfaceLoad<dim> &load : load_case.surface_loads)
      names.push_back(load.surface());
    for (const PrescribedMotion<dim> &motion : load_case.motions)
      names.push_back(motion.surface);
    return names;
  }


  template <int dim>
  unsigned char
  BoundaryConditions<dim>::mask_of(const Support &support, const SurfaceFace<dim> &face) const
  {
    switch (support.hold)
      {
        case Hold::fixed:
          return all_components<dim>;
        case Hold::axial_guide:
          return all_components<dim> & ~(1u << coordinate_axis(mesh_.axis()));
        case Hold::sliding_plane:
          return 1u << coordinate_axis(face.normal);
      }
    return 0;
  }


  // no radial displacement on the axis: anything else would tear the body
  template <int dim>
  void
  BoundaryConditions<dim>::hold_axis(std::vector<unsigned char> &mask,
                                     const NodalSpace<dim>      &space) const
  {
    if (mesh_.measure().geometry != Geometry::axisymmetric)
      return;
    for (std::int64_t node = 0; node < space.n_owned; ++node)
      if (space.owned_points[node][0] == 0)
        mask[node] |= 1;
  }


  template <int dim>
  std::vector<unsigned char>
  BoundaryConditions<dim>::held(const unsigned int      degree,
                                const MaterialMap<dim> &materials,
                                const GhostExchange    &exchange) const
  {
    const NodalSpace<dim>     &space = mesh_.space(degree);
    std::vector<unsigned char> mask(space.n_local(), all_components<dim>); // until a cell needs it
    for (std::size_t cell = 0; cell < mesh_.cells().n_cells; ++cell)
      if (!materials.is_left_out(cell))
        for (unsigned int i = 0; i < space.nodes_per_cell; ++i)
          mask[space.local_index(space.cell_nodes[cell * space.nodes_per_cell + i])] = 0;

    for (const Support &support : supports_)
      for (const SurfaceFace<dim> &face : mesh_.faces(support.surface))
        for_each_node(mesh_, space, face, [&](const std::size_t node) {
          mask[node] |= mask_of(support, face);
        });
    for (const PrescribedMotion<dim> &motion : load_cases_.front().motions)
      for (const SurfaceFace<dim> &face : mesh_.faces(motion.surface))
        for_each_node(
          mesh_, space, face, [&](const std::size_t node) { mask[node] |= motion.directions; });
    hold_axis(mask, space);
    exchange_masks(mask, exchange);
    return mask;
  }


  template <int dim>
  void
  BoundaryConditions<dim>::hold_plate(const unsigned int   degree,
                                      const GhostExchange &exchange,
                                      Constraints         &constraints) const
  {
    std::vector<unsigned char> &mask =
      degree == 2 ? constraints.displacement_mask : constraints.linear_mask;
    std::vector<unsigned char> on_plate(mask.size(), 0);
    for (const SurfaceFace<dim> &face : mesh_.faces(plate_surface_))
      for_each_node(
        mesh_, mesh_.space(degree), face, [&](const std::size_t node) { on_plate[node] = 1; });
    exchange_masks(on_plate, exchange);
    for (std::size_t node = 0; node < mask.size(); ++node)
      if (on_plate[node])
        {
          for (unsigned int c = 0; degree == 2 && c < dim; ++c)
            if (!(mask[node] >> c & 1))
              constraints.plate[dim * node + c] = closing_direction_[c];
          mask[node] = all_components<dim>;
        }
  }


  template <int dim>
  std::vector<unsigned char>
  BoundaryConditions<dim>::pressure_mask(const MaterialMap<dim> &materials,
                                         const GhostExchange    &linear) const
  {
    const NodalSpace<dim>     &space = mesh_.space(1);
    std::vector<unsigned char> mask(space.n_local(), 0), has_cell(space.n_local(), 0);
    for (const std::string &surface : drained_)
      for (const SurfaceFace<dim> &face : mesh_.faces(surface))
        for_each_node(mesh_, space, face, [&](const std::size_t node) { mask[node] = 1; });
    for (std::size_t cell = 0; cell < mesh_.cells().n_cells; ++cell)
      if (materials.has_pores(cell))
        for (unsigned int i = 0; i < space.nodes_per_cell; ++i)
          has_cell[space.local_index(space.cell_nodes[space.nodes_per_cell * cell + i])] = 1;
    for (std::size_t node = 0; node < has_cell.size(); ++node)
      if (!has_cell[node])
        mask[node] = 1;
    exchange_masks(mask, linear);
    return mask;
  }


  template <int dim>
  typename BoundaryConditions<dim>::Constraints
  BoundaryConditions<dim>::constraints(const MaterialMap<dim> &materials,
                                       const GhostExchange    &quadratic,
                                       const GhostExchange    &linear) const
  {
    const std::size_t n_nodes = mesh_.space(2).n_local();
    Constraints       result;
    result.displacement_mask = held(2, materials, quadratic);
    result.linear_mask       = held(1, materials, linear);

    result.support.assign(dim * n_nodes, 0.);
    for (std::size_t node = 0; node < n_nodes; ++node)
      for (unsigned int c = 0; c < dim; ++c)
        if (result.displacement_mask[node] >> c & 1)
          result.support[dim * node + c] = closing_direction_[c];

    if (has_motions())
      add_motions(quadratic, result);

    result.plate.assign(dim * n_nodes, 0.);
    if (has_plate())
      {
        hold_plate(2, quadratic, result);
        hold_plate(1, linear, result);
      }
    hold_rigid_surfaces(2, quadratic, result);
    hold_rigid_surfaces(1, linear, result);
    result.pressure_mask = pressure_mask(materials, linear);
    return result;
  }


  template <int dim>
  void
  BoundaryConditions<dim>::add_nodal_loads(const LoadCase<dim>    &load_case,
                                           const MaterialMap<dim> &materials,
                                           std::vector<double>    &forces) const
  {
    const NodalSpace<dim> &space = mesh_.space(2);
    for (const SurfaceLoad<dim> &load : load_case.surface_loads)
      for (const SurfaceFace<dim> &face : mesh_.faces(load.surface()))
        if (!materials.is_left_out(face.cell))
          {
            const std::vector<unsigned int> nodes = quadratic_face_nodes(mesh_.shape(), face.face);
            std::vector<double>             shares(dim * nodes.size(), 0.);
            load.nodal_forces(mesh_, face, shares);
            for (std::size_t i = 0; i < nodes.size(); ++i)
              {
                const std::int64_t node =
                  space.cell_nodes[face.cell * space.nodes_per_cell + nodes[i]];
                if (space.owns(node))
                  for (unsigned int c = 0; c < dim; ++c)
                    forces[dim * space.local_index(node) + c] += shares[dim * i + c];
              }
          }
  }


  template <int dim>
  double
  BoundaryConditions<dim>::mean_closing(const LoadCase<dim>       &load_case,
                                        const std::vector<double> &displacement) const
  {
    const NodalSpace<dim> &space   = mesh_.space(2);
    double                 sums[2] = {0, 0}, all[2]; // area, integral
    for (const std::string &surface : loaded_surfaces(load_case))
      for (const SurfaceFace<dim> &face : mesh_.faces(surface))
        if (face.cell < mesh_.cells().n_owned)
          for (const NodeArea &share : face_integrals(mesh_, face))
            {
              const std::size_t node = space.local_index(
                space.cell_nodes[space.nodes_per_cell * face.cell + share.node_in_cell]);
              sums[0] += share.area;
              for (unsigned int c = 0; c < dim; ++c)
                sums[1] += share.area * closing_direction_[c] * displacement[dim * node + c];
            }
    MPI_Allreduce(sums, all, 2, MPI_DOUBLE, MPI_SUM, mesh_.communicator());
    return all[1] / all[0];
  }


  template NodeNumbering
  numbering(const NodalSpace<2> &);
  template NodeNumbering
  numbering(const NodalSpace<3> &);
  template class BoundaryConditions<2>;
  template class BoundaryConditions<3>;
} // namespace callus
