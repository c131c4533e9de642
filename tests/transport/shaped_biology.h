// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/communication.h"
#include "kinetics/biology_step.h"
#include "state/state.h"
#include "support/shaped_box.h"
#include "transport/spread.h"


#include <gtest/gtest.h>

namespace callus
{
  namespace test
  {
    /// A shape of cells with a geometry that it can have.
    struct Kind
    {
      std::string shape;
      Geometry    geometry;
    };

    inline std::ostream &
    operator<<(std::ostream &out, const Kind &kind)
    {
      return out << kind.shape << " " << name_of(kind.geometry);
    }

    inline std::vector<Kind>
    all_kinds()
    {
      std::vector<Kind> kinds;
      for (const char *shape : {"triangle", "quadrilateral"})
        for (const Geometry geometry : {Geometry::plane_strain, Geometry::axisymmetric})
          kinds.push_back({shape, geometry});
      kinds.push_back({"tetrahedron", Geometry::three_dimensional});
      kinds.push_back({"hexahedron", Geometry::three_dimensional});
      return kinds;
    }

    /// Name of a parametrised test.
    inline std::string
    name_of_kind(const ::testing::TestParamInfo<Kind> &info)
    {
      std::ostringstream name;
      name << info.param.shape << "_"
           << (info.param.geometry == Geometry::three_dimensional ? "in_space"
                                                                  : name_of(info.param.geometry));
      return name.str();
    }

    /// Calls action(dimension), an integral constant, for the dimension of the kind.
    template <typename Action>
    void
    in_dimension_of(const Kind &kind, const Action &action)
    {
      if (kind.geometry == Geometry::three_dimensional)
        action(std::integral_constant<int, 3>());
      else
        action(std::integral_constant<int, 2>());
    }

    /// n bricks in each direction from (low, 0, 0) to (high, 1, 1).
    template <int dim>
    ShapedBox<dim>
    box_of(const Kind &kind, unsigned int n, double low = 0, double high = 1)
    {
      ShapedBox<dim> box;
      box.shape = kind.shape;
      box.bricks.fill(n);
      box.lower.fill(0);
      box.upper.fill(1);
      box.lower[0] = low;
      box.upper[0] = high;
      return box;
    }

    /// A box that heals throughout, with the biology of a text.
    template <int dim>
    struct ShapedBiology : ShapedCase<dim>
    {
      ShapedBiology(const ShapedBox<dim> &box,
                    const Kind           &kind,
                    const std::string    &text,
                    MPI_Comm              communicator = MPI_COMM_WORLD)
        : ShapedCase<dim>(box, kind.geometry, text, communicator)
        , regions(all_healing(*this->mesh))
        , network(Network::read(this->file->root()))
        , state(this->file->root().subsection("Regions"),
                *this->mesh,
                regions,
                network->catalogue(),
                read_doses(this->file->root().subsection("Doses"), network->catalogue()))
        , transport(this->file->root(), *this->mesh, regions, state.nodes(), *network)
      {
        this->file->throw_if_wrong();
      }

      static std::vector<Region>
      all_healing(const Mesh<dim> &mesh)
      {
        std::vector<Region> regions;
        for (const std::string &name : mesh.region_names())
          {
            regions.emplace_back();
            regions.back().name  = name;
            regions.back().heals = true;
          }
        return regions;
      }
      FieldId
      field(const std::string &name) const
      {
        return network->catalogue().find_field(name).value();
      }
      const std::array<double, dim> &
      point(std::size_t node) const
      {
        return this->mesh->space(2).owned_points[state.nodes().node_of(node)];
      }
      /// Integral over the body of a function of the owned node.
      template <typename Function>
      double
      integral(const Function &function) const
      {
        double sum = 0;
        for (std::size_t i = 0; i < state.nodes().n_owned(); ++i)
          sum += state.nodes().volumes()[i] * function(i);
        return mpi::sum(sum, this->mesh->communicator());
      }

      std::vector<Region>      regions;
      std::unique_ptr<Network> network;
      State<dim>               state;
      Transport<dim>           transport;
    };
  } // namespace test
} // namespace callus
