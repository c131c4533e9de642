// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/equation_texts.h"

#include "kinetics/equations.h"
#include "kinetics/network.h"
#include "laws/biology/formula_writer.h"
#include "laws/biology/reader.h"

#include <algorithm>

namespace callus
{
  using namespace biology;

  namespace
  {
    /// Tells apart the parameters of one process or quantity.
    class ParameterNames
    {
    public:
      /// @p number: of the process; none of quantities, whose symbols mean something in their own line only.
      explicit ParameterNames(const std::string &number = "")
        : number_(number)
      {
      }

      void
      add(const Formula &formula)
      {
        formula.collect(parameters_);
      }

      std::string
      operator()(const Parameter &parameter) const
      {
        if (parameter.is_shared)
          return parameter.symbol;
        unsigned int n_alike = 0, position = 0;
        for (const Parameter &other : parameters_)
          if (other.symbol == parameter.symbol)
            {
              position = other == parameter ? n_alike : position;
              ++n_alike;
            }
        std::string mark = number_;
        if (n_alike > 1)
          mark += number_.empty() ? std::to_string(position + 1)
                                  : std::string(1, static_cast<char>('a' + position));
        const bool has_index = parameter.symbol.find('_') != std::string::npos;
        return parameter.symbol + (has_index && !mark.empty() ? "_" : "") + mark;
      }

    private:
      std::string            number_;
      std::vector<Parameter> parameters_;
    };

    class EquationTextWriter
    {
    public:
      explicit EquationTextWriter(const Network &network)
        : names_(network.names())
        , equations_(network.equations())
      {
        for (const ProcessSummary &process : network.processes())
          {
            process_names_.push_back(process.name);
            parameter_names_.emplace_back(std::to_string(process_names_.size()));
          }
        for (const Balance &balance : equations_.balances)
          {
            for (const TaxisFormula &taxis : balance.taxis)
              parameter_names_[taxis.process].add(taxis.sensitivity);
            for (const RateTerm &term : balance.rates)
              parameter_names_[term.process].add(term.formula);
          }
        for (const SupplyFormula &supply : equations_.supplies)
          parameter_names_[supply.process].add(supply.formula);
        for (const MobilityFormula &mobility : equations_.mobilities)
          parameter_names_[mobility.process].add(mobility.formula);
      }

      EquationTexts
      write()
      {
        EquationTexts texts;
        for (const Balance &balance : equations_.balances)
          texts.balances.push_back(write_balance(balance));
        for (const Definition &definition : equations_.definitions)
          texts.quantities.push_back(write_quantity(definition));
        for (const SupplyFormula &supply : equations_.supplies)
          texts.supplies.push_back(write_supply(supply));
        for (const MobilityFormula &mobility : equations_.mobilities)
          texts.mobilities.push_back(write_mobility(mobility));
        for (const Parameter &parameter : shared_)
          texts.shared.push_back({symbol(parameter.symbol), value_text(parameter)});
        return texts;
      }

    private:
      static FormulaText
      symbol(const std::string &name)
      {
        return {name, latex_symbol(name)};
      }

      FormulaText
      symbol(Variable variable) const
      {
        return symbol(names_.symbol(variable));
      }

      FormulaText
      text(const Formula &formula, const ParameterNames &parameters) const
      {
        const Naming naming{[this](Variable variable) { return names_.symbol(variable); },
                            parameters};
        return {plain_text(formula, naming), latex(formula, naming)};
      }

      std::vector<ValueText>
      values(const Formula &formula, const ParameterNames &names)
      {
        std::vector<Parameter> parameters;
        formula.collect(parameters);
        std::vector<ValueText> list;
        for (const Parameter &parameter : parameters)
          {
            if (!parameter.is_shared)
              list.push_back({symbol(names(parameter)), value_text(parameter)});
            else if (std::find(shared_.begin(), shared_.end(), parameter) == shared_.end())
              shared_.push_back(parameter);
          }
        return list;
      }

      FormulaText
      mobility_symbol(unsigned int process) const
      {
        return symbol("h" + std::to_string(process + 1));
      }

      /// What stands before D and the sensitivities of a field that is hindered.
      FormulaText
      mobilities(const Balance &balance) const
      {
        FormulaText product;
        for (const unsigned int process : balance.hindrances)
          {
            product.plain += mobility_symbol(process).plain + " * ";
            product.latex += mobility_symbol(process).latex + " \\, ";
          }
        return product;
      }

