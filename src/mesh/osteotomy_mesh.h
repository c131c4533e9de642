// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <iosfwd>

namespace callus
{
  class Section;

  /// A transverse osteotomy of a shaft: two tubes of cortical bone with their marrow, a gap, and a callus around them. Mid-gap
  /// is 0 on the axis, proximal is positive.
  struct OsteotomyGeometry
  {
    double marrow_radius;      ///< mm
    double cortex_radius;      ///< mm, outer
    double gap;                ///< mm
    double callus_thickness;   ///< mm, at mid-gap; 40 % of it at the ends
    double callus_half_length; ///< mm
    double half_length;        ///< mm, of the body
    double element_size;       ///< mm, about
    /// Reads these entries; all are required.
    static OsteotomyGeometry
    read(const Section &section);
  };

  /// Structured meshes of the osteotomy with these names:
  ///   regions   cortical_bone, marrow, callus (which fills the gap as well)
  ///   surfaces  proximal_end, distal_end, callus_outer, bone_outer; the half section has an `axis` too
  enum class OsteotomyMesh
  {
    plane,            ///< quadrilaterals, a longitudinal section; the axis of the bone is y
    axisymmetric,     ///< quadrilaterals, half of it: x is the radius, y the axis
    three_dimensional ///< tetrahedra; the axis is z
  };

  /// Writes it in Gmsh's format 2.2.
  void
  write_osteotomy_mesh(const OsteotomyGeometry &geometry, OsteotomyMesh kind, std::ostream &out);
} // namespace callus
