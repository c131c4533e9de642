// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/mesh.h"

#include <iosfwd>

namespace callus
{
  /// Prints on rank 0 what was understood of the mesh: regions, surfaces and interfaces with cells, volumes and areas, worst
  /// element with its place, bounding box, unknowns. Collective.
  template <int dim>
  void
  report_mesh(const Mesh<dim> &mesh, std::ostream &out);
} // namespace callus
