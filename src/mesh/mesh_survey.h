// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/mesh.h"

#include <array>
#include <string>
#include <vector>

namespace callus
{
  /// What there is of one region.
  template <int dim>
  struct RegionSurvey
  {
    std::string             name;
    std::uint64_t           n_cells       = 0;
    double                  volume        = 0;  ///< mm3
    double                  worst_quality = -1; ///< of its cells, mesh/quality.h
    std::array<double, dim> worst_center{};     ///< mm, of the cell with that quality
    std::vector<double>     pieces; ///< mm3, volumes of its connected components, the largest first
  };

  /// What there is of a surface or interface.
  struct SurfaceSurvey
  {
    std::string   name;
    std::uint64_t n_faces      = 0;
    double        area         = 0;     ///< mm2
    bool          is_interface = false; ///< between cells, and named in the mesh file
  };

  /// Numbers of a whole mesh, the same on every rank.
  template <int dim>
  struct MeshSurvey
  {
    std::array<double, dim>        low, high; ///< mm, corners of the bounding box
    std::vector<RegionSurvey<dim>> regions;
    std::vector<SurfaceSurvey>
      surfaces; ///< each interface between two regions once, "a|b" with a first in the mesh
    std::vector<double> pieces; ///< mm3, connected components of the whole body, the largest first
    std::uint64_t       n_unnamed = 0;     ///< outer faces in no surface of the mesh file
    std::string         length_unit;       ///< of the mesh file
    std::vector<std::string> empty_groups; ///< named surfaces of the mesh file without faces

    /// Length of the longest side of the bounding box [mm].
    double
    extent() const;
  };

  /// Collective.
  template <int dim>
  MeshSurvey<dim>
  survey_mesh(const Mesh<dim> &mesh);

  /**
   * What is suspicious about a mesh that can be computed, each with what to do:
   * - an extent that no bone has (below 1 mm, above 2000 mm), with the unit that would make it one;
   * - a body in several pieces, which are not connected through faces and so cannot pull at each other;
   * - pieces of a region smaller than a thousandth of it: leftovers of Boolean operations or of segmentation;
   * - surfaces of the section `Surfaces`, and of the mesh file, without any face.
   */
  template <int dim>
  std::vector<std::string>
  mesh_warnings(const MeshSurvey<dim> &survey);
} // namespace callus
