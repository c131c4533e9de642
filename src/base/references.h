// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <map>
#include <string>
#include <vector>

namespace callus
{
  /// The literature behind the numbers: the entries of a BibTeX file by key.
  class References
  {
  public:
    /// No entries at all.
    References() = default;

    /// Reads the entries of @p path; a file that does not exist has none.
    static References
    read(const std::string &path);

    bool
    has(const std::string &key) const;

    std::vector<std::string>
    keys() const;

    /// The reference in one line: "Authors (year). Title. Journal. doi:...". Throws std::out_of_range.
    std::string
    citation(const std::string &key) const;

    /// True for the words that stand where a key could: assumed, calibrated, measured.
    static bool
    is_source_word(const std::string &text);

  private:
    using Fields = std::map<std::string, std::string>;
    std::map<std::string, Fields> entries_;
  };
} // namespace callus
