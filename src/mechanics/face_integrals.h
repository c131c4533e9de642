// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/mesh.h"

#include <vector>

namespace callus
{
  /// Integrals [mm2] of the quadratic shape functions over a face of the body: the nodal forces of a unit traction. They sum to the area of
  /// the face; those of the corners of a plane triangle are zero.
  template <int dim>
  std::vector<NodeArea>
  face_integrals(const Mesh<dim> &mesh, const SurfaceFace<dim> &face);
} // namespace callus
