// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "output/first_rank.h"

#include "base/problems.h"

#include <exception>
#include <stdexcept>
#include <string>

namespace callus
{
  namespace
  {
    enum Outcome : int
    {
      done,
      input_error,
      numerical_failure,
      other_error
    };

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

    int                outcome = done;
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
          outcome = dynamic_cast<const InputError *>(&error) != nullptr         ? input_error
                    : dynamic_cast<const NumericalFailure *>(&error) != nullptr ? numerical_failure
                                                                                : other_error;
        }
    MPI_Bcast(&outcome, 1, MPI_INT, 0, communicator);
    if (outcome == done)
      return;
    share(communicator, message);
    if (thrown)
      std::rethrow_exception(thrown);
    if (outcome == input_error)
      throw InputError({{{"", 0, ""}, "on rank 0: " + message, "", ""}});
    if (outcome == numerical_failure)
      throw NumericalFailure(message);
    throw std::runtime_error(message);
  }
} // namespace callus
