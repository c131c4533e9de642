// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "app/command_line.h"
#include "base/parameters.h"
#include "simulation/healing_simulation.h"

#include <iosfwd>
#include <memory>

namespace callus
{
  class Units;

  /// The options of a run from the command line's arguments; the first word is the file.
  RunOptions
  run_options(const Arguments &arguments);

  /// The parameter file of a run with its overrides. Throws InputError if the file itself cannot be read: what is missing
  /// then would only hide that.
  std::unique_ptr<ParameterFile>
  open_case(const RunOptions &options, const Units &units);

  /// A file with a section `Unit cell` and without `Mesh` is one for `callus homogenise`. It is read, with all problems reported together, and described
  /// on @p out. Returns false for any other file.
  bool
  check_unit_cell(const RunOptions &options, std::ostream &out);

  /// A file with none of the sections Mesh, Regions and Mechanics is a case for the run without space. It is read, with all problems
  /// reported together, and described on @p out. Returns false for any other file.
  bool
  check_without_space(const RunOptions &options, std::ostream &out);

  /// The file named behind the first word, with the overrides; or, if none is named, one that includes every file of the
  /// shipped `parameter_files/library`, and of its folders `delivered`, `scaffolds` and `overlays`.
  std::unique_ptr<ParameterFile>
  file_or_library(const Arguments &arguments, const Units &units);
} // namespace callus
