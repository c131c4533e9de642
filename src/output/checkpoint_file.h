// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/snapshot.h"
#include "output/global_order.h"

#include <map>
#include <string>

namespace callus
{
  /**
   * A snapshot on the disk: an HDF5 file that any number of ranks can read.
   *
   *     first 512 bytes    text: format, day, number of the bytes that follow and their CRC-32, for `head -c 512` and for the check
   *     /arrays/SUPPORT/NAME    n x components, rows in the order of the keys of the nodes or cells
   *     /numbers/NAME, /texts/NAME
   *
   * Rank 0 writes. It needs memory for the whole file (about 0.2 GB for a million unknowns), the others for what they own. A file
   * is written aside, synced and renamed: there is never half of one under its name.
   */
  namespace checkpoint_file
  {
    /// The order of each support.
    using Orders = std::map<Support, GlobalOrder>;

    /// Throws OutputFailure on every rank if it cannot be written. Collective.
    void
    write(const std::string &path,
          double             day,
          const Snapshot    &snapshot,
          const Orders      &orders,
          MPI_Comm           communicator);

    /// What is wrong with the file, in words; empty if it is whole.
    std::string
    damage(const std::string &path);

    /// Numbers and texts only. Throws std::runtime_error. Not collective.
    Snapshot
    read_words(const std::string &path);

    /// Everything. Throws std::runtime_error on every rank if the file or its numbering of nodes and cells is another one.
    /// Collective.
    Snapshot
    read(const std::string &path, const Orders &orders, MPI_Comm communicator);
  } // namespace checkpoint_file
} // namespace callus
