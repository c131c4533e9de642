// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "state/ghost_exchange.h"

#include <deal.II/base/partitioner.h>
#include <deal.II/base/partitioner.templates.h>

namespace callus
{
  class GhostExchange::Implementation
  {
  public:
    dealii::Utilities::MPI::Partitioner partitioner;
    std::vector<double>                 buffer;

    Implementation(const dealii::IndexSet &owned, const dealii::IndexSet &ghosts, MPI_Comm communicator)
      : partitioner(owned, ghosts, communicator)
      , buffer(partitioner.n_import_indices())
    {}
  };

  GhostExchange::GhostExchange(std::int64_t                     n_global,
                               std::int64_t                     first_owned,
                               std::int64_t                     n_owned,
                               const std::vector<std::int64_t> &ghosts,
                               MPI_Comm                         communicator)
  {
    dealii::IndexSet owned(n_global), seen(n_global);
    owned.add_range(first_owned, first_owned + n_owned);
    for (const std::int64_t ghost : ghosts)
      seen.add_index(ghost);
    owned.compress();
    seen.compress();
    implementation_ = std::make_unique<Implementation>(owned, seen, communicator);
  }

  GhostExchange::~GhostExchange() = default;

  void
  GhostExchange::update(const double *owned, double *ghosts) const
  {
    const auto &                      partitioner = implementation_->partitioner;
    std::vector<MPI_Request>          requests;
    const dealii::ArrayView<double>   ghost_view(ghosts, partitioner.n_ghost_indices());
    partitioner.export_to_ghosted_array_start<double, dealii::MemorySpace::Host>(
      0,
      dealii::ArrayView<const double>(owned, partitioner.locally_owned_size()),
      dealii::ArrayView<double>(implementation_->buffer.data(), implementation_->buffer.size()),
      ghost_view,
      requests);
    partitioner.export_to_ghosted_array_finish<double, dealii::MemorySpace::Host>(ghost_view, requests);
  }
} // namespace callus
