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

    /// A kind of derived quantity: a named combination of fields, drivers and other quantities.
    struct QuantityForm
    {
      Documentation documentation;

      /// Reads the entries; @p unit is the unit of the quantity.
      std::function<Application(Reader &reader, const std::string &unit)> read;
    };

    /// All forms of derived quantities there are.
    const std::vector<QuantityForm> &
    quantity_forms();
  } // namespace biology
} // namespace callus
