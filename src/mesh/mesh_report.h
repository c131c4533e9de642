// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/mesh.h"

#include <iosfwd>

namespace callus
{
  /// Writes what was understood of the mesh: bounding box and length, regions with cells, volume, pieces and the worst element with its
  /// place, surfaces and interfaces, unnamed outer faces, unknowns, the load of the ranks, the cache, and what is suspicious
  /// (mesh/mesh_survey.h). Collective; every rank writes the same.
  template <int dim>
  void
  report_mesh(const Mesh<dim> &mesh, std::ostream &out);
} // namespace callus
