// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/mesh.h"

#include "mesh/mesh_implementation.h"
#include "mesh/sub_cells.h"

#include <algorithm>

namespace callus
{
  template <int dim>
  Mesh<dim>::Mesh() = default;
  template <int dim>
  Mesh<dim>::~Mesh() = default;

  template <int dim>
  MPI_Comm
  Mesh<dim>::communicator() const
  {
    return implementation_->communicator;
  }

  template <int dim>
  const CellShape &
  Mesh<dim>::shape() const
  {
    return *implementation_->shape;
  }

  template <int dim>
  const Measure &
  Mesh<dim>::measure() const
  {
    return implementation_->measure;
  }

  template <int dim>
  const Symmetry<dim> &
  Mesh<dim>::symmetry() const
  {
    return implementation_->symmetry;
  }

  template <int dim>
  const std::vector<std::string> &
  Mesh<dim>::region_names() const
  {
    return implementation_->summary.region_names;
  }

  template <int dim>
  const LocalCells<dim> &
  Mesh<dim>::cells() const
  {
    return implementation_->cells;
  }

  template <int dim>
  const NodalSpace<dim> &
  Mesh<dim>::space(unsigned int degree) const
  {
    return implementation_->spaces.at(degree - 1);
  }

  template <int dim>
  std::vector<double>
  Mesh<dim>::node_volumes(const std::size_t cell) const
  {
    return lumped_volumes<dim>(
      shape(), quadratic_node_points<dim>(shape(), cells().vertices_of(cell)), measure());
  }

  template <int dim>
  std::array<double, dim>
  Mesh<dim>::axis() const
  {
    return implementation_->axis;
  }

  template <int dim>
  const std::string &
  Mesh<dim>::file() const
  {
    return implementation_->file;
  }

  template <int dim>
  const std::string &
  Mesh<dim>::checksum() const
  {
    return implementation_->summary.checksum;
  }

  template <int dim>
  const std::vector<double> &
  Mesh<dim>::cell_data(const std::string &name) const
  {
    return implementation_->cell_data.at(name);
  }

  template <int dim>
  const MeshSummary &
  Mesh<dim>::summary() const
  {
    return implementation_->summary;
  }

  template <int dim>
  const MeshOrigin &
  Mesh<dim>::origin() const
  {
    return implementation_->origin;
  }

  template <int dim>
  double
  Mesh<dim>::imbalance() const
  {
    const Imbalance &imbalance = implementation_->summary.imbalance;
    return std::max(imbalance.cells, imbalance.healing);
  }

  template <int dim>
  double
  Mesh<dim>::region_volume(const std::string &region) const
  {
    double volume = 0, all = 0;
    for (std::size_t c = 0; c < cells().n_owned; ++c)
      if (region_names()[cells().region[c]] == region)
        volume += cells().volume[c];
    MPI_Allreduce(&volume, &all, 1, MPI_DOUBLE, MPI_SUM, communicator());
    return all;
  }

  template class Mesh<2>;
  template class Mesh<3>;
} // namespace callus
