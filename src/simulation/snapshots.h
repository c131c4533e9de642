// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "output/checkpoint_file.h"
#include "simulation/healing_loop.h"

namespace callus
{
  /// The parts of a run that have memory.
  template <int dim>
  struct RunParts
  {
    HealingCase<dim> &healing;
    History<dim>     &history;
    FieldWriter<dim> &pictures;
    HealingLoop<dim> &loop;
  };

  /// Everything that the rest of the run depends on. Not collective.
  template <int dim>
  Snapshot
  take_snapshot(const RunParts<dim> &parts);

  /// Brings all parts to that moment. Throws std::runtime_error if something is missing in it. Collective.
  template <int dim>
  void
  load_snapshot(const Snapshot &snapshot, const RunParts<dim> &parts);

  /// The orders in which arrays stand in a checkpoint: nodes and cells by where they come in the mesh file. Collective.
  template <int dim>
  checkpoint_file::Orders
  orders_of(const Mesh<dim> &mesh, const HealingNodes<dim> &nodes);
} // namespace callus
