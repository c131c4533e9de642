// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

namespace callus
{
  namespace biology
  {
    /// What a law may read at a point.
    struct Variable
    {
      enum class Kind
      {
        field,
        driver,
        quantity,
        day ///< time since surgery
      };
      Kind         kind  = Kind::field;
      unsigned int index = 0; ///< of the field, driver or derived quantity

      friend bool
      operator==(const Variable &a, const Variable &b)
      {
        return a.kind == b.kind && a.index == b.index;
      }
    };
  } // namespace biology
} // namespace callus
