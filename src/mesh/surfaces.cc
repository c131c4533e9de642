// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/surfaces.h"

#include <cmath>

namespace callus
{
  bool
  LimitedSurface::contains(double axial, double cosine) const
  {
    if (axial < from || axial > to)
      return false;
    const double limit = std::sqrt(0.5); // 45 degrees separates radial from axial
    if (facing == "radial")
      return std::abs(cosine) < limit;
    if (facing == "axial")
      return std::abs(cosine) >= limit;
    return true;
  }

  std::map<std::string, LimitedSurface>
  read_limited_surfaces(const Section &surfaces)
  {
    std::map<std::string, LimitedSurface> result;
    const double                          infinity = std::numeric_limits<double>::infinity();
    for (const std::string &name : surfaces.subsections())
      {
        const Section  section = surfaces.subsection(name);
        LimitedSurface surface;
        surface.of =
          section.text("Of", "Surface, or interface between two regions, of which this is a part");
        surface.from = section.optional_quantity(
          "From", "mm", Range::any(), -infinity, "Begins here along the axis of the bone");
        surface.to = section.optional_quantity(
          "To", "mm", Range::any(), infinity, "Ends here along the axis of the bone");
        surface.facing = section.choice(
          "Facing",
          {"any", "radial", "axial"},
          "any",
          "Only faces that look across (radial) or along (axial) the axis of the bone");
        if (surface.from > surface.to)
          section.problem("From",
                          "a part that begins behind its end",
                          "From below To",
                          "Exchange the two; distal comes first along the axis.");
        result[name] = surface;
      }
    return result;
  }

  bool
  split_interface(const std::string &name, std::string &side, std::string &other_side)
  {
    const std::size_t bar = name.find('|');
    if (bar == std::string::npos)
      return false;
    side       = name.substr(0, bar);
    other_side = name.substr(bar + 1);
    return true;
  }
} // namespace callus
