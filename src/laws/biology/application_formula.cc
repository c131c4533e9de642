// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/biology/application_formula.h"

#include "laws/biology/reader.h"

namespace callus
{
  namespace biology
  {
    Formula
    formula_of(const Application &application, const Names &names, const std::string &unit)
    {
      if (application.function == nullptr)
        return application.arguments.empty() ? Formula(1.) : Formula(application.arguments[0]);
      FormulaInput input{application.parameters, {}, unit};
      for (const Variable argument : application.arguments)
        input.arguments.push_back({argument, names.unit(argument)});
      return application.function->formula(input);
    }
  } // namespace biology
} // namespace callus
