// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/communication.h"
#include "kinetics/biology_step.h"
#include "state/state.h"
#include "support/box_case.h"
#include "transport/spread.h"

#include <gtest/gtest.h>

namespace callus
{
  namespace test
  {
    /// A box that heals throughout, with the biology of a text.
    struct BoxBiology : BoxCase
    {
      BoxBiology(const BoxMesh &shape, const std::string &text)
        : BoxCase(shape, text)
        , regions(healing_but(*mesh, {}))
        , network(Network::read(file->root()))
        , state(file->root().subsection("Regions"), *mesh, regions, network->catalogue())
        , transport(file->root(), *mesh, regions, state.nodes(), *network)
      {
        file->throw_if_wrong();
      }

      FieldId
      field(const std::string &name) const
      {
        return network->catalogue().find_field(name).value();
      }
      /// Coordinates of an owned healing node.
      const std::array<double, 3> &
      point(std::size_t node) const
      {
        return mesh->space(2).owned_points[state.nodes().node_of(node)];
      }
      double
      integral(FieldId id) const
      {
        double sum = 0;
        for (std::size_t i = 0; i < state.nodes().n_owned(); ++i)
          sum += state.nodes().volumes()[i] * state.fields[id][i];
        return mpi::sum(sum, MPI_COMM_WORLD);
      }

      std::vector<Region>      regions;
      std::unique_ptr<Network> network;
      State<3>                 state;
      Transport<3>             transport;
    };
  } // namespace test
} // namespace callus
