// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/nodal_space.h"

#include <algorithm>
#include <stdexcept>

namespace callus
{
  template <int dim>
  std::size_t
  NodalSpace<dim>::local_index(std::int64_t node) const
  {
    if (owns(node))
      return node - first_owned;
    const auto it = std::lower_bound(ghost_nodes.begin(), ghost_nodes.end(), node);
    if (it == ghost_nodes.end() || *it != node)
      throw std::out_of_range("node " + std::to_string(node) + " is not on this rank");
    return n_owned + (it - ghost_nodes.begin());
  }

  template struct NodalSpace<2>;
  template struct NodalSpace<3>;
} // namespace callus
