// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <string>
#include <utility>
#include <vector>

namespace callus
{
  /// One piece of a file's contents: where it stands in memory, and how many bytes.
  using Bytes = std::pair<const void *, std::size_t>;

  /**
   * Replaces the file @p path by these pieces, one after the other, so that at every moment, also if the program is killed or
   * the power fails, there is either the old file or the new one: written aside as @p path + ".new", synced to the disk, renamed,
   * and the directory synced. Throws OutputFailure with the reason in words; the old file stays then, and nothing else does.
   */
  void
  replace_durably(const std::string &path, const std::vector<Bytes> &pieces);
  void
  replace_durably(const std::string &path, const std::string &text);

  /// The same without waiting for the disk, for files that are written often and may be lost with the power.
  void
  replace_file(const std::string &path, const std::string &text);

  /// Waits until what was written to this file or directory is on the disk. Throws OutputFailure.
  void
  sync_to_disk(const std::string &path);

  /// The whole file; empty if it cannot be read.
  std::string
  file_contents(const std::string &path);

  /// "cannot write PATH: no space left on the device; ..." for what the system says in errno.
  std::string
  writing_failed(const std::string &path, int error_number);
} // namespace callus
