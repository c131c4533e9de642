// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"

#include <map>
#include <string>
#include <vector>

namespace callus
{
  /**
   * A saturated isotropic linear poroelastic material with Biot coefficient 1 (mixture theory): the compressibility of
   * solid and fluid enters only the storage 1/M = n/K_f + (1-n)/K_s, with porosity n and bulk moduli K_f, K_s. The Biot
   * coefficient from the moduli, 1 - K/K_s, is not used: published tables give it outside [n, 1] for hard tissue.
   */
  struct PoroelasticMaterial
  {
    double youngs_modulus = 0; ///< MPa, drained
    double poisson_ratio  = 0; ///< drained
    double permeability   = 0; ///< mm4/(N s): intrinsic permeability over the fluid's viscosity
    double storage        = 0; ///< 1/MPa

    /// Lame's parameters [MPa].
    double
    lambda() const
    {
      return youngs_modulus * poisson_ratio / ((1 + poisson_ratio) * (1 - 2 * poisson_ratio));
    }
    double
    mu() const
    {
      return youngs_modulus / (2 * (1 + poisson_ratio));
    }
    double
    drained_bulk_modulus() const
    {
      return youngs_modulus / (3 * (1 - 2 * poisson_ratio));
    }
    double
    undrained_bulk_modulus() const
    {
      return drained_bulk_modulus() + 1 / storage;
    }
  };

  /// The storage 1/M [1/MPa] of a porous solid; moduli in MPa.
  double
  storage_of(double porosity, double solid_bulk_modulus, double fluid_bulk_modulus);

  /// A material by name, in the order of the file (for `callus list materials`).
  struct NamedMaterial
  {
    std::string         name;
    PoroelasticMaterial material;
  };

  /// The section `Materials`: every subsection is one material.
  class MaterialTable
  {
  public:
    static MaterialTable
    read(const Section &materials);

    const std::vector<NamedMaterial> &
    list() const
    {
      return list_;
    }
    std::vector<std::string>
    names() const;

    /// The material of this name; if there is none, reports it as a problem of @p entry in @p section (with the nearest
    /// name) and returns a stand-in.
    PoroelasticMaterial
    find(const std::string &name, const Section &section, const std::string &entry) const;

  private:
    std::vector<NamedMaterial> list_;
  };
} // namespace callus
