// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/boundary_conditions.h"

#include "base/nearest_name.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    double
    dot(const std::array<double, 3> &a, const std::array<double, 3> &b)
    {
      return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    /// The coordinate axis that a unit vector lies along, or 3.
    unsigned int
    coordinate_axis(const std::array<double, 3> &v)
    {
      for (unsigned int c = 0; c < 3; ++c)
        if (std::abs(v[c]) > 1 - 1e-6)
          return c;
      return 3;
    }

    /// Local nodes of a face: its corners and, in the quadratic space, the mid-edge nodes between them.
    template <typename Action>
    void
    for_each_node(const NodalSpace<3> &space, const SurfaceFace<3> &face, const Action &action)
    {
      const std::int64_t *nodes = &space.cell_nodes[face.cell * space.nodes_per_cell];
      for (const unsigned int i : tetrahedron().face_nodes[face.face])
        if (i < space.nodes_per_cell)
          action(space.local_index(nodes[i]), i >= 4);
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


  NodeNumbering
  numbering(const NodalSpace<3> &space)
  {
    NodeNumbering result;
    result.first_owned    = space.first_owned;
    result.n_owned        = space.n_owned;
    result.nodes_per_cell = space.nodes_per_cell;
    result.cell_nodes     = &space.cell_nodes;
    result.ghost_nodes    = &space.ghost_nodes;
    return result;
  }


  BoundaryConditions::BoundaryConditions(const Section &mechanics, const Mesh<3> &mesh)
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


  bool
  BoundaryConditions::check_surface(const Section     &section,
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


  void
  BoundaryConditions::read_supports(const Section &supports)
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
        if (hold == Hold::axial_guide && coordinate_axis(mesh_.axis()) == 3)
          section.problem("Type",
                          "an axial guide for a bone whose axis is no coordinate axis",
                          "an axis along x, y or z",
                          "Turn the mesh so that Mesh/Axis is a coordinate axis.");
        bool is_flat = true;
        if (hold == Hold::sliding_plane)
          for (const SurfaceFace<3> &face : mesh_.faces(surface))
            is_flat = is_flat && coordinate_axis(face.normal) < 3;
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


  void
  BoundaryConditions::read_loads(const Section &loads)
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
        const bool                is_traction = type == "traction";
        const std::vector<double> values =
          is_traction
            ? section.quantities(
                "Traction", "MPa", Range::any(), "Force per area at the peak: x, y, z.")
            : section.quantities("Force", "N", Range::any(), "Force at the peak: x, y, z.");
        if (values.size() != 3)
          section.problem(is_traction ? "Traction" : "Force",
                          std::to_string(values.size()) + " values",
                          "three components: x, y, z",
                          "Write for example: 0, 0, -500 N [measured].");
        else if (is_known)
          {
            Traction load = {
              surface, {{values[0], values[1], values[2]}}, mesh_.surface_area(surface)};
            if (!is_traction)
              for (double &component : load.traction)
                component /= load.area;
            tractions_.push_back(load);
          }
      }
    if (loads.subsections().empty())
      loads.problem("",
                    "no load",
                    "at least one subsection with Surface, Type and Force",
                    "Add for example: subsection weight / set Surface = proximal_end / set Type = "
                    "rigid plate force / set Force = 500 N [measured] / end.");
  }


  void
  BoundaryConditions::read_fixator(const Section &fixator)
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


  void
  BoundaryConditions::set_closing_direction()
  {
    closing_direction_ = mesh_.axis();
    double along       = nodal_load_resultant();
    if (has_plate())
      {
        // from the plate towards what is held
        const auto axial_mean = [&](const std::string &surface) {
          double sums[2] = {0, 0}, all[2];
          for (const SurfaceFace<3> &face : mesh_.faces(surface))
            if (face.cell < mesh_.cells().n_owned)
              {
                sums[0] += face.area * dot(face.center, mesh_.axis());
                sums[1] += face.area;
              }
          MPI_Allreduce(sums, all, 2, MPI_DOUBLE, MPI_SUM, mesh_.communicator());
          return all[0] / all[1];
        };
        double held = 0;
        for (const Support &support : supports_)
          if (support.hold == Hold::fixed)
            held = axial_mean(support.surface);
        along = held - axial_mean(plate_surface_);
      }
    if (along < 0)
      for (double &component : closing_direction_)
        component = -component;
  }


  double
  BoundaryConditions::nodal_load_resultant() const
  {
    double sum = 0;
    for (const Traction &load : tractions_)
      sum += load.area * dot(load.traction, closing_direction_);
    return sum;
  }


  std::vector<std::string>
  BoundaryConditions::loaded_surfaces() const
  {
    std::vector<std::string> names;
    if (has_plate())
      names.push_back(plate_surface_);
    for (const Traction &load : tractions_)
      names.push_back(load.surface);
    return names;
  }


  unsigned char
  BoundaryConditions::mask_of(const Support &support, const SurfaceFace<3> &face) const
  {
    switch (support.hold)
      {
        case Hold::fixed:
          return 7;
        case Hold::axial_guide:
          return 7 & ~(1u << coordinate_axis(mesh_.axis()));
        case Hold::sliding_plane:
          return 1u << coordinate_axis(face.normal);
      }
    return 0;
  }


  std::vector<unsigned char>
  BoundaryConditions::held(const unsigned int   degree,
                           const MaterialMap   &materials,
                           const GhostExchange &exchange) const
  {
    const NodalSpace<3>       &space = mesh_.space(degree);
    std::vector<unsigned char> mask(space.n_local(), 7); // until a cell needs the node
    for (std::size_t cell = 0; cell < mesh_.cells().n_cells; ++cell)
      if (!materials.is_left_out(cell))
        for (unsigned int i = 0; i < space.nodes_per_cell; ++i)
          mask[space.local_index(space.cell_nodes[cell * space.nodes_per_cell + i])] = 0;

    for (const Support &support : supports_)
      for (const SurfaceFace<3> &face : mesh_.faces(support.surface))
        for_each_node(
          space, face, [&](const std::size_t node, bool) { mask[node] |= mask_of(support, face); });
    exchange_masks(mask, exchange);
    return mask;
  }


  BoundaryConditions::Constraints
  BoundaryConditions::constraints(const MaterialMap   &materials,
                                  const GhostExchange &quadratic,
                                  const GhostExchange &linear) const
  {
    const NodalSpace<3> &space = mesh_.space(2), &linear_space = mesh_.space(1);
    Constraints          result;
    result.displacement_mask = held(2, materials, quadratic);
    result.linear_mask       = held(1, materials, linear);

    const auto &d = closing_direction_;
    result.support.assign(3 * space.n_local(), 0.);
    for (std::size_t node = 0; node < space.n_local(); ++node)
      for (unsigned int c = 0; c < 3; ++c)
        if (result.displacement_mask[node] >> c & 1)
          result.support[3 * node + c] = d[c];

    result.plate.assign(3 * space.n_local(), 0.);
    if (has_plate())
      for (const unsigned int degree : {2u, 1u})
        {
          std::vector<unsigned char> &mask =
            degree == 2 ? result.displacement_mask : result.linear_mask;
          std::vector<unsigned char> on_plate(mask.size(), 0);
          for (const SurfaceFace<3> &face : mesh_.faces(plate_surface_))
            for_each_node(
              mesh_.space(degree), face, [&](const std::size_t node, bool) { on_plate[node] = 1; });
          exchange_masks(on_plate, degree == 2 ? quadratic : linear);
          for (std::size_t node = 0; node < mask.size(); ++node)
            if (on_plate[node])
              {
                for (unsigned int c = 0; degree == 2 && c < 3; ++c)
                  if (!(mask[node] >> c & 1))
                    result.plate[3 * node + c] = d[c];
                mask[node] = 7;
              }
        }

    result.pressure_mask.assign(linear_space.n_local(), 0);
    for (const std::string &surface : drained_)
      for (const SurfaceFace<3> &face : mesh_.faces(surface))
        for_each_node(linear_space, face, [&](const std::size_t node, bool) {
          result.pressure_mask[node] = 1;
        });
    std::vector<unsigned char> has_cell(linear_space.n_local(), 0);
    for (std::size_t cell = 0; cell < mesh_.cells().n_cells; ++cell)
      if (!materials.is_left_out(cell))
        for (unsigned int i = 0; i < 4; ++i)
          has_cell[linear_space.local_index(linear_space.cell_nodes[4 * cell + i])] = 1;
    for (std::size_t node = 0; node < has_cell.size(); ++node)
      if (!has_cell[node])
        result.pressure_mask[node] = 1;
    exchange_masks(result.pressure_mask, linear);
    return result;
  }


  void
  BoundaryConditions::add_nodal_loads(const MaterialMap   &materials,
                                      std::vector<double> &forces) const
  {
    // a constant traction on a straight quadratic triangle: a third of the force at each mid-edge node, none at the corners
    const NodalSpace<3> &space = mesh_.space(2);
    for (const Traction &load : tractions_)
      for (const SurfaceFace<3> &face : mesh_.faces(load.surface))
        if (!materials.is_left_out(face.cell))
          for_each_node(space, face, [&](const std::size_t node, const bool is_mid_edge) {
            if (is_mid_edge && node < std::size_t(space.n_owned))
              for (unsigned int c = 0; c < 3; ++c)
                forces[3 * node + c] += load.traction[c] * face.area / 3;
          });
  }
} // namespace callus
