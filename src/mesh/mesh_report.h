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

  /// Quality of a tetrahedron: inscribed over circumscribed radius times three; 1 for the regular one, 0 for a flat one.
  double
  tetrahedron_quality(const std::array<std::array<double, 3>, 4> &vertices);
} // namespace callus
