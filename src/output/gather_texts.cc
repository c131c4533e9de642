// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "output/gather_texts.h"

#include "base/communication.h"

#include <algorithm>

namespace callus
{
  namespace
  {
    /// MPI counts with an int.
    constexpr std::size_t largest_message = std::size_t(1) << 30; // bytes
    constexpr int         tag             = 0;

    template <typename Action>
    void
    for_each_message(const std::size_t size, const Action &action)
    {
      for (std::size_t begin = 0; begin < size; begin += largest_message)
        action(begin, static_cast<int>(std::min(largest_message, size - begin)));
    }
  } // namespace

  std::vector<std::string>
  gather_texts(const std::string &mine, const MPI_Comm communicator)
  {
    const unsigned int         n_ranks  = mpi::n_ranks(communicator);
    const bool                 is_first = mpi::this_rank(communicator) == 0;
    const unsigned long        size     = mine.size();
    std::vector<unsigned long> sizes(is_first ? n_ranks : 0);
    MPI_Gather(&size, 1, MPI_UNSIGNED_LONG, sizes.data(), 1, MPI_UNSIGNED_LONG, 0, communicator);
    if (!is_first)
      {
        for_each_message(size, [&](const std::size_t begin, const int n) {
          MPI_Send(mine.data() + begin, n, MPI_CHAR, 0, tag, communicator);
        });
        return {};
      }
    std::vector<std::string> texts(1, mine);
    for (unsigned int rank = 1; rank < n_ranks; ++rank)
      {
        texts.emplace_back(sizes[rank], '\0');
        for_each_message(sizes[rank], [&](const std::size_t begin, const int n) {
          MPI_Recv(
            texts.back().data() + begin, n, MPI_CHAR, rank, tag, communicator, MPI_STATUS_IGNORE);
        });
      }
    return texts;
  }
} // namespace callus
