// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/command_line.h"
#include "app/launch.h"
#include "app/library_case.h"
#include "base/problems.h"
#include "simulation/healing_simulation.h"

namespace callus
{
  int
  execute_run(const Arguments &arguments, MPI_Comm communicator)
  {
    // All copies would write the same files.
    if (const auto copies = separate_copies())
      throw InputError({{{"command line", 0, ""},
                         found_copies(*copies),
                         "one run on " + std::to_string(copies->number) + " ranks",
                         remedy_for_copies}});
    const RunOptions options = run_options(arguments);
    return run_healing(options, communicator);
  }
} // namespace callus
