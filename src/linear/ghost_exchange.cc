// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/ghost_exchange.h"

namespace callus
{
  GhostExchange::GhostExchange(const NodeNumbering &nodes, const MPI_Comm communicator)
    : n_owned_(nodes.n_owned)
    , n_ghosts_(nodes.ghost_nodes->size())
  {
    const std::vector<PetscInt> ghosts(nodes.ghost_nodes->begin(), nodes.ghost_nodes->end());
    PetscHandle<PetscLayout, PetscLayoutDestroy> layout;
    check_petsc(PetscLayoutCreate(communicator, layout.out()));
    check_petsc(PetscLayoutSetLocalSize(layout, n_owned_));
    check_petsc(PetscLayoutSetUp(layout));
    check_petsc(PetscSFCreate(communicator, graph_.out()));
    check_petsc(PetscSFSetGraphLayout(
      graph_, layout, ghosts.size(), nullptr, PETSC_COPY_VALUES, ghosts.data()));
    check_petsc(PetscSFSetUp(graph_));
  }


  void
  GhostExchange::update(std::vector<double> &values, const unsigned int n_components) const
  {
    update(values.data(), values.data() + n_owned_ * n_components, n_components);
  }


  void
  GhostExchange::update(const double *owned, double *ghosts, const unsigned int n_components) const
  {
    update(owned, ghosts, n_components, MPI_DOUBLE);
  }


  void
  GhostExchange::update(const float *owned, float *ghosts, const unsigned int n_components) const
  {
    update(owned, ghosts, n_components, MPI_FLOAT);
  }


  void
  GhostExchange::update(const void        *owned,
                        void              *ghosts,
                        const unsigned int n_components,
                        const MPI_Datatype type) const
  {
    MPI_Datatype node_values;
    MPI_Type_contiguous(n_components, type, &node_values);
    MPI_Type_commit(&node_values);
    check_petsc(PetscSFBcastBegin(graph_, node_values, owned, ghosts, MPI_REPLACE));
    check_petsc(PetscSFBcastEnd(graph_, node_values, owned, ghosts, MPI_REPLACE));
    MPI_Type_free(&node_values);
  }
} // namespace callus
