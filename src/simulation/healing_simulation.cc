// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/healing_simulation.h"

#include "base/units.h"
#include "simulation/case_summary.h"

#include <deal.II/base/mpi.h>

#include <sstream>

namespace callus
{
  std::unique_ptr<ParameterFile>
  read_case_file(const RunOptions &options, const Units &units)
  {
    auto file = std::make_unique<ParameterFile>(
      options.parameter_file, options.overrides, options.library_directory, units);
    file->ignore("Well-mixed"); // of the run without space
    return file;
  }

  void
  check_case(const RunOptions &options, MPI_Comm communicator, std::ostream &out)
  {
    const Units          units;
    const auto           file = read_case_file(options, units);
    const HealingCase<3> healing(*file, communicator);
    std::ostringstream   text; // every rank takes part in the sums, one speaks
    describe(healing, text);
    if (dealii::Utilities::MPI::this_mpi_process(communicator) == 0)
      out << text.str() << "The input is fine.\n";
  }

  std::vector<DeclaredEntry>
  declared_parameters(const RunOptions &options, MPI_Comm communicator)
  {
    const Units          units;
    const auto           file = read_case_file(options, units);
    const HealingCase<3> healing(*file, communicator);
    return file->declared();
  }
} // namespace callus
