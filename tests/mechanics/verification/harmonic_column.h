// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/verification/poroelastic_sample.h"

#include <complex>

namespace callus
{
  namespace test
  {
    /**
     * Confined compression that oscillates as Re(X e^{i w t}): a column between rigid walls, sealed at its base, drained at the platen on top, where
     * z = 0. With k = sqrt(i w S / kappa) and the undrained pressure p_u = -alpha sigma / (H S), alpha = 1,
     *
     *     p = p_u (1 - cosh k(h - z) / cosh kh),    q = kappa k p_u tanh kh at the platen,    strain (sigma + p) / H.
     *
     * Incompressible constituents: stress over strain H k h coth kh (Mow et al. 1980), and q is the velocity of the platen.
     */
    struct HarmonicColumn
    {
      using Complex = std::complex<double>;

      PoroelasticSample sample;
      double            height, frequency;

      Complex
      k() const
      {
        return std::sqrt(
          Complex(0, 2 * std::acos(-1.) * frequency * sample.storage() / sample.kappa));
      }
      double
      thickness() const ///< of the layer, delta
      {
        return 1 / k().real();
      }
      /// For a unit pressure on the platen.
      double
      undrained() const
      {
        return 1 / (sample.confined_modulus() * sample.storage());
      }
      Complex
      pressure(const double depth) const
      {
        const Complex k = this->k();
        return undrained() * (1. - std::cosh(k * (height - depth)) / std::cosh(k * height));
      }
      Complex
      flux(const double depth) const ///< upwards
      {
        const Complex k = this->k();
        return sample.kappa * k * undrained() * std::sinh(k * (height - depth)) /
               std::cosh(k * height);
      }
      /// Of the platen, downwards.
      Complex
      movement() const
      {
        const Complex k = this->k();
        return (height - undrained() * (height - std::tanh(k * height) / k)) /
               sample.confined_modulus();
      }
    };

    inline std::string
    harmonic(const double frequency)
    {
      return "set Cycle = harmonic\n" +
             subsection("Harmonic", "set Frequency = " + digits(frequency) + " Hz [assumed]\n");
    }

    /// Between rigid walls on a sealed base; granulation tissue that heals.
    template <int dim>
    ProblemInDimension<dim>
    confined_column(const ShapedBox<dim> &box, const Variant &variant, const std::string &mechanics)
    {
      std::vector<std::string> walls = variant.sides("max");
      for (const std::string &wall : variant.sides("min"))
        walls.push_back(wall);
      return ProblemInDimension<dim>(
        box,
        subsection("body", healing),
        subsection("Supports", on_surface("base", variant.low_end(), "fixed") + sliding(walls)) +
          "set Drained surfaces = " + variant.high_end() + "\n" + mechanics,
        MPI_COMM_SELF,
        variant.setting());
    }

    /// A load on its top [MPa].
    inline std::string
    pressed(const Variant &variant, const double load)
    {
      return subsection(
        "Loads",
        on_surface("top",
                   variant.high_end(),
                   "traction",
                   "set Traction = " + variant.axial(digits(-load)) + " MPa [assumed]\n"));
    }

    template <int dim>
    double
    driver_at(const ProblemInDimension<dim> &problem,
              const DriverId                 driver,
              const std::array<double, dim> &point)
    {
      return problem.drivers[driver.value][node_at<dim>(problem.points(), point)];
    }
  } // namespace test
} // namespace callus
