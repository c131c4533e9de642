// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/rank_exchange.h"

#include <algorithm>

namespace callus
{
  namespace
  {
    /// MPI counts in int; longer messages go in pieces.
    constexpr std::uint64_t piece = std::uint64_t(1) << 30;
    constexpr int           tag   = 301;
  } // namespace

  std::vector<std::vector<std::int64_t>>
  exchange_numbers(const std::vector<std::vector<std::int64_t>> &sent, MPI_Comm communicator)
  {
    const std::size_t         n = sent.size();
    std::vector<std::int64_t> to(n), from(n);
    for (std::size_t r = 0; r < n; ++r)
      to[r] = sent[r].size();
    MPI_Alltoall(to.data(), 1, MPI_INT64_T, from.data(), 1, MPI_INT64_T, communicator);

    std::vector<std::vector<std::int64_t>> received(n);
    std::vector<MPI_Request>               requests;
    for (std::size_t r = 0; r < n; ++r)
      if (from[r] > 0)
        {
          received[r].resize(from[r]);
          requests.emplace_back();
          MPI_Irecv(
            received[r].data(), from[r], MPI_INT64_T, r, tag, communicator, &requests.back());
        }
    for (std::size_t r = 0; r < n; ++r)
      if (to[r] > 0)
        {
          requests.emplace_back();
          MPI_Isend(sent[r].data(), to[r], MPI_INT64_T, r, tag, communicator, &requests.back());
        }
    MPI_Waitall(requests.size(), requests.data(), MPI_STATUSES_IGNORE);
    return received;
  }

  void
  broadcast(std::string &bytes, const int root, MPI_Comm communicator)
  {
    std::uint64_t size = bytes.size();
    MPI_Bcast(&size, 1, MPI_UINT64_T, root, communicator);
    bytes.resize(size);
    for (std::uint64_t done = 0; done < size; done += piece)
      MPI_Bcast(&bytes[done], std::min(piece, size - done), MPI_CHAR, root, communicator);
  }

  void
  send_bytes(const std::string &bytes, const int to, MPI_Comm communicator)
  {
    const std::uint64_t size = bytes.size();
    MPI_Send(&size, 1, MPI_UINT64_T, to, tag, communicator);
    for (std::uint64_t done = 0; done < size; done += piece)
      MPI_Send(bytes.data() + done, std::min(piece, size - done), MPI_CHAR, to, tag, communicator);
  }

  std::string
  receive_bytes(const int from, MPI_Comm communicator)
  {
    std::uint64_t size = 0;
    MPI_Recv(&size, 1, MPI_UINT64_T, from, tag, communicator, MPI_STATUS_IGNORE);
    std::string bytes(size, '\0');
    for (std::uint64_t done = 0; done < size; done += piece)
      MPI_Recv(&bytes[done],
               std::min(piece, size - done),
               MPI_CHAR,
               from,
               tag,
               communicator,
               MPI_STATUS_IGNORE);
    return bytes;
  }
} // namespace callus
