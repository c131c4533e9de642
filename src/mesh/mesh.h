// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "mesh/nodal_space.h"

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
    unsigned int face;     ///< number of the face in the cell
    std::array<unsigned int, dim>
                            corners; ///< the vertices (0 ... dim) of the cell that span the face
    double                  area;    ///< mm2
    std::array<double, dim> normal;  ///< unit, outward from the cell
    std::array<double, dim> center;  ///< mm

    static constexpr std::size_t invalid = -1;
  };

  /// A connected component of a region (a bone fragment), ordered along the axis of the bone.
  struct Fragment
  {
    double volume;     ///< mm3
    double axial_mean; ///< mm, mean coordinate along the axis
  };

  /**
   * A distributed mesh: regions, boundary surfaces and interfaces by name.
   *
   * Section `Mesh`: File (Gmsh .msh, ASCII, tetrahedra), Length unit, Axis of the bone. Partitioned by METIS; no rank
   * but the first of each group ever holds the whole mesh.
   *
   * Surface names: a physical surface of the file ("callus_outer"), an interface between two regions
   * ("callus|marrow": the faces of the cells of the first-named region), or a part of one of these that the section
   * `Surfaces` of the parameter file limits along the axis and by direction.
   */
  template <int dim>
  class Mesh
  {
  public:
    /// Reads the sections `Mesh` and `Surfaces` below @p root and the mesh file. Problems go to the parameter file behind
    /// @p root; a file that cannot be read throws InputError on every rank. Collective.
    static std::unique_ptr<Mesh>
    read(const Section &root, MPI_Comm communicator);
    ~Mesh();

    MPI_Comm
    communicator() const;

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

    /// The mesh file, as found (for the manifest's checksum).
    const std::string &
    file() const;

    /// deal.II's objects (mesh/mesh_implementation.h), for writing pictures' data only.
    struct Implementation;
    const Implementation &
    implementation() const;

  private:
    Mesh();
    std::unique_ptr<Implementation> implementation_;
  };
} // namespace callus
