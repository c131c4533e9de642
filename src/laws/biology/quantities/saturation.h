// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/modifiers/activation.h"
#include "laws/biology/quantity_forms.h"

namespace callus
{
  namespace biology
  {
    /// A Hill function of a quantity.
    inline QuantityForm
    saturation()
    {
      return {{"saturation",
               "q = f + (1 - f) x^n / (K^n + x^n)",
               "K: unit of x; n, f: 1; unit of the quantity: 1",
               "A saturating (Hill) function of the quantity `Of` with half saturation K, exponent "
               "n (1 if left out) and floor "
               "f (0 if left out); negative x counts as zero.",
               "set Form = saturation\nset Unit = 1\nset Of = signal\nset Half saturation = 0.6 "
               "ng/mL [assumed]\nset Exponent "
               "= 2\nset Floor = 0.03 [assumed]\n"},
              [](Reader &reader, const std::string &unit) -> Application {
                reader.conversion_factor("Unit", "1", unit);
                const Variable            of         = reader.variable("Of", "What saturates");
                const std::vector<double> parameters = read_hill(reader, reader.unit(of));
                return {&function_for_exponent<ActivationLaw>(parameters[1]), parameters, {of}};
              }};
    }
  } // namespace biology
} // namespace callus
