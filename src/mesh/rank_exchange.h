// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <mpi.h>

#include <cstdint>
#include <string>
#include <vector>

namespace callus
{
  /// Sends sent[r] to each rank r and returns what each rank has sent here. Collective.
  std::vector<std::vector<std::int64_t>>
  exchange_numbers(const std::vector<std::vector<std::int64_t>> &sent, MPI_Comm communicator);

  /// The same text on every rank as on @p root. Collective.
  void
  broadcast(std::string &bytes, int root, MPI_Comm communicator);

  /// Bytes of any length to one rank, and from one rank.
  void
  send_bytes(const std::string &bytes, int to, MPI_Comm communicator);
  std::string
  receive_bytes(int from, MPI_Comm communicator);
} // namespace callus
