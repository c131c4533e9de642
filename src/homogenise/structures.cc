// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "homogenise/structures.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    using Function                         = std::function<double(double, double, double)>;
    constexpr double              pi       = 3.14159265358979323846;
    constexpr std::array<bool, 3> in_space = {{true, true, true}};

    double
    gyroid(double x, double y, double z)
    {
      const double a = 2 * pi * x, b = 2 * pi * y, c = 2 * pi * z;
      return std::sin(a) * std::cos(b) + std::sin(b) * std::cos(c) + std::sin(c) * std::cos(a);
    }

    double
    primitive(double x, double y, double z)
    {
      return std::cos(2 * pi * x) + std::cos(2 * pi * y) + std::cos(2 * pi * z);
    }

    double
    diamond(double x, double y, double z)
    {
      const double a = 2 * pi * x, b = 2 * pi * y, c = 2 * pi * z;
      return std::sin(a) * std::sin(b) * std::sin(c) + std::sin(a) * std::cos(b) * std::cos(c) +
             std::cos(a) * std::sin(b) * std::cos(c) + std::cos(a) * std::cos(b) * std::sin(c);
    }

    /// Half the width of the square strut along the edge of the cell that reaches this place first.
    double
    struts(double x, double y, double z)
    {
      const double a = .5 - std::abs(x - .5), b = .5 - std::abs(y - .5), c = .5 - std::abs(z - .5);
      return std::min({std::max(a, b), std::max(b, c), std::max(c, a)});
    }

    /// Distance to the second nearest centre of a hexagon less that to the nearest: 0 on the walls. The cell is 1 times sqrt(3).
    double
    honeycomb(double x, double y, double)
    {
      const double height = std::sqrt(3.);
      double       first = 10, second = 10;
      for (int i = -1; i <= 2; ++i)
        for (int j = -1; j <= 2; ++j)
          for (const double offset : {0., .5})
            {
              const double d = std::hypot(x - i - offset, (y - j - offset) * height);
              second         = std::min(second, std::max(first, d));
              first          = std::min(first, d);
            }
      return second - first;
    }

    Function
    size_of(double (*function)(double, double, double))
    {
      return [=](double x, double y, double z) { return std::abs(function(x, y, z)); };
    }

    std::vector<Structure>
    with_sheet(const std::string &name,
               const std::string &equation,
               double (*function)(double, double, double))
    {
      return {{name + " network",
               "One of the two labyrinths that the surface parts, filled with solid",
               equation,
               {{1, 1, 1}},
               in_space,
               function},
              {name + " sheet",
               "A wall along the surface",
               "|" + equation + "|",
               {{1, 1, 1}},
               in_space,
               size_of(function)}};
    }
  } // namespace


  const std::vector<Structure> &
  structures()
  {
    static const std::vector<Structure> list = []() {
      std::vector<Structure> all;
      const auto             add = [&](const std::vector<Structure> &more) {
        all.insert(all.end(), more.begin(), more.end());
      };
      add(with_sheet("gyroid", "sin x cos y + sin y cos z + sin z cos x", gyroid));
      add(with_sheet("primitive", "cos x + cos y + cos z", primitive));
      add(
        with_sheet("diamond",
                   "sin x sin y sin z + sin x cos y cos z + cos x sin y cos z + cos x cos y sin z",
                   diamond));
      add({{"strut lattice",
            "Square struts along the edges of a cube",
            "min over the three edges of max(|distance along one axis|, |along the other|)",
            {{1, 1, 1}},
            in_space,
            struts},
           {"honeycomb",
            "Walls of hexagonal channels along z; the cell is 1 times sqrt(3)",
            "distance to the second nearest axis of a channel less that to the nearest",
            {{1, std::sqrt(3.), 1}},
            {{true, true, false}},
            honeycomb},
           {"layers",
            "Layers across z",
            "z",
            {{1, 1, 1}},
            {{false, false, true}},
            [](double, double, double z) { return z; }}});
      return all;
    }();
    return list;
  }


  UnitCell
  build_unit_cell(const Structure  &structure,
                  const double      solid_fraction,
                  const std::size_t resolution,
                  const double      edge)
  {
    UnitCell cell;
    for (unsigned int k = 0; k < 3; ++k)
      {
        const double voxels = std::max(1., std::round(resolution * structure.shape[k]));
        cell.n[k]           = structure.varies[k] ? std::size_t(voxels) : 1;
        cell.edge[k]        = structure.varies[k] ? edge * structure.shape[k] : edge / resolution;
      }
    std::vector<double> value;
    for (std::size_t k = 0; k < cell.n[2]; ++k)
      for (std::size_t j = 0; j < cell.n[1]; ++j)
        for (std::size_t i = 0; i < cell.n[0]; ++i)
          value.push_back(
            structure.function((i + .5) / cell.n[0], (j + .5) / cell.n[1], (k + .5) / cell.n[2]));
    std::vector<double> sorted = value;
    std::sort(sorted.begin(), sorted.end());
    // between two values that differ, so that symmetric places are treated alike
    const std::size_t wanted = std::min(
      sorted.size() - 1, std::size_t(std::llround(solid_fraction * double(sorted.size()))));
    constexpr double same  = 1e-9;
    std::size_t      below = wanted, above = wanted;
    while (below > 0 && sorted[below] - sorted[below - 1] < same)
      --below;
    while (above < sorted.size() && (above == below || sorted[above] - sorted[above - 1] < same))
      ++above;
    const std::size_t n_solid = wanted - below <= above - wanted ? below : above;
    const double      limit   = n_solid == 0               ? sorted.front() - 1
                                : n_solid == sorted.size() ? sorted.back() + 1
                                                           : .5 * (sorted[n_solid - 1] + sorted[n_solid]);
    for (const double v : value)
      cell.phase.push_back(v < limit ? 1 : 0);
    return cell;
  }
} // namespace callus
