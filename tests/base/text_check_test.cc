// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/text_check.h"

#include "base/utf8.h"

#include <gtest/gtest.h>

using namespace callus;

namespace
{
  std::vector<Problem>
  problems_of(const std::string &text)
  {
    Problems problems;
    check_text(text, "case.prm", problems);
    return problems.list();
  }

  void
  expect_one(const std::string &text, unsigned int line, const std::string &part)
  {
    const auto problems = problems_of(text);
    ASSERT_EQ(problems.size(), 1u) << text;
    EXPECT_EQ(problems[0].where.line, line);
    EXPECT_NE(problems[0].found.find(part), std::string::npos) << problems[0].found;
  }
} // namespace

TEST(TextCheck, PlainTextIsFine)
{
  EXPECT_TRUE(problems_of("").empty());
  EXPECT_TRUE(problems_of("set A = 3 \xC2\xB5m\t# gr\xC3\xB6\xC3\x9F"
                          "er\nset B = 1")
                .empty());
  EXPECT_TRUE(problems_of("set A = 3\r\nset B = 4\r\n").empty()) << "line ends of Windows";
  EXPECT_TRUE(problems_of("# a blank of typesetters\xC2\xA0in a comment\n").empty());
}

TEST(TextCheck, WhatDoesNotBelongIntoAText)
{
  expect_one("\n\nset A\x07 = 3\n", 3, "0x07 in column 6");
  expect_one("# a comment \x1B[31m\n", 1, "0x1B");
  expect_one("set A = 3\rset B = 4\n", 1, "carriage return");
  expect_one("set A = 3\xC2\x85\n", 1, "U+0085");
  expect_one("set A\xE2\x80\x8B = 3\n", 1, "U+200B");
  expect_one("set\xC2\xA0"
             "A = 3\n",
             1,
             "U+00A0");
  expect_one("set A = 3 \xB5m\n", 1, "no UTF-8");
  expect_one("set A = \xED\xA0\x80\n", 1, "no UTF-8");
  expect_one("set A = \xC0\x80\n", 1, "no UTF-8");
  expect_one("set A = 3\xE2\x82", 1, "no UTF-8");
  expect_one("\xEF\xBB\xBFset A = 3\n", 1, "byte order mark");
  expect_one(std::string("set A\n\0\x01\x02", 9), 2, "0x00");
  expect_one("\xFF\xFEs\0e\0t\0", 0, "UTF-16");
  expect_one("$MeshFormat\n4.1 1 8\n", 0, "a mesh of Gmsh");
}

TEST(TextCheck, ManyFaultyLinesAreOneProblem)
{
  std::string text;
  for (int line = 0; line < 1000; ++line)
    text += "\x01\n";
  ASSERT_EQ(problems_of(text).size(), 6u);
  EXPECT_EQ(problems_of(text).back().found, "995 more lines with such characters");
}

TEST(TextCheck, MessagesShowWhatCanBeShown)
{
  EXPECT_EQ(printable("a\x07\xB5"
                      "b\xC2\xB5",
                      100),
            "a\\x07\\xB5"
            "b\xC2\xB5");
  const std::string text = to_string({{"case.prm", 1, ""}, std::string(1000000, 'x'), "less", ""});
  EXPECT_LT(text.size(), 400u);
  EXPECT_NE(text.find("... (1000000 characters)"), std::string::npos);
}
