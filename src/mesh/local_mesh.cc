// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/local_mesh.h"

#include "mesh/packing.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace callus
{
  template <int dim>
  MeshDivision<dim>::MeshDivision(const WholeMesh<dim>             &mesh,
                                  const std::vector<std::uint32_t> &rank_of_cell,
                                  const unsigned int                n_ranks)
    : mesh_(mesh)
    , rank_of_cell_(rank_of_cell)
    , cells_begin_(n_ranks + 1, 0)
    , cells_(mesh.n_cells())
    , around_begin_(mesh.points.size() + 1, 0)
    , around_(mesh.vertices.size())
  {
    for (const std::uint32_t rank : rank_of_cell)
      ++cells_begin_[rank + 1];
    std::partial_sum(cells_begin_.begin(), cells_begin_.end(), cells_begin_.begin());
    std::vector<std::uint64_t> next(cells_begin_.begin(), cells_begin_.end() - 1);
    for (std::size_t c = 0; c < mesh.n_cells(); ++c)
      cells_[next[rank_of_cell[c]]++] = c;

    for (const std::uint32_t vertex : mesh.vertices)
      ++around_begin_[vertex + 1];
    std::partial_sum(around_begin_.begin(), around_begin_.end(), around_begin_.begin());
    next.assign(around_begin_.begin(), around_begin_.end() - 1);
    for (std::size_t i = 0; i < mesh.vertices.size(); ++i)
      around_[next[mesh.vertices[i]]++] = i / mesh.shape->n_vertices;
  }

  template <int dim>
  LocalMesh<dim>
  MeshDivision<dim>::part(const unsigned int rank) const
  {
    const std::size_t n_vertices = mesh_.shape->n_vertices, n_faces = mesh_.shape->faces.size();
    LocalMesh<dim>    part;
    part.cell.assign(cells_.begin() + cells_begin_[rank], cells_.begin() + cells_begin_[rank + 1]);
    part.n_owned = part.cell.size();

    std::vector<char> is_of_owned(mesh_.points.size(), 0); // vertices
    for (std::size_t c = 0; c < part.n_owned; ++c)
      for (std::size_t v = 0; v < n_vertices; ++v)
        is_of_owned[mesh_.vertices[part.cell[c] * n_vertices + v]] = 1;
    std::vector<std::uint64_t> ghosts;
    for (std::size_t vertex = 0; vertex < is_of_owned.size(); ++vertex)
      if (is_of_owned[vertex])
        for (std::size_t i = around_begin_[vertex]; i < around_begin_[vertex + 1]; ++i)
          if (rank_of_cell_[around_[i]] != rank)
            ghosts.push_back(around_[i]);
    std::sort(ghosts.begin(), ghosts.end());
    ghosts.erase(std::unique(ghosts.begin(), ghosts.end()), ghosts.end());
    part.cell.insert(part.cell.end(), ghosts.begin(), ghosts.end());

    for (const std::uint64_t cell : part.cell)
      {
        part.owner.push_back(rank_of_cell_[cell]);
        part.region.push_back(mesh_.region[cell]);
        part.opposite.insert(part.opposite.end(),
                             mesh_.opposite.begin() + cell * n_faces,
                             mesh_.opposite.begin() + (cell + 1) * n_faces);
      }
    for (const std::vector<double> &values : mesh_.cell_data)
      {
        part.cell_data.emplace_back();
        for (const std::uint64_t cell : part.cell)
          part.cell_data.back().push_back(values[cell]);
      }
    take_vertices(part);

    for (std::size_t c = 0; c < part.cell.size(); ++c)
      {
        auto face =
          std::lower_bound(mesh_.named_faces.begin(),
                           mesh_.named_faces.end(),
                           part.cell[c],
                           [](const NamedFace &f, std::uint64_t cell) { return f.cell < cell; });
        for (; face != mesh_.named_faces.end() && face->cell == part.cell[c]; ++face)
          part.named_faces.push_back({c, face->face, face->surface});
      }
    return part;
  }

  template <int dim>
  void
  MeshDivision<dim>::take_vertices(LocalMesh<dim> &part) const
  {
    const std::size_t          n_vertices = mesh_.shape->n_vertices;
    constexpr std::uint32_t    none       = -1;
    std::vector<std::uint32_t> local(mesh_.points.size(), none); // number of the vertex here
    for (const std::uint64_t cell : part.cell)
      for (std::size_t v = 0; v < n_vertices; ++v)
        local[mesh_.vertices[cell * n_vertices + v]] = 0;
    for (std::size_t vertex = 0; vertex < local.size(); ++vertex)
      if (local[vertex] != none)
        {
          local[vertex] = part.vertex_number.size();
          part.vertex_number.push_back(vertex);
          part.points.push_back(mesh_.points[vertex]);
        }
    part.vertices.reserve(part.cell.size() * n_vertices);
    for (const std::uint64_t cell : part.cell)
      for (std::size_t v = 0; v < n_vertices; ++v)
        part.vertices.push_back(local[mesh_.vertices[cell * n_vertices + v]]);
  }

  std::string
  pack(const MeshSummary &summary)
  {
    Packer packer;
    packer.add(summary.shape);
    packer.add(summary.checksum);
    packer.add_value<std::uint64_t>(summary.region_names.size());
    for (const std::string &name : summary.region_names)
      packer.add(name);
    packer.add_value<std::uint64_t>(summary.surfaces.size());
    for (const NamedSurface &surface : summary.surfaces)
      {
        packer.add(surface.name);
        packer.add_value(surface.is_interface);
        packer.add_value(surface.is_empty);
      }
    for (const std::uint64_t number : {summary.n_cells,
                                       summary.n_vertices,
                                       summary.n_turned,
                                       summary.n_unused,
                                       summary.n_unnamed})
      packer.add_value(number);
    packer.add_value(summary.imbalance);
    return packer.bytes();
  }

  void
  unpack(const std::string &bytes, MeshSummary &summary)
  {
    Unpacker unpacker(bytes);
    unpacker.take(summary.shape);
    unpacker.take(summary.checksum);
    summary.region_names.resize(unpacker.take_size());
    for (std::string &name : summary.region_names)
      unpacker.take(name);
    summary.surfaces.resize(unpacker.take_size());
    for (NamedSurface &surface : summary.surfaces)
      {
        unpacker.take(surface.name);
        unpacker.take_value(surface.is_interface);
        unpacker.take_value(surface.is_empty);
      }
    for (std::uint64_t *number : {&summary.n_cells,
                                  &summary.n_vertices,
                                  &summary.n_turned,
                                  &summary.n_unused,
                                  &summary.n_unnamed})
      unpacker.take_value(*number);
    unpacker.take_value(summary.imbalance);
    unpacker.finish();
  }

  template <int dim>
  std::string
  pack(const LocalMesh<dim> &part)
  {
    Packer packer;
    packer.add_value(part.n_owned);
    packer.add(part.cell);
    packer.add(part.owner);
    packer.add(part.region);
    packer.add(part.vertices);
    packer.add(part.opposite);
    packer.add(part.named_faces);
    packer.add(part.vertex_number);
    packer.add(part.points);
    packer.add_value<std::uint64_t>(part.cell_data.size());
    for (const std::vector<double> &values : part.cell_data)
      packer.add(values);
    return packer.bytes();
  }

  template <int dim>
  void
  unpack(const std::string &bytes, LocalMesh<dim> &part)
  {
    Unpacker unpacker(bytes);
    unpacker.take_value(part.n_owned);
    unpacker.take(part.cell);
    unpacker.take(part.owner);
    unpacker.take(part.region);
    unpacker.take(part.vertices);
    unpacker.take(part.opposite);
    unpacker.take(part.named_faces);
    unpacker.take(part.vertex_number);
    unpacker.take(part.points);
    part.cell_data.resize(unpacker.take_size());
    for (std::vector<double> &values : part.cell_data)
      unpacker.take(values);
    unpacker.finish();
  }

  template class MeshDivision<2>;
  template class MeshDivision<3>;
  template std::string
  pack(const LocalMesh<2> &);
  template std::string
  pack(const LocalMesh<3> &);
  template void
  unpack(const std::string &, LocalMesh<2> &);
  template void
  unpack(const std::string &, LocalMesh<3> &);
} // namespace callus
