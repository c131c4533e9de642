// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "fields/catalogue.h"

#include <string>
#include <vector>

namespace callus
{
  class Section;

  namespace biology
  {
    class Reader;

    /// A process of the form `delay`: a chain of stages, of which the first is a field of the file and the others are
    /// fields that the process brings.
    struct Delay
    {
      std::string  process;
      FieldId      from;
      unsigned int n_stages;
    };

    /// Name of the field that is stage @p i (from 2 on) of a delay.
    std::string
    stage_name(const std::string &process, unsigned int i);

    /// Name of the derived quantity that adds up all stages.
    std::string
    all_stages_name(const std::string &process);

    /// The entry `Stages`.
    unsigned int
    read_stages(Reader &reader);

    /// The delays among the processes. They must be known before quantities and processes are read, as these may name stages.
    /// What is wrong with them is reported when the processes are read.
    std::vector<Delay>
    read_delays(const Section &processes, const Catalogue &catalogue);

    /// The catalogue with the fields of all stages behind its own. Names that are taken are reported.
    Catalogue
    with_stages(const Catalogue          &catalogue,
                const std::vector<Delay> &delays,
                const Section            &processes);
  } // namespace biology
} // namespace callus
