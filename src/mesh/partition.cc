// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/partition.h"

#include <metis.h>

#include <stdexcept>

namespace callus
{
  template <int dim>
  std::vector<std::uint32_t>
  partition_cells(const WholeMesh<dim>   &mesh,
                  const std::vector<int> &weights,
                  const unsigned int      n_ranks)
  {
    const std::size_t n = mesh.n_cells(), n_faces = mesh.shape->faces.size();
    if (n_ranks == 1)
      return std::vector<std::uint32_t>(n, 0);
    if (n < n_ranks)
      {
        std::vector<std::uint32_t> one_each(n);
        for (std::size_t c = 0; c < n; ++c)
          one_each[c] = c;
        return one_each;
      }
    std::vector<idx_t> begin(n + 1, 0), neighbors, weight(weights.begin(), weights.end()),
      part(n, 0);
    neighbors.reserve(n * n_faces);
    for (std::size_t c = 0; c < n; ++c)
      {
        for (std::size_t f = 0; f < n_faces; ++f)
          if (const std::int64_t side = mesh.opposite[c * n_faces + f]; side != outside)
            neighbors.push_back(side / n_faces);
        begin[c + 1] = neighbors.size();
      }
    idx_t options[METIS_NOPTIONS];
    METIS_SetDefaultOptions(options);
    options[METIS_OPTION_SEED] = 1;
    idx_t n_cells = n, n_constraints = 1, n_parts = n_ranks, cut = 0;
    // METIS' manual: bisection is better up to eight parts, k-way beyond
    const auto partition = n_ranks <= 8 ? METIS_PartGraphRecursive : METIS_PartGraphKway;
    const int  status    = partition(&n_cells,
                                 &n_constraints,
                                 begin.data(),
                                 neighbors.data(),
                                 weight.data(),
                                 nullptr,
                                 nullptr,
                                 &n_parts,
                                 nullptr,
                                 nullptr,
                                 options,
                                 &cut,
                                 part.data());
    if (status != METIS_OK)
      throw std::runtime_error("METIS could not partition the mesh (status " +
                               std::to_string(status) + ")");
    return {part.begin(), part.end()};
  }

  template std::vector<std::uint32_t>
  partition_cells(const WholeMesh<2> &, const std::vector<int> &, unsigned int);
  template std::vector<std::uint32_t>
  partition_cells(const WholeMesh<3> &, const std::vector<int> &, unsigned int);
} // namespace callus
