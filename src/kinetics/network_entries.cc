// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/network_entries.h"

#include "base/nearest_name.h"
#include "laws/biology/form_choice.h"
#include "laws/biology/modifier_forms.h"
#include "laws/biology/process_forms.h"
#include "laws/biology/quantities/free_pore_space.h"
#include "laws/biology/quantities/sum.h"
#include "laws/biology/quantity_forms.h"

#include <algorithm>
#include <charconv>

namespace callus
{
  using namespace biology;

  namespace
  {
    const std::string free_pore_space = "free_pore_space";

    QuantityEntry
    free_space_entry(const Catalogue &catalogue)
    {
      QuantityEntry entry{free_pore_space,
                          "free pore space",
                          "1",
                          "Volume fraction that no solid takes: what matrices can fill",
                          {&FreePoreSpaceLaw::function(), {}, {}}};
      for (unsigned int i = 0; i < catalogue.n_fields(); ++i)
        if (catalogue.fields()[i].volume_per_unit != 0.)
          {
            entry.application.parameters.push_back(catalogue.fields()[i].volume_per_unit);
            entry.application.arguments.push_back({Variable::Kind::field, i});
          }
      return entry;
    }

    QuantityEntry
    all_stages_entry(const Delay &delay, const Names &names)
    {
      const Field  &first = names.catalogue()[delay.from];
      QuantityEntry entry{all_stages_name(delay.process),
                          "sum",
                          first.unit,
                          "All stages of " + delay.process + ", from " + first.name + " on",
                          {&SumLaw::function(), {0., 1.}, {as_variable(delay.from)}}};
      for (unsigned int i = 2; i <= delay.n_stages; ++i)
        if (const auto stage = names.find(stage_name(delay.process, i)))
          {
            entry.application.parameters.push_back(1.);
            entry.application.arguments.push_back(*stage);
          }
      return entry;
    }

    std::vector<QuantityName>
    read_quantity_names(const Section            &quantities,
                        const Catalogue          &catalogue,
                        const std::vector<Delay> &delays,
                        bool                     &is_valid)
    {
      std::vector<QuantityName> names = {{free_pore_space, "1", "phi_p"}};
      for (const Delay &delay : delays)
        names.push_back({all_stages_name(delay.process), catalogue[delay.from].unit});
      const std::vector<QuantityName> built_in = names;
      for (const std::string &name : quantities.subsections())
        {
          const Section section = quantities.subsection(name);
          std::string   unit    = section.text("Unit", "Unit of the quantity");
          if (!section.units().is_valid(unit))
            {
              if (!unit.empty())
                section.problem("Unit",
                                "'" + unit + "'",
                                "a unit",
                                "Write for example '1e6 cells/mL', 'ng/mL' or '1'.");
              unit     = "1";
              is_valid = false;
            }
          const bool is_built_in =
            std::any_of(built_in.begin(), built_in.end(), [&](const QuantityName &quantity) {
              return quantity.name == name;
            });
          if (is_built_in || catalogue.find_field(name) || catalogue.find_driver(name))
            {
              section.problem("",
                              "a derived quantity named '" + name + "'",
                              "a name that no field, driver or built-in quantity has",
                              "Choose another name.");
              is_valid = false;
            }
          names.push_back(
            {name, unit, section.text("Symbol", name, "Short symbol, for equations")});
        }
      return names;
    }

    /// Reports a circle of quantities that need each other. @p state: 0 unknown, 1 being visited, 2 done.
    bool
    is_acyclic(unsigned int                      index,
               const std::vector<QuantityEntry> &quantities,
               std::vector<int>                 &state,
               std::vector<unsigned int>        &trail,
               const Section                    &section)
    {
      if (state[index] == 2)
        return true;
      trail.push_back(index);
      if (state[index] == 1)
        {
          std::string circle;
          for (auto i = std::find(trail.begin(), trail.end(), index); i != trail.end(); ++i)
            circle += (circle.empty() ? "" : " -> ") + quantities[*i].name;
          section.subsection(quantities[index].name)
            .problem("",
                     "a circle of derived quantities: " + circle,
                     "quantities that can be computed one after the other",
                     "Define one of them without the others.");
          return false;
        }
      state[index] = 1;
      for (const Variable argument : quantities[index].application.arguments)
        if (argument.kind == Variable::Kind::quantity &&
            !is_acyclic(argument.index, quantities, state, trail, section))
          return false;
      state[index] = 2;
      trail.pop_back();
      return true;
    }

