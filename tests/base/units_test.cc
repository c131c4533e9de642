// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/units.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using callus::Units;

TEST(Units, KnowTheSpellingsOfTheField)
{
  const Units units;
  EXPECT_DOUBLE_EQ(units.factor("1e6 cells/mL", "cells/mm3"), 1000.);
  EXPECT_NEAR(units.factor("ng/mL/day/(1e6 cells/mL)", "pg/hour/cell"), 1e-3 / 24, 1e-17);
  EXPECT_DOUBLE_EQ(units.factor("m^4/(N s)", "mm4/(N s)"), 1e12);
  EXPECT_DOUBLE_EQ(units.factor("mm2/day", "mm2/s"), 1. / 86400);
  EXPECT_DOUBLE_EQ(units.factor("um/s", "mm/s"), 1e-3);
  EXPECT_DOUBLE_EQ(units.factor("kPa", "MPa"), 1e-3);
  EXPECT_DOUBLE_EQ(units.factor("mM", "umol/L"), 1e3);
  EXPECT_DOUBLE_EQ(units.factor("%", "1"), 0.01);
  EXPECT_DOUBLE_EQ(units.factor("week", "days"), 7);
  EXPECT_DOUBLE_EQ(units.factor("ng/mL mm/day", "ug/mL m/day"), 1e-6);
  EXPECT_DOUBLE_EQ(units.factor("N/mm", "kN/m"), 1);
  EXPECT_NEAR(units.factor("mmHg", "Pa"), 133.322, 1e-3);
}

TEST(Units, AreTheSameUnitExactly)
{
  const Units units;
  for (const std::string unit : {"1e6 cells/mL", "ng/mL/day/(1e6 cells/mL)", "mmHg", "mM", "1"})
    EXPECT_EQ(units.factor(unit, unit), 1.) << unit;
  EXPECT_EQ(units.factor("m4/(N s)", "mm4/(N s)"), 1e12);
  EXPECT_EQ(units.factor("GPa", "MPa"), 1e3);
}

TEST(Units, DoNotConvertWhatMeasuresSomethingElse)
{
  const Units units;
  EXPECT_FALSE(units.are_convertible("mm", "day"));
  EXPECT_FALSE(units.are_convertible("ng/mL", "mM")) << "needs the molar mass";
  EXPECT_FALSE(units.are_convertible("cells", "1"));
  EXPECT_FALSE(units.are_convertible("BW", "N")) << "needs the weight";
  EXPECT_FALSE(units.are_convertible("s", "Hz")) << "a reciprocal is another quantity";
  EXPECT_THROW(units.factor("mm", "day"), std::invalid_argument);
  EXPECT_THROW(units.factor("degC", "K"), std::invalid_argument) << "has another zero point";
}

TEST(Units, ThatDoNotExistAreSaidToBeInvalid)
{
  const Units units;
  EXPECT_TRUE(units.is_valid("1/day"));
  EXPECT_TRUE(units.is_valid(""));
  EXPECT_FALSE(units.is_valid("furlong"));
  EXPECT_FALSE(units.is_valid("mm]"));
  EXPECT_THROW(units.factor("furlong", "mm"), std::invalid_argument);
}

TEST(Units, OfProductsAndRatiosCanBeReadAgain)
{
  const Units units;
  EXPECT_DOUBLE_EQ(units.factor(Units::product("1e6 cells/mL", "1/day"), "cells/mm3/day"), 1000.);
  EXPECT_DOUBLE_EQ(units.factor(Units::ratio("ng/mL/day", "1e6 cells/mL"), "ng/day/(1e6 cells)"),
                   1.);
}

TEST(Units, AreWrittenAsPeopleWriteThem)
{
  const Units                                            units;
  const std::string                                      cells = "1e6 cells/mL";
  const std::vector<std::pair<std::string, std::string>> cases = {
    {Units::ratio(Units::ratio("ng/mL", "day"), cells), "ng/mL/day/(1e6 cells/mL)"},
    {Units::ratio("1/day", cells), "1/day/(1e6 cells/mL)"},
    {Units::ratio("1/day", "1"), "1/day"},
    {Units::ratio(Units::ratio(cells, "day"), cells), "1/day"},
    {Units::ratio("1", "ng/mL"), "1/(ng/mL)"},
    {Units::ratio("1", "mmHg"), "1/mmHg"},
    {Units::product("ng/mL", "mm/day"), "(ng/mL) (mm/day)"},
    {Units::product(Units::product("1", "ng/mL"), "1"), "ng/mL"},
    {Units::ratio(Units::product(cells, "mmHg"), "day"), "(1e6 cells/mL) mmHg/day"},
    {"(ng/mL) (mm/day)", "(ng/mL) (mm/day)"},
    {"(N/mm) mm / s", "(N/mm) mm / s"},
    {cells, cells}};
  for (const auto &[unit, readable] : cases)
    {
      EXPECT_EQ(Units::readable(unit), readable);
      EXPECT_NEAR(units.factor(unit, readable), 1., 1e-15) << unit;
    }
}
