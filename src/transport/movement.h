// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "kinetics/network.h"
#include "transport/node_coupling.h"

#include <optional>
#include <vector>

namespace callus
{
  /// Taxis of one field: how fast it flows along each edge.
  struct TaxisFlow
  {
    /// mm3/day from the owned node i of each edge to the other node j: a_ij = (g_ij, hindered) times the difference of the
    /// potential. The flux is a_ij f, f = y (1 - y/capacity): its mean, or f of the node that it leaves and room in the other.
    std::vector<double> rate;
    double              capacity = 0; ///< unit of the field; infinite: none
    /// 1/day: the largest sum of what leaves a node, over its volume; with a capacity, or half of what comes: upstream values stay
    /// below the capacity as long as no more comes in a step than a full node holds
    double fastest = 0;
  };

  /**
   * How fields move between neighbouring nodes, at one moment: the coupling (node_coupling.h) times how freely tissue lets them pass,
   * and taxis.
   *
   * Fields that the same processes hinder share their weights w_ij = g_ij m_ij, m_ij the harmonic mean of the mobilities of the two
   * nodes: nothing passes a node that is blocked. The negative part of g_ij, from obtuse angles, is weighted with at most twice the
   * smallest mobility around. That is of second order where mobility is smooth; where it jumps, the matrix need not be positive. With
   * the smallest mobility itself it is, but for the most obtuse angles, and of first order: careful_weights().
   *
   * Where a scaffold loses solid (`Solid fields`) its pores open: the mobility of every field is multiplied by
   * ((1 - s)/(1 - s_0))^m, as the coupling counts the solid s_0 of the day of surgery.
   */
  template <int dim>
  class Movement
  {
  public:
    Movement(const Mesh<dim>           &mesh,
             const std::vector<Region> &regions,
             const HealingNodes<dim>   &nodes,
             const Network             &network);

    /// Evaluates at the state given.
    void
    update(double day, const PointTable &fields, const PointTable &drivers);

    const NodeCoupling<dim> &
    coupling() const
    {
      return coupling_;
    }
    const NodeEdges &
    edges() const
    {
      return coupling_.edges();
    }

    unsigned int
    n_groups() const
    {
      return groups_.size();
    }
    /// Fields of the same group have the same weights.
    unsigned int
    group(FieldId field) const
    {
      return group_of_[field.value];
    }
    const EdgeWeights &
    weights(unsigned int group) const
    {
      return groups_[group].weight.empty() ? coupling_.coefficient() : groups_[group].weight;
    }
    /// At the local nodes; empty: 1 everywhere.
    const std::vector<double> &
    mobility(unsigned int group) const
    {
      return groups_[group].mobility;
    }
    /// The weights for a matrix that has to be positive. Collective.
    EdgeWeights
    careful_weights(unsigned int group) const;
    /// Whether the mobility of a group is zero anywhere, on any rank.
    bool
    has_barriers(unsigned int group) const
    {
      return groups_[group].has_barriers;
    }
    /// Flow of a field that no process describes: @p rate as in TaxisFlow, zero where an edge fills its row up. Until it is given anew.
    void
    follow(FieldId field, std::vector<double> rate, double capacity);

    /// Null where the field follows nothing.
    const TaxisFlow *
    taxis(FieldId field) const
    {
      return taxis_[field.value] ? &*taxis_[field.value] : nullptr;
    }

  private:
    /// Fields that the same processes hinder.
    struct Group
    {
      std::vector<unsigned int> hindrances; ///< indices into network.hindrance_processes()
      std::vector<double>       mobility;   ///< at the local nodes
      EdgeWeights               weight;     ///< empty: the coupling's coefficients
      bool                      has_barriers = false;
    };

    /// Product of the mobilities of a group's processes, at all local nodes.
    std::vector<double>
    mobility(const Group &group, double day, const PointTable &fields, const PointTable &drivers);
    /// How much the loss of solid has opened a scaffold, at the owned nodes.
    std::vector<double>
    opening(const PointTable &fields) const;
    /// What opening() needs of the scaffolds whose solid changes.
    void
    remember_scaffolds(const Mesh<dim> &mesh, const std::vector<Region> &regions);
    EdgeWeights
    weights_of(const std::vector<double> &mobility, bool careful) const;
    bool
    is_zero_anywhere(const std::vector<double> &mobility) const;
    void
    add_taxis(unsigned int      index,
              double            day,
              const PointTable &fields,
              const PointTable &drivers,
              TaxisFlow        &flow);
    double
    fastest_flow(const std::vector<double> &rate, double capacity) const;

    MPI_Comm                              communicator_;
    NodeCoupling<dim>                     coupling_;
    const HealingNodes<dim>              &nodes_;
    const Network                        &network_;
    std::vector<unsigned int>             group_of_;
    std::vector<Group>                    groups_;
    std::vector<std::optional<TaxisFlow>> taxis_;

    /// A region whose scaffold loses solid.
    struct OpeningScaffold
    {
      std::vector<FieldId> solid_fields;
      double               solid_fraction, exponent; ///< on the day of surgery; m
      std::vector<double>  share; ///< of the region in the healing volume of each owned node
    };
    std::vector<OpeningScaffold> opening_scaffolds_;
    std::vector<double>          solid_at_start_; ///< of all of them, at the owned nodes
    Network::Scratch             scratch_;
  };
} // namespace callus
