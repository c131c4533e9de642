// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <new>
#include <vector>

namespace callus
{
  /**
   * Allocates arrays of 4 MB and more in pages of 2 MB, where the system has them to give (Linux: transparent huge pages, on request): a matrix of 100 MB is
   * then touched for the first time in 50 pages instead of 25,000, and products with it miss fewer addresses.
   */
  template <typename T>
  class LargeArrayAllocator
  {
  public:
    using value_type = T;

    LargeArrayAllocator() = default;
    template <typename U>
    LargeArrayAllocator(const LargeArrayAllocator<U> &)
    {
    }

    T *
    allocate(const std::size_t n)
    {
      if (n * sizeof(T) < smallest)
        return static_cast<T *>(::operator new(n * sizeof(T)));
      const std::size_t size   = (n * sizeof(T) + page - 1) / page * page;
      void *const       memory = std::aligned_alloc(page, size);
      if (!memory)
        throw std::bad_alloc();
      madvise(memory, size, MADV_HUGEPAGE); // advice: without it all works as well
      return static_cast<T *>(memory);
    }
    void
    deallocate(T *const memory, const std::size_t n)
    {
      if (n * sizeof(T) < smallest)
        ::operator delete(memory);
      else
        std::free(memory);
    }

    template <typename U>
    bool
    operator==(const LargeArrayAllocator<U> &) const
    {
      return true;
    }
    template <typename U>
    bool
    operator!=(const LargeArrayAllocator<U> &) const
    {
      return false;
    }

  private:
    static constexpr std::size_t page = std::size_t(2) << 20, smallest = 2 * page;
  };

  template <typename T>
  using LargeArray = std::vector<T, LargeArrayAllocator<T>>;
} // namespace callus
