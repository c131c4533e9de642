// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "fields/drivers.h"
#include "fields/point_values.h"
#include "mechanics/layer_resolution.h"
#include "mechanics/mechanics_memory.h"
#include "mesh/mesh.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace callus
{
  /// What one mechanics update did; for diagnostics.csv.
  struct MechanicsReport
  {
    unsigned int solves                = 0; ///< linear solves
    unsigned int iterations            = 0; ///< of all solves
    double       largest_true_residual = 0; ///< ||b - A x|| / ||b||, the worst of the solves
    double       largest_error =
      0; ///< estimate, in the energy norm relative to the state, the worst of the solves
    double      assembly_seconds = 0;
    double      setup_seconds    = 0;
    double      solve_seconds    = 0;
    std::string reason;
  };

  /// Global results at the peak of the load, full model.
  struct LoadingResult
  {
    double axial_displacement =
      0; ///< mm, of the loaded plate (or mean of the loaded surface), positive on closing
    double applied_force =
      0; ///< N, of the plate; without one of all loads, and what prescribed motions take
    double fixator_force =
      0; ///< N along the axis, by the fixator's law and the devices of Fixation
    double callus_force =
      0; ///< N, consistent nodal reactions of the plate; without one what the fixators leave
    std::vector<std::vector<double>>
           fixation_loads; ///< of each device: N, then N mm, at its reference point (see Fixation)
    double support_force =
      0; ///< N, consistent nodal reactions of the fixed end (an independent check)
  };

  /**
   * The poroelastic problem: u-p (Biot), Taylor-Hood (P2-P1 or Q2-Q1), one loading cycle: a ramp to its peak, or a harmonic one. In space, in plane strain
   * or axisymmetric, as the mesh says (mesh/measure.h); forces are always those of the whole body.
   *
   *   -div(sigma'(u) - alpha p I) = 0,   (1/M) dp/dt + alpha d(div u)/dt - div(kappa grad p) = 0
   *
   * or with the total pressure alpha p - lambda div u as a further unknown (TotalPressureAssembly), for drained tissue that is nearly incompressible.
   *
   * mm, s, N, MPa; tension positive, p > 0 compression of the fluid. Material at each quadrature point from the tissue
   * fractions (healing regions) or fixed by region.
   */
  template <int dim>
  class Mechanics
  {
  public:
    /// Reads `Materials`, `Mixture`, `Regions`, `Mechanics`; @p catalogue gives the names of fields.
    Mechanics(const Section &root, const Mesh<dim> &mesh, const Catalogue &catalogue);
    ~Mechanics();

    /// The fields that the mixture reads, in the order of the rows that set_tissue expects.
    const std::vector<FieldId> &
    tissue_fields() const;

    /// How many unknowns the system has, those that are held included, and of which fields, in words. Collective.
    struct Unknowns
    {
      std::int64_t number;
      std::string  fields;
    };
    Unknowns
    unknowns() const;

    /// Biot coefficients that their moduli put outside the range from porosity to 1: material and value before it was clipped.
    const std::map<std::string, double> &
    clipped_biot_coefficients() const;

    /// What drivers mean where the input decides: name and meaning.
    std::vector<std::pair<std::string, std::string>>
    driver_meanings() const;
    /// Does the fluid speed come from the one-dimensional solution where a layer drains?
    bool
    is_layer_analytical() const;
    /// How well the mesh resolves the drainage layers of a cycle, for each drained surface and region with pores beside it. Collective.
    std::vector<LayerResolution>
    layer_resolutions() const;

    /// Is the load (is_load_changed()) or the material too different from that of the last solve? (Volume share of the healing regions in which the
    /// modulus changed by more than the stated fraction, above the stated share.) @p tissue: one row for each of
    /// tissue_fields(), one column for each local node (owned, then ghosts) of the degree-2 space. Collective.
    bool
    is_due(const PointTable &tissue) const;

    /// Scales all loads (events), beside the schedule.
    void
    set_load_factor(double factor);
    /// The day whose factor of `Mechanics/Load schedule` holds from now on.
    void
    set_day(double day);
    /// Has the load changed since the last solve: by an event, or by the schedule more than `Update/Relative change of load`?
    bool
    is_load_changed() const;

    /// Names of the load cases of a day, in the order of the file; one empty name without `Mechanics/Load cases`.
    const std::vector<std::string> &
    load_cases() const;

    /// Names of the devices of `Mechanics/Fixation`, in the order of LoadingResult::fixation_loads.
    const std::vector<std::string> &
    devices() const;

    /// One loading cycle of each load case with this material; returns the result of the first. Fills drivers, combined over the cases, at the owned nodes of the degree-2 space (columns; rows as
    /// standard_drivers() but cell_scale_stiffness, which is not touched; nor are nodes outside the healing regions). Collective.
    LoadingResult
    update(const PointTable &tissue, PointTable &drivers, MechanicsReport &report);

    /// What the next update depends on, for a checkpoint.
    MechanicsMemory
    memory() const;
    /// Goes on where a Mechanics of the same input was when it gave this memory; the drivers of its last update are the caller's
    /// to keep. Builds the multigrid. Collective.
    void
    restore(const MechanicsMemory &memory);

    /// The last result of a load case.
    const LoadingResult &
    result(std::size_t load_case = 0) const;
    /// Displacement [mm] in a load case at the local nodes (owned, ghosts) of the degree-2 space, dim values a node.
    const std::vector<double> &
    displacement(std::size_t load_case = 0) const;
    /// Pore pressure [MPa] in a load case at the local nodes of the degree-1 space.
    const std::vector<double> &
    pressure(std::size_t load_case = 0) const;
    /// Total pressure alpha p - lambda div u [MPa] in a load case at the vertices of each local cell, cell after cell: it jumps between cells or regions.
    /// Empty with the formulation displacement-pressure.
    std::vector<double>
    total_pressure(std::size_t load_case = 0) const;
    /// Young's modulus [MPa] averaged over each local cell, for pictures.
    const std::vector<double> &
    youngs_modulus() const;
    /// MaterialMap::scaffold_share() of the last update; nothing if no scaffold changes.
    std::optional<double>
    scaffold_share() const;

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
  };
} // namespace callus
