// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/fixator.h"

#include <gtest/gtest.h>

namespace callus
{
  namespace
  {
    const FixatorLaw ring_fixator({0, 0.021739, 0.16366, 0.358696}, {0, 100, 102.83843, 1000});
  }


  TEST(Fixator, GoesThroughItsPoints)
  {
    EXPECT_EQ(ring_fixator.force(0), 0);
    EXPECT_DOUBLE_EQ(ring_fixator.force(0.021739), 100);
    EXPECT_DOUBLE_EQ(ring_fixator.force(0.16366), 102.83843);
    EXPECT_DOUBLE_EQ(ring_fixator.force(0.358696), 1000);
  }


  TEST(Fixator, AloneMovesAQuarterOfAMillimetreAt500N)
  {
    EXPECT_NEAR(ring_fixator.equilibrium(0, 0, 500), 0.2500, 0.00001);
  }


  TEST(Fixator, SharesTheLoadWithTheBoneOnEverySegment)
  {
    for (const double stiffness : {0., 1., 200., 5000., 1e6})
      for (const double offset : {-30., 0., 40.})
        for (const double load : {-100., 0., 50., 101., 500., 3000.})
          {
            const double w = ring_fixator.equilibrium(stiffness, offset, load);
            EXPECT_NEAR(ring_fixator.force(w) + stiffness * w + offset, load, 1e-9);
          }
  }


  TEST(Fixator, LoadThatNothingHoldsIsAFailure)
  {
    const FixatorLaw nothing({0, 1}, {0, 0});
    EXPECT_THROW(nothing.equilibrium(0, 0, 500), NumericalFailure);
  }
} // namespace callus
