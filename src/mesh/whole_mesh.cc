// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/whole_mesh.h"

#include "base/problems.h"

#include <algorithm>

namespace callus
{
  void
  refuse_mesh(const std::string &file,
              const std::string &found,
              const std::string &expected,
              const std::string &remedy)
  {
    throw InputError({Problem{{file, 0, ""}, found, expected, remedy}});
  }

  VertexIndex::VertexIndex(const GmshFile &file)
  {
    const std::size_t n = file.node_tags.size();
    if (n >= none)
      refuse_mesh(file.file, std::to_string(n) + " nodes", "less than 2^32", "Coarsen the mesh.");
    sorted_.reserve(n);
    for (std::size_t i = 0; i < n; ++i)
      sorted_.emplace_back(file.node_tags[i], i);
    if (!std::is_sorted(sorted_.begin(), sorted_.end()))
      std::sort(sorted_.begin(), sorted_.end());
    for (std::size_t i = 1; i < n; ++i)
      if (sorted_[i].first == sorted_[i - 1].first)
        refuse_mesh(file.file,
                    "node " + std::to_string(sorted_[i].first) + " twice",
                    "each node once",
                    "Export the mesh from Gmsh again.");
    if (n > 0 && sorted_.back().first < 4 * n)
      {
        table_.assign(sorted_.back().first + 1, none);
        for (const auto &[tag, position] : sorted_)
          table_[tag] = position;
      }
  }

  std::uint32_t
  VertexIndex::node(const std::uint64_t tag) const
  {
    if (!table_.empty())
      return tag < table_.size() ? table_[tag] : none;
    const auto it =
      std::lower_bound(sorted_.begin(), sorted_.end(), std::make_pair(tag, std::uint32_t(0)));
    return it != sorted_.end() && it->first == tag ? it->second : none;
  }

  std::uint32_t
  VertexIndex::vertex(const std::uint64_t tag) const
  {
    const std::uint32_t position = node(tag);
    return position == none ? none : vertex_[position];
  }

  std::vector<std::uint32_t>
  VertexIndex::number(const std::vector<char> &used)
  {
    std::vector<std::uint32_t> positions;
    vertex_.assign(sorted_.size(), none);
    for (const auto &[tag, position] : sorted_)
      if (used[position])
        {
          vertex_[position] = positions.size();
          positions.push_back(position);
        }
    return positions;
  }

  template <int dim>
  WholeMesh<dim>
  build_whole_mesh(const GmshFile &file, const MeshReading &reading)
  {
    WholeMesh<dim>                   mesh;
    VertexIndex                      index(file);
    const std::vector<std::uint64_t> tags = take_cells(file, reading, index, mesh);
    orient_cells(file.file, tags, mesh);
    match_sides(file.file, tags, mesh);
    take_surfaces(file, reading, index, mesh);
    take_cell_data(file, reading, tags, mesh);
    return mesh;
  }

  template WholeMesh<2>
  build_whole_mesh(const GmshFile &, const MeshReading &);
  template WholeMesh<3>
  build_whole_mesh(const GmshFile &, const MeshReading &);
} // namespace callus
