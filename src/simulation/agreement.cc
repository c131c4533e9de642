// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/agreement.h"

#include <deal.II/base/mpi.h>

#include <chrono>
#include <thread>

namespace callus
{
  namespace
  {
    constexpr std::chrono::seconds patience(5);

    bool
    all_have_come(MPI_Comm communicator)
    {
      MPI_Request request;
      MPI_Ibarrier(communicator, &request);
      const auto deadline = std::chrono::steady_clock::now() + patience;
      int        is_met   = 0;
      while (true)
        {
          MPI_Test(&request, &is_met, MPI_STATUS_IGNORE);
          if (is_met != 0)
            return true;
          if (std::chrono::steady_clock::now() > deadline)
            return false;
          std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }
  } // namespace

  FailureAgreement::FailureAgreement(MPI_Comm communicator)
  {
    MPI_Comm_dup(communicator, &communicator_);
  }

  FailureAgreement::~FailureAgreement()
  {
    if (is_met_)
      MPI_Comm_free(&communicator_);
  }

  std::optional<std::string>
  FailureAgreement::message(const std::string &mine)
  {
    is_met_ = all_have_come(communicator_);
    if (!is_met_)
      return std::nullopt;
    for (const std::string &text : dealii::Utilities::MPI::all_gather(communicator_, mine))
      if (!text.empty())
        return text;
    return mine;
  }
} // namespace callus
