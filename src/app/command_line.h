// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <mpi.h>

#include <functional>
#include <string>
#include <vector>

namespace callus
{
  /// What stands on the command line behind the command.
  struct Arguments
  {
    std::vector<std::string> words;  ///< those that belong to no option
    std::string              output; ///< --output
    bool                     overwrite = false;
    std::string              resume;    ///< --resume: auto, or a checkpoint
    std::vector<std::string> overrides; ///< --set, as often as given
    bool                     json = false;
    std::string              acting_on;    ///< --acting-on: names of fields, with commas
    std::string              among;        ///< --among: likewise
    std::string              command_line; ///< all of it, for the manifest
  };

  /// One command of the program.
  struct Command
  {
    std::string              name;
    std::string              synopsis; ///< what follows the name
    std::string              description;
    std::vector<std::string> options; ///< those of Arguments that it takes, without the dashes
    unsigned int             least_words, most_words;

    /// Returns the exit code; collective.
    std::function<int(const Arguments &arguments, MPI_Comm communicator)> execute;
  };

  /// All commands, in one explicit list.
  const std::vector<Command> &
  commands();

  /// Understands the words behind the program's name and does what they say; returns the exit code. Throws InputError if
  /// they cannot be understood. Collective.
  int
  run_command_line(const std::vector<std::string> &words, MPI_Comm communicator);

  /// The text of --help.
  std::string
  help_text();

  int
  execute_run(const Arguments &arguments, MPI_Comm communicator);
  int
  execute_check(const Arguments &arguments, MPI_Comm communicator);
  int
  execute_well_mixed(const Arguments &arguments, MPI_Comm communicator);
  int
  execute_list(const Arguments &arguments, MPI_Comm communicator);
  int
  execute_homogenise(const Arguments &arguments, MPI_Comm communicator);
  int
  execute_template(const Arguments &arguments, MPI_Comm communicator);
  int
  execute_version(const Arguments &arguments, MPI_Comm communicator);
} // namespace callus
