// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "mesh/mesh.h"

namespace callus
{
  /// The surfaces of the entry `Mesh/Symmetry planes`, as planes. Surfaces of the same plane make one. Problems: surfaces that the mesh does not have,
  /// inside the body, or without faces; not flat, or not normal to a coordinate; parallel planes; a body on both sides; outer
  /// faces on the plane that are not named; planes along the axis in an axisymmetric body. Collective.
  template <int dim>
  Symmetry<dim>
  read_symmetry(const Section &mesh_section, const Mesh<dim> &mesh);
} // namespace callus
