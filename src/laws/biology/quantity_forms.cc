// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/biology/quantity_forms.h"

#include "laws/biology/quantities/positive_part.h"
#include "laws/biology/quantities/power.h"
#include "laws/biology/quantities/product.h"
#include "laws/biology/quantities/ratio.h"
#include "laws/biology/quantities/saturation.h"
#include "laws/biology/quantities/sum.h"

namespace callus
{
  namespace biology
  {
    const std::vector<QuantityForm> &
    quantity_forms()
    {
      static const std::vector<QuantityForm> forms = {
        sum(), product(), ratio(), positive_part_of(), power_of(), saturation()};
      return forms;
    }
  } // namespace biology
} // namespace callus
