// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/biology/modifier_forms.h"

#include "laws/biology/modifiers/activation.h"
#include "laws/biology/modifiers/capacity.h"
#include "laws/biology/modifiers/enhancement.h"
#include "laws/biology/modifiers/inhibition.h"
#include "laws/biology/modifiers/linear.h"
#include "laws/biology/modifiers/optimum.h"
#include "laws/biology/modifiers/power.h"
#include "laws/biology/modifiers/stimulus.h"
#include "laws/biology/modifiers/table.h"
#include "laws/biology/modifiers/time_window.h"
#include "laws/biology/modifiers/window.h"

namespace callus
{
  namespace biology
  {
    const std::vector<ModifierForm> &
    modifier_forms()
    {
      static const std::vector<ModifierForm> forms = {activation(),
                                                      inhibition(),
                                                      enhancement(),
                                                      linear(),
                                                      power_law(),
                                                      capacity(),
                                                      window(),
                                                      optimum(),
                                                      stimulus(),
                                                      time_window(),
                                                      table()};
      return forms;
    }
  } // namespace biology
} // namespace callus
