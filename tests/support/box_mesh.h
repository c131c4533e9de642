// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <iomanip>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace callus
{
  namespace test
  {
    /**
     * A box of nx x ny x nz bricks, each cut into six tetrahedra (Kuhn), as a Gmsh 2.2 file with physical names.
     *
     * Each brick belongs to the region that @p region names for its centre; "" leaves the brick out. Boundary faces are
     * named x_min, x_max, y_min, y_max, z_min, z_max, and "inner" where they border a brick that was left out.
     * @p map moves the vertices last (the names above are those of the box before).
     */
    struct BoxMesh
    {
      using Point = std::array<double, 3>;

      std::array<unsigned int, 3>               bricks = {{1, 1, 1}};
      Point                                     lower  = {{0, 0, 0}};
      Point                                     upper  = {{1, 1, 1}};
      std::function<std::string(const Point &)> region = [](const Point &) { return "body"; };
      std::function<Point(const Point &)>       map    = [](const Point &p) { return p; };

      /// Writes the file and returns its name.
      std::string
      write(const std::string &path) const;

    private:
      std::size_t
      vertex(const unsigned int i, const unsigned int j, const unsigned int k) const
      {
        return i + (bricks[0] + 1) * (j + std::size_t(bricks[1] + 1) * k);
      }
      Point
      point(const double i, const double j, const double k) const
      {
        return {{lower[0] + (upper[0] - lower[0]) * i / bricks[0],
                 lower[1] + (upper[1] - lower[1]) * j / bricks[1],
                 lower[2] + (upper[2] - lower[2]) * k / bricks[2]}};
      }
    };


    inline std::string
    BoxMesh::write(const std::string &path) const
    {
      using Face = std::array<std::size_t, 3>;
      struct Tet
      {
        std::array<std::size_t, 4> vertices;
        int                        region;
      };

      // the six ways from corner (0,0,0) to corner (1,1,1) along edges; odd ones are turned round
      static const unsigned int order[6][3] = {
        {0, 1, 2}, {1, 2, 0}, {2, 0, 1}, {0, 2, 1}, {2, 1, 0}, {1, 0, 2}};

      std::vector<Point> points((bricks[0] + 1) * (bricks[1] + 1) * std::size_t(bricks[2] + 1));
      for (unsigned int k = 0; k <= bricks[2]; ++k)
        for (unsigned int j = 0; j <= bricks[1]; ++j)
          for (unsigned int i = 0; i <= bricks[0]; ++i)
            points[vertex(i, j, k)] = point(i, j, k);

      std::vector<Tet>           tets;
      std::map<std::string, int> regions;
      for (unsigned int k = 0; k < bricks[2]; ++k)
        for (unsigned int j = 0; j < bricks[1]; ++j)
          for (unsigned int i = 0; i < bricks[0]; ++i)
            {
              const std::string name = region(point(i + 0.5, j + 0.5, k + 0.5));
              if (name.empty())
                continue;
              const int id = regions.emplace(name, 1 + regions.size()).first->second;
              for (unsigned int t = 0; t < 6; ++t)
                {
                  std::array<unsigned int, 3> at  = {{i, j, k}};
                  Tet                         tet = {{{vertex(i, j, k)}}, id};
                  for (unsigned int s = 0; s < 3; ++s)
                    {
                      ++at[order[t][s]];
                      tet.vertices[s + 1] = vertex(at[0], at[1], at[2]);
                    }
                  if (t >= 3)
                    std::swap(tet.vertices[2], tet.vertices[3]);
                  tets.push_back(tet);
                }
            }

      std::map<Face, int> faces; // how many cells have the face
      for (const Tet &tet : tets)
        for (unsigned int f = 0; f < 4; ++f)
          {
            Face face;
            for (unsigned int v = 0, n = 0; v < 4; ++v)
              if (v != f)
                face[n++] = tet.vertices[v];
            std::sort(face.begin(), face.end());
            ++faces[face];
          }

      static const std::array<std::string, 7> surface_names = {
        {"x_min", "x_max", "y_min", "y_max", "z_min", "z_max", "inner"}};
      std::vector<std::pair<Face, unsigned int>> boundary;
      std::array<bool, 7>                        present = {};
      for (const auto &face : faces)
        if (face.second == 1)
          {
            unsigned int side = 6;
            for (unsigned int d = 0; d < 3; ++d)
              {
                bool low = true, high = true;
                for (const std::size_t v : face.first)
                  {
                    low  = low && points[v][d] == point(0, 0, 0)[d];
                    high = high && points[v][d] == point(bricks[0], bricks[1], bricks[2])[d];
                  }
                side = low ? 2 * d : (high ? 2 * d + 1 : side);
              }
            boundary.emplace_back(face.first, side);
            present[side] = true;
          }

      std::vector<std::size_t> number(points.size(), 0); // of the vertices in use, from 1
      for (const Tet &tet : tets)
        for (const std::size_t v : tet.vertices)
          number[v] = 1;
      std::size_t n_vertices = 0;
      for (std::size_t &n : number)
        n = n ? ++n_vertices : 0;

      std::ofstream out(path);
      out << "$MeshFormat\n2.2 0 8\n$EndMeshFormat\n$PhysicalNames\n"
          << regions.size() + std::count(present.begin(), present.end(), true) << "\n";
      for (unsigned int s = 0; s < 7; ++s)
        if (present[s])
          out << "2 " << 101 + s << " \"" << surface_names[s] << "\"\n";
      for (const auto &entry : regions)
        out << "3 " << entry.second << " \"" << entry.first << "\"\n";
      out << "$EndPhysicalNames\n$Nodes\n" << n_vertices << "\n" << std::setprecision(17);
      for (std::size_t v = 0; v < points.size(); ++v)
        if (number[v])
          {
            const Point p = map(points[v]);
            out << number[v] << " " << p[0] << " " << p[1] << " " << p[2] << "\n";
          }
      out << "$EndNodes\n$Elements\n" << boundary.size() + tets.size() << "\n";
      std::size_t element = 0;
      for (const auto &face : boundary)
        out << ++element << " 2 2 " << 101 + face.second << " " << 101 + face.second << " "
            << number[face.first[0]] << " " << number[face.first[1]] << " " << number[face.first[2]]
            << "\n";
      for (const Tet &tet : tets)
        out << ++element << " 4 2 " << tet.region << " " << tet.region << " "
            << number[tet.vertices[0]] << " " << number[tet.vertices[1]] << " "
            << number[tet.vertices[2]] << " " << number[tet.vertices[3]] << "\n";
      out << "$EndElements\n";
      if (!out)
        throw std::runtime_error("cannot write the test mesh " + path);
      return path;
    }
  } // namespace test
} // namespace callus
