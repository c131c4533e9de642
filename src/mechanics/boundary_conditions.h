// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/ghost_exchange.h"
#include "mechanics/fixation.h"
#include "mechanics/fixator.h"
#include "mechanics/leaking_surfaces.h"
#include "mechanics/load_case.h"
#include "mechanics/material_map.h"
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

  /**
   * Supports, loads, fixator and drained surfaces: the sections `Mechanics/Supports`, `Mechanics/Loads` or
   * `Mechanics/Load cases`, `Mechanics/Fixator` and the entry `Mechanics/Drained surfaces`. See docs/user/mechanics.md. On the axis of an axisymmetric
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
    /// At least one.
    const std::vector<LoadCase<dim>> &
    load_cases() const
    {
      return load_cases_;
    }
    /// Surfaces with p = 0.
    const std::vector<std::string> &
    drained_surfaces() const
    {
      return drained_;
    }
    const LeakingSurfaces<dim> &
    leaking_surfaces() const
    {
      return leaking_;
    }
    /// Does any surface move as stated? Then it does so in every case.
    bool
    has_motions() const
    {
      return !load_cases_.front().motions.empty();
    }
    /// A motion as displacement of the local nodes of the quadratic space, dim a node, zero off its surface. Collective.
    std::vector<double>
    displacement_of(const PrescribedMotion<dim> &motion, const GhostExchange &quadratic) const;
    /// Surfaces that devices clamp, and the devices.
    const std::vector<RigidSurface<dim>> &
    rigid_surfaces() const
    {
      return rigid_surfaces_;
    }
    const std::vector<Fixation<dim>> &
    fixations() const
    {
      return fixations_;
    }
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
    /// Mean over the loaded surfaces of a case of the displacement along the closing direction [mm]; @p displacement: local nodes of the quadratic
    /// space, dim a node. Collective.
    double
    mean_closing(const LoadCase<dim> &load_case, const std::vector<double> &displacement) const;
    /// Surfaces that carry the loads of a case.
    std::vector<std::string>
    loaded_surfaces(const LoadCase<dim> &load_case) const;

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
      std::vector<std::vector<double>>
        motions; ///< likewise, all prescribed motions of each case; empty without any
      std::vector<std::vector<double>>
        clamped; ///< likewise, a unit of each free component of each of rigid_surfaces()
      std::vector<double> driven; ///< likewise, the unit translation of what they drive
    };
    Constraints
    constraints(const MaterialMap<dim> &materials,
                const GhostExchange    &quadratic,
                const GhostExchange    &linear) const;

    /// Adds a case's nodal forces [N] of tractions, resultant forces and moments to owned nodes of the quadratic space, dim a node.
    void
    add_nodal_loads(const LoadCase<dim>    &load_case,
                    const MaterialMap<dim> &materials,
                    std::vector<double>    &forces) const;

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
      bool        is_symmetry = false; ///< a plane of symmetry, not in `Supports`
    };

    void
    read_supports(const Section &supports);
    /// `Loads` or `Load cases`.
    void
    read_load_cases(const Section &mechanics);
    void
    read_loads(const std::vector<Section> &of_cases);
    struct EnteredLoad
    {
      Section     section;
      std::string surface, type;
      std::size_t load_case;
    };
    void
    enter_loads(const Section &loads, std::size_t load_case, std::vector<EnteredLoad> &all) const;
    void
    read_load(const EnteredLoad &load);
    void
    read_fixator(const Section &fixator);
    void
    read_fixations(const Section &fixations);
    /// Makes a surface rigid if it is not yet; returns its number.
    std::size_t
    clamp(const Section &section, const std::string &surface);
    /// Has the surface a node of the plate, of a prescribed motion, or of a rigid surface? Collective.
    bool
    is_touched(const std::string &surface) const;
    /// False if supports leave the surface free in other motions than components. Collective.
    bool
    find_free_components(RigidSurface<dim> &clamped) const;
    void
    hold_rigid_surfaces(unsigned int         degree,
                        const GhostExchange &exchange,
                        Constraints         &constraints) const;
    void
    read_leaking(const Section &surfaces);
    /// Is there such a surface, and has it faces? Collective.
    bool
    check_surface(const Section &section, const std::string &entry, const std::string &name) const;
    /// A surface with loads, or through which fluid flows, must be one of the body, not of the mesh only.
    bool
    check_outside(const Section     &section,
                  const std::string &entry,
                  const std::string &surface,
                  const std::string &what) const;
    /// Would the body with its mirror images be loaded unevenly? @p entry gave the force and moment [N, N mm]. Collective.
    bool
    check_symmetry(const Section                 &section,
                   const std::string             &entry,
                   const std::string             &surface,
                   const std::array<double, dim> &force,
                   const Moment<dim>             &moment) const;
    bool
    check_symmetry_of_traction(const Section                 &section,
                               const std::string             &surface,
                               const std::array<double, dim> &traction) const;
    bool
    check_symmetry_of_plate(const Section &section, const std::string &surface) const;
    void
    check_symmetry_of(const Section &section, const Fixation<dim> &fixation) const;
    void
    hold_symmetry_planes();
    /// Mean axial coordinate of what the loads push against.
    double
    axial_mean_of_held() const;
    /// The plane of symmetry across the axis, if one of its surfaces is named; else null.
    const SymmetryPlane<dim> *
    plane_across(const std::string &surface) const;
    unsigned char
    mask_of(const Support &support, const SurfaceFace<dim> &face) const;
    /// Masks of the owned nodes of a space, exchanged.
    std::vector<unsigned char>
    held(unsigned int            degree,
         const MaterialMap<dim> &materials,
         const GhostExchange    &exchange) const;
    void
    read_plate(const EnteredLoad &load);
    void
    read_traction(const Section &load, const std::string &surface, LoadCase<dim> &load_case) const;
    void
    read_resultant_force(const Section     &load,
                         const std::string &surface,
                         LoadCase<dim>     &load_case) const;
    void
    read_resultant_moment(const Section     &load,
                          const std::string &surface,
                          LoadCase<dim>     &load_case) const;
    void
    read_motion(const Section &load, const std::string &surface, LoadCase<dim> &load_case) const;
    /// Motions must not contradict supports, the plate or each other where surfaces meet. Collective.
    void
    check_motions(const Section &loads, const LoadCase<dim> &load_case) const;
    /// All cases must move the same surfaces in the same directions: they share their matrices.
    void
    check_common_motions(const std::vector<Section> &of_cases) const;
    /// Is a node of the motion's surface, owned by this rank, held or moved otherwise?
    bool
    is_contradicted(const PrescribedMotion<dim> &motion, const LoadCase<dim> &load_case) const;
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

    const Mesh<dim>               &mesh_;
    std::vector<Support>           supports_;
    std::vector<LoadCase<dim>>     load_cases_;
    LeakingSurfaces<dim>           leaking_;
    std::vector<std::string>       drained_;
    std::string                    plate_surface_;
    std::vector<RigidSurface<dim>> rigid_surfaces_;
    std::vector<Fixation<dim>>     fixations_;
    std::optional<FixatorLaw>      fixator_;
    std::array<double, dim>        closing_direction_;
  };
} // namespace callus
