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
   * A saturated isotropic linear poroelastic material, with the Biot coefficient alpha and the storage
   *
   *   1/M = n/K_f + (alpha - n)/K_s,   undrained bulk modulus K_u = K_d + alpha^2 M,
   *
   * porosity n, bulk moduli K_f of the fluid, K_s of the solid phase, K_d of the drained material. See BiotCoefficient for alpha. Without
   * permeability it is an elastic solid without pores: it has no pressure, and neither alpha nor 1/M.
   */
  struct PoroelasticMaterial
  {
    double youngs_modulus = 0; ///< MPa, drained
    double poisson_ratio  = 0; ///< drained
    double permeability =
      0; ///< mm4/(N s): intrinsic permeability over the fluid's viscosity; 0: no pores
    double storage          = 0; ///< 1/MPa
    double biot_coefficient = 1;
    double porosity         = 0;

    bool
    has_pores() const
    {
      return permeability !=
             0; // an unreadable one, which is not a number, does not call for further errors
    }
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
    /// Storage S = 1/M + alpha^2 / (lambda + 2 mu) [1/MPa] of tissue between rigid walls under a constant stress. It spreads pressure with the
    /// consolidation coefficient kappa / S [mm2/s].
    double
    confined_storage() const
    {
      return storage + biot_coefficient * biot_coefficient / (lambda() + 2 * mu());
    }
    double
    undrained_bulk_modulus() const
    {
      return drained_bulk_modulus() +
             (has_pores() ? biot_coefficient * biot_coefficient / storage : 0);
    }
  };

  /// The storage 1/M [1/MPa] of a porous solid; moduli in MPa.
  double
  storage_of(double porosity,
             double solid_bulk_modulus,
             double fluid_bulk_modulus,
             double biot_coefficient = 1);

  /// Where the Biot coefficient comes from.
  enum class BiotCoefficient
  {
    one, ///< mixture theory: the compressibility of the solid phase enters the storage only
    /// 1 - K_d/K_s, clipped to [porosity, 1]: published tables of hard tissue give values outside of it.
    from_moduli
  };

  /// The entry `Mechanics/Biot coefficient`.
  BiotCoefficient
  read_biot_coefficient(const Section &mechanics);

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
    read(const Section &materials, BiotCoefficient biot = BiotCoefficient::one);

    /// Materials whose Biot coefficient from the moduli was outside [porosity, 1], each with the value that it had.
    const std::map<std::string, double> &
    clipped() const
    {
      return clipped_;
    }

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
    std::vector<NamedMaterial>    list_;
    std::map<std::string, double> clipped_;
  };
} // namespace callus
