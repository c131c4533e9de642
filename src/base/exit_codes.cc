// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/exit_codes.h"

#include "base/problems.h"

namespace callus
{
  int
  exit_code::of(const std::exception &error)
  {
    if (dynamic_cast<const InputError *>(&error) != nullptr)
      return input_error;
    if (dynamic_cast<const NumericalFailure *>(&error) != nullptr)
      return numerical_failure;
    if (dynamic_cast<const OutputFailure *>(&error) != nullptr)
      return output_failure;
    return internal_error;
  }
} // namespace callus
