// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/snapshots.h"

namespace callus
{
  namespace
  {
    const std::string mechanics_prefix = "mechanics/";

    void
    save_mechanics(const MechanicsMemory &memory, Snapshot &snapshot)
    {
      for (const auto &[name, number] : memory.numbers)
        snapshot.numbers[mechanics_prefix + name] = number;
      for (const MechanicsMemory::NodeValues &at_nodes : memory.at_nodes)
        snapshot.arrays[mechanics_prefix + at_nodes.name] = {
          at_nodes.degree == 1 ? Support::linear_nodes : Support::quadratic_nodes,
          at_nodes.n_components,
          at_nodes.values};
    }

    MechanicsMemory
    load_mechanics(const Snapshot &snapshot)
    {
      const auto is_ours = [](const std::string &name) {
        return name.compare(0, mechanics_prefix.size(), mechanics_prefix) == 0;
      };
      MechanicsMemory memory;
      for (const auto &[name, number] : snapshot.numbers)
        if (is_ours(name))
          memory.numbers[name.substr(mechanics_prefix.size())] = number;
      for (const auto &[name, array] : snapshot.arrays)
        if (is_ours(name))
          memory.add(name.substr(mechanics_prefix.size()),
                     array.support == Support::linear_nodes ? 1 : 2,
                     array.n_components,
                     array.values);
      return memory;
    }

    /// Of the owned nodes.
    template <int dim>
    std::vector<std::int64_t>
    keys(const NodalSpace<dim> &space)
    {
      return {space.key.begin(), space.key.begin() + space.n_owned};
    }
  } // namespace

  template <int dim>
  Snapshot
  take_snapshot(const RunParts<dim> &parts)
  {
    Snapshot snapshot;
    parts.healing.state->save(snapshot);
    parts.healing.biology->save(snapshot);
    parts.healing.transport->save(snapshot);
    parts.healing.time->save(snapshot);
    parts.healing.events->save(snapshot);
    if (parts.healing.mechanics)
      save_mechanics(parts.healing.mechanics->memory(), snapshot);
    parts.history.save(snapshot);
    parts.pictures.save(snapshot);
    parts.loop.save(snapshot);
    return snapshot;
  }

  template <int dim>
  void
  load_snapshot(const Snapshot &snapshot, const RunParts<dim> &parts)
  {
    HealingCase<dim> &healing = parts.healing;
    healing.state->load(snapshot);
    healing.biology->load(snapshot, healing.state->nodes().n_owned());
    healing.transport->load(snapshot);
    healing.time->load(snapshot);
    healing.events->load(snapshot, *healing.network, [&](double factor) {
      if (healing.mechanics)
        healing.mechanics->set_load_factor(factor);
    });
    if (healing.mechanics)
      healing.mechanics->restore(load_mechanics(snapshot));
    parts.history.load(snapshot);
    parts.pictures.load(snapshot);
    parts.loop.load(snapshot);
  }

  template <int dim>
  checkpoint_file::Orders
  orders_of(const Mesh<dim> &mesh, const HealingNodes<dim> &nodes)
  {
    const std::vector<std::int64_t> quadratic = keys(mesh.space(2));
    std::vector<std::int64_t>       healing;
    for (std::size_t i = 0; i < nodes.n_owned(); ++i)
      healing.push_back(quadratic[nodes.node_of(i)]);
    const MPI_Comm          communicator = mesh.communicator();
    checkpoint_file::Orders orders;
    orders.emplace(Support::healing_nodes, GlobalOrder(healing, communicator));
    orders.emplace(Support::quadratic_nodes, GlobalOrder(quadratic, communicator));
    orders.emplace(Support::linear_nodes, GlobalOrder(keys(mesh.space(1)), communicator));
    const auto &cells = mesh.cells().global_index;
    orders.emplace(
      Support::cells,
      GlobalOrder({cells.begin(), cells.begin() + mesh.cells().n_owned}, communicator));
    return orders;
  }

  template Snapshot
  take_snapshot(const RunParts<2> &);
  template void
  load_snapshot(const Snapshot &, const RunParts<2> &);
  template checkpoint_file::Orders
  orders_of(const Mesh<2> &, const HealingNodes<2> &);
  template Snapshot
  take_snapshot(const RunParts<3> &);
  template void
  load_snapshot(const Snapshot &, const RunParts<3> &);
  template checkpoint_file::Orders
  orders_of(const Mesh<3> &, const HealingNodes<3> &);
} // namespace callus
