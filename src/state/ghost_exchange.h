// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <mpi.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace callus
{
  /// Brings nodal values from the ranks that own them to the ranks that see them as ghosts.
  class GhostExchange
  {
  public:
    /// This rank owns numbers first_owned ... first_owned + n_owned - 1 of n_global and sees @p ghosts (ascending). Collective.
    GhostExchange(std::int64_t                     n_global,
                  std::int64_t                     first_owned,
                  std::int64_t                     n_owned,
                  const std::vector<std::int64_t> &ghosts,
                  MPI_Comm                         communicator);
    ~GhostExchange();

    /// Fills ghosts[] (in the order given to the constructor) from the owners' owned[]. Collective.
    void
    update(const double *owned, double *ghosts) const;

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
  };
} // namespace callus
