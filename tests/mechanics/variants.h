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
    inline const std::string total_pressure = "total pressure";

    /// A shape of cells, what they stand for, and the unknowns of mechanics.
    struct Variant
    {
      std::string  shape;
      std::string  geometry;
      unsigned int dim;
      std::string  formulation = ""; ///< the default one: displacement-pressure

      Setting
      setting() const
      {
        Setting result;
        result.geometry    = geometry;
        result.axis        = dim == 3 ? "z" : "y";
        result.mesh        = geometry == "plane_strain" ? "set Thickness = 2 mm [assumed]\n" : "";
        result.formulation = formulation;
        return result;
      }
      bool
      has_total_pressure() const
      {
        return formulation == total_pressure;
      }
      /// What tables are headed with.
      std::string
      title() const
      {
        return shape + " " + geometry + (formulation.empty() ? "" : ", " + formulation);
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
      return info.param.shape + "_" + (info.param.dim == 3 ? "space" : info.param.geometry) +
             (info.param.has_total_pressure() ? "_total_pressure" : "");
    }

    /// Each in displacement-pressure and with the total pressure.
    inline std::vector<Variant>
    in_both_formulations(const std::vector<Variant> &variants)
    {
      std::vector<Variant> result = variants;
      for (Variant variant : variants)
        {
          variant.formulation = total_pressure;
          result.push_back(variant);
        }
      return result;
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