      TermText
      write_diffusion(const Balance &balance) const
      {
        const Field      &field = names_.catalogue()[balance.field];
        const FormulaText y = symbol(field.symbol), D = symbol("D_" + field.symbol),
                          h = mobilities(balance);
        return {0,
                "diffusion",
                "diffusion",
                true,
                {"div(" + h.plain + D.plain + " grad " + y.plain + ')',
                 "\\nabla \\cdot \\left(" + h.latex + D.latex + " \\nabla " + y.latex + "\\right)"},
                {{D, value_text({"D", field.diffusivity, "mm2/day"})}}};
      }

      TermText
      write_taxis(const Balance &balance, const TaxisFormula &taxis)
      {
        const ParameterNames &names = parameter_names_[taxis.process];
        const FormulaText     h     = mobilities(balance),
                          flux      = text(taxis.sensitivity * as_variable(balance.field), names),
                          towards   = symbol(taxis.towards);
        return {taxis.process + 1,
                process_names_[taxis.process],
                "taxis",
                false,
                {"div(" + h.plain + flux.plain + " grad " + towards.plain + ')',
                 "\\nabla \\cdot \\left(" + h.latex + flux.latex + " \\, \\nabla " + towards.latex +
                   "\\right)"},
                values(taxis.sensitivity, names)};
      }

      BalanceText
      write_balance(const Balance &balance)
      {
        const Field      &field = names_.catalogue()[balance.field];
        const FormulaText y     = symbol(field.symbol);
        BalanceText       result{
          field.name,
          {"d(" + y.plain + ")/dt", "\\frac{\\partial " + y.latex + "}{\\partial t}"},
          {}};
        if (field.integration == Integration::quasi_steady)
          result.left = {"0", "0"};
        if (field.diffusivity > 0.)
          result.terms.push_back(write_diffusion(balance));
        for (const TaxisFormula &taxis : balance.taxis)
          result.terms.push_back(write_taxis(balance, taxis));
        for (const bool is_loss : {false, true})
          for (const RateTerm &term : balance.rates)
            if (term.is_loss == is_loss)
              {
                const ParameterNames &names = parameter_names_[term.process];
                result.terms.push_back({term.process + 1,
                                        process_names_[term.process],
                                        is_loss ? "loss" : "production",
                                        !is_loss,
                                        text(term.formula, names),
                                        values(term.formula, names)});
              }
        return result;
      }

      DefinitionText
      write_quantity(const Definition &definition)
      {
        ParameterNames names;
        names.add(definition.formula);
        return {0,
                names_.name(definition.quantity),
                symbol(definition.quantity),
                text(definition.formula, names),
                values(definition.formula, names),
                {},
                ""};
      }

      DefinitionText
      write_supply(const SupplyFormula &supply)
      {
        const ParameterNames &names   = parameter_names_[supply.process];
        const Field          &field   = names_.catalogue()[supply.field];
        const bool            is_held = supply.kind == SurfaceTerm::Kind::fixed_value;
        return {supply.process + 1,
                process_names_[supply.process],
                is_held ? symbol(field.symbol) : symbol("j" + std::to_string(supply.process + 1)),
                text(supply.formula, names),
                values(supply.formula, names),
                supply.surfaces,
                field.name};
      }

      DefinitionText
      write_mobility(const MobilityFormula &mobility)
      {
        const ParameterNames &names = parameter_names_[mobility.process];
        DefinitionText        result{mobility.process + 1,
                              process_names_[mobility.process],
                              mobility_symbol(mobility.process),
                              text(mobility.formula, names),
                              values(mobility.formula, names),
                              {},
                              ""};
        for (const FieldId field : mobility.fields)
          result.places.push_back(names_.catalogue()[field].name);
        return result;
      }

      const Names                &names_;
      Equations                   equations_;
      std::vector<std::string>    process_names_;
      std::vector<ParameterNames> parameter_names_; ///< by process
      std::vector<Parameter>      shared_;
    };
  } // namespace


  EquationTexts
  equation_texts(const Network &network)
  {
    return EquationTextWriter(network).write();
  }
} // namespace callus
