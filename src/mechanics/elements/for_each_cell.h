// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/elements/cell_at_point.h"
#include "mechanics/elements/choose_element.h"

namespace callus
{
  namespace elements
  {
    /// Calls @p action(element, CellAtPoint, number of the cell) for every local cell with @p takes_part(number of the cell).
    template <int dim, typename Predicate, typename Action>
    void
    for_each_cell(const Mesh<dim> &mesh, const Predicate &takes_part, const Action &action)
    {
      with_element<dim>(mesh.shape(), [&](const auto &element) {
        for (std::size_t cell = 0; cell < mesh.cells().n_cells; ++cell)
          if (takes_part(cell))
            {
              CellAtPoint here(element, mesh.cells().vertices_of(cell), mesh.measure());
              action(element, here, cell);
            }
      });
    }
  } // namespace elements
} // namespace callus
