// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// failing_rank KIND WHERE: fails under the guard of main() as KIND says (input, numerical, internal), on the ranks that
// WHERE says (all, last, none). The ranks that do not fail wait for a message, as a computing rank would.

#include "app/guard.h"
#include "base/problems.h"

#include <deal.II/base/mpi.h>

#include <stdexcept>
#include <string>

namespace
{
  int
  fail(const std::string &kind)
  {
    if (kind == "input")
      throw callus::InputError({{{"case.prm", 3, "Mesh"}, "nothing", "a mesh", ""}});
    if (kind == "numerical")
      throw callus::NumericalFailure("the solver stopped on day 3");
    throw std::runtime_error("a fault");
  }
} // namespace

int
main(int argc, char **argv)
{
  const std::string                              kind = argv[1], where = argv[2];
  const dealii::Utilities::MPI::MPI_InitFinalize mpi(argc, argv, 1);
  return callus::guarded(MPI_COMM_WORLD, [&]() {
    int rank = 0, n_ranks = 1;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &n_ranks);
    if (where == "all" || (where == "last" && rank == n_ranks - 1))
      fail(kind);
    MPI_Barrier(MPI_COMM_WORLD);
    return callus::exit_code::done;
  });
}
