// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "output/program_provenance.h"

#include <deal.II/base/config.h>

#include <mpi.h>
#include <petscversion.h>

namespace callus
{
  namespace
  {
    /// "Open MPI v4.1.4": the library's own words up to the first comma.
    std::string
    mpi_version()
    {
      char text[MPI_MAX_LIBRARY_VERSION_STRING];
      int  length = 0;
      MPI_Get_library_version(text, &length);
      const std::string version(text, static_cast<std::size_t>(length));
      return version.substr(0, version.find_first_of(",\n"));
    }
  } // namespace

  Provenance
  program_provenance()
  {
    Provenance        result = provenance();
    const std::string petsc  = std::to_string(PETSC_VERSION_MAJOR) + '.' +
                              std::to_string(PETSC_VERSION_MINOR) + '.' +
                              std::to_string(PETSC_VERSION_SUBMINOR);
    result.libraries.emplace_back("deal.II", DEAL_II_PACKAGE_VERSION);
    result.libraries.emplace_back("PETSc", petsc);
    result.libraries.emplace_back("MPI", mpi_version());
    return result;
  }
} // namespace callus
