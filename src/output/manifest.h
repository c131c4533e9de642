// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/provenance.h"

#include <string>
#include <utility>
#include <vector>

namespace callus
{
  /// Everything needed to say where a result comes from, and to make it again.
  struct Manifest
  {
    std::string              title;
    std::string              command_line;
    std::vector<std::string> parameter_files; ///< the main one first, then what it includes
    std::string              mesh_file;
    std::string              mesh_checksum; ///< of file_checksum()
    std::vector<std::string> regions;       ///< of the mesh, in the order of the cell data "region"
    /// What drivers mean where that depends on the input: name and meaning.
    std::vector<std::pair<std::string, std::string>> drivers;
    unsigned int                                     n_ranks = 1;
    Provenance               made_by; ///< with the libraries of the whole program
    std::string              started; ///< of time_stamp()
    std::vector<std::string> resumed; ///< "2026-11-23T08:45:00Z: from day 12.5 on 2 rank(s)"
    std::string status; ///< "running", "completed", "stopped for requeue", "failed: ..."
    double      wall_seconds = 0;
    std::vector<std::pair<std::string, double>>
      seconds; ///< what of that was spent on what; empty while it runs
    /// Key and citation of every reference behind a number in force.
    std::vector<std::pair<std::string, std::string>> references;
  };

  /// Now, in UTC: "2026-11-23T08:45:00Z"
  std::string
  time_stamp();

  /// Writes `manifest.json` aside and renames it, so that there is never half a file. Throws OutputFailure.
  void
  write_manifest(const std::string &path, const Manifest &manifest);
} // namespace callus
