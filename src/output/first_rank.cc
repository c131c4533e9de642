// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "output/first_rank.h"

#include "base/exit_codes.h"
#include "base/problems.h"

#include <exception>
#include <stdexcept>
#include <string>

namespace callus
{
  namespace
  {
    void
    share(MPI_Comm communicator, std::string &text)
    {
      unsigned long length = text.size();
      MPI_Bcast(&length, 1, MPI_UNSIGNED_LONG, 0, communicator);
      text.resize(length);
      MPI_Bcast(text.data(), static_cast<int>(length), MPI_CHAR, 0, communicator);
    }
  } // namespace

  void
  on_first_rank(MPI_Comm communicator, const std::function<void()> &action)
  {
    int rank = 0;
    MPI_Comm_rank(communicator, &rank);

    int                outcome = exit_code::done;
    std::string        message;
    std::exception_ptr thrown;
    if (rank == 0)
      try
        {
          action();
        }
      catch (const std::exception &error)
        {
          thrown  = std::current_exception();
          message = error.what();
          outcome = exit_code::of(error);
        }
    MPI_Bcast(&outcome, 1, MPI_INT, 0, communicator);
    if (outcome == exit_code::done)
      return;
    share(communicator, message);
    if (thrown)
      std::rethrow_exception(thrown);
    if (outcome == exit_code::input_error)
      throw InputError({{{"", 0, ""}, "on rank 0: " + message, "", ""}});
    if (outcome == exit_code::numerical_failure)
      throw NumericalFailure(message);
    if (outcome == exit_code::output_failure)
      throw OutputFailure(message);
    throw std::runtime_error(message);
  }
} // namespace callus
