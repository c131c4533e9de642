// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "base/temporary_directory.h"
#include "base/units.h"
#include "mesh/mesh.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <iomanip>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace callus
{
  namespace test
  {
    /**
     * A rectangle or box in cells of any shape, as a Gmsh 2.2 file: bricks, or each cut along its diagonals into 2 triangles or 6
     * tetrahedra. Sides are named x_min ... z_max, unless @p surface_name gives their faces other names, from the side's and the centre;
     * @p map moves the vertices afterwards. Where @p is_mirrored, bricks at negative coordinates are cut as the mirror images of those at
     * positive ones. Regions are named by the brick's centre.
     */
    template <int dim>
    struct ShapedBox
    {
      using Point = std::array<double, dim>;

      std::string                               shape;
      std::array<unsigned int, dim>             bricks;
      Point                                     lower, upper;
      std::function<std::string(const Point &)> region = [](const Point &) { return "body"; };
      std::function<Point(const Point &)>       map    = [](const Point &p) { return p; };
      std::function<std::string(const std::string &, const Point &)> surface_name =
        [](const std::string &side, const Point &) { return side; };

      bool is_mirrored = false;

      std::string
      write(const std::string &path) const;

    private:
      using Cell = std::vector<std::size_t>;
      using Grid = std::array<unsigned int, 3>;
      std::size_t
      vertex(const Grid &at) const
      {
        const std::size_t plane = (bricks[0] + 1) * std::size_t(bricks[1] + 1);
        return at[0] + (bricks[0] + 1) * std::size_t(at[1]) + plane * at[2];
      }
      std::vector<Cell>
      cells_of(const Grid &brick) const;
    };

    template <int dim>
    std::vector<typename ShapedBox<dim>::Cell>
    ShapedBox<dim>::cells_of(const Grid &brick) const
    {
      Grid flip = {{0, 0, 0}};
      for (unsigned int d = 0; is_mirrored && d < dim; ++d)
        flip[d] = lower[d] + (upper[d] - lower[d]) * (brick[d] + .5) / bricks[d] < 0;
      const auto corner = [&](unsigned int i, unsigned int j, unsigned int k) {
        return vertex(
          {{brick[0] + (i ^ flip[0]), brick[1] + (j ^ flip[1]), brick[2] + (k ^ flip[2])}});
      };
      Cell whole = {corner(0, 0, 0), corner(1, 0, 0), corner(1, 1, 0), corner(0, 1, 0)};
      if (shape == "quadrilateral")
        return {whole};
      if (shape == "triangle")
        return {{whole[0], whole[1], whole[2]}, {whole[0], whole[2], whole[3]}};
      whole.insert(whole.end(),
                   {corner(0, 0, 1), corner(1, 0, 1), corner(1, 1, 1), corner(0, 1, 1)});
      if (shape == "hexahedron")
        return {whole};
      // the six ways along edges from the first corner to the last
      return {{whole[0], whole[1], whole[2], whole[6]},
              {whole[0], whole[2], whole[3], whole[6]},
              {whole[0], whole[3], whole[7], whole[6]},
              {whole[0], whole[7], whole[4], whole[6]},
              {whole[0], whole[4], whole[5], whole[6]},
              {whole[0], whole[5], whole[1], whole[6]}};
    }

    template <int dim>
    std::string
    ShapedBox<dim>::write(const std::string &path) const
    {
      const unsigned int                        nz = dim == 3 ? bricks[dim - 1] : 1;
      std::vector<std::pair<Cell, std::string>> cells;
      std::vector<Point>                        points;
      std::map<Cell, std::pair<unsigned int, Cell>>
        sides; // sorted vertices: number of cells, vertices in order
      for (unsigned int k = 0; k <= (dim == 3 ? nz : 0); ++k)
        for (unsigned int j = 0; j <= bricks[1]; ++j)
          for (unsigned int i = 0; i <= bricks[0]; ++i)
            {
              const Grid at = {{i, j, k}};
              Point      x;
              for (unsigned int d = 0; d < dim; ++d)
                x[d] = lower[d] + (upper[d] - lower[d]) * at[d] / bricks[d];
              points.push_back(x);
            }
      const auto is_at = [&](const Cell &side, unsigned int d, double value) {
        return std::all_of(side.begin(), side.end(), [&](std::size_t v) {
          return std::abs(points[v][d] - value) < 1e-12;
        });
      };
      for (unsigned int k = 0; k < nz; ++k)
        for (unsigned int j = 0; j < bricks[1]; ++j)
          for (unsigned int i = 0; i < bricks[0]; ++i)
            {
              const Grid at = {{i, j, k}};
              Point      center;
              for (unsigned int d = 0; d < dim; ++d)
                center[d] = lower[d] + (upper[d] - lower[d]) * (at[d] + .5) / bricks[d];
              for (const Cell &cell : cells_of(at))
                {
                  cells.emplace_back(cell, region(center));
                  for (const auto &face : cell_shape(shape).faces)
                    {
                      Cell side;
                      for (const unsigned int v : face)
                        side.push_back(cell[v]);
                      Cell key = side;
                      std::sort(key.begin(), key.end());
                      auto &entry = sides[key];
                      ++entry.first;
                      entry.second = side;
                    }
                }
            }

      const auto center_of = [&](const Cell &side) {
        Point center{};
        for (const std::size_t v : side)
          for (unsigned int d = 0; d < dim; ++d)
            center[d] += points[v][d] / side.size();
        return center;
      };
      std::map<std::string, int> tags;
      std::vector<std::string>   names, elements;
      const auto add = [&](const Cell &cell, unsigned int of_dim, const std::string &name) {
        const std::map<std::pair<unsigned int, std::size_t>, int> types = {
          {{1, 2}, 1}, {{2, 3}, 2}, {{2, 4}, 3}, {{3, 4}, 4}, {{3, 8}, 5}};
        const auto [it, is_new] = tags.emplace(std::to_string(of_dim) + name, tags.size() + 1);
        if (is_new)
          names.push_back(std::to_string(of_dim) + " " + std::to_string(it->second) + " \"" + name +
                          '"');
        std::string line = std::to_string(types.at({of_dim, cell.size()})) + " 2 " +
                           std::to_string(it->second) + " " + std::to_string(it->second);
        for (const std::size_t v : cell)
          line += " " + std::to_string(v + 1);
        elements.push_back(line);
      };
      for (const auto &[key, side] : sides)
        if (side.first == 1)
          for (unsigned int d = 0; d < dim; ++d)
            for (const bool up : {false, true})
              if (is_at(key, d, up ? upper[d] : lower[d]))
                add(
                  side.second,
                  dim - 1,
                  surface_name(std::string(1, "xyz"[d]) + (up ? "_max" : "_min"), center_of(key)));
      for (const auto &[cell, name] : cells)
        add(cell, dim, name);

      std::ofstream out(path);
      out << std::setprecision(17) << "$MeshFormat\n2.2 0 8\n$EndMeshFormat\n$PhysicalNames\n"
          << names.size() << '\n';
      for (const std::string &name : names)
        out << name << '\n';
      out << "$EndPhysicalNames\n$Nodes\n" << points.size() << '\n';
      for (std::size_t v = 0; v < points.size(); ++v)
        {
          const Point x = map(points[v]);
          out << v + 1;
          for (unsigned int d = 0; d < 3; ++d)
            out << ' ' << (d < dim ? x[d < dim ? d : 0] : 0.);
          out << '\n';
        }
      out << "$EndNodes\n$Elements\n" << elements.size() << '\n';
      for (std::size_t e = 0; e < elements.size(); ++e)
        out << e + 1 << ' ' << elements[e] << '\n';
      out << "$EndElements\n";
      return path;
    }

    /// A shaped box and the parameter file around it. Ranks of a parallel test each write and read a file of their own.
    template <int dim>
    struct ShapedCase
    {
      ShapedCase(const ShapedBox<dim> &box,
                 Geometry              geometry,
                 const std::string    &text         = "",
                 MPI_Comm              communicator = MPI_COMM_WORLD)
        : file(ParameterFile::from_text(
            "set Geometry = " + std::string(name_of(geometry)) +
              "\nsubsection Mesh\n  set File = " + box.write(directory.path() + "/box.msh") +
              "\n  set Length unit = mm\n  set Axis = " + (dim == 2 ? "y\n" : "z\n") +
              (geometry == Geometry::plane_strain ? "  set Thickness = 3 mm [assumed]\n" : "") +
              "end\n" + text,
            "box.prm",
            CALLUS_SOURCE_DIR "/parameter_files",
            units))
        , mesh(Mesh<dim>::read(file->root(), communicator))
      {
      }

      TemporaryDirectory             directory;
      Units                          units;
      std::unique_ptr<ParameterFile> file;
      std::unique_ptr<Mesh<dim>>     mesh;
    };
  } // namespace test
} // namespace callus
