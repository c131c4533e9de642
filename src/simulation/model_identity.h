// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "base/units.h"

#include <string>
#include <vector>

namespace callus
{
  /**
   * What makes a run the run that it is: every entry of its parameter file, numbers in the unit that the program uses, so that neither
   * another way to write a unit nor another source makes a difference. One line an entry, "path = value".
   */
  std::string
  model_identity(const ParameterFile &file, const Units &units);

  /// An entry that may change when a run goes on, and why it may.
  struct ChangeableEntry
  {
    std::string
      path; ///< of an entry, or of a subsection with all that is in it, then with a slash at the end
    std::string reason;
  };

  /// All of them; any other difference makes it another model.
  const std::vector<ChangeableEntry> &
  changeable_entries();

  struct ModelDifferences
  {
    std::vector<std::string> refused; ///< one sentence a difference
    std::vector<std::string> allowed; ///< "Time/End: 70 day, was 28 day"
  };

  /// Between the identity in a checkpoint and that of the run that wants to go on from it. A field, process or other part that only
  /// one of them has is one difference, whatever it consists of.
  ModelDifferences
  compare_models(const std::string &checkpoint, const std::string &now);
} // namespace callus
