// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/local_mesh.h"
#include "mesh/mesh.h"
#include "mesh/surfaces.h"

namespace callus
{
  /// What a Mesh holds; only src/mesh includes this.
  template <int dim>
  struct Mesh<dim>::Implementation
  {
    MPI_Comm                communicator;
    std::string             file;
    MeshOrigin              origin;
    std::array<double, dim> axis{};
    Measure                 measure;
    Symmetry<dim>           symmetry;
    const CellShape        *shape = nullptr;
    MeshSummary             summary;

    std::vector<std::string> interfaces; ///< "a|b" for every pair of regions that touch, both ways
    std::map<std::string, LimitedSurface>      limited_surfaces;
    LocalCells<dim>                            cells;
    std::array<NodalSpace<dim>, 2>             spaces;
    std::vector<NamedFace>                     named_faces; ///< on local cells
    std::map<std::string, std::vector<double>> cell_data;
    /// local cell on the other side of each side (cell * n_faces + face), or SurfaceFace::invalid
    std::vector<std::size_t> neighbors;
    std::size_t
    neighbor(const std::size_t cell, const unsigned int face) const
    {
      return neighbors[cell * shape->faces.size() + face];
    }
  };
} // namespace callus
