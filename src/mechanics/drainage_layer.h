// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/layer_profile.h"
#include "mechanics/layer_resolution.h"
#include "mechanics/material_map.h"
#include "mesh/mesh.h"

#include <map>
#include <string>
#include <vector>

namespace callus
{
  /// A cell with a vertex on a drained surface, and one off it.
  struct LayerCell
  {
    std::array<double, 3> normal{};    ///< unit, out of the body
    double                depth = 0;   ///< mm: mean of its inner vertices
    std::vector<char>     is_inner;    ///< vertices that are not drained
    std::vector<double>   node_depths; ///< mm, of its quadratic nodes; 0 on the surface
  };

  /// The cells with pores at drained surfaces.
  template <int dim>
  class DrainageLayer
  {
  public:
    /// Collective.
    DrainageLayer(const Mesh<dim>                &mesh,
                  const MaterialMap<dim>         &map,
                  const std::vector<std::string> &drained_surfaces);

    /// Null if a local cell is none of them.
    const LayerCell *
    find(const std::size_t cell) const
    {
      const auto found = cells_.find(cell);
      return found == cells_.end() ? nullptr : &found->second;
    }

  private:
    std::map<std::size_t, LayerCell> cells_;
  };

  /// For each drained surface and region with pores beside it. Collective.
  template <int dim>
  std::vector<LayerResolution>
  layer_resolutions(const Mesh<dim>                &mesh,
                    const MaterialMap<dim>         &map,
                    const std::vector<std::string> &drained_surfaces,
                    const LayerProfile             &profile);
} // namespace callus
