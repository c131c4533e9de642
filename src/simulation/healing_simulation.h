// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "base/units.h"

#include <mpi.h>

#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

namespace callus
{
  /// What the command line says about a run.
  struct RunOptions
  {
    std::string              parameter_file;
    std::string              output_directory; ///< empty: output/<name of the file>
    bool                     overwrite = false;
    std::string              resume; ///< empty: start afresh; "auto"; or the path of a checkpoint
    std::vector<std::string> overrides; ///< "Section/Subsection/Entry = value"
    std::string              library_directory;
    std::string              command_line; ///< for the manifest
  };

  /// The parameter file of a run, without what only other commands read.
  std::unique_ptr<ParameterFile>
  read_case_file(const RunOptions &options, const Units &units);

  /// Computes a healing and writes the output directory; returns the exit code, done or requeue. Throws InputError, NumericalFailure
  /// or OutputFailure. Collective.
  int
  run_healing(const RunOptions &options, MPI_Comm communicator);

  /// Everything up to, not including, the first assembly; prints on rank 0 what was understood. Throws InputError. Collective.
  void
  check_case(const RunOptions &options, MPI_Comm communicator, std::ostream &out);
} // namespace callus
