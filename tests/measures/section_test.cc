// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Movement, bridging and volumes of a longitudinal section: a slice in plane strain, and the half section of a round bone.

#include "measures/bridging.h"
#include "measures/osteotomy.h"
#include "measures/tissue_volumes.h"
#include "mesh/sub_cells.h"
#include "support/shaped_box.h"

#include <cmath>
#include <functional>

using namespace callus;
using namespace callus::test;

namespace
{
  using Vector = std::array<double, 2>;

  /// A tube with walls 1 < |x| < 2 around its marrow, cut at |y| < 0.5; the gap heals. Half of it if axisymmetric.
  struct Section2 : ShapedCase<2>
  {
    explicit Section2(const std::string &shape,
                      Geometry           geometry,
                      const std::string &measures = Osteotomy::measures)
      : ShapedCase<2>(box(shape, geometry), geometry, Osteotomy::fields + measures)
      , regions(3)
      , catalogue(Catalogue::read(file->root().subsection("Fields")))
    {
      for (unsigned int r = 0; r < 3; ++r)
        {
          regions[r].name  = mesh->region_names()[r];
          regions[r].heals = regions[r].name == "gap";
        }
      state =
        std::make_unique<State<2>>(file->root().subsection("Regions"), *mesh, regions, catalogue);
      motion   = std::make_unique<FragmentMotion<2>>(section(), *mesh, regions, "bone");
      bridging = std::make_unique<Bridging<2>>(section(), *mesh, *state, *motion);
    }

    static ShapedBox<2>
    box(const std::string &shape, Geometry geometry)
    {
      const bool   is_half = geometry == Geometry::axisymmetric;
      ShapedBox<2> box;
      box.shape  = shape;
      box.bricks = {{is_half ? 2u : 4u, 5}};
      box.lower  = {{is_half ? 0. : -2., -2.5}};
      box.upper  = {{2, 2.5}};
      box.region = [](const Vector &p) {
        return std::abs(p[1]) < .5 ? "gap" : std::abs(p[0]) > 1 ? "bone" : "marrow";
      };
      return box;
    }
    Section
    section()
    {
      return file->root().subsection("Measures");
    }
    InterfragmentaryMovement
    movement(const std::function<Vector(const Vector &)> &u) const
    {
      const auto         &space = mesh->space(2);
      std::vector<double> values(2 * space.n_local());
      for (std::size_t c = 0; c < mesh->cells().n_cells; ++c)
        {
          const auto x = quadratic_node_points<2>(mesh->shape(), mesh->cells().vertices_of(c));
          for (unsigned int i = 0; i < space.nodes_per_cell; ++i)
            for (unsigned int k = 0; k < 2; ++k)
              values[2 * space.local_index(space.cell_nodes[space.nodes_per_cell * c + i]) + k] =
                u(x[i])[k];
        }
      return motion->measure(values);
    }
    Bridging<2>::Result
    with_bone(const std::function<bool(const Vector &)> &is_bone)
    {
      for (std::size_t i = 0; i < state->nodes().n_owned(); ++i)
        state->fields[0][i] = is_bone(mesh->space(2).owned_points[state->nodes().node_of(i)]);
      return bridging->measure(*state);
    }

    std::vector<Region>                regions;
    Catalogue                          catalogue;
    std::unique_ptr<State<2>>          state;
    std::unique_ptr<FragmentMotion<2>> motion;
    std::unique_ptr<Bridging<2>>       bridging;
  };

  const std::vector<std::string> shapes = {"triangle", "quadrilateral"};
} // namespace

TEST(PlaneStrain, TwoWallsMoveAsOneFragment)
{
  for (const std::string &shape : shapes)
    {
      const Section2 bone(shape, Geometry::plane_strain);
      const double   degree   = std::acos(-1.) / 180;
      const auto     movement = bone.movement([&](const Vector &p) {
        return p[1] > 0 ? Vector{{.03 - .2 * degree * (p[1] - .5), -.2 + .2 * degree * p[0]}}
                            : Vector{{0, .05}};
      });
      EXPECT_NEAR(movement.axial, .25, 1e-12);
      EXPECT_NEAR(movement.shear[0], .03, 1e-12);
      EXPECT_NEAR(movement.rotation[0], .2, 1e-10);
      EXPECT_EQ(movement.shear[1], 0.);
      EXPECT_EQ(movement.rotation[2], 0.);
    }
}

TEST(Axisymmetric, MeanMovementWeighsTheCircumference)
{
  for (const std::string &shape : shapes)
    {
      const Section2 bone(shape, Geometry::axisymmetric);
      const auto     movement = bone.movement([](const Vector &p) {
        return p[1] > 0 ? Vector{{.1, -p[0] * p[0]}} : Vector{{0, 0}};
      });
      // mean of r^2 over 1 < r < 2, weighted by r
      EXPECT_NEAR(movement.axial, (16. - 1) / 4 / ((4. - 1) / 2), 1e-12);
      EXPECT_EQ(movement.shear[0], 0.) << "a round bone cannot move sideways";
    }
}

TEST(PlaneStrain, EachSideBridgesOnItsOwnAndCountsTwice)
{
  for (const std::string &shape : shapes)
    {
      Section2 bone(shape, Geometry::plane_strain);
      EXPECT_EQ(bone.bridging->sector_names(), (std::vector<std::string>{"anterior", "posterior"}));
      const auto one = bone.with_bone([](const Vector &p) { return p[0] > .9; });
      EXPECT_EQ(one.sector, (std::vector<char>{1, 0}));
      EXPECT_FALSE(bone.bridging->is_union(one, 0)); // three of four quadrants
      const auto both = bone.with_bone([](const Vector &p) { return std::abs(p[0]) > .9; });
      EXPECT_EQ(both.sector, (std::vector<char>{1, 1}));
      EXPECT_TRUE(bone.bridging->is_union(both, 0));
    }
  Section2 flanks("triangle",
                  Geometry::plane_strain,
                  std::string("subsection Measures\n  set Bone fields = woven_bone\n") +
                    "  set Anterior direction = z\nend\n");
  EXPECT_EQ(flanks.bridging->sector_names(), (std::vector<std::string>{"medial", "lateral"}));
}

TEST(Axisymmetric, IsBridgedAllRoundOrNotAtAll)
{
  for (const std::string &shape : shapes)
    {
      Section2   bone(shape, Geometry::axisymmetric);
      const auto none = bone.with_bone([](const Vector &p) { return p[1] < 0; });
      EXPECT_EQ(none.sector, std::vector<char>(4, 0));
      const auto all = bone.with_bone([](const Vector &p) { return p[0] > .9; });
      EXPECT_EQ(all.sector, std::vector<char>(4, 1));
      EXPECT_TRUE(bone.bridging->is_union(all, 0));
    }
}

TEST(TissueVolumes, AreThoseOfTheBody)
{
  for (const std::string &shape : shapes)
    for (const Geometry geometry : {Geometry::plane_strain, Geometry::axisymmetric})
      {
        Section2 bone(shape, geometry);
        std::fill_n(bone.state->fields[0], bone.state->nodes().n_owned(), .5);
        const double volume = geometry == Geometry::axisymmetric ? 4 * std::acos(-1.) : 4. * 3;
        EXPECT_NEAR(
          summarise_fields(*bone.state, MPI_COMM_WORLD)[0].integral, .5 * volume, 1e-12 * volume);
      }
}
