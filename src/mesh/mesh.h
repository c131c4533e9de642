// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "mesh/measure.h"
#include "mesh/nodal_space.h"
#include "mesh/symmetry.h"

#include <mpi.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace callus
{
  /// A face of a named surface or interface, on a local cell.
  template <int dim>
  struct SurfaceFace
  {
    std::size_t  cell; ///< local cell; integrals sum over faces with cell < cells().n_owned only
    std::size_t  neighbor; ///< local cell on the other side; invalid at the boundary
    unsigned int face; ///< number of the side in the cell: CellShape::faces, CellShape::face_nodes
    double       area; ///< mm2 of the body (mesh/measure.h)
    std::array<double, dim> normal; ///< unit, outward from the cell
    std::array<double, dim> center; ///< mm

    static constexpr std::size_t invalid = -1;
  };

  /// Share of a node in the area of a face.
  struct NodeArea
  {
    unsigned int node_in_cell; ///< quadratic node of the cell
    double       area;         ///< mm2
  };

  /// A connected component of a region (a bone fragment), ordered along the axis of the bone.
  struct Fragment
  {
    double volume;     ///< mm3
    double axial_mean; ///< mm, mean coordinate along the axis
  };

  /// How a mesh came into memory.
  struct MeshOrigin
  {
    std::string length_unit; ///< of the file: mm, m, um
    std::string cache; ///< in words, what became of the cache; empty if there was no need of one
  };

  struct MeshSummary; ///< mesh/local_mesh.h

  /**
   * A distributed mesh: regions, boundary surfaces and interfaces by name.
   *
   * Entries: Geometry; in section `Mesh` File (Gmsh .msh, 2.2 or 4.1, ASCII or binary; triangles, quadrilaterals, tetrahedra or
   * hexahedra), Length unit, Axis of the bone, Thickness (plane strain), Symmetry planes, Cache. Partitioned by METIS; no rank but the first of each
   * group ever holds the whole mesh.
   *
   * Surface names: a physical group of outer faces ("callus_outer") or of faces between cells (a named interface, each face once, seen
   * from the region that heals if just one does, else from the region that comes first in the file); every interface
   * between two regions ("callus|marrow": the faces of the cells of the first-named region); or a part of one of these that the
   * section `Surfaces` of the parameter file limits along the axis and by direction.
   */
  template <int dim>
  class Mesh
  {
  public:
    /// Reads the entries above and the section `Surfaces` below @p root, and the mesh file. Problems go to the parameter
    /// file behind @p root; a file that cannot be used throws InputError on every rank. Collective.
    static std::unique_ptr<Mesh>
    read(const Section &root, MPI_Comm communicator);
    ~Mesh();

    MPI_Comm
    communicator() const;

    /// The shape of all cells.
    const CellShape &
    shape() const;
    /// What volumes and areas of the mesh stand for.
    const Measure &
    measure() const;
    /// The planes behind which the body goes on.
    const Symmetry<dim> &
    symmetry() const;

    const std::vector<std::string> &
    region_names() const;
    const LocalCells<dim> &
    cells() const;
    /// degree 1 or 2
    const NodalSpace<dim> &
    space(unsigned int degree) const;

    /// Faces of a surface or interface on local cells (owned and ghost: every face that touches an owned node is among
    /// them; integrals sum over those with an owned cell). Throws std::out_of_range for an unknown name.
    std::vector<SurfaceFace<dim>>
    faces(const std::string &surface) const;
    bool
    has_surface(const std::string &name) const;
    /// All names that faces() accepts: surfaces, and interfaces that exist in the mesh.
    std::vector<std::string>
    all_surface_names() const;

    /// Lumped volume [mm3] of each quadratic node of a local cell; they sum to cells().volume[cell].
    std::vector<double>
    node_volumes(std::size_t cell) const;
    /// Lumped area [mm2] of the quadratic nodes on a face; they sum to face.area.
    std::vector<NodeArea>
    node_areas(const SurfaceFace<dim> &face) const;

    /// Unit vector along the bone, proximal positive.
    std::array<double, dim>
    axis() const;

    /// Label of the connected component (through faces, over all ranks) of each marked local cell; -1 for the others.
    /// The same label on every rank. @p marked must agree on cells that several ranks see. Collective.
    std::vector<std::int64_t>
    connected_components(const std::vector<char> &marked) const;

    /// Connected component of its region for each local cell, numbered along the axis (0 is the most distal), and the list.
    std::vector<unsigned int>
    fragments_of(const std::string &region, std::vector<Fragment> &list) const;

    double
    region_volume(const std::string &region) const; ///< mm3, all ranks
    double
    surface_area(const std::string &surface) const; ///< mm2, all ranks

    /// Values of the local cells from the mesh file, not a number where the file has none. Those that the section `Regions` names
    /// (`Varying/COEFFICIENT/Cell data`) are read. Throws std::out_of_range for an unknown name.
    const std::vector<double> &
    cell_data(const std::string &name) const;

    /// The mesh file, as found, and its checksum (base/checksum.h).
    const std::string &
    file() const;
    const std::string &
    checksum() const;
    const MeshOrigin &
    origin() const;
    /// What is the same for all ranks, for src/mesh.
    const MeshSummary &
    summary() const;
    /// Largest over mean load of the ranks, of all cells or of those that heal, whichever is worse; 1 is perfect.
    double
    imbalance() const;

    struct Implementation; ///< of src/mesh

  private:
    Mesh();
    std::unique_ptr<Implementation> implementation_;
  };
} // namespace callus
