// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "measures/fragment_motion.h"
#include "measures/osteotomy.h"
#include "mesh/sub_cells.h"

#include <cmath>
#include <functional>

using namespace callus;
using namespace callus::test;

namespace
{
  using Vector = std::array<double, 3>;

  /// The displacement of a function at all local nodes.
  std::vector<double>
  displacement_of(const Mesh<3> &mesh, const std::function<Vector(const Vector &)> &u)
  {
    const auto         &space = mesh.space(2);
    std::vector<double> result(3 * space.n_local());
    for (std::size_t c = 0; c < mesh.cells().n_cells; ++c)
      {
        const auto x = quadratic_node_points<3>(mesh.shape(), mesh.cells().vertices_of(c));
        for (unsigned int i = 0; i < space.nodes_per_cell; ++i)
          {
            const Vector value = u(x[i]);
            std::copy(value.begin(),
                      value.end(),
                      result.begin() +
                        3 * space.local_index(space.cell_nodes[space.nodes_per_cell * c + i]));
          }
      }
    return result;
  }
} // namespace

TEST(FragmentMotion, ClosingIsPositiveAndShearIsThatOfTheProximalFragment)
{
  Osteotomy               box;
  const FragmentMotion<3> motion(box.measures_section(), *box.mesh, box.regions, "bone");
  ASSERT_TRUE(box.file->problems().empty());
  const auto movement = motion.measure(displacement_of(*box.mesh, [](const Vector &p) {
    return p[2] > 0 ? Vector{{.03, -.04, -.2}} : Vector{{0, 0, .05}};
  }));
  EXPECT_NEAR(movement.axial, .25, 1e-12);
  EXPECT_NEAR(movement.shear[0], .03, 1e-12);
  EXPECT_NEAR(movement.shear[1], -.04, 1e-12);
  for (const double rotation : movement.rotation)
    EXPECT_NEAR(rotation, 0., 1e-10);
}

TEST(FragmentMotion, FindsBendingAndTorsion)
{
  Osteotomy               box;
  const FragmentMotion<3> motion(box.measures_section(), *box.mesh, box.regions, "bone");
  const double            degree = std::acos(-1.) / 180;
  const Vector            omega  = {{.1 * degree, -.2 * degree, .3 * degree}};
  const auto movement            = motion.measure(displacement_of(*box.mesh, [&](const Vector &p) {
    if (p[2] < 0)
      return Vector{};
    return Vector{{omega[1] * p[2] - omega[2] * p[1],
                   omega[2] * p[0] - omega[0] * p[2],
                   omega[0] * p[1] - omega[1] * p[0]}};
  }));
  EXPECT_NEAR(movement.rotation[0], .1, 1e-10);
  EXPECT_NEAR(movement.rotation[1], -.2, 1e-10);
  EXPECT_NEAR(movement.rotation[2], .3, 1e-10);
}

TEST(FragmentMotion, MeanOfAQuadraticDisplacementIsExact)
{
  Osteotomy               box;
  const FragmentMotion<3> motion(box.measures_section(), *box.mesh, box.regions, "bone");
  const auto              movement = motion.measure(displacement_of(*box.mesh, [](const Vector &p) {
    return p[2] > 0 ? Vector{{0, 0, -p[0] * p[0]}} : Vector{};
  }));
  EXPECT_NEAR(movement.axial, 4. / 3, 1e-12); // mean of x^2 over (-2, 2)
}

TEST(FragmentMotion, ReportsABoneInOnePiece)
{
  Osteotomy               box;
  const FragmentMotion<3> motion(box.measures_section(), *box.mesh, box.regions, "gap");
  ASSERT_FALSE(box.file->problems().empty());
  EXPECT_NE(box.file->problems().list()[0].found.find("1 connected part"), std::string::npos);
}
