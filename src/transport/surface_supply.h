// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "kinetics/network.h"
#include "state/healing_nodes.h"

#include <vector>

namespace callus
{
  /**
   * The surface processes of the network on a mesh: at node i of its surfaces, with area a_i [mm2] (each face gives
   * its area to its quadratic nodes, Mesh::node_areas) and modifiers w_i,
   *     exchange:    inflow = a_i w_i coefficient (level - y_i)
   *     flux:        inflow = a_i w_i level
   *     fixed value: y_i = level w_i.
   */
  template <int dim>
  class SurfaceSupply
  {
  public:
    /// Surfaces that the mesh does not have, or that bound no healing region, are reported at their process in @p processes.
    SurfaceSupply(const Section             &processes,
                  const Mesh<dim>           &mesh,
                  const std::vector<Region> &regions,
                  const HealingNodes<dim>   &nodes,
                  const Network             &network);

    /// Evaluates the modifiers at the current state.
    void
    update(double day, const PointTable &fields, const PointTable &drivers);

    /// What exchange and fluxes add to the equation of a field at a node.
    struct Inflow
    {
      std::size_t node;
      double      diagonal, right_hand_side; ///< mm3/day, unit mm3/day
    };
    /// At the owned nodes; a node that several surfaces share comes several times.
    std::vector<Inflow>
    inflows(FieldId field) const;

    /// Sets the fixed values of a field and marks their nodes; @p held stays empty if the field has none. Returns holds().
    bool
    hold(FieldId field, double *values, std::vector<char> &held) const;

    /// Whether the field has fixed values, on any rank.
    bool
    holds(FieldId field) const;

  private:
    struct Supply
    {
      unsigned int             index; ///< in network.surface_processes()
      std::vector<std::size_t> node;
      std::vector<double>      area; ///< mm2
      std::vector<double>      modifier;
    };

    const Network      &network_;
    std::size_t         n_owned_;
    std::vector<Supply> supplies_;
    PointTable          fields_, drivers_; ///< gathered at the nodes of one of them
    Network::Scratch    scratch_;
  };
} // namespace callus
