// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Regions, cells and vertices of a Gmsh file.

#include "mesh/whole_mesh.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace callus
{
  namespace
  {
    /// Gmsh's number of the element type of each shape, and of its sides.
    struct ShapeType
    {
      const CellShape *shape;
      int              cells, sides;
    };

    std::vector<ShapeType>
    shape_types()
    {
      return {{&triangle(), 2, 1},
              {&quadrilateral(), 3, 1},
              {&tetrahedron(), 4, 2},
              {&hexahedron(), 5, 3}};
    }

    const char *
    region_word(const int dim)
    {
      return dim == 3 ? "physical volume" : "physical surface";
    }

    void
    refuse_dimension(const std::string &file, const unsigned int found, const int expected)
    {
      if (found < 2)
        refuse_mesh(file,
                    "no cells, only points and lines",
                    expected == 3 ? "tetrahedra or hexahedra" : "triangles or quadrilaterals",
                    expected == 3 ? "Mesh the volumes in Gmsh (gmsh -3) before saving."
                                  : "Mesh the surfaces in Gmsh (gmsh -2) before saving.");
      if (found == 2)
        refuse_mesh(
          file,
          "a plane mesh (no tetrahedra or hexahedra)",
          "a mesh of volumes, because Geometry is 3d",
          "Mesh the volumes in Gmsh (gmsh -3), or set Geometry = plane_strain or axisymmetric.");
      refuse_mesh(file,
                  "a mesh of volumes",
                  "a plane mesh of triangles or quadrilaterals, because Geometry is plane_strain "
                  "or axisymmetric",
                  "Set Geometry = 3d, or give a plane mesh.");
    }

    /// The one type of cells; everything else in the file that Callus would have to understand is a problem.
    template <int dim>
    ShapeType
    find_shape(const GmshFile &file)
    {
      unsigned int highest = 0;
      for (const auto &[number, elements] : file.elements)
        if (!elements.tags.empty())
          highest = std::max(highest, gmsh_element_type(number)->dim);
      if (highest != dim)
        refuse_dimension(file.file, highest, dim);

      std::vector<std::string> names;
      for (const auto &[number, elements] : file.elements)
        if (const GmshElementType &type = *gmsh_element_type(number);
            !elements.tags.empty() && type.dim + 1 >= dim)
          {
            if (!type.is_straight)
              refuse_mesh(
                file.file,
                std::to_string(elements.tags.size()) + " " + type.name,
                "elements of first order",
                "Set Mesh.ElementOrder = 1 in Gmsh (gmsh -order 1); Callus adds the nodes "
                "of quadratic elements itself.");
            if (type.dim == dim)
              names.push_back(std::to_string(elements.tags.size()) + " " + type.name);
          }
      if (names.size() > 1)
        refuse_mesh(
          file.file,
          names[0] + " and " + names[1],
          "cells of one shape",
          dim == 3 ? "Mesh with tetrahedra only, or with hexahedra only."
                   : "Mesh with triangles only, or with quadrilaterals only (Mesh.RecombineAll).");
      for (const ShapeType &type : shape_types())
        if (file.elements.count(type.cells) != 0 && type.shape->dim == dim &&
            !file.elements.at(type.cells).tags.empty())
          {
            for (const auto &[number, elements] : file.elements)
              if (gmsh_element_type(number)->dim + 1 == dim && number != type.sides &&
                  !elements.tags.empty())
                refuse_mesh(file.file,
                            std::string(gmsh_element_type(number)->name) +
                              " among the surfaces of " + type.shape->name + " cells",
                            "surfaces made of the cells' sides",
                            "Mesh surfaces and volumes with cells of one kind.");
            return type;
          }
      refuse_mesh(file.file,
                  names[0],
                  dim == 3 ? "tetrahedra or hexahedra" : "triangles or quadrilaterals",
                  "Mesh with one of these shapes.");
    }

    /// Order of the cells: by their number in the file.
    std::vector<std::size_t>
    order_by_tag(const GmshElements &elements)
    {
      std::vector<std::size_t> order(elements.tags.size());
      std::iota(order.begin(), order.end(), std::size_t(0));
      if (!std::is_sorted(elements.tags.begin(), elements.tags.end()))
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
          return elements.tags[a] < elements.tags[b];
        });
      return order;
    }

    /// Names of the regions, and the region of each physical group.
    template <int dim>
    std::map<int, std::uint32_t>
    take_regions(const GmshFile &file, const GmshElements &cells, WholeMesh<dim> &mesh)
    {
      const std::string            word = region_word(dim);
      std::map<int, std::size_t>   count;
      std::map<int, std::uint64_t> first;
      for (std::size_t i = 0; i < cells.tags.size(); ++i)
        if (++count[cells.groups[i]] == 1)
          first[cells.groups[i]] = cells.tags[i];
      for (const auto &[group, n] : count)
        {
          const std::string cell = std::to_string(n) + (n == 1 ? " cell" : " cells") +
                                   " (the first is element " + std::to_string(first[group]) + ")";
          if (group == 0)
            refuse_mesh(file.file,
                        cell + " in no " + word,
                        "each cell in one named " + word,
                        "Add them to a " + word + " in Gmsh, or save without Mesh.SaveAll.");
          if (file.group_names.count({dim, group}) == 0)
            refuse_mesh(file.file,
                        cell + " in " + word + " " + std::to_string(group) + ", which has no name",
                        "a name for each " + word,
                        "Name it in Gmsh, for example: Physical " +
                          std::string(dim == 3 ? "Volume" : "Surface") + "(\"callus\", " +
                          std::to_string(group) + ") = {...};.");
        }
      std::map<int, std::uint32_t> region_of_group;
      for (const auto &[key, name] : file.group_names)
        if (key.first == dim)
          {
            if (count.count(key.second) == 0)
              refuse_mesh(file.file,
                          word + " '" + name + "' without any cell",
                          "cells in each named " + word,
                          "Mesh it, or remove the group in Gmsh.");
            region_of_group[key.second] = mesh.region_names.size();
            mesh.region_names.push_back(name);
          }
      return region_of_group;
    }

    /// Coordinates of the vertices in mm.
    template <int dim>
    void
    take_points(const GmshFile                   &file,
                const MeshReading                &reading,
                const std::vector<std::uint32_t> &positions,
                WholeMesh<dim>                   &mesh)
    {
      double largest = 0;
      for (const std::uint32_t p : positions)
        for (const double x : file.points[p])
          {
            if (!std::isfinite(x) || std::abs(x) > 1e100)
              refuse_mesh(file.file,
                          "node " + std::to_string(file.node_tags[p]) + " at " +
                            place_of(file.points[p]),
                          "finite coordinates of less than 1e100",
                          "Export the mesh from Gmsh again.");
            largest = std::max(largest, std::abs(x));
          }
      const double slack = 1e-9 * largest;
      mesh.points.resize(positions.size());
      for (std::size_t v = 0; v < positions.size(); ++v)
        {
          const auto &x = file.points[positions[v]];
          if (dim == 2 && std::abs(x[2]) > slack)
            refuse_mesh(file.file,
                        "node " + std::to_string(file.node_tags[positions[v]]) + " at " +
                          place_of(x),
                        "a plane mesh in the x-y plane (z = 0)",
                        "Turn or move the mesh into the x-y plane.");
          if (reading.measure.geometry == Geometry::axisymmetric && x[0] < -slack)
            refuse_mesh(file.file,
                        "node " + std::to_string(file.node_tags[positions[v]]) + " at " +
                          place_of(x),
                        "x >= 0, because x is the radius of an axisymmetric body",
                        "Mesh one half of the cross-section, with the axis of the bone at x = 0.");
          for (unsigned int k = 0; k < dim; ++k)
            mesh.points[v][k] = reading.scale * x[k];
          if (reading.measure.geometry == Geometry::axisymmetric && x[0] < slack)
            mesh.points[v][0] = 0;
        }
    }

    /// Vertices at one place: the body would have a crack there that no one meant.
    template <int dim>
    void
    check_coincident(const GmshFile                   &file,
                     const std::vector<std::uint32_t> &positions,
                     const WholeMesh<dim>             &mesh)
    {
      std::array<double, dim> low, high;
      low.fill(std::numeric_limits<double>::max());
      high.fill(std::numeric_limits<double>::lowest());
      for (const auto &x : mesh.points)
        for (unsigned int k = 0; k < dim; ++k)
          {
            low[k]  = std::min(low[k], x[k]);
            high[k] = std::max(high[k], x[k]);
          }
      double size = 0;
      for (unsigned int k = 0; k < dim; ++k)
        size = std::max(size, high[k] - low[k]);
      const double                                                         grid = size / (1u << 30);
      std::vector<std::pair<std::array<std::int64_t, dim>, std::uint32_t>> places(
        mesh.points.size());
      for (std::size_t v = 0; v < places.size(); ++v)
        {
          for (unsigned int k = 0; k < dim; ++k)
            places[v].first[k] =
              grid > 0 ? std::int64_t((mesh.points[v][k] - low[k]) / grid + .5) : 0;
          places[v].second = v;
        }
      std::sort(places.begin(), places.end());
      std::size_t   n     = 0;
      std::uint32_t first = 0, second = 0;
      for (std::size_t i = 1; i < places.size(); ++i)
        if (places[i].first == places[i - 1].first && n++ == 0)
          {
            first  = places[i - 1].second;
            second = places[i].second;
          }
      if (n > 0)
        refuse_mesh(
          file.file,
          (n == 1 ? "two nodes at one place, nodes "
                  : std::to_string(n) + " nodes at the place of another, the first are nodes ") +
            std::to_string(file.node_tags[positions[first]]) + " and " +
            std::to_string(file.node_tags[positions[second]]) + " at " +
            place_of(mesh.points[first]) + " mm",
          "neighbouring regions that share their nodes",
          "Let Gmsh fragment the volumes (BooleanFragments) before meshing, or merge the nodes "
          "(Coherence Mesh).");
    }
  } // namespace

  template <int dim>
  std::vector<std::uint64_t>
  take_cells(const GmshFile    &file,
             const MeshReading &reading,
             VertexIndex       &index,
             WholeMesh<dim>    &mesh)
  {
    const ShapeType     type  = find_shape<dim>(file);
    const GmshElements &cells = file.elements.at(type.cells);
    mesh.shape                = type.shape;
    const unsigned int n      = type.shape->n_vertices;
    if (cells.tags.size() > std::size_t(std::numeric_limits<std::int32_t>::max()))
      refuse_mesh(file.file,
                  std::to_string(cells.tags.size()) + " cells",
                  "less than 2^31",
                  "Coarsen the mesh.");
    const auto region_of_group = take_regions(file, cells, mesh);

    std::vector<char> used(file.points.size(), 0);
    for (std::size_t i = 0; i < cells.nodes.size(); ++i)
      {
        const std::uint32_t position = index.node(cells.nodes[i]);
        if (position == VertexIndex::none)
          refuse_mesh(file.file,
                      "element " + std::to_string(cells.tags[i / n]) + " with node " +
                        std::to_string(cells.nodes[i]) + ", which is not in $Nodes",
                      "the numbers of nodes of the file",
                      "Export the mesh from Gmsh again.");
        used[position] = 1;
      }
    const std::vector<std::uint32_t> positions = index.number(used);
    mesh.n_unused                              = file.points.size() - positions.size();
    take_points(file, reading, positions, mesh);
    check_coincident(file, positions, mesh);

    std::vector<std::uint64_t> tags;
    for (const std::size_t i : order_by_tag(cells))
      {
        tags.push_back(cells.tags[i]);
        mesh.region.push_back(region_of_group.at(cells.groups[i]));
        for (unsigned int v = 0; v < n; ++v)
          mesh.vertices.push_back(index.vertex(cells.nodes[i * n + v]));
      }
    return tags;
  }

  template std::vector<std::uint64_t>
  take_cells(const GmshFile &, const MeshReading &, VertexIndex &, WholeMesh<2> &);
  template std::vector<std::uint64_t>
  take_cells(const GmshFile &, const MeshReading &, VertexIndex &, WholeMesh<3> &);
} // namespace callus
