// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/command_line.h"
#include "app/library_case.h"
#include "simulation/healing_simulation.h"

namespace callus
{
  int
  execute_run(const Arguments &arguments, MPI_Comm communicator)
  {
    const RunOptions options = run_options(arguments);
    return run_healing(options, communicator);
  }
} // namespace callus
