// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/test_problem.h"
#include "support/shaped_box.h"

#include <gtest/gtest.h>

namespace callus
{
  namespace test
  {
    /// A shape of cells, and what they stand for.
    struct Variant
    {
      std::string  shape;
      std::string  geometry;
      unsigned int dim;

      Setting
      setting() const
      {
        return {geometry,
                dim == 3 ? "z" : "y",
                geometry == "plane_strain" ? "set Thickness = 2 mm [assumed]\n" : "",
                ""};
      }
      /// Names of the ends of the bone and of its lateral sides (the axis of an axisymmetric body needs no support).
      std::string
      low_end() const
      {
        return dim == 3 ? "z_min" : "y_min";
      }
      std::string
      high_end() const
      {
        return dim == 3 ? "z_max" : "y_max";
      }
      std::vector<std::string>
      sides(const std::string &which) const
      {
        std::vector<std::string> names;
        for (const std::string &axis : {"x", "y"})
          if (axis == "x" || dim == 3)
            if (geometry != "axisymmetric" || which == "max")
              names.push_back(axis + "_" + which);
        return names;
      }
      /// Area of the end of a bar from 0 to @p width [mm2].
      double
      end_area(const double width) const
      {
        if (geometry == "axisymmetric")
          return std::acos(-1.) * width * width;
        return geometry == "plane_strain" ? 2 * width : width * width;
      }
      /// A load along the axis as the parameter file wants it.
      std::string
      axial(const std::string &value) const
      {
        return (dim == 3 ? "0, 0, " : "0, ") + value;
      }
    };

    inline const std::vector<Variant> all_variants = {{"tetrahedron", "3d", 3},
                                                      {"hexahedron", "3d", 3},
                                                      {"triangle", "plane_strain", 2},
                                                      {"quadrilateral", "plane_strain", 2},
                                                      {"triangle", "axisymmetric", 2},
                                                      {"quadrilateral", "axisymmetric", 2}};

    inline std::string
    variant_name(const ::testing::TestParamInfo<Variant> &info)
    {
      return info.param.shape + "_" + (info.param.dim == 3 ? "space" : info.param.geometry);
    }

    /// A bar along the axis, from 0 to @p width across (from the axis, if it is axisymmetric).
    template <int dim>
    ShapedBox<dim>
    bar(const Variant     &variant,
        const double       width,
        const double       length,
        const unsigned int n_across,
        const unsigned int n_along)
    {
      ShapedBox<dim> box;
      box.shape = variant.shape;
      box.bricks.fill(n_across);
      box.bricks[dim - 1] = n_along;
      box.lower.fill(0);
      box.upper.fill(width);
      box.upper[dim - 1] = length;
      return box;
    }

    inline std::string
    sliding(const std::vector<std::string> &surfaces)
    {
      std::string text;
      for (const std::string &surface : surfaces)
        text += on_surface("at_" + surface, surface, "sliding plane");
      return text;
    }

    /// Calls the action with the number of dimensions as a compile-time constant.
    template <typename Action>
    void
    in_dimension(const Variant &variant, const Action &action)
    {
      if (variant.dim == 2)
        action(std::integral_constant<int, 2>());
      else
        action(std::integral_constant<int, 3>());
    }
  } // namespace test
} // namespace callus
