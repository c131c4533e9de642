// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "output/global_order.h"

#include <boost/crc.hpp>

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace callus
{
  GlobalOrder::GlobalOrder(std::vector<std::int64_t> keys, MPI_Comm communicator)
    : communicator_(communicator)
    , n_owned_(keys.size())
  {
    int rank = 0, n_ranks = 1;
    MPI_Comm_rank(communicator, &rank);
    MPI_Comm_size(communicator, &n_ranks);
    is_first_ = rank == 0;

    const int n_mine = static_cast<int>(keys.size());
    counts_.resize(is_first_ ? n_ranks : 0);
    MPI_Gather(&n_mine, 1, MPI_INT, counts_.data(), 1, MPI_INT, 0, communicator);
    int offset = 0;
    for (const int count : counts_)
      {
        offsets_.push_back(offset);
        offset += count;
      }
    std::vector<std::int64_t> all(offset);
    MPI_Gatherv(keys.data(),
                n_mine,
                MPI_INT64_T,
                all.data(),
                counts_.data(),
                offsets_.data(),
                MPI_INT64_T,
                0,
                communicator);

    int is_unique = 1;
    if (is_first_)
      {
        std::vector<std::size_t> order(all.size());
        std::iota(order.begin(), order.end(), std::size_t(0));
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
          return all[a] < all[b];
        });
        position_.resize(all.size());
        for (std::size_t place = 0; place < order.size(); ++place)
          position_[order[place]] = place;
        std::sort(all.begin(), all.end());
        is_unique = std::adjacent_find(all.begin(), all.end()) == all.end();
        boost::crc_32_type crc;
        crc.process_bytes(all.data(), all.size() * sizeof(std::int64_t));
        checksum_ = crc.checksum();
      }
    unsigned long shared[3] = {all.size(), checksum_, static_cast<unsigned long>(is_unique)};
    MPI_Bcast(shared, 3, MPI_UNSIGNED_LONG, 0, communicator);
    size_     = shared[0];
    checksum_ = static_cast<std::uint32_t>(shared[1]);
    if (shared[2] == 0)
      throw std::logic_error("two nodes or cells have the same key");
  }

  std::vector<int>
  GlobalOrder::scaled(const std::vector<int> &counts, unsigned int n_components) const
  {
    std::vector<int> result(counts);
    for (int &count : result)
      count *= static_cast<int>(n_components);
    return result;
  }

  std::vector<double>
  GlobalOrder::collect(const std::vector<double> &owned, unsigned int n_components) const
  {
    const int           n = static_cast<int>(n_owned_ * n_components);
    std::vector<double> gathered(position_.size() * n_components), ordered(gathered.size());
    MPI_Gatherv(owned.data(),
                n,
                MPI_DOUBLE,
                gathered.data(),
                scaled(counts_, n_components).data(),
                scaled(offsets_, n_components).data(),
                MPI_DOUBLE,
                0,
                communicator_);
    for (std::size_t i = 0; i < position_.size(); ++i)
      std::copy_n(&gathered[i * n_components], n_components, &ordered[position_[i] * n_components]);
    return ordered;
  }

  std::vector<double>
  GlobalOrder::distribute(const std::vector<double> &ordered, unsigned int n_components) const
  {
    const int           n = static_cast<int>(n_owned_ * n_components);
    std::vector<double> gathered(position_.size() * n_components), owned(n_owned_ * n_components);
    for (std::size_t i = 0; i < position_.size(); ++i)
      std::copy_n(&ordered[position_[i] * n_components], n_components, &gathered[i * n_components]);
    MPI_Scatterv(gathered.data(),
                 scaled(counts_, n_components).data(),
                 scaled(offsets_, n_components).data(),
                 MPI_DOUBLE,
                 owned.data(),
                 n,
                 MPI_DOUBLE,
                 0,
                 communicator_);
    return owned;
  }
} // namespace callus
