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

    /// A kind of process. At points it adds to the production P >= 0 and the loss coefficient L >= 0 of fields,
    /// dy/dt = P - L y; a surface form supplies a field through named surfaces.
    struct ProcessForm
    {
      Documentation documentation;
      bool          on_surface;

      /// Reads the entries; units follow from those of the fields.
      std::function<ProcessTerms(Reader &reader)> read;
    };

    /// All forms of processes there are.
    const std::vector<ProcessForm> &
    process_forms();
  } // namespace biology
} // namespace callus
