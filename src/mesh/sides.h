// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/whole_mesh.h"

#include <algorithm>

namespace callus
{
  /// The vertices of a side in ascending order, filled up with the largest number: equal for the two cells that share it.
  using SideKey = std::array<std::uint32_t, 4>;

  inline SideKey
  side_key(const std::uint32_t *vertices, const std::vector<unsigned int> &corners)
  {
    SideKey key;
    key.fill(-1);
    for (unsigned int i = 0; i < corners.size(); ++i)
      key[i] = vertices[corners[i]];
    for (unsigned int i = 1; i < corners.size(); ++i)
      for (unsigned int k = i; k > 0 && key[k] < key[k - 1]; --k)
        std::swap(key[k], key[k - 1]);
    return key;
  }

  /// Things with a side each, found by the smallest vertex of the side.
  class SideBuckets
  {
  public:
    struct Entry
    {
      SideKey       key;
      std::uint64_t thing;
    };

    /// @p visit(add) calls add(key, thing) for everything; it is called twice.
    template <typename Visit>
    SideBuckets(const std::size_t n_vertices, const Visit &visit)
      : begin_(n_vertices + 1, 0)
    {
      visit([&](const SideKey &key, std::uint64_t) { ++begin_[key[0] + 1]; });
      for (std::size_t v = 0; v < n_vertices; ++v)
        begin_[v + 1] += begin_[v];
      entries_.resize(begin_[n_vertices]);
      std::vector<std::uint64_t> next(begin_.begin(), begin_.end() - 1);
      visit([&](const SideKey &key, const std::uint64_t thing) {
        entries_[next[key[0]]++] = {key, thing};
      });
    }

    std::size_t
    n_buckets() const
    {
      return begin_.size() - 1;
    }
    Entry *
    begin(const std::size_t vertex)
    {
      return entries_.data() + begin_[vertex];
    }
    Entry *
    end(const std::size_t vertex)
    {
      return entries_.data() + begin_[vertex + 1];
    }

  private:
    std::vector<std::uint64_t> begin_;
    std::vector<Entry>         entries_;
  };
} // namespace callus
