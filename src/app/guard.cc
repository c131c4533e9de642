// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/guard.h"

#include "base/problems.h"

#include <chrono>
#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <thread>

namespace callus
{
  namespace
  {
    /// How long a failed rank waits for the others before it takes them for stuck.
    constexpr std::chrono::seconds patience(5);

    struct Outcome
    {
      int         code = exit_code::done;
      std::string message;
    };

    Outcome
    outcome_of(const std::function<int()> &action)
    {
      try
        {
          return {action(), ""};
        }
      catch (const InputError &error)
        {
          return {exit_code::input_error, error.what()};
        }
      catch (const NumericalFailure &error)
        {
          return {exit_code::numerical_failure,
                  std::string("The computation failed: ") + error.what()};
        }
      catch (const OutputFailure &error)
        {
          return {exit_code::output_failure,
                  std::string("The results cannot be written: ") + error.what()};
        }
      catch (const std::bad_alloc &)
        {
          return {exit_code::internal_error,
                  "Out of memory. Use more ranks on more nodes, or a coarser mesh."};
        }
      catch (const std::exception &error)
        {
          return {exit_code::internal_error,
                  std::string("Internal error, please report it with the parameter file: ") +
                    error.what()};
        }
      catch (...)
        {
          return {exit_code::internal_error, "Internal error of unknown kind, please report it."};
        }
    }

    /// Waits until all ranks have come here; gives up after some patience if this rank failed.
    bool
    all_have_come(MPI_Request &request, bool has_failed)
    {
      const auto deadline = std::chrono::steady_clock::now() + patience;
      while (true)
        {
          int is_complete = 0;
          MPI_Test(&request, &is_complete, MPI_STATUS_IGNORE);
          if (is_complete != 0)
            return true;
          if (has_failed && std::chrono::steady_clock::now() > deadline)
            return false;
          std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }
  } // namespace

  int
  guarded(MPI_Comm communicator, const std::function<int()> &action)
  {
    // Of its own, so that the agreement cannot be taken for a message of the action.
    MPI_Comm agreement;
    MPI_Comm_dup(communicator, &agreement);
    int rank = 0, n_ranks = 1;
    MPI_Comm_rank(agreement, &rank);
    MPI_Comm_size(agreement, &n_ranks);

    const Outcome outcome = outcome_of(action);
    // The largest code, and the first rank with a message (negated, for the maximum).
    const int   mine[2] = {outcome.code, outcome.message.empty() ? -n_ranks : -rank};
    int         all[2]  = {0, 0};
    MPI_Request request;
    MPI_Iallreduce(mine, all, 2, MPI_INT, MPI_MAX, agreement, &request);
    const bool has_failed = outcome.code != exit_code::done;
    if (!all_have_come(request, has_failed))
      {
        std::cerr << "\nError on rank " << rank << ": " << outcome.message << std::endl;
        MPI_Abort(communicator, outcome.code);
      }
    if (-all[1] == rank)
      std::cerr << "\n" << outcome.message << std::endl;
    MPI_Comm_free(&agreement);
    return all[0];
  }
} // namespace callus
