// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/checksum.h"

#include <boost/crc.hpp>

#include <array>
#include <cstdio>
#include <fstream>
#include <stdexcept>

namespace callus
{
  namespace
  {
    std::string
    text_of(const boost::crc_32_type &crc)
    {
      char text[16];
      std::snprintf(text, sizeof(text), "crc32:%08x", static_cast<unsigned int>(crc.checksum()));
      return text;
    }
  } // namespace

  std::string
  file_checksum(const std::string &path)
  {
    std::ifstream file(path, std::ios::binary);
    if (!file)
      throw std::runtime_error("cannot read " + path);
    boost::crc_32_type      crc;
    std::array<char, 65536> block;
    while (file.read(block.data(), block.size()) || file.gcount() > 0)
      crc.process_bytes(block.data(), static_cast<std::size_t>(file.gcount()));
    return text_of(crc);
  }

  std::string
  bytes_checksum(const std::string &bytes)
  {
    boost::crc_32_type crc;
    crc.process_bytes(bytes.data(), bytes.size());
    return text_of(crc);
  }
} // namespace callus
