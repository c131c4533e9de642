// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/command_line.h"
#include "app/guard.h"
#include "output/program_provenance.h"

#include <iostream>

namespace callus
{
  int
  execute_version(const Arguments &, MPI_Comm communicator)
  {
    int rank = 0;
    MPI_Comm_rank(communicator, &rank);
    if (rank != 0)
      return exit_code::done;
    const Provenance made_by = program_provenance();
    std::cout << "Callus " << made_by.version << " (revision " << made_by.revision << ")\n"
              << "built with " << made_by.compiler << ", " << made_by.build_type << '\n';
    for (const auto &library : made_by.libraries)
      std::cout << library.first << ' ' << library.second << '\n';
    std::cout << std::flush;
    return exit_code::done;
  }
} // namespace callus
