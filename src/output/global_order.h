// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <mpi.h>

#include <cstdint>
#include <string>
#include <vector>

namespace callus
{
  /**
   * An order of nodes or cells that does not depend on the partition: by a key, unique over all ranks and the same on any number
   * of them. Values go between the ranks, each with those that it owns, and rank 0, which has them all in this order. Rank 0
   * holds one array as a whole at a time, the others never more than their own.
   */
  class GlobalOrder
  {
  public:
    /// @p keys of what this rank owns, in its order. Collective.
    GlobalOrder(std::vector<std::int64_t> keys, MPI_Comm communicator);

    /// Number of keys of all ranks.
    std::size_t
    size() const
    {
      return size_;
    }

    /// CRC-32 of the ordered keys, the same on every rank: equal for equal numberings.
    std::uint32_t
    checksum() const
    {
      return checksum_;
    }

    /// All values in the order of the keys on rank 0, nothing on the others; @p owned: @p n_components values a key, side by
    /// side. Collective.
    std::vector<double>
    collect(const std::vector<double> &owned, unsigned int n_components) const;

    /// The reverse: @p ordered is read on rank 0 only. Collective.
    std::vector<double>
    distribute(const std::vector<double> &ordered, unsigned int n_components) const;

  private:
    std::vector<int>
    scaled(const std::vector<int> &counts, unsigned int n_components) const;

    MPI_Comm                 communicator_;
    bool                     is_first_ = false;
    std::size_t              n_owned_  = 0;
    std::size_t              size_     = 0;
    std::uint32_t            checksum_ = 0;
    std::vector<int>         counts_, offsets_; ///< rank 0: keys of each rank
    std::vector<std::size_t> position_;         ///< rank 0: place in the order of each gathered key
  };
} // namespace callus
