// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/exit_codes.h"

#include <mpi.h>

#include <functional>

namespace callus
{
  /**
   * Runs @p action on every rank and returns the exit code, the same on all. An exception is caught on its rank. If all
   * ranks come to an end, one of those that failed prints its message. If the others do not come because they wait for a
   * message of the failed rank, it prints and aborts them all: no run hangs on an exception of one rank.
   */
  int
  guarded(MPI_Comm communicator, const std::function<int()> &action);
} // namespace callus
