// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <string>
#include <utility>
#include <vector>

namespace callus
{
  /// What made a result: the program and the libraries under it.
  struct Provenance
  {
    std::string version; ///< of Callus, "0.1.0"
    std::string
      revision; ///< git revision of the sources, "-modified" if they differ from it, or "unknown"
    std::string                                      compiler;   ///< "GNU 12.2.0"
    std::string                                      build_type; ///< "Release"
    std::vector<std::pair<std::string, std::string>> libraries;  ///< name and version
  };

  /// Of this build. The library known here is Boost; rooms above add theirs.
  Provenance
  provenance();
} // namespace callus
