// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/problems.h"
#include "mesh/local_mesh.h"

#include <mpi.h>

namespace callus
{
  /// What of the whole mesh this rank gets.
  template <int dim>
  struct ReadMesh
  {
    MeshSummary    summary;
    LocalMesh<dim> part;
  };

  /// Reads, checks, partitions and distributes a mesh file. One rank of each group of 64 reads the file; no other ever holds the whole
  /// mesh. A mesh that cannot be used throws the same InputError on every rank. Collective. @p file_place: where the parameter
  /// file names the mesh.
  template <int dim>
  ReadMesh<dim>
  read_and_distribute(const std::string &file,
                      const Place       &file_place,
                      const MeshReading &reading,
                      MPI_Comm           communicator);

  /// Throws the problems that any rank has on every rank. Collective.
  void
  agree(const std::vector<Problem> &problems, MPI_Comm communicator);
} // namespace callus
