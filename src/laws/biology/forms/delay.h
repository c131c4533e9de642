// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/delays.h"
#include "laws/biology/forms/conversion.h"

namespace callus
{
  namespace biology
  {
    /// One kind becomes another after a distributed delay: the linear chain trick.
    inline ProcessForm
    delay()
    {
      return {
        {"delay",
         "y_1 = y_from; L_i += n/tau, P_(i+1) += (n/tau) y_i for i = 1 ... n; P_to += Y (n/tau) "
         "y_n",
         "tau: day; Y: unit of `To` / unit of `From`",
         "`From` becomes `To` after a time that is distributed about the mean tau (`Mean delay`): "
         "maturation, transcription, transport within cells. `From` is the first of n equal "
         "`Stages` (1 if left out: an exponentially distributed time); the program adds the fields "
         "NAME_stage_2 ... NAME_stage_n, where NAME is that "
         "of the process, with unit, kind, bounds, diffusivity and typical value of `From`, "
         "initially zero, and the derived quantity NAME_all_stages, their sum with `From`. The "
         "time is gamma (Erlang) distributed with standard deviation tau/sqrt(n): the more stages, "
         "the sharper. What one stage loses the next gains, to round-off; yield as in conversion. "
         "Modifiers and "
         "events act on the speed of all stages, and the species lengthens the delay of cells. "
         "Other processes (death, hindrance) act on a stage only if they name it.",
         "set Form = delay\nset From = cells\nset To = other_cells\nset Mean delay = 2 day "
         "[assumed]\nset Stages = 3\n"},
        Effect::reaction,
        [](Reader &reader) -> ProcessTerms {
          const FieldId from = reader.field("From", "What waits; the first stage");
          const FieldId to   = reader.field("To", "What it becomes");
          const Formula mean = Parameter{
            "tau",
            reader.number("Mean delay", "day", Range::positive(), "Mean of the time it takes"),
            "day"};
          const unsigned int n_stages = read_stages(reader);
          const Formula      yield    = read_yield(reader, from, to);
          expect_two_fields(reader, from, to);
          ProcessTerms terms;
          terms.equation = reader.symbol(from) + " -> " + reader.symbol(to) + " after tau";
          if (!reader.is_valid())
            return terms;
          FieldId       stage = from;
          const Formula rate  = Formula(n_stages) / mean;
          for (unsigned int i = 1; i <= n_stages; ++i)
            {
              const FieldId next =
                i == n_stages
                  ? to
                  : *reader.names.catalogue().find_field(stage_name(reader.section.name(), i + 1));
              terms.terms.push_back({stage, Term::Side::loss, rate, {}});
              terms.terms.push_back({next,
                                     Term::Side::production,
                                     i == n_stages ? rate * yield : rate,
                                     itself(as_variable(stage)),
                                     stage});
              stage = next;
            }
          return terms;
        }};
    }
  } // namespace biology
} // namespace callus
