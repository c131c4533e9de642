// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/osteotomy_mesh.h"

#include "base/parameter_values.h"
#include "base/parameters.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace callus
{
  namespace
  {
    constexpr double pi = 3.14159265358979323846;

    using Point = std::array<double, 3>;
    using Cell  = std::vector<std::size_t>; // corners in Gmsh's order

    enum Region
    {
      cortical_bone = 1,
      marrow,
      callus
    };
    enum Surface
    {
      proximal_end = 1,
      distal_end,
      callus_outer,
      bone_outer,
      axis
    };

    /// Points and cells while they are put together.
    struct Draft
    {
      std::vector<Point>  points;
      std::vector<Cell>   cells;
      std::vector<Region> regions;
    };

    /// Lines of the grid from @p from to @p to, about @p size apart; without the first.
    void
    add_lines(std::vector<double> &lines, double to, double size)
    {
      const double from = lines.back();
      const int    n    = std::max(1, int(std::ceil((to - from) / size - 1e-9)));
      for (int i = 1; i <= n; ++i)
        lines.push_back(from + (to - from) * i / n);
    }

    /// Lines along the axis: fine in the gap, coarser away from the callus.
    std::vector<double>
    axial_lines(const OsteotomyGeometry &geometry)
    {
      std::vector<double> lines = {-geometry.half_length};
      const double        h     = geometry.element_size;
      add_lines(lines, -geometry.callus_half_length, 2 * h);
      add_lines(lines, -geometry.gap / 2, 1.5 * h);
      add_lines(lines, geometry.gap / 2, h);
      add_lines(lines, geometry.callus_half_length, 1.5 * h);
      add_lines(lines, geometry.half_length, 2 * h);
      return lines;
    }

    /// The region at a radius and a place on the axis; none outside of the body.
    int
    region_at(const OsteotomyGeometry &geometry, double r, double z)
    {
      const bool in_gap = std::abs(z) < geometry.gap / 2;
      if (r < geometry.cortex_radius)
        return in_gap ? callus : (r < geometry.marrow_radius ? marrow : cortical_bone);
      return std::abs(z) < geometry.callus_half_length ? callus : 0;
    }

    /// The grid's radius as it is in the body: the callus gets thinner towards its ends.
    double
    outline(const OsteotomyGeometry &geometry, double r, double z)
    {
      if (r <= geometry.cortex_radius)
        return r;
      const double share =
        .4 + .6 * std::cos(pi / 2 * std::min(1., std::abs(z) / geometry.callus_half_length));
      return geometry.cortex_radius + (r - geometry.cortex_radius) * share;
    }

    /// A longitudinal section; a whole one has the axis in its middle.
    Draft
    section(const OsteotomyGeometry &geometry, bool is_half)
    {
      std::vector<double> across = {0};
      for (const double radius : {geometry.marrow_radius,
                                  geometry.cortex_radius,
                                  geometry.cortex_radius + geometry.callus_thickness})
        add_lines(across, radius, geometry.element_size);
      if (!is_half)
        for (std::size_t i = 1, n = across.size(); i < n; ++i)
          across.insert(across.begin(), -across[2 * i - 1]);
      const std::vector<double> along = axial_lines(geometry);

      Draft             draft;
      const std::size_t width = across.size();
      for (const double z : along)
        for (const double x : across)
          draft.points.push_back({{std::copysign(outline(geometry, std::abs(x), z), x), z, 0}});
      for (std::size_t j = 0; j + 1 < along.size(); ++j)
        for (std::size_t i = 0; i + 1 < width; ++i)
          if (const int region = region_at(
                geometry, std::abs(across[i] + across[i + 1]) / 2, (along[j] + along[j + 1]) / 2))
            {
              const std::size_t corner = j * width + i;
              draft.cells.push_back({corner, corner + 1, corner + width + 1, corner + width});
              draft.regions.push_back(Region(region));
            }
      return draft;
    }

    /// Across the shaft: a square in the marrow, and around it rings of quadrilaterals out to the callus.
    struct Disc
    {
      std::vector<std::array<double, 2>>
                          points; ///< on the unit circle times the radius, or in the square
      std::vector<double> radii;  ///< of the points; that of the square counts as within the marrow
      std::vector<Cell>   cells;
      std::vector<double> cell_radii;
    };

    Disc
    disc(const OsteotomyGeometry &geometry)
    {
      Disc         result;
      const double h    = geometry.element_size;
      const int    n    = std::max(2, int(std::ceil(pi / 2 * geometry.cortex_radius / (2 * h))));
      const double side = geometry.marrow_radius; // of the square, half of the diameter
      for (int j = 0; j <= n; ++j)
        for (int i = 0; i <= n; ++i)
          {
            // bulged a little, for better angles where the square meets the rings
            const double x = 2. * i / n - 1, y = 2. * j / n - 1;
            const double bulge = side / 2 * (1 + .1 * (2 - x * x - y * y));
            result.points.push_back({{x * bulge, y * bulge}});
            result.radii.push_back(0);
          }
      const auto in_square = [&](int i, int j) { return std::size_t(j * (n + 1) + i); };
      for (int j = 0; j < n; ++j)
        for (int i = 0; i < n; ++i)
          {
            result.cells.push_back(
              {in_square(i, j), in_square(i + 1, j), in_square(i + 1, j + 1), in_square(i, j + 1)});
            result.cell_radii.push_back(0);
          }

      std::vector<std::size_t> ring; // the border of the square, counter-clockwise
      for (int i = 0; i < n; ++i)
        ring.push_back(in_square(i, 0));
      for (int j = 0; j < n; ++j)
        ring.push_back(in_square(n, j));
      for (int i = n; i > 0; --i)
        ring.push_back(in_square(i, n));
      for (int j = n; j > 0; --j)
        ring.push_back(in_square(0, j));

      std::vector<double> radii = {side * .6};
      add_lines(radii, geometry.marrow_radius, 2 * h);
      add_lines(radii, geometry.cortex_radius, 1.5 * h);
      add_lines(radii, geometry.cortex_radius + geometry.callus_thickness, 1.5 * h);
      for (std::size_t k = 1; k < radii.size(); ++k)
        {
          std::vector<std::size_t> next;
          for (std::size_t i = 0; i < ring.size(); ++i)
            {
              const double angle = -.75 * pi + 2 * pi * i / ring.size();
              next.push_back(result.points.size());
              result.points.push_back({{radii[k] * std::cos(angle), radii[k] * std::sin(angle)}});
              result.radii.push_back(radii[k]);
            }
          for (std::size_t i = 0; i < ring.size(); ++i)
            {
              const std::size_t other = (i + 1) % ring.size();
              result.cells.push_back({ring[i], next[i], next[other], ring[other]});
              result.cell_radii.push_back((radii[k - 1] + radii[k]) / 2);
            }
          ring = next;
        }
      return result;
    }

    /// Cuts a hexahedron into tetrahedra: a cone from its corner with the smallest number over the faces that do not touch it,
    /// each cut along the diagonal through its own smallest number, so that neighbours cut a common face alike.
    void
    cut(const Cell &hexahedron, Region region, Draft &draft)
    {
      static const std::array<std::array<int, 4>, 6> sides = {{{{0, 3, 2, 1}},
                                                               {{4, 5, 6, 7}},
                                                               {{0, 1, 5, 4}},
                                                               {{1, 2, 6, 5}},
                                                               {{2, 3, 7, 6}},
                                                               {{3, 0, 4, 7}}}};
      const std::size_t apex = *std::min_element(hexahedron.begin(), hexahedron.end());
      for (const auto &side : sides)
        {
          std::array<std::size_t, 4> face;
          for (int i = 0; i < 4; ++i)
            face[i] = hexahedron[side[i]];
          if (std::find(face.begin(), face.end(), apex) != face.end())
            continue;
          std::rotate(face.begin(), std::min_element(face.begin(), face.end()), face.end());
          for (int i = 1; i < 3; ++i)
            {
              // the face turns outward, away from the apex: the volume is positive
              draft.cells.push_back({apex, face[0], face[i], face[i + 1]});
              draft.regions.push_back(region);
            }
        }
    }

    Draft
    body(const OsteotomyGeometry &geometry)
    {
      const Disc                across = disc(geometry);
      const std::vector<double> along  = axial_lines(geometry);
      Draft                     draft;
      for (const double z : along)
        for (std::size_t i = 0; i < across.points.size(); ++i)
          {
            const double r = across.radii[i], scale = r > 0 ? outline(geometry, r, z) / r : 1;
            draft.points.push_back({{across.points[i][0] * scale, across.points[i][1] * scale, z}});
          }
      const std::size_t layer = across.points.size();
      for (std::size_t k = 0; k + 1 < along.size(); ++k)
        for (std::size_t c = 0; c < across.cells.size(); ++c)
          if (const int region =
                region_at(geometry, across.cell_radii[c], (along[k] + along[k + 1]) / 2))
            {
              Cell hexahedron;
              for (const std::size_t shift : {k * layer, (k + 1) * layer})
                for (const std::size_t corner : across.cells[c])
                  hexahedron.push_back(shift + corner);
              cut(hexahedron, Region(region), draft);
            }
      return draft;
    }

    /// The sides of a cell: its edges in the plane, its triangles in space.
    std::vector<Cell>
    sides_of(const Cell &cell, bool in_space)
    {
      std::vector<Cell> sides;
      for (std::size_t i = 0; i < cell.size(); ++i)
        if (!in_space)
          sides.push_back({cell[i], cell[(i + 1) % cell.size()]});
        else
          {
            Cell side = cell;
            side.erase(side.begin() + i);
            sides.push_back(side);
          }
      return sides;
    }

    struct Face
    {
      Cell    corners;
      Surface surface;
    };

    /// The faces that only one cell has, by name.
    std::vector<Face>
    outer_faces(const OsteotomyGeometry &geometry, const Draft &draft, OsteotomyMesh kind)
    {
      const bool in_space = kind == OsteotomyMesh::three_dimensional;
      std::map<Cell, std::pair<Cell, std::size_t>> once; // by sorted corners
      for (std::size_t c = 0; c < draft.cells.size(); ++c)
        for (const Cell &side : sides_of(draft.cells[c], in_space))
          {
            Cell key = side;
            std::sort(key.begin(), key.end());
            if (!once.emplace(key, std::make_pair(side, c)).second)
              once.erase(key);
          }
      std::vector<Face> faces;
      for (const auto &[key, found] : once)
        {
          double x = 0, z = 0;
          for (const std::size_t corner : key)
            {
              x += std::abs(draft.points[corner][0]) / key.size();
              z += draft.points[corner][in_space ? 2 : 1] / key.size();
            }
          Surface surface = draft.regions[found.second] == callus ? callus_outer : bone_outer;
          if (std::abs(z) > geometry.half_length * (1 - 1e-9))
            surface = z > 0 ? proximal_end : distal_end;
          else if (kind == OsteotomyMesh::axisymmetric && x < 1e-9 * geometry.half_length)
            surface = axis;
          faces.push_back({found.first, surface});
        }
      return faces;
    }
  } // namespace

  OsteotomyGeometry
  OsteotomyGeometry::read(const Section &section)
  {
    const auto length = [&](const std::string &entry, const std::string &description) {
      return section.quantity(entry, "mm", Range::positive(), description);
    };
    OsteotomyGeometry geometry;
    geometry.marrow_radius      = length("Marrow radius", "Radius of the marrow space");
    geometry.cortex_radius      = length("Cortex radius", "Outer radius of the bone");
    geometry.gap                = length("Gap", "Width of the osteotomy");
    geometry.callus_thickness   = length("Callus thickness", "Of the callus at mid-gap");
    geometry.callus_half_length = length("Callus half length", "Where the callus ends");
    geometry.half_length        = length("Half length", "Where the body ends");
    geometry.element_size       = length("Element size", "Of the cells in the gap, about");
    return geometry;
  }

  void
  write_osteotomy_mesh(const OsteotomyGeometry &geometry, OsteotomyMesh kind, std::ostream &out)
  {
    const bool  in_space = kind == OsteotomyMesh::three_dimensional;
    const Draft draft =
      in_space ? body(geometry) : section(geometry, kind == OsteotomyMesh::axisymmetric);
    const auto faces = outer_faces(geometry, draft, kind);

    // points outside of the callus' ends belong to no cell
    std::vector<std::size_t> number(draft.points.size(), 0);
    std::size_t              n_points = 0;
    for (const Cell &cell : draft.cells)
      for (const std::size_t corner : cell)
        number[corner] = 1;
    for (std::size_t &i : number)
      i = i > 0 ? ++n_points : 0;

    const unsigned int       dim      = in_space ? 3 : 2;
    std::vector<std::string> regions  = {"cortical_bone", "marrow", "callus"};
    std::vector<std::string> surfaces = {
      "proximal_end", "distal_end", "callus_outer", "bone_outer"};
    if (kind == OsteotomyMesh::axisymmetric)
      surfaces.push_back("axis");
    out << "$MeshFormat\n2.2 0 8\n$EndMeshFormat\n$PhysicalNames\n"
        << regions.size() + surfaces.size() << '\n';
    for (std::size_t i = 0; i < surfaces.size(); ++i)
      out << dim - 1 << ' ' << i + 1 << " \"" << surfaces[i] << "\"\n";
    for (std::size_t i = 0; i < regions.size(); ++i)
      out << dim << ' ' << i + 1 << " \"" << regions[i] << "\"\n";
    out << "$EndPhysicalNames\n$Nodes\n" << n_points << '\n';
    for (std::size_t i = 0; i < number.size(); ++i)
      if (number[i] > 0)
        out << number[i] << ' ' << number_text(draft.points[i][0]) << ' '
            << number_text(draft.points[i][1]) << ' ' << number_text(draft.points[i][2]) << '\n';
    out << "$EndNodes\n$Elements\n" << faces.size() + draft.cells.size() << '\n';
    std::size_t element = 0;
    const auto  write   = [&](int type, int group, const Cell &corners) {
      out << ++element << ' ' << type << " 2 " << group << ' ' << group;
      for (const std::size_t corner : corners)
        out << ' ' << number[corner];
      out << '\n';
    };
    for (const Face &face : faces)
      write(in_space ? 2 : 1, face.surface, face.corners);
    for (std::size_t c = 0; c < draft.cells.size(); ++c)
      write(in_space ? 4 : 3, draft.regions[c], draft.cells[c]);
    out << "$EndElements\n";
  }
} // namespace callus
