// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/problems.h"

#include <mpi.h>

#include <optional>
#include <string>

namespace callus
{
  /// A failure that all ranks know of, with the same message.
  class AgreedFailure : public NumericalFailure
  {
    using NumericalFailure::NumericalFailure;
  };

  /**
   * A computation failed on this rank with the message @p mine. If it failed on all ranks, they meet here and each gets the same
   * message: that of the first rank that knows one. Nothing if the others do not come within five seconds: they then wait for
   * this rank elsewhere, and the only way out is to end the program (app/guard.h).
   */
  class FailureAgreement
  {
  public:
    /// Collective.
    explicit FailureAgreement(MPI_Comm communicator);
    ~FailureAgreement();
    FailureAgreement(const FailureAgreement &) = delete;
    FailureAgreement &
    operator=(const FailureAgreement &) = delete;

    std::optional<std::string>
    message(const std::string &mine);

  private:
    bool is_met_ = true; ///< else a barrier is still open
    MPI_Comm
      communicator_; ///< of its own, so that nothing here is taken for a message of the computation
  };
} // namespace callus
