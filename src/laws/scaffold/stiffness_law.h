// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/tissue/material_law.h"

#include "base/parameters.h"

#include <functional>
#include <vector>

namespace callus
{
  /// Isotropic elasticity of the solid of a scaffold, or of its porous structure.
  struct ElasticModuli
  {
    double youngs_modulus; ///< MPa
    double poisson_ratio;
  };

  /// The apparent moduli of a porous structure of the volume fraction s of solid, 0 <= s < 1, made of @p solid.
  using ApparentModuli = std::function<ElasticModuli(double s, const ElasticModuli &solid)>;

  /// What a stiffness law may ask of the scaffold that it belongs to.
  struct ScaffoldAtStart
  {
    double solid_fraction; ///< 0 ... 1, on the day of surgery
    bool   erodes;         ///< whether the solid fraction changes with time
  };

  /// A law for the stiffness of a porous structure; see stiffness_laws().
  struct StiffnessLaw
  {
    MaterialLawEntry documentation;
    /// The modulus in the file is that of the solid the struts are made of; else the apparent one of the structure.
    bool is_of_solid = true;
    /// Reads the entries of its own from the section `Scaffold`.
    std::function<ApparentModuli(const Section &scaffold, const ScaffoldAtStart &start)> read;
  };

  /// All stiffness laws there are, the one that counts where none is named first.
  const std::vector<StiffnessLaw> &
  stiffness_laws();

  /// The law named in the entry `Stiffness law` of the section `Scaffold`.
  const StiffnessLaw &
  read_stiffness_law(const Section &scaffold);

  // The laws without entries of their own, for tests and for comparisons.

  /// Upper bound of Hashin and Shtrikman (1963) of an isotropic porous solid.
  ElasticModuli
  hashin_shtrikman_upper_bound(double s, const ElasticModuli &solid);

  /// Relative strut width x of the cubic lattice of square struts of solid fraction s = 3 x^2 - 2 x^3.
  double
  strut_width(double s);
} // namespace callus
