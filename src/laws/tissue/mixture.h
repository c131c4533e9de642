// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/tissue/material_law.h"
#include "laws/tissue/poroelastic_material.h"

#include <string>
#include <vector>

namespace callus
{
  /**
   * The material of a healing region from the volume fractions of its tissues (cubic mixture rule, as in the models of
   * the Ulm school):
   *
   *   E = E_g + sum_i (E_i - E_g) phi_i^3,   nu = sum_i nu_i phi_i,   ln kappa = sum_i phi_i ln kappa_i,
   *   1/M = sum_i phi_i / M_i,   alpha = sum_i phi_i alpha_i (Biot coefficient),   n = sum_i phi_i n_i (porosity),
   *
   * where g is the ground substance (granulation tissue), which fills what the tissues leave, phi_g = 1 - sum_i phi_i, and
   * i runs over the tissues. A tissue made of several fields (woven and mature bone) counts as one fraction, with the
   * volume-weighted modulus of its fields. phi in [0, 1], E in MPa, kappa in mm4/(N s), 1/M in 1/MPa.
   */
  class TissueMixture
  {
  public:
    /// One tissue: the fields that count towards it, each with its material.
    struct Tissue
    {
      std::string                      name;
      std::vector<std::string>         fields;
      std::vector<PoroelasticMaterial> materials;
    };

    TissueMixture(const PoroelasticMaterial &ground_substance, std::vector<Tissue> tissues);

    /// The section `Mixture`.
    static TissueMixture
    read(const Section &mixture, const MaterialTable &materials);

    static MaterialLawEntry
    entry();

    /// Names of the fields, in the order of the fractions.
    const std::vector<std::string> &
    fields() const
    {
      return fields_;
    }

    /// The least of the drained Poisson ratios that it mixes.
    double
    least_poisson_ratio() const;

    /// The material at a point; one fraction for each of fields(). Fractions outside [0, 1] and a sum above 1 (round-off
    /// of an interpolation) are cut off.
    PoroelasticMaterial
    material(const double *fractions) const;

    /// The materials of ground substance and tissues, by the names that the section gives them.
    std::vector<NamedMaterial>
    materials() const;

  private:
    std::string              ground_name_ = "ground substance";
    PoroelasticMaterial      ground_;
    std::vector<Tissue>      tissues_;
    std::vector<std::string> fields_;
  };
} // namespace callus
