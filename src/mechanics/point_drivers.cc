// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/point_drivers.h"

#include "mechanics/phase_maximum.h"

#include <algorithm>

namespace callus
{
  namespace
  {
    constexpr double um_in_mm = 1000;

    /// Doubles what a symmetric tensor holds once.
    constexpr std::array<double, 6> multiplicity = {{1, 1, 1, 2, 2, 2}};

    SymmetricTensor3
    deviator(SymmetricTensor3 t)
    {
      const double mean = hydrostatic(t);
      for (unsigned int k = 0; k < 3; ++k)
        t[k] -= mean;
      return t;
    }

    double
    squares_of(const SymmetricTensor3 &e)
    {
      double sum = 0;
      for (unsigned int k = 0; k < 6; ++k)
        sum += multiplicity[k] * e[k] * e[k];
      return sum;
    }

    /// The same drivers over all phases: mean, in_phase, out_of_phase.
    class OscillatingDrivers
    {
    public:
      OscillatingDrivers(const PoroelasticMaterial &material, const PointCycle &cycle)
        : material_(material)
        , mean_(cycle[0])
        , in_(cycle[1])
        , out_(cycle[2])
      {
      }

      double
      octahedral_shear_strain() const
      {
        const SymmetricTensor3 m = deviator(mean_.strain), a = deviator(in_.strain),
                               b = deviator(out_.strain);
        SquaresOverCycle squares;
        for (unsigned int k = 0; k < 6; ++k)
          squares.add(4. / 3 * multiplicity[k], m[k], a[k], b[k]); // gamma^2 = 8/3 J2
        return root(squares);
      }

      double
      minimum_principal_strain() const
      {
        return largest_sample_over_cycle([&](const double c, const double s) {
          SymmetricTensor3 e = mean_.strain;
          for (unsigned int k = 0; k < 6; ++k)
            e[k] += in_.strain[k] * c - out_.strain[k] * s;
          return principal_values(e)[0];
        });
      }

      double
      fluid_speed() const
      {
        SquaresOverCycle squares;
        for (unsigned int k = 0; k < 3; ++k)
          squares.add(
            1, mean_.pressure_gradient[k], in_.pressure_gradient[k], out_.pressure_gradient[k]);
        return um_in_mm * material_.permeability * root(squares);
      }

      double
      strain_energy_density() const
      {
        SquaresOverCycle squares;
        for (unsigned int k = 0; k < 6; ++k)
          squares.add(
            material_.mu() * multiplicity[k], mean_.strain[k], in_.strain[k], out_.strain[k]);
        squares.add(
          material_.lambda() / 2, trace(mean_.strain), trace(in_.strain), trace(out_.strain));
        return squares.maximum();
      }

      /// Of a driver that is linear in the state.
      template <typename Driver>
      double
      linear(const Driver &driver) const
      {
        return largest_over_cycle(driver(mean_), driver(in_), driver(out_));
      }

    private:
      static double
      root(const SquaresOverCycle &squares)
      {
        return std::sqrt(std::max(0., squares.maximum()));
      }

      const PoroelasticMaterial &material_;
      const PointState          &mean_, &in_, &out_;
    };

    double
    hydrostatic_stress(const PoroelasticMaterial &material, const PointState &state)
    {
      const double volumetric = trace(state.strain);
      return state.total_pressure ? 2. / 3 * material.mu() * volumetric - *state.total_pressure
                                  : material.drained_bulk_modulus() * volumetric -
                                      material.biot_coefficient * state.pressure;
    }

    double
    strain_energy_density(const PoroelasticMaterial &material, const PointState &state)
    {
      const double lambda = material.lambda(), volumetric = trace(state.strain);
      const double shape = material.mu() * squares_of(state.strain);
      if (!state.total_pressure)
        return shape + lambda / 2 * volumetric * volumetric;
      const double effective = material.biot_coefficient * state.pressure - *state.total_pressure;
      return shape + effective * effective / (2 * lambda);
    }
  } // namespace


  MechanicalDrivers
  mechanical_drivers(const PoroelasticMaterial &material, const PointState &state)
  {
    const std::array<double, 3> &g = state.pressure_gradient;
    MechanicalDrivers            d;
    d.octahedral_shear_strain  = octahedral_shear_strain(state.strain);
    d.volumetric_strain        = trace(state.strain);
    d.minimum_principal_strain = principal_values(state.strain)[0];
    d.fluid_speed =
      um_in_mm * material.permeability * std::sqrt(g[0] * g[0] + g[1] * g[1] + g[2] * g[2]);
    d.pore_pressure         = state.pressure;
    d.hydrostatic_stress    = hydrostatic_stress(material, state);
    d.strain_energy_density = strain_energy_density(material, state);
    return d;
  }


  MechanicalDrivers
  mechanical_drivers(const PoroelasticMaterial &material, const PointCycle &cycle)
  {
    if (cycle.size() == 1)
      return mechanical_drivers(material, cycle[0]);
    const OscillatingDrivers oscillating(material, cycle);
    MechanicalDrivers        d;
    d.octahedral_shear_strain = oscillating.octahedral_shear_strain();
    d.volumetric_strain =
      oscillating.linear([](const PointState &state) { return trace(state.strain); });
    d.minimum_principal_strain = oscillating.minimum_principal_strain();
    d.fluid_speed              = oscillating.fluid_speed();
    d.pore_pressure = oscillating.linear([](const PointState &state) { return state.pressure; });
    d.hydrostatic_stress = oscillating.linear(
      [&](const PointState &state) { return hydrostatic_stress(material, state); });
    d.strain_energy_density = oscillating.strain_energy_density();
    return d;
  }
} // namespace callus
