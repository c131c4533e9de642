// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"

#include <array>

namespace callus
{
  /// What a point of the mesh stands for.
  enum class Geometry
  {
    three_dimensional, ///< itself
    plane_strain,      ///< a line across a slice of given thickness
    axisymmetric ///< a circle about the axis of the bone: x[0] is the radius [mm], x[1] the axis
  };

  /// How areas of a plane mesh become volumes of the body, and lengths areas.
  struct Measure
  {
    Geometry     geometry  = Geometry::three_dimensional;
    double       thickness = 1; ///< mm, of the slice; plane strain only
    unsigned int n_images  = 1; ///< of the mesh that make the body (Symmetry)

    /// Volume of the body over volume (area) of the mesh at @p x: 1; the thickness [mm]; 2 pi x[0] [mm]; times the images.
    template <int dim>
    double
    weight(const std::array<double, dim> &x) const;
  };

  /// The entry Geometry at the top of the parameter file.
  Geometry
  read_geometry(const Section &root);

  /// Geometry, and for plane strain Mesh/Thickness.
  Measure
  read_measure(const Section &root);

  /// "3d", "plane_strain" or "axisymmetric", as in the parameter file.
  const char *
  name_of(Geometry geometry);
} // namespace callus
