// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"

#include <string>
#include <vector>

namespace callus
{
  namespace biology
  {
    /// The form named in the entry `Form`, or null if there is none of that name (reported).
    template <typename Form>
    const Form *
    read_form(const Section &section, const std::vector<Form> &forms)
    {
      std::vector<std::string> names;
      for (const Form &form : forms)
        names.push_back(form.documentation.name);
      const std::string name = section.choice("Form", names, "The kind; see `callus list`");
      for (const Form &form : forms)
        if (form.documentation.name == name)
          return &form;
      return nullptr;
    }
  } // namespace biology
} // namespace callus
