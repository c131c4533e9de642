// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/partition.h"

#include "base/temporary_directory.h"
#include "mesh/gmsh_reader.h"
#include "support/box_mesh.h"

#include <gtest/gtest.h>

#include <sstream>

using namespace callus;
using namespace callus::test;

namespace
{
  /// A long bone with a thin callus at one end, so that equal numbers of cells would leave all biology to one rank.
  WholeMesh<3>
  bone_with_callus(const MeshReading &reading)
  {
    BoxMesh box;
    box.bricks = {{4, 4, 24}};
    box.upper  = {{4, 4, 24}};
    box.region = [](const BoxMesh::Point &p) { return p[2] > 20 ? "callus" : "bone"; };
    const TemporaryDirectory directory;
    const std::string        file = box.write(directory.path("box.msh"));
    return build_whole_mesh<3>(read_gmsh(file, directory.read("box.msh")), reading);
  }
} // namespace

TEST(Partition, GivesEachRankItsShareOfMechanicsAndOfBiology)
{
  const auto              mesh  = bone_with_callus({});
  const std::vector<char> heals = {0, 1};
  ASSERT_EQ(mesh.region_names, (std::vector<std::string>{"bone", "callus"}));
  for (const unsigned int n_ranks : {2u, 3u, 4u, 12u})
    {
      const auto      ranks   = partition_cells(mesh, heals, n_ranks);
      const Imbalance balance = imbalance_of(mesh, heals, ranks, n_ranks);
      EXPECT_LE(balance.cells, 1.1) << n_ranks << " ranks";
      EXPECT_LE(balance.healing, 1.15) << n_ranks << " ranks";
    }
}

TEST(Partition, BalancesCellsWhereAllOrNoneHeal)
{
  const auto mesh = bone_with_callus({});
  for (const std::vector<char> &heals : {std::vector<char>{1, 1}, std::vector<char>{0, 0}})
    EXPECT_LE(imbalance_of(mesh, heals, partition_cells(mesh, heals, 3), 3).cells, 1.05);
}

TEST(Partition, TellsHowUneven)
{
  const auto                 mesh = bone_with_callus({});
  std::vector<std::uint32_t> ranks(mesh.n_cells(), 0);
  for (std::size_t c = 0; c < mesh.n_cells(); ++c)
    ranks[c] = mesh.region[c]; // all bone on one rank, all callus on the other
  const Imbalance balance = imbalance_of(mesh, {0, 1}, ranks, 2);
  EXPECT_NEAR(balance.cells, 2 * 20. / 24, 1e-12);
  EXPECT_NEAR(balance.healing, 2., 1e-12);
}
