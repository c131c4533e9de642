// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/ghost_exchange.h"
#include "mesh/mesh.h"

#include <vector>

namespace callus
{
  /**
   * The nodes that have displacement unknowns: all of the quadratic space, or the vertices alone. States, loads and motions of constrained nodes are
   * given at quadratic nodes in both cases; with vertices alone, displacements between them are linear (multilinear in quadrilaterals and hexahedra).
   *
   * Values: dim a node. Functions are collective.
   */
  template <int dim>
  class DisplacementNodes
  {
  public:
    using Values = std::vector<double>;

    /// @p degree: 1 or 2. Mesh and exchanges (of the two spaces) must outlive this.
    DisplacementNodes(unsigned int         degree,
                      const Mesh<dim>     &mesh,
                      const GhostExchange &quadratic,
                      const GhostExchange &linear);

    unsigned int
    degree() const
    {
      return degree_;
    }
    std::size_t
    n_owned() const
    {
      return space_.n_owned;
    }

    /// What values at quadratic nodes are at these: local nodes from local ones, owned from owned.
    Values
    values_at_nodes(Values at_quadratic_nodes) const;
    /// Forces on owned nodes that do the same work as forces on owned quadratic nodes.
    Values
    equivalent_forces(Values on_quadratic_nodes) const;
    /// Work of forces on owned nodes in a state's displacement, on this rank.
    double
    work(const Values &forces, const Values &state_displacement) const;
    /// From values of owned nodes, which come first, a state's displacement at owned quadratic nodes.
    void
    make_state(Values &displacement) const;

  private:
    void
    find_parents();

    unsigned int             degree_;
    const Mesh<dim>         &mesh_;
    const GhostExchange     &quadratic_, &linear_;
    const NodalSpace<dim>   &space_;
    std::vector<std::size_t> parents_,
      begin_; // vertices of the local quadratic nodes, and where those of each begin; for degree 1
    std::vector<std::size_t> vertex_; // quadratic node of each local vertex; for degree 1
  };
} // namespace callus
