// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/tissue/material_law.h"
#include "laws/tissue/poroelastic_material.h"

namespace callus
{
  /**
   * A porous scaffold and the tissue in its pores, side by side under load:
   *
   *   E = E_scaffold + (1 - s) E_tissue,   nu = modulus-weighted mean,
   *   kappa = (1 - s) kappa_tissue,        1/M = (1 - s) / M_tissue,   alpha = alpha_tissue,
   *
   * with the solid fraction s of the scaffold, its apparent modulus E_scaffold (of the porous structure without tissue) and the
   * tissue mixture of the pores (each tissue's fraction of the pore space: that of the whole volume over 1 - s). The pores' own permeability is not counted: tissue
   * fills them. E in MPa, kappa in mm4/(N s). Upper (Voigt) estimate.
   */
  struct ParallelScaffold
  {
    double solid_fraction; ///< 0 ... 1
    double youngs_modulus; ///< MPa, apparent
    double poisson_ratio;  ///< apparent

    PoroelasticMaterial
    with_tissue(const PoroelasticMaterial &tissue) const;

    static MaterialLawEntry
    entry();
  };
} // namespace callus
