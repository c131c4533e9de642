// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/template_case.h"

#include "base/parameters.h"
#include "base/temporary_directory.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace callus;

namespace
{
  const std::string library = CALLUS_SOURCE_DIR "/parameter_files";

  std::string
  text_of(const std::string &path)
  {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }
} // namespace

TEST(TemplateCase, EveryEntryHasAComment)
{
  for (const std::string &kind : template_kinds())
    {
      const TemporaryDirectory directory;
      const std::string        path = directory.path(kind + ".prm");
      EXPECT_EQ(write_template(kind, path, library), directory.path(kind + ".msh"));
      std::istringstream lines(text_of(path));
      std::string        previous;
      unsigned int       n_entries = 0;
      for (std::string line; std::getline(lines, line); previous = line)
        if (const std::size_t first = line.find_first_not_of(' ');
            first != std::string::npos && line.compare(first, 4, "set ") == 0)
          {
            ++n_entries;
            EXPECT_EQ(previous.substr(first, 2), "# ") << line;
            EXPECT_LE(line.size(), 120u);
          }
      EXPECT_GT(n_entries, 40u);
      EXPECT_EQ(text_of(path).find("Template"), std::string::npos) << "what only the command reads";
      EXPECT_NE(text_of(path).find("set File = " + kind + ".msh"), std::string::npos);
    }
}

TEST(TemplateCase, NothingIsOverwritten)
{
  for (const std::string existing : {"case.prm", "case.msh"})
    {
      const TemporaryDirectory directory;
      directory.write(existing, "mine");
      EXPECT_THROW(write_template("3d", directory.path("case.prm"), library), InputError);
      EXPECT_EQ(text_of(directory.path(existing)), "mine");
      EXPECT_EQ(std::distance(std::filesystem::directory_iterator(directory.path("")), {}), 1);
    }
}

TEST(TemplateCase, WrongWordsAreReported)
{
  const TemporaryDirectory directory;
  EXPECT_THROW(write_template("4d", directory.path("case.prm"), library), InputError);
  EXPECT_THROW(write_template("3d", directory.path("case.msh"), library), InputError);
  EXPECT_THROW(write_template("3d", directory.path("no/such/folder/case.prm"), library),
               InputError);
  EXPECT_TRUE(std::filesystem::is_empty(directory.path("")));
}
