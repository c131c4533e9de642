// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/node_numbering.h"
#include "linear/petsc.h"

#include <petscsf.h>

namespace callus
{
  /// Brings values at owned nodes to the ranks that hold them as ghosts.
  class GhostExchange
  {
  public:
    GhostExchange(const NodeNumbering &nodes, MPI_Comm communicator);

    /// @p values: n_components for each local node, owned ones filled in; fills in the ghosts. Collective.
    void
    update(std::vector<double> &values, unsigned int n_components) const;
    /// The same for values that stand apart.
    void
    update(const double *owned, double *ghosts, unsigned int n_components) const;
    void
    update(const float *owned, float *ghosts, unsigned int n_components) const;

  private:
    void
    update(const void *owned, void *ghosts, unsigned int n_components, MPI_Datatype type) const;

    std::size_t                          n_owned_, n_ghosts_;
    PetscHandle<PetscSF, PetscSFDestroy> graph_;
  };
} // namespace callus
