// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "transport/movement.h"

#include "base/communication.h"


#include <algorithm>
#include <cmath>
#include <limits>

namespace callus
{
  namespace
  {
    /// Share of an edge's mobility that all mobilities around it reach where tissue counts as even.
    constexpr double even = .9;
  } // namespace

  template <int dim>
  Movement<dim>::Movement(const Mesh<dim>           &mesh,
                          const std::vector<Region> &regions,
                          const HealingNodes<dim>   &nodes,
                          const Network             &network)
    : communicator_(mesh.communicator())
    , coupling_(mesh, regions, nodes)
    , nodes_(nodes)
    , network_(network)
    , group_of_(network.catalogue().n_fields(), 0)
    , groups_(1)
    , taxis_(network.catalogue().n_fields())
  {
    // fields hindered by the same processes share their weights
    const auto &hindrances = network.hindrance_processes();
    for (const FieldId id : network.catalogue().field_ids())
      {
        Group group;
        for (unsigned int h = 0; h < hindrances.size(); ++h)
          if (std::find(hindrances[h].fields.begin(), hindrances[h].fields.end(), id) !=
              hindrances[h].fields.end())
            group.hindrances.push_back(h);
        const auto known    = std::find_if(groups_.begin(), groups_.end(), [&](const Group &other) {
          return other.hindrances == group.hindrances;
        });
        group_of_[id.value] = known - groups_.begin();
        if (known == groups_.end())
          groups_.push_back(group);
      }
    remember_scaffolds(mesh, regions);
  }

  template <int dim>
  void
  Movement<dim>::remember_scaffolds(const Mesh<dim> &mesh, const std::vector<Region> &regions)
  {
    for (unsigned int r = 0; r < regions.size(); ++r)
      if (regions[r].scaffold && regions[r].scaffold->erodes())
        {
          OpeningScaffold scaffold{{},
                                   regions[r].scaffold->solid_fraction,
                                   regions[r].scaffold->diffusivity_exponent,
                                   std::vector<double>(nodes_.n_owned(), 0.)};
          for (const std::string &name : regions[r].scaffold->solid_fields)
            if (const auto id = network_.catalogue().find_field(name)) // or it is reported
              scaffold.solid_fields.push_back(*id);
          for (std::size_t k = 0; k < nodes_.cells().size(); ++k)
            if (const std::size_t c = nodes_.cells()[k]; mesh.cells().region[c] == r)
              for (unsigned int i = 0; i < mesh.space(2).nodes_per_cell; ++i)
                if (const std::size_t node = nodes_.in_cell(c, i); node < nodes_.n_owned())
                  scaffold.share[node] += nodes_.volumes_in_cell(k)[i] / nodes_.volumes()[node];
          solid_at_start_.resize(nodes_.n_owned(), 0.);
          for (std::size_t i = 0; i < nodes_.n_owned(); ++i)
            solid_at_start_[i] += scaffold.share[i] * scaffold.solid_fraction;
          opening_scaffolds_.push_back(std::move(scaffold));
        }
  }

  template <int dim>
  std::vector<double>
  Movement<dim>::opening(const PointTable &fields) const
  {
    const std::size_t    n = nodes_.n_owned();
    std::vector<FieldId> solids;
    for (const OpeningScaffold &scaffold : opening_scaffolds_)
      for (const FieldId id : scaffold.solid_fields)
        if (std::find(solids.begin(), solids.end(), id) == solids.end())
          solids.push_back(id);
    std::vector<double> result(n, 1.);
    for (std::size_t i = 0; i < n; ++i)
      {
        if (solid_at_start_[i] <= 0)
          continue;
        double solid = 0;
        for (const FieldId id : solids)
          solid += fields[id][i];
        const double left = std::min(1., std::max(0., solid / solid_at_start_[i]));
        for (const OpeningScaffold &scaffold : opening_scaffolds_)
          {
            const double s_0 = scaffold.solid_fraction;
            result[i] +=
              scaffold.share[i] * (std::pow((1 - left * s_0) / (1 - s_0), scaffold.exponent) - 1);
          }
      }
    return result;
  }

  template <int dim>
  void
  Movement<dim>::update(double day, const PointTable &fields, const PointTable &drivers)
  {
    for (Group &group : groups_)
      if (!group.hindrances.empty() || !opening_scaffolds_.empty())
        {
          group.mobility     = mobility(group, day, fields, drivers);
          group.weight       = weights_of(group.mobility, false);
          group.has_barriers = is_zero_anywhere(group.mobility);
        }

    const auto                           &processes = network_.taxis_processes();
    std::vector<std::optional<TaxisFlow>> flows(taxis_.size());
    for (unsigned int index = 0; index < processes.size(); ++index)
      {
        std::optional<TaxisFlow> &flow = flows[processes[index].field.value];
        if (!flow)
          flow = TaxisFlow{
            std::vector<double>(edges().size(), 0.), std::numeric_limits<double>::infinity(), 0.};
        flow->capacity = std::min(flow->capacity, processes[index].capacity);
        add_taxis(index, day, fields, drivers, *flow);
      }
    for (unsigned int f = 0; f < flows.size(); ++f)
      if (flows[f])
        {
          flows[f]->fastest = fastest_flow(flows[f]->rate, flows[f]->capacity);
          taxis_[f]         = std::move(flows[f]);
        }
  }

