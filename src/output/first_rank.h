// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <mpi.h>

#include <functional>

namespace callus
{
  /// Runs @p action on rank 0 while the others wait. If it throws there, every rank throws the same kind of exception
  /// (InputError, NumericalFailure, OutputFailure or
  /// std::runtime_error) with the same message: no rank goes on alone. Collective.
  void
  on_first_rank(MPI_Comm communicator, const std::function<void()> &action);
} // namespace callus
