// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/rigid_fragments.h"

#include <algorithm>

namespace callus
{
  namespace
  {
    /// Which of the fragments have a node that moves, on any rank.
    template <int dim>
    std::vector<int>
    touched(const Mesh<dim>                 &mesh,
            const std::vector<unsigned int> &fragment_of_cell,
            const std::vector<std::size_t>  &cells,
            const std::size_t                n_fragments,
            const std::vector<double>       &moving)
    {
      const NodalSpace<dim> &space = mesh.space(2);
      std::vector<int>       here(n_fragments, 0), anywhere(n_fragments, 0);
      for (const std::size_t cell : cells)
        for (unsigned int i = 0; i < space.nodes_per_cell; ++i)
          {
            const std::size_t node =
              space.local_index(space.cell_nodes[space.nodes_per_cell * cell + i]);
            for (unsigned int c = 0; c < dim; ++c)
              if (moving[dim * node + c] != 0)
                here[fragment_of_cell[cell]] = 1;
          }
      MPI_Allreduce(
        here.data(), anywhere.data(), here.size(), MPI_INT, MPI_MAX, mesh.communicator());
      return anywhere;
    }
  } // namespace


  template <int dim>
  std::vector<double>
  rigid_fragments(
    const Mesh<dim>                                                               &mesh,
    const MaterialMap<dim>                                                        &materials,
    const std::vector<double>                                                     &moving,
    const std::function<std::array<double, dim>(const std::array<double, dim> &)> &displacement)
  {
    const NodalSpace<dim> &space = mesh.space(2);
    std::vector<double>    motion(dim * space.n_owned, 0.);
    for (const std::string &region : materials.fixed_regions())
      {
        std::vector<Fragment>           fragments;
        const std::vector<unsigned int> of_cell = mesh.fragments_of(region, fragments);
        std::vector<std::size_t>        cells;
        for (std::size_t cell = 0; cell < mesh.cells().n_cells; ++cell)
          if (mesh.region_names()[mesh.cells().region[cell]] == region)
            cells.push_back(cell);
        const std::vector<int> moves = touched(mesh, of_cell, cells, fragments.size(), moving);
        for (const std::size_t cell : cells)
          if (moves[of_cell[cell]])
            for (unsigned int i = 0; i < space.nodes_per_cell; ++i)
              {
                const std::int64_t node = space.cell_nodes[space.nodes_per_cell * cell + i];
                if (space.owns(node))
                  {
                    const std::size_t             owned = node - space.first_owned;
                    const std::array<double, dim> u     = displacement(space.owned_points[owned]);
                    std::copy(u.begin(), u.end(), motion.begin() + dim * owned);
                  }
              }
      }
    return motion;
  }


  template std::vector<double>
  rigid_fragments<2>(const Mesh<2> &,
                     const MaterialMap<2> &,
                     const std::vector<double> &,
                     const std::function<std::array<double, 2>(const std::array<double, 2> &)> &);
  template std::vector<double>
  rigid_fragments<3>(const Mesh<3> &,
                     const MaterialMap<3> &,
                     const std::vector<double> &,
                     const std::function<std::array<double, 3>(const std::array<double, 3> &)> &);
} // namespace callus
