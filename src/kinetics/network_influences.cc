// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/influences.h"
#include "kinetics/network_implementation.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  using namespace biology;

  namespace
  {
    /// The first of all quantities.
    constexpr unsigned int free_pore_space = 0;

    /// A field or driver and what its growth does.
    struct Cause
    {
      Variable  variable;
      Direction direction;
    };

    Direction
    of_signs(bool rises, bool falls)
    {
      return rises == falls ? Direction::both : rises ? Direction::raises : Direction::lowers;
    }

    Direction
    in_turn(Direction first, Direction second)
    {
      if (first == Direction::both || second == Direction::both)
        return Direction::both;
      return first == second ? Direction::raises : Direction::lowers;
    }

    Direction
    reversed(Direction direction)
    {
      return in_turn(Direction::lowers, direction);
    }

    /// The sign of the coded derivative with respect to argument @p k, from values over ten decades, with the other arguments
    /// around one.
    Direction
    direction_of_argument(const Application &application, unsigned int k)
    {
      if (application.function == nullptr)
        return Direction::raises;
      bool rises = false, falls = false;
      for (const double other : {0.3, 1., 3.})
        for (double x = 1e-6; x < 1e4; x *= 1.05)
          {
            std::vector<double> values(application.arguments.size(), other);
            values[k] = x;
            std::vector<const double *> arguments;
            for (const double &value : values)
              arguments.push_back(&value);
            double slope = 0.;
            application.function->derivative(
              k, application.parameters.data(), arguments.data(), arguments.size(), &slope, 1);
            rises = rises || slope > 0.;
            falls = falls || slope < 0.;
          }
      return of_signs(rises, falls);
    }

    /// Reads who acts on whom off the entries of a network.
    class InfluenceReader
    {
    public:
      explicit InfluenceReader(const NetworkEntries &entries)
        : entries_(entries)
      {
      }

      Influences
      read()
      {
        for (unsigned int p = 0; p < entries_.processes.size(); ++p)
          if (entries_.processes[p].active)
            add(entries_.processes[p], p);
        return std::move(result_);
      }

    private:
      /// The causes behind an application, each once.
      std::vector<Cause>
      causes(const Application &application) const
      {
        std::vector<Cause> list;
        for (unsigned int k = 0; k < application.arguments.size(); ++k)
          for (const Cause &cause : causes(application.arguments[k]))
            add_cause(
              list,
              {cause.variable, in_turn(direction_of_argument(application, k), cause.direction)});
        return list;
      }

      std::vector<Cause>
      causes(Variable variable) const
      {
        if (variable.kind == Variable::Kind::quantity)
          return is_room(variable) ? std::vector<Cause>()
                                   : causes(entries_.quantities[variable.index].application);
        if (variable.kind == Variable::Kind::day)
          return {};
        return {{variable, Direction::raises}};
      }

      /// Is it the free pore space, or made of it?
      bool
      is_room(Variable variable) const
      {
        if (variable.kind != Variable::Kind::quantity)
          return false;
        const auto &arguments = entries_.quantities[variable.index].application.arguments;
        return variable.index == free_pore_space ||
               std::any_of(arguments.begin(), arguments.end(), [this](Variable argument) {
                 return is_room(argument);
               });
      }

      static void
      add_cause(std::vector<Cause> &list, const Cause &cause)
      {
        const auto known = std::find_if(list.begin(), list.end(), [&](const Cause &other) {
          return other.variable == cause.variable;
        });
        if (known == list.end())
          list.push_back(cause);
        else if (known->direction != cause.direction)
          known->direction = Direction::both;
      }

      void
      add_influences(const std::vector<Cause> &list,
                     FieldId                   to,
                     Direction                 of_process,
                     unsigned int              process,
                     bool                      is_on_conversion)
      {
        for (const Cause &cause : list)
          result_.influences.push_back(
            {cause.variable, to, in_turn(cause.direction, of_process), process, is_on_conversion});
      }

      std::vector<Cause>
      modifiers(const ProcessEntry &process) const
      {
        std::vector<Cause> list;
        for (const ModifierEntry &modifier : process.modifiers)
          for (const Cause &cause : causes(modifier.application))
            add_cause(list, cause);
        return list;
      }

      static std::vector<Cause>
      without(std::vector<Cause> list, FieldId field)
      {
        list.erase(
          std::remove_if(list.begin(),
                         list.end(),
                         [&](const Cause &cause) { return cause.variable == as_variable(field); }),
          list.end());
        return list;
      }

      void
      add(const ProcessEntry &process, unsigned int index)
      {
        const bool is_conversion =
          std::any_of(process.terms.terms.begin(), process.terms.terms.end(), [](const Term &term) {
            return term.from.has_value();
          });
        if (is_conversion)
          add_conversion(process, index);
        else
          add_rates(process, index);
        if (const auto &taxis = process.terms.taxis)
          for (const Cause &cause : causes(taxis->shape))
            if (taxis->coefficient.value() != 0.)
              result_.attractions.push_back(
                {taxis->field,
                 cause.variable,
                 taxis->coefficient.value() > 0. ? cause.direction : reversed(cause.direction),
                 index});
        if (const auto &surface = process.terms.surface)
          {
            result_.inflows.push_back({surface->surfaces, surface->field, index});
            add_influences(modifiers(process), surface->field, Direction::raises, index, false);
          }
      }

      /// What is exchanged with something is supplied by it: of production and loss the production counts.
      void
      add_rates(const ProcessEntry &process, unsigned int index)
      {
        std::vector<FieldId> produced;
        for (const Term &term : process.terms.terms)
          if (term.side == Term::Side::production)
            produced.push_back(term.field);
        for (const Term &term : process.terms.terms)
          {
            const bool is_loss = term.side == Term::Side::loss;
            if (is_loss &&
                std::find(produced.begin(), produced.end(), term.field) != produced.end())
              continue;
            const Direction direction = is_loss ? Direction::lowers : Direction::raises;
            add_influences(
              without(causes(term.shape), term.field), term.field, direction, index, false);
            add_influences(modifiers(process), term.field, direction, index, false);
          }
      }

      void
      add_conversion(const ProcessEntry &process, unsigned int index)
      {
        for (const Term &gain : process.terms.terms)
          if (gain.from)
            {
              result_.transformations.push_back({*gain.from, gain.field, index});
              add_influences(without(without(causes(gain.shape), *gain.from), gain.field),
                             gain.field,
                             Direction::raises,
                             index,
                             true);
              add_influences(modifiers(process), gain.field, Direction::raises, index, true);
            }
      }

      const NetworkEntries &entries_;
      Influences            result_;
    };
  } // namespace


  Influences
  Network::influences() const
  {
    return InfluenceReader(implementation_->entries).read();
  }
} // namespace callus