    std::vector<QuantityEntry>
    read_quantities(const Section            &quantities,
                    const Names              &names,
                    const std::vector<Delay> &delays,
                    bool                     &is_valid)
    {
      std::vector<QuantityEntry> entries = {free_space_entry(names.catalogue())};
      for (const Delay &delay : delays)
        entries.push_back(all_stages_entry(delay, names));
      for (unsigned int i = entries.size(); i < names.quantities().size(); ++i)
        {
          Reader        reader(quantities.subsection(names.quantities()[i].name), names);
          QuantityEntry entry{names.quantities()[i].name, "", names.quantities()[i].unit, "", {}};
          entry.description =
            reader.section.text("Description", "", "What the quantity stands for");
          if (const QuantityForm *form = read_form(reader.section, quantity_forms()))
            {
              entry.form        = form->documentation.name;
              entry.application = form->read(reader, entry.unit);
            }
          else
            reader.give_up();
          is_valid = is_valid && reader.is_valid();
          entries.push_back(std::move(entry));
        }
      if (is_valid)
        {
          std::vector<int>          state(entries.size(), 0);
          std::vector<unsigned int> trail;
          for (unsigned int i = 0; i < entries.size() && is_valid; ++i)
            is_valid = is_acyclic(i, entries, state, trail, quantities);
        }
      return entries;
    }

    std::vector<ReviewRow>
    read_rows(const Section &section)
    {
      std::vector<ReviewRow> rows;
      for (const std::string &word : section.list(
             "Rows",
             "",
             "Numbers of the mechanisms of docs/reference/review_coverage.md that it stands for"))
        {
          unsigned int row    = 0;
          const auto   result = std::from_chars(word.data(), word.data() + word.size(), row);
          if (result.ec != std::errc() || result.ptr != word.data() + word.size())
            section.problem("Rows",
                            "'" + word + "'",
                            "numbers with commas between them",
                            "Write for example: set Rows = 12, 13");
          rows.push_back({row, section.place_of_item("Rows", word).file});
        }
      return rows;
    }

    ModifierEntry
    read_modifier(const Section &section, const Names &names, bool &is_valid)
    {
      Reader              reader(section, names);
      const ModifierForm *form = read_form(section, modifier_forms());
      ModifierEntry entry{section.name(), "", section.place("Form").file, read_rows(section), {}};
      if (form == nullptr)
        reader.give_up();
      else
        {
          entry.form        = form->documentation.name;
          Variable argument = {Variable::Kind::day, 0};
          if (!form->of_day)
            argument = reader.resolve(
              "Argument",
              section.text(
                "Argument",
                section.name(),
                "Field, derived quantity or driver; left out: the name of the subsection"));
          entry.application = form->read(reader, argument);
        }
      is_valid = is_valid && reader.is_valid();
      return entry;
    }

    std::vector<ModifierEntry>
    read_modifiers(const Section &process, const Names &names, bool &is_valid)
    {
      std::vector<ModifierEntry> modifiers;
      const Section              section = process.subsection("Modifiers");
      for (const std::string &name : section.subsections())
        modifiers.push_back(read_modifier(section.subsection(name), names, is_valid));
      return modifiers;
    }

