// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <stdexcept>
#include <type_traits>

namespace callus
{
  /**
   * Memory out of which arrays are cut one after the other, so that some that are never needed at the same time can lie in the same place: those of
   * a field alone under those of several, a residual in double precision under what iterations in single precision work in.
   */
  class LaneMemory
  {
  public:
    static constexpr std::size_t alignment = 64;

    struct Free
    {
      void
      operator()(std::byte *memory) const
      {
        ::operator delete(memory, std::align_val_t(alignment));
      }
    };
    static std::byte *
    allocate(std::size_t bytes)
    {
      return static_cast<std::byte *>(::operator new(bytes, std::align_val_t(alignment)));
    }

    explicit LaneMemory(std::size_t bytes)
      : own_(allocate(bytes))
      , next_(own_.get())
      , end_(next_ + bytes)
    {
    }
    /// In the place of arrays that others have.
    LaneMemory(void *first, std::size_t bytes)
      : next_(static_cast<std::byte *>(first))
      , end_(next_ + bytes)
    {
    }

    void *
    take(std::size_t bytes)
    {
      const std::size_t size = rounded(bytes);
      if (size > static_cast<std::size_t>(end_ - next_))
        throw std::length_error("the memory of the lanes is too small");
      void *const result = next_;
      next_ += size;
      return result;
    }

    static constexpr std::size_t
    rounded(std::size_t bytes)
    {
      return (bytes + alignment - 1) / alignment * alignment;
    }

  private:
    std::unique_ptr<std::byte, Free> own_;
    std::byte                       *next_, *end_;
  };

  /// Of arrays in such a memory, which must outlive them; without one they have their own. A copy always has its own.
  template <typename T>
  class LaneAllocator
  {
  public:
    using value_type                             = T;
    using propagate_on_container_move_assignment = std::true_type;
    using propagate_on_container_swap            = std::true_type;

    LaneAllocator(LaneMemory *memory = nullptr)
      : memory_(memory)
    {
    }
    template <typename U>
    LaneAllocator(const LaneAllocator<U> &other)
      : memory_(other.memory())
    {
    }

    T *
    allocate(std::size_t n)
    {
      return static_cast<T *>(
        memory_ ? memory_->take(n * sizeof(T))
                : ::operator new(n * sizeof(T), std::align_val_t(LaneMemory::alignment)));
    }
    void
    deallocate(T *first, std::size_t)
    {
      if (!memory_)
        ::operator delete(first, std::align_val_t(LaneMemory::alignment));
    }
    LaneAllocator
    select_on_container_copy_construction() const
    {
      return {};
    }

    LaneMemory *
    memory() const
    {
      return memory_;
    }
    template <typename U>
    bool
    operator==(const LaneAllocator<U> &other) const
    {
      return memory_ == other.memory();
    }
    template <typename U>
    bool
    operator!=(const LaneAllocator<U> &other) const
    {
      return memory_ != other.memory();
    }

  private:
    LaneMemory *memory_;
  };
} // namespace callus
