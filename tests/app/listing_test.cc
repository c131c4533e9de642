// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/listing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

using namespace callus;

namespace
{
  const Listing example = {{{{"name", std::string("m1_decay")},
                             {"rate", 0.5},
                             {"bound", INFINITY},
                             {"active", true},
                             {"reads", std::vector<std::string>{"m1", "m2"}},
                             {"rows", std::vector<unsigned int>{12, 13}},
                             {"note", std::string()}}}};
}

TEST(Listing, TextLeavesOutWhatIsEmpty)
{
  std::ostringstream out;
  write_text(out, example);
  EXPECT_EQ(out.str(),
            "m1_decay\n    rate    0.5\n    bound   none\n    active  yes\n    reads   m1, m2\n    "
            "rows    12, 13\n");
}

TEST(Listing, JsonHasEverything)
{
  std::ostringstream out;
  write_json(out, example);
  EXPECT_EQ(out.str(),
            "[\n  {\n    \"name\": \"m1_decay\",\n    \"rate\": 0.5,\n    \"bound\": null,\n    "
            "\"active\": true,\n"
            "    \"reads\": [\n      \"m1\",\n      \"m2\"\n    ],\n    \"rows\": [\n      12,\n   "
            "   13\n    ],\n"
            "    \"note\": \"\"\n  }\n]\n");
}
