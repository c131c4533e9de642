// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/ghost_exchange.h"
#include "mechanics/fixator.h"
#include "mechanics/leaking_surfaces.h"
#include "mechanics/material_map.h"
#include "mechanics/surface_load.h"
#include "mesh/mesh.h"

#include <optional>
#include <string>
#include <vector>

namespace callus
{
  /// The numbering of a space's nodes, as the linear algebra wants it.
  template <int dim>
  NodeNumbering
  numbering(const NodalSpace<dim> &space);

  /// A surface that moves as stated: the load of type `prescribed motion`.
  template <int dim>
  struct PrescribedMotion
  {
    std::string             load; ///< name of its subsection
    std::string             surface;
    std::array<double, dim> displacement; ///< mm, at load factor 1; zero in free directions
    unsigned char           directions;   ///< bit c: component c is prescribed
  };

  /**
   * Supports, loads, fixator and drained surfaces: the sections `Mechanics/Supports`, `Mechanics/Loads`,
   * `Mechanics/Fixator` and the entry `Mechanics/Drained surfaces`. See docs/user/mechanics.md. On the axis of an axisymmetric
   * body the radial displacement is zero without being asked for.
   */
  template <int dim>
  class BoundaryConditions
  {
  public:
    BoundaryConditions(const Section &mechanics, const Mesh<dim> &mesh);

    bool
    has_plate() const
    {
      return !plate_surface_.empty();
    }
    /// The plate's axial force [N] at load factor 1, positive in compression.
    double
    plate_force() const
    {
      return plate_force_;
    }
    /// Loads and motions that grow in proportion to the load factor, beside the plate's force?
    bool
    has_proportional_loads() const
    {
      return !surface_loads_.empty() || !motions_.empty();
    }
    const LeakingSurfaces<dim> &
    leaking_surfaces() const
    {
      return leaking_;
    }
    const std::vector<PrescribedMotion<dim>> &
    motions() const
    {
      return motions_;
    }
    /// A motion as displacement of the local nodes of the quadratic space, dim a node, zero off its surface. Collective.
    std::vector<double>
    displacement_of(const PrescribedMotion<dim> &motion, const GhostExchange &quadratic) const;
    const std::optional<FixatorLaw> &
    fixator() const
    {
      return fixator_;
    }

    /// Unit vector along which the gap closes: the movement of the plate (towards the rest), or the axial part of the loads.
    const std::array<double, dim> &
    closing_direction() const
    {
      return closing_direction_;
    }
    /// Axial resultant [N] of loads other than the plate's along the closing direction.
    double
    nodal_load_resultant() const;
    /// Mean over the loaded surfaces of the displacement along the closing direction [mm]; @p displacement: local nodes of the quadratic
    /// space, dim a node. Collective.
    double
    mean_closing(const std::vector<double> &displacement) const;
    /// Surfaces that carry loads.
    std::vector<std::string>
    loaded_surfaces() const;

    /// What is held: masks over local nodes (bit c: component c has no equation), nodes that move with the plate.
    struct Constraints
    {
      std::vector<unsigned char> displacement_mask; ///< quadratic space
      std::vector<unsigned char> linear_mask; ///< the same supports in the linear space (multigrid)
      std::vector<unsigned char>
        pressure_mask;           ///< linear space: drained, or without a cell that has pores
      std::vector<double> plate; ///< quadratic space, dim a node: displacement of the plate by 1 mm
      std::vector<double>
        support; ///< likewise, a unit translation along the closing direction of what is held still
      std::vector<double> motion; ///< likewise, all prescribed motions; empty without any
      std::vector<double> driven; ///< likewise, the unit translation of what they drive
    };
    Constraints
    constraints(const MaterialMap<dim> &materials,
                const GhostExchange    &quadratic,
                const GhostExchange    &linear) const;

    /// Adds the nodal forces [N] of tractions, resultant forces and moments to owned nodes of the quadratic space, dim a node.
    void
    add_nodal_loads(const MaterialMap<dim> &materials, std::vector<double> &forces) const;

  private:
    enum class Hold
    {
      fixed,        ///< all components
      axial_guide,  ///< the lateral components
      sliding_plane ///< the component normal to the surface
    };
    struct Support
    {
      std::string surface;
      Hold        hold;
    };

    void
    read_supports(const Section &supports);
    void
    read_loads(const Section &loads);
    void
    read_fixator(const Section &fixator);
    void
    read_leaking(const Section &surfaces);
    bool
    check_surface(const Section &section, const std::string &entry, const std::string &name) const;
    unsigned char
    mask_of(const Support &support, const SurfaceFace<dim> &face) const;
    /// Masks of the owned nodes of a space, exchanged.
    std::vector<unsigned char>
    held(unsigned int            degree,
         const MaterialMap<dim> &materials,
         const GhostExchange    &exchange) const;
    void
    read_plate(const Section &load, const std::string &surface);
    void
    read_traction(const Section &load, const std::string &surface);
    void
    read_resultant_force(const Section &load, const std::string &surface);
    void
    read_resultant_moment(const Section &load, const std::string &surface);
    void
    read_motion(const Section &load, const std::string &name, const std::string &surface);
    /// Motions must not contradict supports, the plate or each other where surfaces meet. Collective.
    void
    check_motions(const Section &loads) const;
    /// Is a node of the motion's surface, owned by this rank, held or moved otherwise?
    bool
    is_contradicted(const PrescribedMotion<dim> &motion) const;
    void
    add_motions(const GhostExchange &quadratic, Constraints &constraints) const;
    /// One value for each component of a vector; false, and a problem, if there are others.
    bool
    read_vector(const Section           &load,
                const std::string       &entry,
                const std::string       &unit,
                const std::string       &meaning,
                std::array<double, dim> &values) const;
    /// A moment needs a surface that can turn; false, and a problem, if it cannot.
    bool
    check_moment(const Section &load, const std::string &surface) const;
    bool
    is_fixed(const std::string &surface) const;
    bool
    is_axisymmetric() const;
    void
    set_closing_direction();
    /// Mean of the axial coordinate over a surface of the body [mm]. Collective.
    double
    axial_mean(const std::string &surface) const;
    void
    hold_axis(std::vector<unsigned char> &mask, const NodalSpace<dim> &space) const;
    /// Marks the plate's nodes in a mask, and adds its unit displacement to Constraints::plate.
    void
    hold_plate(unsigned int degree, const GhostExchange &exchange, Constraints &constraints) const;
    std::vector<unsigned char>
    pressure_mask(const MaterialMap<dim> &materials, const GhostExchange &linear) const;

    const Mesh<dim>                   &mesh_;
    std::vector<Support>               supports_;
    std::vector<SurfaceLoad<dim>>      surface_loads_;
    std::vector<PrescribedMotion<dim>> motions_;
    LeakingSurfaces<dim>               leaking_;
    std::vector<std::string>           drained_;
    std::string                        plate_surface_;
    double                             plate_force_ = 0;
    std::optional<FixatorLaw>          fixator_;
    std::array<double, dim>            closing_direction_;
  };
} // namespace callus
