// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/scaffold/stiffness_law.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    /// E = E_s C s^n, nu = nu_s: for C = 1 the solid itself where s = 1.
    ApparentModuli
    power_law(const double coefficient, const double exponent)
    {
      return [=](const double s, const ElasticModuli &solid) {
        return ElasticModuli{solid.youngs_modulus * coefficient * std::pow(s, exponent),
                             solid.poisson_ratio};
      };
    }

    StiffnessLaw
    apparent_modulus()
    {
      return {{"apparent modulus",
               "The modulus in the file is that of the porous structure, as measured. Where the "
               "solid is lost, it falls with a power of what is left",
               {"E = E_0 (s / s_0)^n, nu = nu_0"}},
              false,
              [](const Section &scaffold, const ScaffoldAtStart &start) -> ApparentModuli {
                double exponent = 0;
                if (start.erodes)
                  exponent = scaffold.quantity("Exponent",
                                               "1",
                                               Range::positive(),
                                               "Power n of the solid fraction in the modulus");
                const double s_0 = std::max(start.solid_fraction, 1e-12);
                return [=](const double s, const ElasticModuli &apparent) {
                  return ElasticModuli{apparent.youngs_modulus * std::pow(s / s_0, exponent),
                                       apparent.poisson_ratio};
                };
              }};
    }

    StiffnessLaw
    gibson_ashby()
    {
      return {{"Gibson-Ashby",
               "A cellular solid: n is 2 where its struts bend (open cells), 1 where they are "
               "stretched",
               {"E = C s^n E_s, nu = nu_s"}},
              true,
              [](const Section &scaffold, const ScaffoldAtStart &start) {
                const double c =
                  scaffold.quantity("Coefficient", "1", Range::positive(), "C of C s^n");
                const double n =
                  scaffold.quantity("Exponent", "1", Range::positive(), "Power n of C s^n");
                // the mean over the volume (Voigt) is a bound of every structure
                if (c * std::pow(start.solid_fraction, n) > start.solid_fraction)
                  scaffold.problem("Coefficient",
                                   "a structure stiffer than its solid fraction of the solid",
                                   "C s^n of at most s",
                                   "No structure is stiffer than the mean over its volume; "
                                   "correct Coefficient or Exponent.");
                return power_law(c, n);
              }};
    }

    /// A law that was fitted to unit cells computed by `callus homogenise` (tests/homogenise compares them again).
    StiffnessLaw
    fitted(const std::string &name,
           const std::string &description,
           const double       coefficient,
           const double       exponent)
    {
      const auto number = [](double x) {
        std::string text = std::to_string(x);
        return text.substr(0, text.find('.') + 3);
      };
      return {
        {name,
         description,
         {"E = " + number(coefficient) + " s^" + number(exponent) + " E_s, nu = nu_s"}},
        true,
        [=](const Section &, const ScaffoldAtStart &) { return power_law(coefficient, exponent); }};
    }

    StiffnessLaw
    strut_lattice()
    {
      return {
        {"strut lattice",
         "Square struts of the width x (over that of the cell) along the edges of a cubic cell, "
         "loaded along one of them; what the nodes add was fitted to unit cells of 0.15 <= s "
         "<= 0.5",
         {"s = 3 x^2 - 2 x^3, E = E_s x^2 (1 + 0.36 x), at most E_s s, nu = nu_s s"}},
        true,
        [](const Section &, const ScaffoldAtStart &) -> ApparentModuli {
          return [](const double s, const ElasticModuli &solid) {
            const double x = strut_width(s);
            return ElasticModuli{solid.youngs_modulus * std::min(s, x * x * (1 + 0.36 * x)),
                                 solid.poisson_ratio * s};
          };
        }};
    }

    StiffnessLaw
    hashin_shtrikman()
    {
      return {{"Hashin-Shtrikman upper bound",
               "The stiffest isotropic structure of its solid fraction (Hashin and Shtrikman "
               "1963): what no isotropic scaffold exceeds",
               {"K = K_s s / (1 + (1 - s) 3 K_s / (4 G_s))",
                "G = G_s s / (1 + (1 - s) 6 (K_s + 2 G_s) / (9 K_s + 8 G_s))",
                "E = 9 K G / (3 K + G), nu = (3 K - 2 G) / (2 (3 K + G))"}},
              true,
              [](const Section &, const ScaffoldAtStart &) {
                return ApparentModuli(hashin_shtrikman_upper_bound);
              }};
    }
  } // namespace


  ElasticModuli
  hashin_shtrikman_upper_bound(const double s, const ElasticModuli &solid)
  {
    const double K_s = solid.youngs_modulus / (3 * (1 - 2 * solid.poisson_ratio));
    const double G_s = solid.youngs_modulus / (2 * (1 + solid.poisson_ratio));
    const double K   = K_s * s / (1 + (1 - s) * 3 * K_s / (4 * G_s));
    const double G   = G_s * s / (1 + (1 - s) * 6 * (K_s + 2 * G_s) / (9 * K_s + 8 * G_s));
    if (s <= 0)
      return {0, solid.poisson_ratio};
    return {9 * K * G / (3 * K + G), (3 * K - 2 * G) / (2 * (3 * K + G))};
  }


  double
  strut_width(const double s)
  {
    double x = std::sqrt(std::max(s, 0.) / 3);
    // Newton's method on a function that is convex below x = 1/2 and monotone in [0, 1]
    for (unsigned int i = 0; i < 50 && x > 0 && x < 1; ++i)
      {
        const double change = (3 * x * x - 2 * x * x * x - s) / (6 * x - 6 * x * x);
        x                   = std::min(1., std::max(0., x - change));
        if (std::abs(change) < 1e-14)
          break;
      }
    return x;
  }


  const std::vector<StiffnessLaw> &
  stiffness_laws()
  {
    static const std::vector<StiffnessLaw> laws = {
      apparent_modulus(),
      gibson_ashby(),
      fitted("gyroid network",
             "One of the two labyrinths of a gyroid filled with solid, loaded along an axis of its "
             "cubic cell; fitted to unit cells of 0.15 <= s <= 0.5",
             0.9,
             2.16),
      fitted("gyroid sheet",
             "A wall along the gyroid, loaded along an axis of its cubic cell; fitted to unit "
             "cells of 0.15 <= s <= 0.5",
             0.55,
             1.3),
      strut_lattice(),
      hashin_shtrikman()};
    return laws;
  }


  const StiffnessLaw &
  read_stiffness_law(const Section &scaffold)
  {
    std::vector<std::string> names;
    for (const StiffnessLaw &law : stiffness_laws())
      names.push_back(law.documentation.name);
    const std::string chosen =
      scaffold.choice("Stiffness law",
                      names,
                      names.front(),
                      "How the stiffness of the porous structure follows from its solid");
    for (const StiffnessLaw &law : stiffness_laws())
      if (law.documentation.name == chosen)
        return law;
    return stiffness_laws().front(); // has been reported
  }
} // namespace callus
