// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "transport/transport.h"

namespace callus
{
  namespace test
  {
    /// One step of the two-stage method for one signal with P and L that do not change (null: none).
    template <int dim>
    void
    spread(Transport<dim>            &transport,
           FieldId                    id,
           double                     step,
           const std::vector<double> &production,
           const std::vector<double> &loss,
           PointTable                &fields)
    {
      const std::size_t n     = fields.n_points();
      const PointTable  start = fields;
      PointTable        p(1, n), l(1, n), first(1, n);
      std::copy(production.begin(), production.end(), p[0u]);
      std::copy(loss.begin(), loss.end(), l[0u]);
      std::copy_n(start[id], n, first[0u]);
      transport.first_stage({id}, step, start, p, l, first, nullptr);
      transport.second_stage({id}, step, start, first, p, l, fields, nullptr);
    }
  } // namespace test
} // namespace callus
