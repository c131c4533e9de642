// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/own_rows.h"
#include "mechanics/material_map.h"

#include <string>
#include <vector>

namespace callus
{
  /**
   * Semi-permeable surfaces: the Darcy flux out of the body is
   *
   *     q.n = k (p - p_out),      conductance k >= 0 [mm/(s MPa)], pressure outside p_out [MPa].
   *
   * In a time step dt of backward Euler this adds dt int k q p dA to the pressure block C, and with it to its Schur complement, and
   * dt int k q p_out dA to the fluid that flows in.
   */
  template <int dim>
  class LeakingSurfaces
  {
  public:
    explicit LeakingSurfaces(const Mesh<dim> &mesh);

    void
    add(const std::string &surface, double conductance, double pressure_outside);
    bool
    has(const std::string &surface) const;
    /// The largest pressure outside [MPa] by its absolute value; 0 if none makes fluid flow.
    double
    largest_pressure() const;
    /// The smallest conductance [mm/(s MPa)] through which fluid leaves; infinite without any.
    double
    smallest_conductance() const;
    bool
    has_pressure_outside() const
    {
      return largest_pressure() != 0;
    }

    /// Adds the term of a time step [s] to both.
    void
    add_to(double time_step, const MaterialMap<dim> &materials, OwnRows &c, OwnRows &schur) const;
    /// Adds the part of the pressure outside to BiotAssembly::history(): owned nodes of the linear space.
    void
    add_inflow(double                  time_step,
               const MaterialMap<dim> &materials,
               std::vector<double>    &history) const;

  private:
    struct Membrane
    {
      std::string surface;
      double      conductance, pressure_outside;
    };
    const Mesh<dim>      &mesh_;
    std::vector<Membrane> membranes_;
  };
} // namespace callus
