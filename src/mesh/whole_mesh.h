// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/cell_shape.h"
#include "mesh/gmsh_file.h"
#include "mesh/measure.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace callus
{
  /// A physical group of the sides of cells.
  struct NamedSurface
  {
    std::string name;
    bool        is_interface = false; ///< between cells; else on the outside of the body
    bool is_empty = false; ///< without any face: named in the file, but no surface of the mesh
  };

  /// A side of a cell that belongs to a named surface; of an interface the side from which it is seen.
  struct NamedFace
  {
    std::uint64_t cell;
    std::uint32_t face;
    std::uint32_t surface; ///< index into the named surfaces
  };

  /// The sides of the cells, numbered cell * n_faces + face: which of another cell each one meets.
  constexpr std::int64_t outside = -1;

  /**
   * The whole mesh of a file, checked; only the rank that reads the file holds it, for a moment.
   *
   * Vertices are those that cells use, in the order of their numbers in the file, cells likewise, so that the four ways to write
   * one mesh (2.2 and 4.1, text and binary) give the same.
   */
  template <int dim>
  struct WholeMesh
  {
    const CellShape                     *shape = nullptr;
    std::vector<std::array<double, dim>> points;   ///< mm
    std::vector<std::uint32_t>           vertices; ///< shape->n_vertices of each cell
    std::vector<std::uint32_t>           region;   ///< of each cell
    std::vector<std::int64_t> opposite; ///< of each side the side that it meets, or outside

    /// One value a cell of each of MeshReading::cell_data; not a number where the file has none.
    std::vector<std::vector<double>> cell_data;

    std::vector<std::string>  region_names; ///< in the order of the numbers of their groups
    std::vector<NamedSurface> surfaces;     ///< likewise
    std::vector<NamedFace>    named_faces;  ///< by cell, then side

    std::uint64_t n_turned  = 0; ///< cells that were inside out in the file
    std::uint64_t n_unused  = 0; ///< nodes that no cell uses
    std::uint64_t n_unnamed = 0; ///< outer sides without a name

    std::size_t
    n_cells() const
    {
      return region.size();
    }
  };

  /// What the parameter file says about reading the mesh.
  struct MeshReading
  {
    double  scale = 1; ///< mm per unit of length of the file
    Measure measure;
    std::vector<std::string>
      healing; ///< names of the regions that heal: interfaces are seen from them
    std::vector<std::string> cell_data; ///< names of the data of cells that are wanted
  };

  /// Throws InputError for a mesh that cannot be used.
  template <int dim>
  WholeMesh<dim>
  build_whole_mesh(const GmshFile &file, const MeshReading &reading);

  // The steps of it.

  /// Finds vertices by the number of their node in the file.
  class VertexIndex
  {
  public:
    static constexpr std::uint32_t none = -1;

    /// Throws InputError if two nodes have one number.
    explicit VertexIndex(const GmshFile &file);

    /// Position of the node in the file, or none.
    std::uint32_t
    node(std::uint64_t tag) const;
    /// Vertex of the mesh, or none.
    std::uint32_t
    vertex(std::uint64_t tag) const;
    /// Numbers the nodes that are marked, in the order of their tags; returns their positions.
    std::vector<std::uint32_t>
    number(const std::vector<char> &used);

  private:
    std::vector<std::pair<std::uint64_t, std::uint32_t>> sorted_; ///< tag, position in the file
    std::vector<std::uint32_t> table_;  ///< position by tag, if tags are dense
    std::vector<std::uint32_t> vertex_; ///< by position
  };

  /// Regions, cells and vertices; returns the numbers of the cells in the file.
  template <int dim>
  std::vector<std::uint64_t>
  take_cells(const GmshFile    &file,
             const MeshReading &reading,
             VertexIndex       &index,
             WholeMesh<dim>    &mesh);

  /// Turns cells that are inside out; flat and folded ones are a problem. @p tags: the numbers of the cells in the file.
  template <int dim>
  void
  orient_cells(const std::string                &file,
               const std::vector<std::uint64_t> &tags,
               WholeMesh<dim>                   &mesh);

  /// Finds which sides meet.
  template <int dim>
  void
  match_sides(const std::string                &file,
              const std::vector<std::uint64_t> &tags,
              WholeMesh<dim>                   &mesh);

  /// Data of cells. @p tags: the numbers of the cells in the file.
  template <int dim>
  void
  take_cell_data(const GmshFile                   &file,
                 const MeshReading                &reading,
                 const std::vector<std::uint64_t> &tags,
                 WholeMesh<dim>                   &mesh);

  /// Named surfaces and interfaces.
  template <int dim>
  void
  take_surfaces(const GmshFile    &file,
                const MeshReading &reading,
                const VertexIndex &index,
                WholeMesh<dim>    &mesh);

  /// "(1.5, 0, -3)", for messages.
  template <std::size_t n>
  std::string
  place_of(const std::array<double, n> &x)
  {
    std::string text = "(";
    for (std::size_t k = 0; k < n; ++k)
      {
        char number[32];
        std::snprintf(number, sizeof(number), "%s%.6g", k > 0 ? ", " : "", x[k]);
        text += number;
      }
    return text + ")";
  }

  /// Throws one problem of a mesh file.
  [[noreturn]] void
  refuse_mesh(const std::string &file,
              const std::string &found,
              const std::string &expected,
              const std::string &remedy);
} // namespace callus
