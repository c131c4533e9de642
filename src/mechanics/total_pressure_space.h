// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/node_numbering.h"
#include "mechanics/material_map.h"

#include <array>
#include <vector>

namespace callus
{
  /**
   * Where total pressures live. Each pairs stably with quadratic displacements:
   *
   *   quadrilaterals, hexahedra   linear in each cell (1 and the coordinates about its centre), nothing continuous across sides
   *   triangles, tetrahedra       linear and continuous inside each region of the mesh, with values of its own at each region's vertices: quadratic
   *                               displacements on simplices are too poor for more, as they have no unknown on a side of a tetrahedron or in a cell
   *
   * So the total pressure jumps where the material may: between regions, on boxes between any cells. A cell has dim + 1 functions in both.
   *
   * Unknowns belong to nodes of this space, of n_components() each, and every node to a node of a nodal space of the mesh, its host: the centre of the cell in the
   * quadratic space, or the vertex, which hosts one node for each region around it, in the order of the regions.
   */
  template <int dim>
  class TotalPressureSpace
  {
  public:
    static constexpr unsigned int n_functions = dim + 1; ///< of a cell
    using Values                              = std::vector<double>;

    /// Collective.
    TotalPressureSpace(const Mesh<dim> &mesh, const MaterialMap<dim> &materials);
    TotalPressureSpace(const TotalPressureSpace &) = delete; // numbering() points into it
    TotalPressureSpace &
    operator=(const TotalPressureSpace &) = delete;

    NodeNumbering
    numbering() const;
    unsigned int
    n_components() const ///< of a node
    {
      return is_cellwise_ ? dim + 1 : 1;
    }
    bool
    is_cellwise() const
    {
      return is_cellwise_;
    }
    std::size_t
    n_owned() const ///< unknowns
    {
      return n_owned_ * n_components();
    }
    std::size_t
    n_local() const ///< unknowns
    {
      return (n_owned_ + ghosts_.size()) * n_components();
    }
    /// Of the local nodes: unknowns without an equation, because mechanics leaves out their cells.
    const std::vector<unsigned char> &
    mask() const
    {
      return mask_;
    }
    /// Local index of the unknown of a cell's function.
    std::size_t
    unknown(std::size_t cell, unsigned int function) const;

    /// The functions of a cell where the linear functions of the mesh have these values.
    std::array<double, n_functions>
    functions(std::size_t cell, const double *linear) const;
    /// The total pressure there, from the values of the local unknowns.
    double
    value(std::size_t cell, const double *linear, const Values &total_pressure) const;
    /// At the vertices of each local cell, from the values of the local unknowns.
    Values
    at_vertices(const Values &total_pressure) const;
    /// Coefficients of the constant 1, local unknowns.
    Values
    one() const;

    /// Values of the owned unknowns as values at owned nodes of the host's space, for checkpoints, and back.
    unsigned int
    host_degree() const
    {
      return is_cellwise_ ? 2 : 1;
    }
    unsigned int
    n_host_components() const
    {
      return n_slots_ * n_components();
    }
    Values
    to_hosts(const Values &owned) const;
    Values
    from_hosts(const Values &at_hosts) const;

  private:
    /// The nodes that hosts have on their owner, and what others must know to number them.
    struct Hosts
    {
      std::vector<double>
        data; ///< of each local host: first node, then the regions around it, 32 to a number
      unsigned int width;
    };
    Hosts
    number_hosts();
    void
    number_cells(const Hosts &hosts);
    const NodalSpace<dim> &
    host_space() const
    {
      return mesh_.space(host_degree());
    }

    const Mesh<dim>           &mesh_;
    bool                       is_cellwise_;
    std::int64_t               first_owned_ = 0, n_owned_ = 0; // nodes
    unsigned int               n_slots_ = 1;                   // most nodes of one host
    std::vector<std::int64_t>  cell_nodes_, ghosts_;
    std::vector<std::size_t>   place_; // of each owned node: owned host times n_slots_ plus slot
    std::vector<unsigned char> mask_;
  };
} // namespace callus
