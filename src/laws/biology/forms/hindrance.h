// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/process_forms.h"
#include "laws/biology/reader.h"

namespace callus
{
  namespace biology
  {
    /// Tissue that slows down what moves in it.
    inline ProcessForm
    hindrance()
    {
      return {
        {"hindrance",
         "D, chi -> m D, m chi with m = product of the modifiers, cut to 0 ... 1",
         "m: 1",
         "Multiplies the diffusivity of the `Fields`, and the coefficients of their taxis, by the "
         "product of the modifiers: dense tissue through which proteins diffuse slowly, or cells "
         "do not pass. It can only slow down: a product above 1 counts as 1. Several hindrances of "
         "a field multiply. The factor f of an event means 1 - f (1 - m): switched off (0), the "
         "fields move freely. Boundary exchange is not hindered, and the species has no part in "
         "it. Without space nothing moves, and the process does nothing.",
         "set Form = hindrance\nset Fields = cells, signal\nsubsection Modifiers\n  subsection "
         "matrix\n    set Form = capacity\n    set Capacity = 1 [assumed]\n  end\nend\n"},
        Effect::movement,
        [](Reader &reader) -> ProcessTerms {
          ProcessTerms terms;
          terms.hindered = reader.fields("Fields", "What moves more slowly");
          if (reader.section.subsection("Modifiers").subsections().empty())
            reader.problem("Form",
                           "a hindrance without modifiers",
                           "at least one modifier",
                           "Say in a subsection Modifiers what hinders the fields.");
          std::string symbols;
          for (const FieldId field : terms.hindered)
            symbols += (symbols.empty() ? "" : ", ") + reader.symbol(field);
          terms.equation = "movement of " + symbols + ": times m <= 1";
          return terms;
        }};
    }
  } // namespace biology
} // namespace callus
