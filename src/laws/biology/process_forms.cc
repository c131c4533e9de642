// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/biology/process_forms.h"

#include "laws/biology/form_choice.h"
#include "laws/biology/forms/binding.h"
#include "laws/biology/forms/chemotaxis.h"
#include "laws/biology/forms/conversion.h"
#include "laws/biology/forms/decay.h"
#include "laws/biology/forms/delay.h"
#include "laws/biology/forms/fixed_value.h"
#include "laws/biology/forms/haptotaxis.h"
#include "laws/biology/forms/hindrance.h"
#include "laws/biology/forms/matrix_production.h"
#include "laws/biology/forms/matrix_resorption.h"
#include "laws/biology/forms/proliferation.h"
#include "laws/biology/forms/recruitment.h"
#include "laws/biology/forms/release.h"
#include "laws/biology/forms/secretion.h"
#include "laws/biology/forms/surface_erosion.h"
#include "laws/biology/forms/surface_exchange.h"
#include "laws/biology/forms/surface_flux.h"
#include "laws/biology/forms/uptake.h"
#include "laws/biology/forms/vascular_exchange.h"

namespace callus
{
  namespace biology
  {
    const std::vector<ProcessForm> &
    process_forms()
    {
      static const std::vector<ProcessForm> forms = {secretion(),
                                                     decay(),
                                                     conversion(),
                                                     release(),
                                                     delay(),
                                                     proliferation(),
                                                     uptake(),
                                                     binding(),
                                                     recruitment(),
                                                     vascular_exchange(),
                                                     matrix_production(),
                                                     matrix_resorption(),
                                                     surface_erosion(),
                                                     surface_exchange(),
                                                     surface_flux(),
                                                     fixed_value(),
                                                     chemotaxis(),
                                                     haptotaxis(),
                                                     hindrance()};
      return forms;
    }


    const std::string &
    effect_name(Effect effect)
    {
      static const std::string names[] = {"reaction", "supply", "movement"};
      return names[static_cast<unsigned int>(effect)];
    }


    const ProcessForm *
    read_process_form(const Section &process)
    {
      return read_form(process, process_forms());
    }
  } // namespace biology
} // namespace callus
