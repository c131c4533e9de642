// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/application.h"

namespace callus
{
  namespace biology
  {
    class Names;

    /// A law applied to its variables as a formula. @p unit: that of the result, for laws whose parameters depend on it.
    Formula
    formula_of(const Application &application, const Names &names, const std::string &unit = "1");
  } // namespace biology
} // namespace callus
