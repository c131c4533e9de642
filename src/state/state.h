// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/snapshot.h"
#include "fields/catalogue.h"
#include "fields/doses.h"
#include "fields/point_values.h"
#include "state/healing_nodes.h"

namespace callus
{
  /**
   * The fields of biology and the drivers at the owned healing nodes of this rank: what a run is at one moment.
   */
  template <int dim>
  class State
  {
  public:
    /// Initial state: the value of each field, overridden by `Regions/NAME/Initial values`; scaffolds set their solid fraction
    /// (the field of their solid; if they name none, all fields of kind scaffold that take volume) and the stiffness that cells feel. @p doses add to them. A node between regions gets their
    /// volume-weighted mean. Collective.
    State(const Section             &regions_section,
          const Mesh<dim>           &mesh,
          const std::vector<Region> &regions,
          const Catalogue           &catalogue,
          const std::vector<Dose>   &doses = {});

    const HealingNodes<dim> &
    nodes() const
    {
      return nodes_;
    }
    const Catalogue &
    catalogue() const
    {
      return catalogue_;
    }

    PointTable fields;  ///< catalogue().n_fields() rows, nodes().n_owned() points
    PointTable drivers; ///< catalogue().n_drivers() rows, likewise

    /// The rows @p ids at all local nodes of the degree-2 space (owned, then ghosts), zero outside the healing regions. Collective.
    PointTable
    at_local_nodes(const std::vector<FieldId> &ids) const;

    /// One row of fields or drivers at all local nodes of the degree-2 space, @p outside elsewhere. Collective.
    std::vector<double>
    spread(const double *owned_healing_values, double outside) const;

    /// Takes over the mechanical drivers (all but those set by region) from a table on the owned nodes of the degree-2 space.
    void
    take_mechanical_drivers(const PointTable &drivers_at_nodes);

    /// The stiffness that cells feel, in proportion to what is left of a scaffold whose solid changes (`Solid fields`).
    void
    update_cell_scale_stiffness();

    /// Fields and drivers by name.
    void
    save(Snapshot &snapshot) const;
    void
    load(const Snapshot &snapshot);

  private:
    void
    remember_scaffold(const std::vector<Region> &regions);
    /// Present solid fraction of the changing scaffolds at the owned nodes.
    std::vector<double>
    solid() const;

    const Mesh<dim>     &mesh_;
    const Catalogue     &catalogue_;
    HealingNodes<dim>    nodes_;
    std::vector<FieldId> solid_fields_;
    std::vector<double>  solid_at_start_, stiffness_at_start_; ///< at the owned nodes
  };
} // namespace callus
