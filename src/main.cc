// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/command_line.h"
#include "app/guard.h"

#include <deal.II/base/mpi.h>

#include <string>
#include <vector>

#ifdef __GLIBC__
#  include <malloc.h>
#endif

namespace
{
  /// Memory that is freed is soon used again: work vectors of the size of the mesh come and go in every step. Giving it back to the
  /// system and taking it anew costs a page fault each 4 kB, a tenth of a run.
  void
  keep_freed_memory()
  {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 512 << 20);
#endif
  }
} // namespace

int
main(int argc, char **argv)
{
  keep_freed_memory();
  // PETSc would take options of ours for its own; it reads its own from the environment variable PETSC_OPTIONS.
  int                                            n_arguments = 1;
  char                                          *program[]   = {argv[0], nullptr};
  char                                         **arguments   = program;
  const dealii::Utilities::MPI::MPI_InitFinalize mpi(n_arguments, arguments, 1);

  const std::vector<std::string> words(argv + 1, argv + argc);
  return callus::guarded(MPI_COMM_WORLD,
                         [&]() { return callus::run_command_line(words, MPI_COMM_WORLD); });
}
