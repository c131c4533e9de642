// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "kinetics/network.h"
#include "kinetics/spreading.h"

#include <map>
#include <string>
#include <vector>

namespace callus
{
  /// Size of the healing region, for the run without space.
  struct WellMixedGeometry
  {
    double                        volume = 0;    ///< mm3
    std::map<std::string, double> surface_areas; ///< mm2 by name of surface or interface
    std::map<std::string, double>
      region_volumes; ///< mm3 by name of healing region; empty without a mesh
  };

  /**
   * No space: every point is a healing region of its own, fully mixed. Diffusion does nothing; a surface process counts
   * its flux times area over volume:
   *     dy/dt = P - L y + sum over surfaces (A/V) kappa m (y_out - y) + sum (A/V) J m .
   */
  class WellMixedSpreading : public Spreading
  {
  public:
    /// Throws std::out_of_range if a surface has no area.
    WellMixedSpreading(const Network           &network,
                       const WellMixedGeometry &geometry,
                       std::size_t              n_points = 1);

    void
    prepare_supply(double day, const PointTable &fields, const PointTable &drivers) override;

    /// Nothing moves without space.
    void
    prepare_movement(double, const PointTable &, const PointTable &) override
    {
    }

    void
    first_stage(const std::vector<FieldId> &ids,
                double                      step,
                const PointTable           &start,
                const PointTable           &production,
                const PointTable           &loss,
                PointTable                 &first,
                const Correction           &correct) override;

    void
    second_stage(const std::vector<FieldId> &ids,
                 double                      step,
                 const PointTable           &start,
                 const PointTable           &first,
                 const PointTable           &production,
                 const PointTable           &loss,
                 PointTable                 &fields,
                 const Correction           &correct) override;

    void
    move(const std::vector<FieldId> &ids,
         double                      step,
         PointTable                 &fields,
         const IdleTables           &idle) override;

    void
    balance(FieldId field, const NetRate &net_rate, double *values) override;

    double
    maximum(double local) const override
    {
      return local;
    }

  private:
    /// Supply of one field at one point as production and loss coefficient.
    void
    supply(FieldId field, std::size_t point, double &production, double &loss) const;

    /// (base + length (P + supply)) / (1 + length (L + supply's loss)); the tables may be null.
    double
    implicit_stage(FieldId     field,
                   std::size_t point,
                   double      length,
                   double      base,
                   double      production,
                   double      loss) const;

    const Network      &network_;
    std::size_t         n_points_;
    std::vector<double> area_over_volume_; ///< by surface process, 1/mm
    PointTable          modifiers_;        ///< by surface process
    Network::Scratch    scratch_;
  };
} // namespace callus
