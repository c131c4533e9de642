// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "state/state.h"

#include "base/nearest_name.h"
#include "fields/drivers.h"

#include <mpi.h>

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    /// Does a scaffold's solid fraction tell the initial value of a field? Of the only field of its solid, or, where no field is named, of
    /// all that stand for solid.
    bool
    is_set_by_scaffold(const Field &field, const std::optional<ScaffoldRegion> &scaffold)
    {
      if (!scaffold || field.kind != FieldKind::scaffold || field.volume_per_unit == 0.)
        return false;
      const std::vector<std::string> &solids = scaffold->solid_fields;
      return solids.empty() || (solids.size() == 1 && solids[0] == field.name);
    }

    /// Reports solid fields whose initial values do not make up the solid fraction.
    void
    expect_whole_solid(const Section             &regions_section,
                       const Region              &region,
                       const Catalogue           &catalogue,
                       const std::vector<double> &values)
    {
      if (!region.scaffold || region.scaffold->solid_fields.empty())
        return;
      double sum = 0;
      for (const std::string &name : region.scaffold->solid_fields)
        if (const auto id = catalogue.find_field(name))
          sum += values[id->value];
        else
          {
            regions_section.subsection(region.name)
              .subsection("Scaffold")
              .problem("Solid fields",
                       "the field '" + name + "'",
                       "the name of a subsection of Fields",
                       suggest(name, catalogue.field_names()));
            return;
          }
      if (std::abs(sum - region.scaffold->solid_fraction) > 1e-6)
        regions_section.subsection(region.name)
          .subsection("Scaffold")
          .problem("Solid fields",
                   "fields whose initial values sum to " + std::to_string(sum),
                   "the solid fraction, " + std::to_string(region.scaffold->solid_fraction),
                   "Give each of them its share in the region's 'Initial values'.");
    }

    /// The subsection `Initial values` of a region that heals.
    void
    read_of_region(const Section       &regions_section,
                   const Region        &region,
                   const Catalogue     &catalogue,
                   std::vector<double> &values)
    {
      if (!region.heals || !regions_section.has_subsection(region.name))
        return;
      const Section of_region = regions_section.subsection(region.name);
      if (!of_region.has_subsection("Initial values"))
        return;
      const Section section = of_region.subsection("Initial values");
      section.may_have(catalogue.field_names());
      for (const FieldId id : catalogue.field_ids())
        if (const Field &field = catalogue[id]; section.has(field.name))
          values[id.value] = section.quantity(field.name,
                                              field.unit,
                                              Range::between(field.lower_bound, field.upper_bound),
                                              "Initial value of this field in this region");
    }

    /// Value of every field in every healing region.
    std::vector<std::vector<double>>
    read_initial_values(const Section             &regions_section,
                        const std::vector<Region> &regions,
                        const Catalogue           &catalogue)
    {
      std::vector<std::vector<double>> values(regions.size());
      for (unsigned int r = 0; r < regions.size(); ++r)
        {
          for (const Field &field : catalogue.fields())
            values[r].push_back(is_set_by_scaffold(field, regions[r].scaffold)
                                  ? regions[r].scaffold->solid_fraction
                                  : field.initial_value);
          read_of_region(regions_section, regions[r], catalogue, values[r]);
          expect_whole_solid(regions_section, regions[r], catalogue, values[r]);
        }
      return values;
    }

    /// Volume [mm3] of the nodes of each healing region, as fields are integrated; zero for the others. Collective.
    template <int dim>
    std::vector<double>
    healing_volumes(const Mesh<dim>           &mesh,
                    const std::vector<Region> &regions,
                    const HealingNodes<dim>   &nodes)
    {
      const unsigned int  n_nodes = mesh.space(2).nodes_per_cell;
      std::vector<double> here(regions.size(), 0.), all(regions.size(), 0.);
      for (std::size_t k = 0; k < nodes.cells().size(); ++k)
        for (unsigned int i = 0; i < n_nodes; ++i)
          if (nodes.in_cell(nodes.cells()[k], i) < nodes.n_owned())
            here[mesh.cells().region[nodes.cells()[k]]] += nodes.volumes_in_cell(k)[i];
      MPI_Allreduce(
        here.data(), all.data(), int(regions.size()), MPI_DOUBLE, MPI_SUM, mesh.communicator());
      return all;
    }

    /// The regions of a dose, by index; those that do not heal are reported.
    std::vector<unsigned int>
    regions_of(const Dose &dose, const std::vector<Region> &regions)
    {
      std::vector<std::string>  names;
      std::vector<unsigned int> healing, result;
      for (unsigned int r = 0; r < regions.size(); ++r)
        if (regions[r].heals)
          {
            healing.push_back(r);
            names.push_back(regions[r].name);
          }
      if (healing.empty())
        dose.section.problem("",
                             "a dose where no region heals",
                             "a region with the role 'healing'",
                             "Remove the dose, or set Role = healing.");
      if (dose.regions.empty())
        return healing;
      for (const std::string &name : dose.regions)
        {
          const auto found = std::find(names.begin(), names.end(), name);
          if (found != names.end())
            result.push_back(healing[found - names.begin()]);
          else if (!healing.empty())
            dose.section.problem(
              "Regions", "'" + name + "'", "the name of a healing region", suggest(name, names));
        }
      std::sort(result.begin(), result.end());
      result.erase(std::unique(result.begin(), result.end()), result.end());
      return result;
    }

    /// Adds the doses to the initial @p values of each region.
    void
    add_doses(const std::vector<Dose>          &doses,
              const std::vector<Region>        &regions,
              const std::vector<double>        &volumes,
              const Catalogue                  &catalogue,
              std::vector<std::vector<double>> &values)
    {
      for (const Dose &dose : doses)
        {
          const std::vector<unsigned int> places = regions_of(dose, regions);
          double                          volume = 0;
          for (const unsigned int r : places)
            volume += volumes[r];
          if (volume <= 0.)
            continue; // has been reported
          const double added = dose.concentration(volume);
          double       most  = 0;
          for (const unsigned int r : places)
            {
              most = std::max(most, values[r][dose.field.value]);
              values[r][dose.field.value] += added;
            }
          expect_within_bounds(dose, catalogue[dose.field], most, added);
        }
    }
  } // namespace

  template <int dim>
  State<dim>::State(const Section             &regions_section,
                    const Mesh<dim>           &mesh,
                    const std::vector<Region> &regions,
                    const Catalogue           &catalogue,
                    const std::vector<Dose>   &doses)
    : fields()
    , drivers()
    , mesh_(mesh)
    , catalogue_(catalogue)
    , nodes_(mesh, regions)
  {
    auto values = read_initial_values(regions_section, regions, catalogue);
    if (!doses.empty())
      add_doses(doses, regions, healing_volumes(mesh, regions, nodes_), catalogue, values);
    fields  = PointTable(catalogue.n_fields(), nodes_.n_owned());
    drivers = PointTable(catalogue.n_drivers(), nodes_.n_owned());
    for (unsigned int d = 0; d < catalogue.n_drivers(); ++d)
      std::fill(drivers[d], drivers[d] + nodes_.n_owned(), catalogue.drivers()[d].neutral);
    double *stiffness = drivers[drivers::cell_scale_stiffness];
    std::fill(stiffness, stiffness + nodes_.n_owned(), 0.);

    const auto &space = mesh.space(2);
    for (std::size_t k = 0; k < nodes_.cells().size(); ++k)
      for (unsigned int i = 0; i < space.nodes_per_cell; ++i)
        {
          const std::size_t c = nodes_.cells()[k], node = nodes_.in_cell(c, i);
          if (node >= nodes_.n_owned())
            continue;
          const unsigned int region = mesh.cells().region[c];
          const double       weight = nodes_.volumes_in_cell(k)[i] / nodes_.volumes()[node];
          for (unsigned int f = 0; f < catalogue.n_fields(); ++f)
            fields[f][node] += weight * values[region][f];
          if (regions[region].scaffold)
            stiffness[node] += weight * regions[region].scaffold->cell_scale_stiffness;
        }
    // the weights sum to one but for round-off, which must not carry a field over its bounds
    for (const FieldId id : catalogue.field_ids())
      for (std::size_t node = 0; node < nodes_.n_owned(); ++node)
        fields[id][node] = std::min(std::max(fields[id][node], catalogue[id].lower_bound),
                                    catalogue[id].upper_bound);
    remember_scaffold(regions);
  }

  template <int dim>
  void
  State<dim>::remember_scaffold(const std::vector<Region> &regions)
  {
    for (const Region &region : regions)
      if (region.scaffold)
        for (const std::string &name : region.scaffold->solid_fields)
          if (const auto id = catalogue_.find_field(name);
              id &&
              std::find(solid_fields_.begin(), solid_fields_.end(), *id) == solid_fields_.end())
            solid_fields_.push_back(*id);
    if (solid_fields_.empty())
      return;
    solid_at_start_         = solid();
    const double *stiffness = drivers[drivers::cell_scale_stiffness];
    stiffness_at_start_.assign(stiffness, stiffness + nodes_.n_owned());
  }

  template <int dim>
  std::vector<double>
  State<dim>::solid() const
  {
    std::vector<double> sum(nodes_.n_owned(), 0.);
    for (const FieldId id : solid_fields_)
      for (std::size_t node = 0; node < sum.size(); ++node)
        sum[node] += fields[id][node];
    return sum;
  }

  template <int dim>
  void
  State<dim>::update_cell_scale_stiffness()
  {
    if (solid_fields_.empty())
      return;
    const std::vector<double> now       = solid();
    double                   *stiffness = drivers[drivers::cell_scale_stiffness];
    for (std::size_t node = 0; node < now.size(); ++node)
      if (solid_at_start_[node] > 0)
        stiffness[node] =
          stiffness_at_start_[node] * std::min(1., now[node] / solid_at_start_[node]);
  }

  template <int dim>
  std::vector<double>
  State<dim>::spread(const double *owned_healing_values, double outside) const
  {
    std::vector<double> healing(nodes_.n_local());
    std::copy(owned_healing_values, owned_healing_values + nodes_.n_owned(), healing.begin());
    nodes_.update_ghosts(healing);
    std::vector<double> result(mesh_.space(2).n_local(), outside);
    for (std::size_t i = 0; i < healing.size(); ++i)
      result[nodes_.node_of(i)] = healing[i];
    return result;
  }

  template <int dim>
  PointTable
  State<dim>::at_local_nodes(const std::vector<FieldId> &ids) const
  {
    PointTable table(ids.size(), mesh_.space(2).n_local());
    for (unsigned int row = 0; row < ids.size(); ++row)
      {
        const std::vector<double> values = spread(fields[ids[row]], 0.);
        std::copy(values.begin(), values.end(), table[row]);
      }
    return table;
  }

  template <int dim>
  void
  State<dim>::take_mechanical_drivers(const PointTable &drivers_at_nodes)
  {
    for (unsigned int d = 0; d < catalogue_.n_drivers(); ++d)
      if (DriverId{d} != drivers::cell_scale_stiffness)
        for (std::size_t i = 0; i < nodes_.n_owned(); ++i)
          drivers[d][i] = drivers_at_nodes[d][nodes_.node_of(i)];
  }

  template <int dim>
  void
  State<dim>::save(Snapshot &snapshot) const
  {
    const auto save_row = [&](const std::string &name, const double *row) {
      snapshot.arrays[name] = {
        Support::healing_nodes, 1, std::vector<double>(row, row + nodes_.n_owned())};
    };
    for (unsigned int f = 0; f < catalogue_.n_fields(); ++f)
      save_row("fields/" + catalogue_.fields()[f].name, fields[f]);
    for (unsigned int d = 0; d < catalogue_.n_drivers(); ++d)
      save_row("drivers/" + catalogue_.drivers()[d].name, drivers[d]);
  }

  template <int dim>
  void
  State<dim>::load(const Snapshot &snapshot)
  {
    const auto load_row = [&](const std::string &name, double *row) {
      const std::vector<double> &values = snapshot.array(name).values;
      std::copy(values.begin(), values.end(), row);
    };
    for (unsigned int f = 0; f < catalogue_.n_fields(); ++f)
      load_row("fields/" + catalogue_.fields()[f].name, fields[f]);
    for (unsigned int d = 0; d < catalogue_.n_drivers(); ++d)
      load_row("drivers/" + catalogue_.drivers()[d].name, drivers[d]);
  }

  template class State<2>;
  template class State<3>;
} // namespace callus
