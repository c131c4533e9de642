// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/biology/forms/conversion.h"

#include <cmath>

namespace callus
{
  namespace biology
  {
    /// Release by a power law of time: the share k tau^n of what was loaded has left after tau = t - t_begin. The power law is a
    /// loss coefficient r = f'/(1 - f) of what is left, finite at both ends: f is a straight line up to tau_0 (for n < 1 the
    /// slope at 0 is infinite), and r stays what it is from tau_e on (where f comes to 1 it is infinite).
    struct PowerLawRelease
    {
      double k, n, begin, straight_until, law_until;

      static constexpr unsigned int n_numbers = 5;

      explicit PowerLawRelease(const double *p)
        : k(p[0])
        , n(p[1])
        , begin(p[2])
        , straight_until(p[3])
        , law_until(p[4])
      {
      }

      /// r [1/day] on the day @p t.
      double
      coefficient(double t) const
      {
        const double tau = std::min(t - begin, law_until);
        // a step that ends where the release begins sees nothing of it
        if (tau < 0. || (tau == 0. && begin > 0.))
          return 0.;
        if (tau < straight_until)
          {
            const double slope = k * std::pow(straight_until, n - 1.);
            return slope / (1. - slope * tau);
          }
        return k * n * std::pow(tau, n - 1.) / (1. - k * std::pow(tau, n));
      }

      /// dr/dt [1/day^2].
      double
      slope(double t) const
      {
        const double tau = t - begin;
        if (tau < 0. || tau > law_until)
          return 0.;
        const double r = coefficient(t);
        return tau < straight_until ? r * r : r * (r + (n - 1.) / tau);
      }
    };

    /// r(t) of PowerLawRelease as a formula of the day.
    inline Formula
    release_formula(const std::vector<double> &parameters, const Formula &day)
    {
      const PowerLawRelease law(parameters.data());
      const Formula         begin    = Parameter{"t_b", law.begin, "day"},
                    first            = Parameter{"tau_0", law.straight_until, "day"},
                    last             = Parameter{"tau_e", law.law_until, "day"};
      const std::string power_of_day = law.n == 1. ? "day" : "day^" + number_text(law.n);
      const Formula     k            = Parameter{"k", law.k, "1/" + power_of_day};
      const Formula     tau          = smaller(last, law.begin == 0. ? day : day - begin);
      const Formula     slope        = k * power(first, law.n - 1.);
      const Formula     r =
        if_at_least(tau,
                    first,
                    k * law.n * power(tau, law.n - 1.) / (1. - k * power(tau, law.n)),
                    slope / (1. - slope * tau));
      return if_at_least(day, law.begin == 0. ? Formula(0.) : begin, r, 0.);
    }

    /// r(t) of PowerLawRelease; argument t.
    struct ReleaseLaw
    {
      static constexpr unsigned int n_arguments  = 1;
      static constexpr unsigned int n_parameters = PowerLawRelease::n_numbers;

      static double
      value(const double *p, const double *x)
      {
        return PowerLawRelease(p).coefficient(x[0]);
      }

      static double
      derivative(unsigned int, const double *p, const double *x)
      {
        return PowerLawRelease(p).slope(x[0]);
      }

      static Formula
      formula(const FormulaInput &input)
      {
        return release_formula(input.parameters, input.argument(0));
      }
    };

    /// r(t) y with arguments t and y, what is left in the store.
    struct ReleasedLaw
    {
      static constexpr unsigned int n_arguments  = 2;
      static constexpr unsigned int n_parameters = PowerLawRelease::n_numbers;

      static double
      value(const double *p, const double *x)
      {
        return PowerLawRelease(p).coefficient(x[0]) * x[1];
      }

      static double
      derivative(unsigned int k, const double *p, const double *x)
      {
        return k == 0 ? PowerLawRelease(p).slope(x[0]) * x[1]
                      : PowerLawRelease(p).coefficient(x[0]);
      }

      static Formula
      formula(const FormulaInput &input)
      {
        return release_formula(input.parameters, input.argument(0)) * input.argument(1);
      }
    };

