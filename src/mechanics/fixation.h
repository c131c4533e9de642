// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "mechanics/surface_load.h"
#include "mesh/mesh.h"

#include <deal.II/lac/full_matrix.h>

#include <optional>

namespace callus
{
  /// Components of a rigid motion: translations along the coordinates [mm], then rotations [rad].
  template <int dim>
  constexpr unsigned int n_rigid_components = dim == 3 ? 6 : 3;

  /// A component of the force and moment of a device, for tables.
  struct LoadComponent
  {
    unsigned int number;
    std::string  name; ///< force x, moment about z, ...
    std::string  unit; ///< N or N mm
  };

  /// Those that a body of this geometry can have.
  template <int dim>
  std::vector<LoadComponent>
  load_components(Geometry geometry);

  /// A surface that a device clamps: it moves as a rigid body.
  template <int dim>
  struct RigidSurface
  {
    std::string               surface;
    std::array<double, dim>   centroid{};
    std::vector<unsigned int> components; ///< in which supports leave it free

    /// Displacement at @p x of a unit of a component: rotations are about the centroid.
    std::array<double, dim>
    displacement(unsigned int component, const std::array<double, dim> &x) const;
  };

  /**
   * A device given by numbers (plate, nail, pins) that joins two clamped surfaces: a linear spring between rigid bodies.
   *
   *     [F]   [K_tt    K_tr] [d    ]
   *     [M] = [K_tr^T  K_rr] [theta]
   *
   * d [mm], theta [rad]: translation at the reference point and rotation of the first surface relative to the second; the device puts -F [N],
   * -M [N mm] on the first surface and F, M on the second, both at the reference point. Coordinates are those of the mesh.
   */
  template <int dim>
  struct Fixation
  {
    std::string                name;
    std::array<std::size_t, 2> surfaces{}; ///< numbers of the RigidSurfaces
    std::array<double, dim>    reference{};
    dealii::FullMatrix<double> stiffness; ///< n_rigid_components squared
    /// Normal of the plane of symmetry whose mirror image of surfaces[0] is the second surface.
    std::optional<unsigned int> mirror;

    /// Does the device answer motions that are even about a plane with this normal by even forces, and others by others?
    bool
    is_even(unsigned int normal) const;

    /// Stiffness of a subsection of `Mechanics/Fixation`, turned into the coordinates of the mesh; wrong numbers are reported as problems.
    static dealii::FullMatrix<double>
    read_stiffness(const Section &section, Geometry geometry);
  };
} // namespace callus
