// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <string>

namespace callus
{
  namespace biology
  {
    /// The manual of all forms of processes, modifiers and derived quantities in Markdown, made from their own texts. A
    /// test keeps docs/reference/biology.md equal to it.
    std::string
    reference_page();
  } // namespace biology
} // namespace callus
