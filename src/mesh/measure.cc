// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/measure.h"

#include <cmath>

namespace callus
{
  template <int dim>
  double
  Measure::weight(const std::array<double, dim> &x) const
  {
    if (geometry == Geometry::axisymmetric)
      return n_images * 2 * std::acos(-1.) * x[0];
    return n_images * (geometry == Geometry::plane_strain ? thickness : 1.);
  }

  const char *
  name_of(const Geometry geometry)
  {
    if (geometry == Geometry::axisymmetric)
      return "axisymmetric";
    return geometry == Geometry::plane_strain ? "plane_strain" : "3d";
  }

  Geometry
  read_geometry(const Section &root)
  {
    root.renamed("Dimension", "Geometry", "set Geometry = 3d, plane_strain or axisymmetric");
    const std::string name = root.choice(
      "Geometry",
      {"3d", "plane_strain", "axisymmetric"},
      "3d",
      "What the mesh stands for: 3d: the body itself; plane_strain: a slice (x-y) of given "
      "thickness that does not move across it; axisymmetric: half a cross-section, x the radius, "
      "y the axis of the bone");
    for (const Geometry geometry : {Geometry::plane_strain, Geometry::axisymmetric})
      if (name == name_of(geometry))
        return geometry;
    return Geometry::three_dimensional;
  }

  Measure
  read_measure(const Section &root)
  {
    Measure measure;
    measure.geometry = read_geometry(root);
    if (measure.geometry == Geometry::plane_strain)
      measure.thickness =
        root.subsection("Mesh").quantity("Thickness",
                                         "mm",
                                         Range::positive(),
                                         "Thickness of the slice that a plane mesh stands for");
    return measure;
  }

  template double
  Measure::weight<2>(const std::array<double, 2> &) const;
  template double
  Measure::weight<3>(const std::array<double, 3> &) const;
} // namespace callus
