// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/command_line.h"
#include "app/guard.h"
#include "app/launch.h"
#include "app/library_case.h"
#include "simulation/healing_simulation.h"

#include <iostream>

namespace callus
{
  int
  execute_check(const Arguments &arguments, MPI_Comm communicator)
  {
    const RunOptions options = run_options(arguments);
    int              rank    = 0;
    MPI_Comm_rank(communicator, &rank);
    std::ostream  nowhere(nullptr);
    std::ostream &out = rank == 0 ? std::cout : nowhere;
    if (check_unit_cell(options, out) || check_without_space(options, out))
      return exit_code::done;
    check_case(options, communicator, out);
    if (const auto copies = separate_copies())
      out << "Warning: found " << found_copies(*copies) << ", expected one run on "
          << copies->number << " ranks. " << remedy_for_copies << '\n';
    out << std::flush;
    return exit_code::done;
  }
} // namespace callus
