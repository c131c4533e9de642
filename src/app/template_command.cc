// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/command_line.h"
#include "app/guard.h"
#include "base/locations.h"
#include "output/first_rank.h"
#include "simulation/template_case.h"

#include <iostream>

namespace callus
{
  int
  execute_template(const Arguments &arguments, MPI_Comm communicator)
  {
    on_first_rank(communicator, [&]() {
      const std::string kind = arguments.words.at(0);
      const std::string file =
        arguments.output.empty() ? "osteotomy_" + kind + ".prm" : arguments.output;
      const std::string mesh = write_template(kind, file, library_directory());
      std::cout << "Wrote " << file << " and its mesh " << mesh << ".\n"
                << "Next: callus check " << file << std::endl;
    });
    return exit_code::done;
  }
} // namespace callus