    /// The numbers of PowerLawRelease.
    inline std::vector<double>
    read_power_law_release(Reader &reader)
    {
      Range share          = Range::fraction();
      share.lower_excluded = true;
      const double fraction =
        reader.number("Fraction", "1", share, "Share of the load that has been released by then");
      const double within =
        reader.number("Within",
                      "day",
                      Range::positive(),
                      "Time after the beginning in which that share is released");
      const double exponent = reader.number(
        "Exponent",
        "1",
        Range::positive(),
        "1: zero-order, 0.5: Higuchi (diffusion out of a matrix), other: Korsmeyer-Peppas");
      const double begin = reader.optional_number(
        "Begin", "day", Range::non_negative(), 0., "Day on which the release begins; left out: 0");
      const double straight_until =
        reader.section.setting("Straight line until",
                               "day",
                               Range::positive(),
                               "0.01 day",
                               "Time after the beginning up to which the share released is a "
                               "straight line, as the power law is infinitely fast at first");
      share.upper_excluded = true;
      const double law_until =
        reader.section.setting("Law until",
                               "1",
                               share,
                               "0.99",
                               "Share released after which what is left leaves at the constant "
                               "rate coefficient reached by then");
      const double k      = fraction / std::pow(within, exponent);
      const double law_to = std::pow(law_until / k, 1. / exponent);
      if (reader.is_valid() && straight_until >= law_to)
        reader.problem("Straight line until",
                       "a time in which " + std::to_string(law_until) +
                         " of the load are released already",
                       "a shorter time",
                       "Write for example: set Straight line until = 0.0001 day");
      return {k, exponent, begin, straight_until, law_to};
    }

    /// What a scaffold or gel carries comes out of it by a power law of time.
    inline ProcessForm
    release()
    {
      return {
        {"release",
         "f = F (tau/t_F)^n, tau = t - t_begin; L_from += r, P_to += Y r y_from, r = f'/(1 - f)",
         "F, n: 1; t_F, t_begin: day; Y: unit of `To` / unit of `From`",
         "A scaffold or gel releases what it carries (`From`, the store) into the tissue (`To`): "
         "after the time tau the share f of the load has left, F (`Fraction`) of it after t_F "
         "(`Within`). n = 1 is release of zero order, n = 0.5 Higuchi's law of diffusion out of a "
         "matrix, another n that of Korsmeyer and Peppas; release of first order is a "
         "`conversion`. "
         "It begins on the day `Begin` (0 if left out), so that several factors may follow each "
         "other. Up to the time `Straight line until` (0.01 day if left out) f is a straight line, "
         "as the power law has infinite slope at 0 for n < 1; when the share `Law until` (0.99 if "
         "left out) has left, the rest follows at the constant r reached by then, as r is infinite "
         "at f = 1. What one "
         "loses the other gains, to round-off where both are advanced in the same way "
         "(`Integration`), times the yield Y (one if left out; the units must then convert). "
         "Modifiers multiply r. Never scaled by the species.",
         "set Form = release\nset From = bound_signal\nset To = signal\nset Fraction = 0.85 "
         "[assumed]\nset Within = 14 day [assumed]\nset Exponent = 0.5 [assumed]\nset Begin = 0 "
         "day "
         "[assumed]\n"},
        Effect::reaction,
        [](Reader &reader) -> ProcessTerms {
          const FieldId             from    = reader.field("From", "The store");
          const FieldId             to      = reader.field("To", "What is released");
          const std::vector<double> numbers = read_power_law_release(reader);
          const Formula             yield   = read_yield(reader, from, to);
          expect_two_fields(reader, from, to);
          const Variable    day{Variable::Kind::day, 0};
          const Application coefficient = {&point_function<ReleaseLaw>(), numbers, {day}};
          const Application released    = {
               &point_function<ReleasedLaw>(), numbers, {day, as_variable(from)}};
          return {{{from, Term::Side::loss, 1., coefficient},
                   {to, Term::Side::production, yield, released, from}},
                  {},
                  reader.symbol(from) + " -> " + reader.symbol(to) + ": r(t) " +
                    reader.symbol(from)};
        },
        true};
    }
  } // namespace biology
} // namespace callus
