// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <mpi.h>

#include <array>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace callus
{
  /**
   * What ranks tell each other most: sums, extremes, one number of each. Collective: all ranks of the communicator call it. Only numbers:
   * for maps, texts and the like there is dealii::Utilities::MPI, whose header takes seconds to compile.
   */
  namespace mpi
  {
    inline MPI_Datatype
    type_of(double)
    {
      return MPI_DOUBLE;
    }
    inline MPI_Datatype
    type_of(int)
    {
      return MPI_INT;
    }
    inline MPI_Datatype
    type_of(unsigned int)
    {
      return MPI_UNSIGNED;
    }
    inline MPI_Datatype
    type_of(long)
    {
      return MPI_LONG;
    }
    inline MPI_Datatype
    type_of(unsigned long)
    {
      return MPI_UNSIGNED_LONG;
    }

    inline unsigned int
    this_rank(MPI_Comm communicator)
    {
      int rank = 0;
      MPI_Comm_rank(communicator, &rank);
      return rank;
    }
    inline unsigned int
    n_ranks(MPI_Comm communicator)
    {
      int size = 1;
      MPI_Comm_size(communicator, &size);
      return size;
    }

    template <typename Number>
    void
    reduce(const Number *mine, Number *all, std::size_t n, MPI_Op operation, MPI_Comm communicator)
    {
      MPI_Allreduce(mine, all, static_cast<int>(n), type_of(Number()), operation, communicator);
    }

    template <typename Number>
    std::enable_if_t<std::is_arithmetic_v<Number>, Number>
    reduce(Number mine, MPI_Op operation, MPI_Comm communicator)
    {
      Number all{};
      reduce(&mine, &all, 1, operation, communicator);
      return all;
    }
    /// Entry by entry; all ranks have as many.
    template <typename Number>
    std::vector<Number>
    reduce(const std::vector<Number> &mine, MPI_Op operation, MPI_Comm communicator)
    {
      std::vector<Number> all(mine.size());
      reduce(mine.data(), all.data(), mine.size(), operation, communicator);
      return all;
    }
    template <typename Number, std::size_t n>
    std::array<Number, n>
    reduce(const std::array<Number, n> &mine, MPI_Op operation, MPI_Comm communicator)
    {
      std::array<Number, n> all{};
      reduce(mine.data(), all.data(), n, operation, communicator);
      return all;
    }

    template <typename Numbers>
    Numbers
    sum(const Numbers &mine, MPI_Comm communicator)
    {
      return reduce(mine, MPI_SUM, communicator);
    }
    template <typename Numbers>
    Numbers
    max(const Numbers &mine, MPI_Comm communicator)
    {
      return reduce(mine, MPI_MAX, communicator);
    }
    template <typename Numbers>
    Numbers
    min(const Numbers &mine, MPI_Comm communicator)
    {
      return reduce(mine, MPI_MIN, communicator);
    }

    /// One number of each rank, in the order of the ranks.
    template <typename Number>
    std::vector<Number>
    all_gather(Number mine, MPI_Comm communicator)
    {
      std::vector<Number> all(n_ranks(communicator));
      MPI_Allgather(&mine, 1, type_of(Number()), all.data(), 1, type_of(Number()), communicator);
      return all;
    }
  } // namespace mpi
} // namespace callus
