// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/healing_simulation.h"

#include "base/communication.h"
#include "mesh/mesh_report.h"
#include "simulation/case_report.h"
#include "simulation/dimension.h"
#include "simulation/healing_run.h"


#include <sstream>

namespace callus
{
  namespace
  {
    void
    check_options(const RunOptions &options)
    {
      if (options.overwrite && !options.resume.empty())
        throw InputError({{{"command line", 0, ""},
                           "both --resume and --overwrite",
                           "one of them",
                           "--resume goes on with what is there, --overwrite removes it."}});
    }
  } // namespace

  std::unique_ptr<ParameterFile>
  read_case_file(const RunOptions &options, const Units &units)
  {
    auto file = std::make_unique<ParameterFile>(
      options.parameter_file, options.overrides, options.library_directory, units);
    file->throw_if_unreadable();
    file->ignore("Well-mixed"); // of the run without space
    return file;
  }

  int
  run_healing(const RunOptions &options, MPI_Comm communicator)
  {
    check_options(options);
    const Units units;
    const auto  file = read_case_file(options, units);
    RunFolder   folder(options.output_directory.empty()
                       ? default_output_directory(options.parameter_file)
                       : options.output_directory,
                     options.overwrite        ? EarlierResults::replace
                       : options.resume.empty() ? EarlierResults::refuse
                                                : EarlierResults::keep,
                     communicator);
    int code = 0;
    in_its_dimension(file->root(), [&](auto dimension) {
      code =
        HealingRun<decltype(dimension)::value>(options, *file, units, folder, communicator).run();
    });
    return code;
  }

  void
  check_case(const RunOptions &options, MPI_Comm communicator, std::ostream &out)
  {
    const Units        units;
    const auto         file = read_case_file(options, units);
    std::ostringstream text; // every rank takes part in the sums, one speaks
    in_its_dimension(file->root(), [&](auto dimension) {
      const HealingCase<decltype(dimension)::value> healing(*file, communicator);
      report_mesh(*healing.mesh, text);
      report_case(healing, *file, text);
    });
    if (mpi::this_rank(communicator) == 0)
      out << text.str() << "The input is fine.\n";
  }
} // namespace callus
