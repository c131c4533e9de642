// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/application.h"

#include <functional>
#include <string>
#include <vector>

namespace callus
{
  class Section;

  namespace biology
  {
    class Reader;

    /// What the processes of a form do.
    enum class Effect
    {
      reaction, ///< at points: adds to the production P >= 0 and the loss coefficient L >= 0, dy/dt = P - L y
      supply,  ///< supplies a field through named surfaces
      movement ///< in space: moves a field along a gradient, or hinders the movement of fields
    };

    /// "reaction", "supply" or "movement".
    const std::string &
    effect_name(Effect effect);

    /// A kind of process.
    struct ProcessForm
    {
      Documentation documentation;
      Effect        effect;

      /// Reads the entries; units follow from those of the fields.
      std::function<ProcessTerms(Reader &reader)> read;

      /// The material sets the pace, not the animal: the species never divides the rate.
      bool ignores_species = false;
    };

    /// All forms of processes there are.
    const std::vector<ProcessForm> &
    process_forms();

    /// The form named in the entry `Form` of a process, or null if there is none of that name (reported).
    const ProcessForm *
    read_process_form(const Section &process);
  } // namespace biology
} // namespace callus
