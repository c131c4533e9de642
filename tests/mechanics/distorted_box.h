// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/variants.h"

namespace callus
{
  namespace test
  {
    /// A unit box with inner vertices out of place.
    template <int dim>
    ShapedBox<dim>
    distorted_box(const Variant &variant)
    {
      ShapedBox<dim> box = bar<dim>(variant, 1, 1, 3, 3);
      box.map            = [](const std::array<double, dim> &p) {
        std::array<double, dim> moved = p;
        double                  bump  = dim == 3 ? 1 : .25;
        for (const double x : p)
          bump *= x * (1 - x);
        for (unsigned int k = 0; k < dim; ++k)
          moved[k] += (k == 1 ? -3 : 4) * bump;
        return moved;
      };
      return box;
    }
  } // namespace test
} // namespace callus
