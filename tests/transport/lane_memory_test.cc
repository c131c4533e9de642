// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Arrays that share their place.

#include "transport/lanes.h"

#include <gtest/gtest.h>

#include <cstdint>

using namespace callus;

TEST(LaneMemory, ArraysLieOneAfterTheOtherWhereTheVectorUnitCanLoadThem)
{
  constexpr std::size_t n = 3, size = n * sizeof(LaneValues<1, float>);
  LaneMemory            memory(2 * LaneMemory::rounded(size));
  LaneFields<1, float>  first(n, &memory), second(n, &memory);
  const auto            place = [](const auto &array) {
    return reinterpret_cast<std::uintptr_t>(array.data());
  };
  EXPECT_EQ(place(first) % LaneMemory::alignment, 0u);
  EXPECT_EQ(place(second), place(first) + LaneMemory::rounded(size));
  EXPECT_THROW((LaneFields<1, float>(n, &memory)), std::length_error) << "no room is left";

  LaneMemory    again(first.data(), 2 * LaneMemory::rounded(size));
  LaneFields<1> in_their_place(n, &again);
  EXPECT_EQ(place(in_their_place), place(first));
}

TEST(LaneMemory, ACopyHasItsOwn)
{
  LaneMemory    memory(1024);
  LaneFields<1> array(3, &memory);
  array[2].lane[0]         = 7;
  const LaneFields<1> copy = array;
  array[2].lane[0]         = 0;
  EXPECT_NE(copy.data(), array.data());
  EXPECT_EQ(copy[2].lane[0], 7);
}
