// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace callus
{
  /// Values one after the other as bytes of this machine.
  class Packer
  {
  public:
    template <typename Value>
    void
    add_value(const Value &value)
    {
      static_assert(std::is_trivially_copyable<Value>::value, "plain values only");
      bytes_.append(reinterpret_cast<const char *>(&value), sizeof(Value));
    }
    /// A vector or string: its size, then its entries.
    template <typename Container>
    void
    add(const Container &values)
    {
      static_assert(std::is_trivially_copyable<typename Container::value_type>::value,
                    "plain values only");
      add_value<std::uint64_t>(values.size());
      bytes_.append(reinterpret_cast<const char *>(values.data()),
                    values.size() * sizeof(typename Container::value_type));
    }
    const std::string &
    bytes() const
    {
      return bytes_;
    }

  private:
    std::string bytes_;
  };

  /// The way back. Throws std::runtime_error rather than to read beyond the end.
  class Unpacker
  {
  public:
    explicit Unpacker(const std::string &bytes)
      : bytes_(bytes)
    {
    }
    template <typename Value>
    void
    take_value(Value &value)
    {
      require(sizeof(Value));
      std::memcpy(&value, bytes_.data() + position_, sizeof(Value));
      position_ += sizeof(Value);
    }
    /// A number of things that follow.
    std::size_t
    take_size()
    {
      std::uint64_t size = 0;
      take_value(size);
      if (size > bytes_.size())
        throw std::runtime_error("packed data are damaged");
      return size;
    }
    template <typename Container>
    void
    take(Container &values)
    {
      using Value            = typename Container::value_type;
      const std::size_t size = take_size();
      require(size * sizeof(Value));
      values.resize(size);
      if (size > 0)
        std::memcpy(&values[0], bytes_.data() + position_, size * sizeof(Value));
      position_ += size * sizeof(Value);
    }
    void
    finish() const
    {
      if (position_ != bytes_.size())
        throw std::runtime_error("packed data are damaged");
    }

  private:
    void
    require(const std::size_t size) const
    {
      if (bytes_.size() - position_ < size)
        throw std::runtime_error("packed data are damaged");
    }
    const std::string &bytes_;
    std::size_t        position_ = 0;
  };
} // namespace callus
