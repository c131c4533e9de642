// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/scaffold/parallel_scaffold.h"

namespace callus
{
  PoroelasticMaterial
  ParallelScaffold::with_tissue(const PoroelasticMaterial &tissue) const
  {
    const double        pores = 1 - solid_fraction;
    PoroelasticMaterial result;
    result.youngs_modulus = youngs_modulus + pores * tissue.youngs_modulus;
    result.poisson_ratio =
      (youngs_modulus * poisson_ratio + pores * tissue.youngs_modulus * tissue.poisson_ratio) /
      result.youngs_modulus;
    result.permeability     = pores * tissue.permeability;
    result.storage          = pores * tissue.storage;
    result.biot_coefficient = tissue.biot_coefficient;
    result.porosity         = pores * tissue.porosity;
    return result;
  }

  MaterialLawEntry
  ParallelScaffold::entry()
  {
    return {
      "scaffold beside tissue",
      "A porous scaffold of solid fraction s and the tissue in its pores bear load side by side "
      "(an upper, Voigt, estimate); the tissue fractions are those of the pore space",
      {"E = E_scaffold + (1 - s) E_tissue, nu = modulus-weighted mean",
       "kappa = (1 - s) kappa_tissue, 1/M = (1 - s) / M_tissue, alpha = alpha_tissue",
       "n = (1 - s) n_tissue"}};
  }
} // namespace callus
