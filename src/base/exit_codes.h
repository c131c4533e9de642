// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <exception>

namespace callus
{
  /// Exit codes; scripts rely on them.
  namespace exit_code
  {
    constexpr int done              = 0;
    constexpr int input_error       = 1;
    constexpr int numerical_failure = 2;
    constexpr int internal_error    = 3;
    constexpr int output_failure    = 4; ///< disk full, folder gone
    constexpr int requeue = 75; ///< stopped by a signal, to be resumed (EX_TEMPFAIL of sysexits.h)

    /// The code of a run that ends with this exception: InputError, NumericalFailure, OutputFailure, or anything else.
    int
    of(const std::exception &error);
  } // namespace exit_code
} // namespace callus
