// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/biology/reference_page.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace callus;


/// CALLUS_WRITE_REFERENCE=1 test_laws_biology writes the page anew.
TEST(Reference, the_page_in_docs_is_what_the_program_says)
{
  const std::string name = CALLUS_SOURCE_DIR "/docs/reference/biology.md";
  if (std::getenv("CALLUS_WRITE_REFERENCE") != nullptr)
    std::ofstream(name) << biology::reference_page();
  std::ifstream      file(name);
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), biology::reference_page())
    << "Write it anew with CALLUS_WRITE_REFERENCE=1 test_laws_biology and commit it.";
}
