// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/modifiers/power.h"
#include "laws/biology/quantity_forms.h"

namespace callus
{
  namespace biology
  {
    /// A power of a quantity over a reference.
    inline QuantityForm
    power_of()
    {
      return {{"power",
               "q = (x / x0)^n for x > 0, else 0",
               "x0: unit of x; n: 1; unit of the quantity: 1",
               "A power of the quantity `Of` over its reference value x0, with a positive exponent "
               "n; zero for negative x.",
               "set Form = power\nset Unit = 1\nset Of = signal\nset Reference = 0.5 ng/mL "
               "[assumed]\nset Exponent = 0.5\n"},
              [](Reader &reader, const std::string &unit) -> Application {
                reader.conversion_factor("Unit", "1", unit);
                const Variable of        = reader.variable("Of", "What is raised to the power");
                const double   reference = reader.number(
                  "Reference", reader.unit(of), Range::positive(), "Value at which the power is 1");
                const double exponent = reader.section.setting(
                  "Exponent", "1", Range::positive(), "1", "Exponent of the power");
                return {&function_for_exponent<PowerLaw>(exponent), {reference, exponent}, {of}};
              }};
    }
  } // namespace biology
} // namespace callus
