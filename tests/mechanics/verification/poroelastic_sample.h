// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/variants.h"

#include <cmath>
#include <functional>
#include <limits>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace callus
{
  namespace test
  {
    /// A number as a parameter file wants it, with all its digits.
    inline std::string
    digits(const double value)
    {
      std::ostringstream text;
      text.precision(17);
      text << value;
      return text.str();
    }

    /// A number as a table shows it.
    inline std::string
    shown(const double value)
    {
      std::ostringstream text;
      text << value;
      return text.str();
    }

    /// The material of a benchmark: solid and fluid have one bulk modulus, so that the storage is its inverse. MPa, mm4/(N s).
    struct PoroelasticSample
    {
      double e     = 0.2;   ///< drained Young's modulus
      double nu    = 0.167; ///< drained Poisson ratio
      double kappa = 0.01;  ///< permeability over viscosity
      double bulk  = 2300;  ///< of solid and fluid: Biot modulus M

      double
      mu() const
      {
        return e / (2 * (1 + nu));
      }
      /// Modulus of confined compression H_A = lambda + 2 mu.
      double
      confined_modulus() const
      {
        return e * (1 - nu) / ((1 + nu) * (1 - 2 * nu));
      }
      double
      drained_bulk_modulus() const
      {
        return e / (3 * (1 - 2 * nu));
      }
      double
      undrained_poisson_ratio() const
      {
        const double k = drained_bulk_modulus() + bulk;
        return (3 * k - 2 * mu()) / (2 * (3 * k + mu()));
      }
      double
      skempton_coefficient() const
      {
        return bulk / (drained_bulk_modulus() + bulk);
      }
      /// Uniaxial storage S = 1/M + 1/H_A [1/MPa].
      double
      storage() const
      {
        return 1 / bulk + 1 / confined_modulus();
      }
      /// Consolidation coefficient c = kappa / S [mm2/s].
      double
      consolidation_coefficient() const
      {
        return kappa / storage();
      }

      /// Its subsection of `Materials`.
      std::string
      text(const std::string &name) const
      {
        return subsection(
          "Materials",
          subsection(name,
                     "set Young's modulus = " + digits(e) + " MPa [assumed]\nset Poisson ratio = " +
                       digits(nu) + " 1 [assumed]\nset Permeability = " + digits(kappa) +
                       " mm4/(N s) [assumed]\nset Solid bulk modulus = " + digits(bulk) +
                       " MPa [assumed]\nset Fluid bulk modulus = " + digits(bulk) +
                       " MPa [assumed]\nset Porosity = 0.8 1 [assumed]\n"));
      }
    };

    /// All of the load at once, then consolidation for a time [s].
    inline std::string
    consolidation(const double time, const unsigned int steps)
    {
      return subsection("Ramp",
                        "set Duration = " + digits(time) + " s [assumed]\nset Steps = " +
                          std::to_string(steps) + "\nset Shape = step\n");
    }

    /// Index of the node at a point, among the owned ones.
    template <int dim>
    std::size_t
    node_at(const std::vector<std::array<double, dim>> &points,
            const std::array<double, dim>              &point)
    {
      std::size_t best    = 0;
      double      nearest = std::numeric_limits<double>::max();
      for (std::size_t i = 0; i < points.size(); ++i)
        {
          double distance = 0;
          for (unsigned int k = 0; k < dim; ++k)
            distance += std::pow(points[i][k] - point[k], 2);
          if (distance < nearest)
            {
              nearest = distance;
              best    = i;
            }
        }
      if (nearest > 1e-16)
        throw std::runtime_error("The mesh of the benchmark has no node at the point asked for.");
      return best;
    }

    template <int dim>
    double
    pressure_at(const ProblemInDimension<dim> &problem, const std::array<double, dim> &point)
    {
      return problem.mechanics.pressure()[node_at<dim>(problem.mesh->space(1).owned_points, point)];
    }

    template <int dim>
    double
    displacement_at(const ProblemInDimension<dim> &problem,
                    const std::array<double, dim> &point,
                    const unsigned int             component)
    {
      return problem.mechanics
        .displacement()[dim * node_at<dim>(problem.points(), point) + component];
    }

    /// The first roots of a continuous function above @p start: changes of sign seen at this distance, then bisection.
    inline std::vector<double>
    roots(const std::function<double(double)> &f,
          const double                         start,
          const unsigned int                   count,
          const double                         distance = 0.01)
    {
      std::vector<double> result;
      for (double a = start; result.size() < count; a += distance)
        {
          double low = a, high = a + distance;
          if ((f(low) > 0) == (f(high) > 0))
            continue;
          for (unsigned int i = 0; i < 60; ++i)
            {
              const double middle                            = (low + high) / 2;
              ((f(middle) > 0) == (f(low) > 0) ? low : high) = middle;
            }
          result.push_back((low + high) / 2);
        }
      return result;
    }
  } // namespace test
} // namespace callus
