// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/scaffold/kozeny_carman.h"
#include "laws/scaffold/parallel_scaffold.h"
#include "laws/scaffold/stiffness_law.h"
#include "laws/tissue/softening.h"

namespace callus
{
  /**
   * The scaffold of a healing region, as it is now: solid fraction s and softening w may change from place to place and day to
   * day. The structure bears load beside the tissue in its pores (ParallelScaffold),
   *
   *   E = E_scaffold(s, E_solid w^m) + (1 - s) E_tissue,
   *
   * so that the tissue takes over what the scaffold loses, without a jump.
   */
  class Scaffold
  {
  public:
    /// The section `Scaffold` of a region. @p materials: the section `Materials` with its table; @p start: the solid on the day of surgery.
    static Scaffold
    read(const Section         &scaffold,
         const Section         &materials,
         const MaterialTable   &table,
         const ScaffoldAtStart &start);

    /// Of what softens the solid.
    const std::optional<Softening> &
    softening() const
    {
      return softening_;
    }

    /// Moduli of the structure alone.
    ElasticModuli
    moduli(double s, double w) const;

    PoroelasticMaterial
    with_tissue(const PoroelasticMaterial &tissue, double s, double w) const;
    /// On the day of surgery.
    PoroelasticMaterial
    with_tissue(const PoroelasticMaterial &tissue) const
    {
      return with_tissue(tissue, start_, 1);
    }

  private:
    double                      start_ = 0;
    ElasticModuli               solid_{};
    ApparentModuli              law_;
    std::optional<Softening>    softening_;
    std::optional<KozenyCarman> permeability_;
  };
} // namespace callus
