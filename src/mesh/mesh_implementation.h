// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/mesh.h"
#include "mesh/surfaces.h"

#include <deal.II/distributed/fully_distributed_tria.h>
#include <deal.II/dofs/dof_handler.h>
#include <deal.II/fe/fe_simplex_p.h>

namespace callus
{
  /// deal.II's side of a Mesh: only src/mesh and the VTU writer include this (it is slow to compile).
  template <int dim>
  struct Mesh<dim>::Implementation
  {
    explicit Implementation(MPI_Comm communicator)
      : communicator(communicator)
      , triangulation(communicator)
    {
    }

    MPI_Comm                                                communicator;
    std::string                                             file;
    std::array<double, dim>                                 axis{};
    dealii::parallel::fullydistributed::Triangulation<dim>  triangulation;
    std::array<std::unique_ptr<dealii::DoFHandler<dim>>, 2> dof_handlers; ///< degree 1, degree 2
    std::vector<std::string>                                region_names;
    std::map<std::string, unsigned int> boundary_ids; ///< physical surfaces of the file
    std::vector<std::string> interfaces; ///< "a|b" for every pair of regions that touch, both ways
    std::map<std::string, LimitedSurface> limited_surfaces;
    LocalCells<dim>                       cells;
    std::array<NodalSpace<dim>, 2>        spaces;
    /// local cell of each face's other side, or SurfaceFace::invalid; and the boundary id of each face (0: none)
    std::vector<std::array<std::size_t, dim + 1>>  neighbors;
    std::vector<std::array<unsigned int, dim + 1>> face_boundary_ids;
  };
} // namespace callus
