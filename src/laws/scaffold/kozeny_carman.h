// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "laws/tissue/material_law.h"

#include <optional>

namespace callus
{
  /**
   * How well fluid passes the pores of a scaffold (Kozeny and Carman):
   *
   *   kappa = phi^3 / (c S^2 mu),   S = 4 phi / d,
   *
   * with porosity phi = 1 - s, the surface S [1/mm] of the pores per volume, as of tubes of the diameter d (the pore size), the
   * Kozeny constant c (2 for straight tubes, about 5 for packed beds) and the fluid's viscosity mu. As solid is lost the tubes widen,
   * d = d_0 (phi / phi_0)^(1/2).
   *
   * The tissue in the pores and their walls both hold the fluid up: 1/kappa = 1/kappa_pores + 1/((1 - s) kappa_tissue). Wherever
   * pores are wide, tissue decides.
   */
  class KozenyCarman
  {
  public:
    KozenyCarman(double pore_size,       // mm
                 double kozeny_constant, // 1
                 double viscosity,       // MPa s
                 double porosity);       // 1, for which the pore size holds

    /// mm
    double
    pore_size(double porosity) const;
    /// mm4/(N s), of the pores without tissue
    double
    permeability(double porosity) const;

    static MaterialLawEntry
    entry();

  private:
    double pore_size_, kozeny_constant_, viscosity_, porosity_;
  };

  /// The entry `Permeability law` of a section `Scaffold`: none where tissue alone counts.
  std::optional<KozenyCarman>
  read_permeability_law(const Section &scaffold, double solid_fraction);
} // namespace callus
