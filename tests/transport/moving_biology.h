// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "transport/shaped_biology.h"

#include <iomanip>
#include <sstream>
#include <string>

namespace callus
{
  namespace test
  {
    /// "value unit [assumed]", all digits that matter.
    inline std::string
    amount(double value, const std::string &unit)
    {
      std::ostringstream out;
      out << std::setprecision(15) << value << ' ' << unit << " [assumed]\n";
      return out.str();
    }

    inline std::string
    unit_of(const std::string &kind)
    {
      if (kind == "cell")
        return "1e6 cells/mL";
      if (kind == "gas")
        return "mmHg";
      return kind == "signal" ? "ng/mL" : "1";
    }

    /// The subsection of a field; diffusivity in mm2/day, 0: it does not diffuse.
    inline std::string
    field_text(const std::string &name,
               const std::string &kind,
               double             diffusivity,
               const std::string &more = "")
    {
      return " subsection " + name + "\n  set Unit = " + unit_of(kind) + "\n  set Kind = " + kind +
             '\n' +
             (diffusivity > 0 ? "  set Diffusivity = " + amount(diffusivity, "mm2/day") : "") +
             (kind == "matrix" ? "  set Volume per unit = 1 [assumed]\n" : "") + more + " end\n";
    }

    inline std::string
    process_text(const std::string &name, const std::string &form, const std::string &lines)
    {
      return " subsection " + name + "\n  set Form = " + form + '\n' + lines + " end\n";
    }

    inline std::string
    modifier_text(const std::string &argument, const std::string &form, const std::string &lines)
    {
      return "  subsection Modifiers\n   subsection " + argument + "\n    set Form = " + form +
             '\n' + lines + "   end\n  end\n";
    }

    /// A hindrance that lets as much through as is not filled by the matrix: mobility 1 - matrix.
    inline std::string
    hindered_by_matrix(const std::string &fields)
    {
      return process_text("dense",
                          "hindrance",
                          "  set Fields = " + fields + '\n' +
                            modifier_text("matrix",
                                          "linear",
                                          "    set Intercept = 1 [assumed]\n    set Slope = -1 "
                                          "[assumed]\n"));
    }

    inline std::string
    held_at(const std::string &field,
            const std::string &kind,
            const std::string &side,
            double             level)
    {
      return process_text(field + "_at_" + side,
                          "fixed value",
                          "  set Field = " + field + "\n  set Surfaces = " + side +
                            "\n  set Level = " + amount(level, unit_of(kind)) +
                            "  set Exchange coefficient when well-mixed = 1 mm/day [assumed]\n");
    }

    inline std::string
    biology_text(const std::string &fields, const std::string &processes, double tolerance = 1e-12)
    {
      std::ostringstream out;
      out << "subsection Transport\n set Relative tolerance = " << tolerance << "\nend\n"
          << "subsection Fields\n"
          << fields << "end\nsubsection Processes\n"
          << processes << "end\n";
      return out.str();
    }

    /// A strip of quadrilaterals, one cell wide, whose nodes lie @p spacing apart along x.
    inline ShapedBox<2>
    strip(double length, double spacing)
    {
      ShapedBox<2> shape = box_of<2>({"quadrilateral", Geometry::plane_strain}, 1, 0, length);
      shape.bricks       = {{static_cast<unsigned int>(std::lround(length / (2 * spacing))), 1}};
      shape.upper[1]     = 2 * spacing;
      return shape;
    }

    /// Sets a field to a function of the point.
    template <int dim, typename Function>
    double *
    fill(ShapedBiology<dim> &box, const std::string &name, const Function &function)
    {
      double *y = box.state.fields[box.field(name)];
      for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
        y[i] = function(box.point(i));
      return y;
    }
  } // namespace test
} // namespace callus
