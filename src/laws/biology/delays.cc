// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/biology/delays.h"

#include "base/parameters.h"
#include "laws/biology/process_forms.h"
#include "laws/biology/reader.h"

namespace callus
{
  namespace biology
  {
    namespace
    {
      constexpr unsigned int most_stages = 50;

      unsigned int
      number_of_stages(const Section &section)
      {
        return section.count(
          "Stages", 1, "Number of equal stages, 1 to 50; the more, the sharper the delay");
      }

      Field
      stage_field(const Field &first, const std::string &name, unsigned int i)
      {
        Field field         = first;
        field.name          = name;
        field.symbol        = first.symbol + "_" + std::to_string(i);
        field.label         = first.label + ", stage " + std::to_string(i);
        field.initial_value = 0.;
        field.description   = "Stage " + std::to_string(i) + " on the way from " + first.name;
        return field;
      }
    } // namespace


    std::string
    stage_name(const std::string &process, unsigned int i)
    {
      return process + "_stage_" + std::to_string(i);
    }


    std::string
    all_stages_name(const std::string &process)
    {
      return process + "_all_stages";
    }


    unsigned int
    read_stages(Reader &reader)
    {
      const unsigned int n = number_of_stages(reader.section);
      if (n < 1 || n > most_stages)
        reader.problem("Stages",
                       std::to_string(n) + " stages",
                       "a whole number from 1 to " + std::to_string(most_stages),
                       "Write for example: set Stages = 4");
      return n;
    }


    std::vector<Delay>
    read_delays(const Section &processes, const Catalogue &catalogue)
    {
      std::vector<Delay> delays;
      for (const std::string &name : processes.subsections())
        {
          const Section process = processes.subsection(name);
          if (!process.has("Form") || !process.has("From") || !process.has("Stages"))
            continue;
          const ProcessForm *form = read_process_form(process);
          if (form == nullptr || form->documentation.name != "delay")
            continue;
          const auto from =
            catalogue.find_field(process.text("From", "What waits; the first stage"));
          const unsigned int n_stages = number_of_stages(process);
          if (from && n_stages >= 1 && n_stages <= most_stages)
            delays.push_back({name, *from, n_stages});
        }
      return delays;
    }


    Catalogue
    with_stages(const Catalogue          &catalogue,
                const std::vector<Delay> &delays,
                const Section            &processes)
    {
      std::vector<Field> fields = catalogue.fields();
      for (const Delay &delay : delays)
        for (unsigned int i = 2; i <= delay.n_stages; ++i)
          {
            const std::string name = stage_name(delay.process, i);
            if (catalogue.find_field(name) || catalogue.find_driver(name))
              processes.subsection(delay.process)
                .problem("Stages",
                         "a field named '" + name + "' in the section Fields",
                         "a name that is free for stage " + std::to_string(i),
                         "Rename that field, or this process.");
            else
              fields.push_back(stage_field(catalogue[delay.from], name, i));
          }
      return Catalogue(std::move(fields), catalogue.drivers());
    }
  } // namespace biology
} // namespace callus
