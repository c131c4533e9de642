// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/application.h"

#include <functional>
#include <vector>

namespace callus
{
  namespace biology
  {
    class Reader;

    /// A kind of modifier: a factor m(x) >= 0 on the rate of a process, whose argument x is a field, a driver, a derived
    /// quantity or the day.
    struct ModifierForm
    {
      Documentation documentation;
      bool          of_day; ///< the argument is the time since surgery

      /// Reads the entries; units follow from those of the argument.
      std::function<Application(Reader &reader, Variable argument)> read;

      /// Largest value for the given parameters; infinite where the modifier grows with its argument.
      std::function<double(const std::vector<double> &parameters)> largest;
    };

    /// All modifiers there are.
    const std::vector<ModifierForm> &
    modifier_forms();
  } // namespace biology
} // namespace callus
