// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <string>

namespace callus
{
  /// CRC-32 (ISO 3309) of the bytes of a file, as "crc32:cbf43926". Throws std::runtime_error if it cannot be read.
  std::string
  file_checksum(const std::string &path);

  /// The same of bytes in memory.
  std::string
  bytes_checksum(const std::string &bytes);
} // namespace callus
