// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/formula.h"

#include <functional>
#include <string>

namespace callus
{
  namespace biology
  {
    /// How the variables and parameters of a formula are called: symbols as in plain text, "M1", "phi_f", "K12".
    struct Naming
    {
      std::function<std::string(Variable)>          variable;
      std::function<std::string(const Parameter &)> parameter;
    };

    /// For a terminal: "k5 * c_a/(K5 + c_a) * M0"; (x)+ is the positive part of x, [a >= b] is 1 where that holds, else 0.
    std::string
    plain_text(const Formula &formula, const Naming &naming);

    /// For a page, what stands between dollars in Markdown or LaTeX.
    std::string
    latex(const Formula &formula, const Naming &naming);

    /// The symbol in LaTeX: "M1" is M_{1}, "phi_f" is \varphi_{f}, "free_pore_space" is \text{free pore space}.
    std::string
    latex_symbol(const std::string &symbol);

    /// Value and unit: "0.15 ng/mL", "0.5" if the unit is 1; of a course its points.
    std::string
    value_text(const Parameter &parameter);
  } // namespace biology
} // namespace callus
