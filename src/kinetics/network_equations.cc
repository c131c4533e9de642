// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/equations.h"
#include "kinetics/network_implementation.h"
#include "laws/biology/application_formula.h"

#include <map>

namespace callus
{
  using namespace biology;

  namespace
  {
    /// Writes the entries of a network down as formulas without what the bounds of fields, drivers and quantities make idle.
    class EquationWriter
    {
    public:
      explicit EquationWriter(const NetworkEntries &entries)
        : entries_(entries)
        , names_(entries.names)
      {
        result_.balances.reserve(names_.catalogue().n_fields());
        for (const FieldId field : names_.catalogue().field_ids())
          result_.balances.push_back({field, {}, {}, {}});
      }

      Equations
      write()
      {
        for (unsigned int i = 0; i < entries_.quantities.size(); ++i)
          {
            const Variable quantity{Variable::Kind::quantity, i};
            result_.definitions.push_back({quantity, simplified(definition(quantity))});
          }
        for (unsigned int p = 0; p < entries_.processes.size(); ++p)
          if (entries_.processes[p].active)
            add(entries_.processes[p], p);
        return std::move(result_);
      }

    private:
      Formula
      definition(Variable quantity) const
      {
        const QuantityEntry &entry = entries_.quantities[quantity.index];
        return formula_of(entry.application, names_, entry.unit);
      }

      Bounds
      bounds(Variable variable)
      {
        const Catalogue &catalogue = names_.catalogue();
        switch (variable.kind)
          {
            case Variable::Kind::field:
              return {catalogue.fields()[variable.index].lower_bound,
                      catalogue.fields()[variable.index].upper_bound};
            case Variable::Kind::driver:
              return {catalogue.drivers()[variable.index].lower_bound,
                      catalogue.drivers()[variable.index].upper_bound};
            case Variable::Kind::quantity:
              {
                const auto known = bounds_.find(variable.index);
                if (known != bounds_.end())
                  return known->second;
                const Bounds found =
                  definition(variable).bounds([this](Variable other) { return bounds(other); });
                bounds_[variable.index] = found;
                return found;
              }
            default:
              return {0.};
          }
      }

      Formula
      simplified(const Formula &formula)
      {
        return formula.simplified([this](Variable variable) { return bounds(variable); });
      }

      Formula
      modifiers(const ProcessEntry &process) const
      {
        Formula product = 1.;
        for (const ModifierEntry &modifier : process.modifiers)
          product = product * formula_of(modifier.application, names_);
        return product;
      }

      Balance &
      balance(FieldId field)
      {
        return result_.balances[field.value];
      }

      void
      add(const ProcessEntry &process, unsigned int index)
      {
        const Formula factor = modifiers(process);
        for (const Term &term : process.terms.terms)
          {
            const bool is_loss = term.side == Term::Side::loss;
            Formula    rate    = term.coefficient * formula_of(term.shape, names_);
            if (is_loss)
              rate = rate * as_variable(term.field);
            balance(term.field).rates.push_back({index, is_loss, simplified(rate * factor)});
          }
        if (const auto &taxis = process.terms.taxis)
          balance(taxis->field)
            .taxis.push_back(
              {index, simplified(taxis->sensitivity * factor), taxis->shape.arguments[0]});
        if (const auto &surface = process.terms.surface)
          result_.supplies.push_back({index,
                                      surface->field,
                                      surface->kind,
                                      surface->surfaces,
                                      simplified(surface->formula * factor)});
        if (!process.terms.hindered.empty())
          add_hindrance(process, index, factor);
      }

      void
      add_hindrance(const ProcessEntry &process, unsigned int index, const Formula &factor)
      {
        result_.mobilities.push_back(
          {index, process.terms.hindered, simplified(smaller(1., positive_part(factor)))});
        for (const FieldId field : process.terms.hindered)
          balance(field).hindrances.push_back(index);
      }

      const NetworkEntries          &entries_;
      const Names                   &names_;
      Equations                      result_;
      std::map<unsigned int, Bounds> bounds_;
    };
  } // namespace


  Equations
  Network::equations() const
  {
    return EquationWriter(implementation_->entries).write();
  }


  const Names &
  Network::names() const
  {
    return implementation_->entries.names;
  }
} // namespace callus
