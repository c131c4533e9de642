// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "measures/bridging.h"
#include "measures/osteotomy.h"

#include <cmath>
#include <functional>

using namespace callus;
using namespace callus::test;

namespace
{
  struct BridgingCase : Osteotomy
  {
    BridgingCase()
      : motion(measures_section(), *mesh, regions, "bone")
      , bridging(measures_section(), *mesh, state, motion)
    {
    }
    /// Half woven, half mature bone where @p is_bone.
    Bridging<3>::Result
    with_bone(const std::function<bool(const std::array<double, 3> &)> &is_bone)
    {
      for (std::size_t i = 0; i < state.nodes().n_owned(); ++i)
        state.fields[0][i] = state.fields[1][i] = is_bone(point(i)) ? .3 : 0.;
      return bridging.measure(state);
    }

    FragmentMotion<3> motion;
    Bridging<3>       bridging;
  };
} // namespace

TEST(Bridging, NothingWithoutBone)
{
  BridgingCase box;
  const auto   result = box.with_bone([](const auto &) { return false; });
  EXPECT_FALSE(result.anywhere);
}

TEST(Bridging, FindsTheQuadrants)
{
  BridgingCase box; // anterior is +x, medial +y
  const auto   result =
    box.with_bone([](const auto &p) { return p[0] > -1e-9 && std::abs(p[1]) < p[0] + 1.1; });
  EXPECT_TRUE(result.anywhere);
  EXPECT_TRUE(result.sector[0]) << box.bridging.sector_names()[0];
  EXPECT_FALSE(result.sector[2]) << box.bridging.sector_names()[2];
}

TEST(Bridging, ALayerOnOneFragmentDoesNotBridge)
{
  BridgingCase box;
  EXPECT_FALSE(box.with_bone([](const auto &p) { return p[2] < -.1; }).anywhere);
}

TEST(Bridging, WovenAndMatureBoneCountTogether)
{
  BridgingCase box;
  const auto   result =
    box.with_bone([](const auto &) { return true; }); // 0.3 + 0.3 against a threshold of 0.5
  EXPECT_EQ(result.sector, std::vector<char>(4, 1));
}

TEST(Bridging, UnionNeedsThreeQuadrantsAndLittleMovement)
{
  const BridgingCase  box;
  Bridging<3>::Result three;
  three.sector = {1, 1, 0, 1};
  EXPECT_TRUE(box.bridging.is_union(three, .09));
  EXPECT_FALSE(box.bridging.is_union(three, .11));
  three.sector[0] = 0;
  EXPECT_FALSE(box.bridging.is_union(three, .09));
  EXPECT_NE(box.bridging.union_rule().find("3 of 4"), std::string::npos);
}