  template <int dim>
  std::vector<double>
  Movement<dim>::mobility(const Group      &group,
                          double            day,
                          const PointTable &fields,
                          const PointTable &drivers)
  {
    const std::size_t   n = nodes_.n_owned();
    std::vector<double> product(nodes_.n_local(), 1.), factor(n);
    for (const unsigned int h : group.hindrances)
      {
        network_.hindrance(h, day, fields, drivers, 0, n, factor.data(), scratch_);
        for (std::size_t i = 0; i < n; ++i)
          product[i] *= factor[i];
      }
    if (!opening_scaffolds_.empty())
      {
        const std::vector<double> open = opening(fields);
        for (std::size_t i = 0; i < n; ++i)
          product[i] *= open[i];
      }
    nodes_.update_ghosts(product);
    return product;
  }

  template <int dim>
  EdgeWeights
  Movement<dim>::weights_of(const std::vector<double> &mobility, bool careful) const
  {
    const NodeEdges &edges = coupling_.edges();
    // smallest mobility around each node; ghosts do not see all of their neighbours, their owners do
    std::vector<double> smallest = mobility;
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int k = edges.row_begin[i]; k < edges.row_begin[i + 1]; ++k)
        {
          const unsigned int j = edges.column[k];
          smallest[i]          = std::min(smallest[i], mobility[j]);
          smallest[j]          = std::min(smallest[j], mobility[i]);
        }
    nodes_.update_ghosts(smallest);

    EdgeWeights weight = coupling_.coefficient();
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int k = edges.row_begin[i]; k < edges.row_begin[i + 1]; ++k)
        {
          const unsigned int j           = edges.column[k];
          const double       sum         = mobility[i] + mobility[j];
          const double       mean        = sum > 0 ? 2 * mobility[i] * mobility[j] / sum : 0.;
          const double       around      = std::min(smallest[i], smallest[j]);
          const double       of_negative = !careful                ? std::min(mean, 2 * around)
                                           : around >= even * mean ? mean
                                                                   : around;
          weight.set(k, weight[k] * (weight[k] > 0 ? mean : of_negative));
        }
    return weight;
  }

  template <int dim>
  EdgeWeights
  Movement<dim>::careful_weights(unsigned int group) const
  {
    const std::vector<double> &mobility = groups_[group].mobility;
    return mobility.empty() ? coupling_.coefficient() : weights_of(mobility, true);
  }

  template <int dim>
  bool
  Movement<dim>::is_zero_anywhere(const std::vector<double> &mobility) const
  {
    const bool here =
      std::any_of(mobility.begin(), mobility.end(), [](double m) { return m == 0; });
    return mpi::max(here ? 1 : 0, communicator_) > 0;
  }

  template <int dim>
  void
  Movement<dim>::add_taxis(unsigned int      index,
                           double            day,
                           const PointTable &fields,
                           const PointTable &drivers,
                           TaxisFlow        &flow)
  {
    const std::size_t   n = nodes_.n_owned();
    std::vector<double> potential(nodes_.n_local()), modifier(nodes_.n_local());
    network_.taxis_potential(index, day, fields, drivers, 0, n, potential.data(), scratch_);
    network_.taxis_modifier(index, day, fields, drivers, 0, n, modifier.data(), scratch_);
    nodes_.update_ghosts(potential);
    nodes_.update_ghosts(modifier);
    const NodeEdges   &edges  = coupling_.edges();
    const EdgeWeights &weight = weights(group(network_.taxis_processes()[index].field));
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int k = edges.row_begin[i]; k < edges.row_begin[i + 1]; ++k)
        {
          const unsigned int j = edges.column[k];
          flow.rate[k] +=
            weight[k] * .5 * (modifier[i] + modifier[j]) * (potential[j] - potential[i]);
        }
  }

  template <int dim>
  double
  Movement<dim>::fastest_flow(const std::vector<double> &rate, double capacity) const
  {
    const NodeEdges    &edges = coupling_.edges();
    std::vector<double> outflow(edges.n_local, 0.), inflow(edges.n_local, 0.);
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      for (unsigned int k = edges.row_begin[i]; k < edges.row_begin[i + 1]; ++k)
        {
          const unsigned int j = edges.column[k];
          outflow[rate[k] > 0 ? i : j] += std::abs(rate[k]);
          inflow[rate[k] > 0 ? j : i] += std::abs(rate[k]);
        }
    double fastest = 0;
    for (std::size_t i = 0; i < edges.n_owned; ++i)
      {
        const double counted =
          std::isinf(capacity) ? outflow[i] : std::max(outflow[i], .5 * inflow[i]);
        fastest = std::max(fastest, counted / nodes_.volumes()[i]);
      }
    return fastest;
  }

  template <int dim>
  void
  Movement<dim>::follow(FieldId field, std::vector<double> rate, double capacity)
  {
    const double fastest = fastest_flow(rate, capacity);
    taxis_[field.value]  = TaxisFlow{std::move(rate), capacity, fastest};
  }

  template class Movement<2>;
  template class Movement<3>;
} // namespace callus