    /// Divides the rates for the species, unless the process says otherwise.
    void
    scale_by_species(ProcessEntry    &entry,
                     const Section   &section,
                     double           divisor,
                     const Catalogue &catalogue,
                     bool             is_valid)
    {
      const auto &terms = entry.terms.terms;
      // Movement keeps its pace, as diffusivities do, unless the process says otherwise.
      const bool follows = is_valid && !entry.terms.taxis &&
                           std::all_of(terms.begin(), terms.end(), [&](const Term &term) {
                             return follows_species(catalogue[term.field].kind);
                           });
      if (section.flag("Scaled by species",
                       follows,
                       "Whether the species divides the rate; left out: where cells, vessels, "
                       "matrices or debris change, but not where they move"))
        {
          if (divisor == 1.)
            return;
          const Formula slower = Parameter{"theta", divisor, "1", true};
          for (Term &term : entry.terms.terms)
            term.coefficient = term.coefficient / slower;
          if (auto &taxis = entry.terms.taxis)
            {
              taxis->coefficient = taxis->coefficient / slower;
              taxis->sensitivity = taxis->sensitivity / slower;
            }
        }
    }

    /// Reports a field that takes volume and moves by taxis or comes through a surface. Only reactions see how much room is left
    /// (ReactionStep); nobody could promise that volume fractions sum to at most one.
    bool
    leaves_volume_alone(const ProcessTerms &terms,
                        const Section      &section,
                        const Catalogue    &catalogue)
    {
      if (!terms.taxis && !terms.surface)
        return true;
      const Field &field = catalogue[terms.taxis ? terms.taxis->field : terms.surface->field];
      if (field.volume_per_unit == 0.)
        return true;
      section.problem("Field",
                      "'" + field.name + "', which takes volume (Volume per unit)",
                      "a field that takes no volume",
                      std::string(terms.taxis ? "What moves" : "What comes through a surface") +
                        " could fill more than the space there is. Let a process of the tissue "
                        "make it, or remove Volume per unit.");
      return false;
    }

    ProcessEntry
    read_process(const Section &section, const Names &names, double divisor, bool &is_valid)
    {
      ProcessEntry entry;
      entry.name        = section.name();
      entry.file        = section.place("Form").file;
      entry.description = section.text("Description", "", "What happens, in a sentence");
      entry.active      = section.flag("Active", true, "Whether the process runs");
      if (!entry.active)
        section.switched_off_by("Active", {"Description", "Rows"});
      entry.rows = read_rows(section);
      Reader             reader(section, names);
      const ProcessForm *form = read_process_form(section);
      if (form != nullptr)
        {
          entry.form  = form->documentation.name;
          entry.terms = form->read(reader);
        }
      const bool terms_are_valid = form != nullptr && reader.is_valid() &&
                                   leaves_volume_alone(entry.terms, section, names.catalogue());
      if (form != nullptr && !form->ignores_species &&
          (form->effect == Effect::reaction || entry.terms.taxis))
        scale_by_species(entry, section, divisor, names.catalogue(), terms_are_valid);
      entry.modifiers = read_modifiers(section, names, is_valid);
      entry.sources   = section.sources();
      is_valid        = is_valid && terms_are_valid;
      return entry;
    }

    double
    read_species(const Section &species)
    {
      species.text("Name", "", "Name of the species, for reports");
      return species.optional_quantity(
        "Divide rates of cells and matrices by",
        "1",
        Range::positive(),
        1.,
        "How much slower than in the mouse cells and matrices are; left out: 1");
    }
  } // namespace


  NetworkEntries
  read_network(const Section &root, const Catalogue &catalogue, const std::vector<Delay> &delays)
  {
    bool          is_valid   = true;
    const Section quantities = root.subsection("Quantities"),
                  processes  = root.subsection("Processes");
    NetworkEntries entries{
      {}, {}, Names(catalogue, read_quantity_names(quantities, catalogue, delays, is_valid)), true};
    entries.quantities   = read_quantities(quantities, entries.names, delays, is_valid);
    const double divisor = read_species(root.subsection("Species"));
    for (const std::string &name : processes.subsections())
      entries.processes.push_back(
        read_process(processes.subsection(name), entries.names, divisor, is_valid));
    entries.is_valid = is_valid;
    return entries;
  }
} // namespace callus
