// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/forms/conversion.h"

#include <cmath>

namespace callus
{
  namespace biology
  {
    /// Erosion of a solid from its surface: a loss coefficient k max(s/s_0, e)^(q - 1), with the share e below which what is left
    /// decays at a constant rate (the law's own coefficient is infinite at s = 0).
    struct SurfaceErosion
    {
      double k, s_0, power, least;

      static constexpr unsigned int n_numbers = 4;

      explicit SurfaceErosion(const double *p)
        : k(p[0])
        , s_0(p[1])
        , power(p[2])
        , least(p[3])
      {
      }

      double
      coefficient(double s) const
      {
        return k * std::pow(std::max(s / s_0, least), power);
      }

      double
      slope(double s) const
      {
        return s / s_0 < least ? 0. : k * power * std::pow(s / s_0, power - 1.) / s_0;
      }
    };

    inline Formula
    surface_erosion_formula(const FormulaInput &input)
    {
      const SurfaceErosion law(input.parameters.data());
      const Formula        k = Parameter{"k", law.k, "1/day"}, s_0 = Parameter{"s_0", law.s_0, "1"},
                    least = Parameter{"e", law.least, "1"};
      return k * power(larger(input.argument(0) / s_0, least), law.power);
    }

    /// The loss coefficient; argument s.
    struct ErosionLaw
    {
      static constexpr unsigned int n_arguments  = 1;
      static constexpr unsigned int n_parameters = SurfaceErosion::n_numbers;

      static double
      value(const double *p, const double *x)
      {
        return SurfaceErosion(p).coefficient(x[0]);
      }

      static double
      derivative(unsigned int, const double *p, const double *x)
      {
        return SurfaceErosion(p).slope(x[0]);
      }

      static Formula
      formula(const FormulaInput &input)
      {
        return surface_erosion_formula(input);
      }
    };

    /// What is lost: the coefficient times s; argument s.
    struct ErodedLaw
    {
      static constexpr unsigned int n_arguments  = 1;
      static constexpr unsigned int n_parameters = SurfaceErosion::n_numbers;

      static double
      value(const double *p, const double *x)
      {
        return SurfaceErosion(p).coefficient(x[0]) * x[0];
      }

      static double
      derivative(unsigned int, const double *p, const double *x)
      {
        return SurfaceErosion(p).coefficient(x[0]) + SurfaceErosion(p).slope(x[0]) * x[0];
      }

      static Formula
      formula(const FormulaInput &input)
      {
        return surface_erosion_formula(input) * input.argument(0);
      }
    };

    /// The numbers of SurfaceErosion. With the surface c s_0/d of the structure on the day of surgery, and s ~ d^p, p = 1, 2, 3 as it
    /// thins: ds/dt = -v (c/d_0) s_0 (s/s_0)^(1 - 1/p).
    inline std::vector<double>
    read_surface_erosion(Reader &reader)
    {
      const std::vector<std::string> shapes = {"sheets", "struts", "particles"};
      const std::string              shape  = reader.section.choice(
        "Shape",
        shapes,
        "What thins from all sides: sheets of a thickness, struts or particles of a diameter");
      const double p = 1. + double(std::find(shapes.begin(), shapes.end(), shape) - shapes.begin());
      const double speed =
        reader.number("Speed", "um/day", Range::positive(), "Speed at which the surface recedes");
      const double thickness = reader.number(
        "Thickness", "um", Range::positive(), "Thickness or diameter on the day of surgery");
      Range fraction          = Range::fraction();
      fraction.lower_excluded = true;
      const double solid      = reader.number(
        "Solid fraction", "1", fraction, "Solid fraction on the day of surgery, of that thickness");
      const double least = reader.section.setting("Constant below",
                                                  "1",
                                                  fraction,
                                                  "0.01",
                                                  "Share of the solid below which the rest decays "
                                                  "at the rate coefficient reached by then");
      return {2. * p * speed / thickness, solid, -1. / p, least};
    }

    /// A solid recedes from its surface: eroding polymers and glasses, corroding metals.
    inline ProcessForm
    surface_erosion()
    {
      return {
        {"surface erosion",
         "L_from += r, P_to += Y r s, r = k max(s/s_0, e)^(-1/p), k = 2 p v/d_0",
         "v: um/day; d_0: um; s_0, e: 1; Y: unit of `To`",
         "The surface of a solid (`From`) recedes at the speed v, whatever is left of it: metals "
         "that corrode, polymers and glasses that erode. Struts (p = 2), sheets (p = 1) or "
         "particles (p = 3) of the thickness d_0 at the solid fraction s_0 grow thinner, so that "
         "the "
         "solid is gone after d_0/(2 v); the last part e (`Constant below`, 0.01 if left out) "
         "decays at a constant "
         "rate. What is dissolved goes to `To`, if that is given: Y (`Yield`) of it per volume "
         "fraction of solid, the "
         "ions of a corroding metal, say. Modifiers multiply v. Never scaled by the species.",
         "set Form = surface erosion\nset From = matrix\nset To = signal\nset Yield = 1e6 ng/mL "
         "[assumed]\nset Speed = 0.8 um/day [assumed]\nset Thickness = 300 um [assumed]\nset Shape "
         "= struts\nset Solid fraction = 0.3 [assumed]\n"},
        Effect::reaction,
        [](Reader &reader) -> ProcessTerms {
          const FieldId             from    = reader.field("From", "The solid");
          const std::vector<double> numbers = read_surface_erosion(reader);
          const Variable            solid   = as_variable(from);
          ProcessTerms              process{
            {{from, Term::Side::loss, 1., {&point_function<ErosionLaw>(), numbers, {solid}}}},
            {},
            reader.symbol(from) + " -> dissolved: r(s) " + reader.symbol(from)};
          if (!reader.section.has("To"))
            return process;
          const FieldId to    = reader.field("To", "What it dissolves into");
          const Formula yield = read_yield(reader, from, to);
          expect_two_fields(reader, from, to);
          process.terms.push_back({to,
                                   Term::Side::production,
                                   yield,
                                   {&point_function<ErodedLaw>(), numbers, {solid}},
                                   from});
          process.equation =
            reader.symbol(from) + " -> " + reader.symbol(to) + ": r(s) " + reader.symbol(from);
          return process;
        },
        true};
    }
  } // namespace biology
} // namespace callus
