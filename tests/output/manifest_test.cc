// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/temporary_directory.h"
#include "output/manifest.h"

#include <gtest/gtest.h>

#include <cstdlib>

using namespace callus;

TEST(Manifest, IsJsonWithEverythingInIt)
{
  const TemporaryDirectory directory;
  Manifest                 manifest;
  manifest.title             = "a \"sheep\"";
  manifest.command_line      = "callus run \\ x.prm";
  manifest.parameter_files   = {"x.prm", "y.prm"};
  manifest.mesh_checksum     = "crc32:cbf43926";
  manifest.n_ranks           = 3;
  manifest.made_by.version   = "0.1.0";
  manifest.made_by.revision  = "abc";
  manifest.made_by.libraries = {{"deal.II", "9.4.1"}};
  manifest.status            = "completed";
  manifest.references        = {{"glass2011", "Glass (2011). TNF"}};
  write_manifest(directory.path("manifest.json"), manifest);
  EXPECT_FALSE(std::filesystem::exists(directory.path("manifest.json.new")));

  // Another program must be able to read it.
  const std::string script =
    directory.write("check.py",
                    "import json\n"
                    "m = json.load(open('" +
                      directory.path("manifest.json") +
                      "'))\n"
                      "assert m['title'] == 'a \"sheep\"'\n"
                      "assert m['command_line'] == 'callus run \\\\ x.prm'\n"
                      "assert m['parameter_files'] == ['x.prm', 'y.prm']\n"
                      "assert m['mesh']['checksum'] == 'crc32:cbf43926'\n"
                      "assert m['ranks'] == 3\n"
                      "assert m['callus']['revision'] == 'abc'\n"
                      "assert m['libraries']['deal.II'] == '9.4.1'\n"
                      "assert m['references'][0]['key'] == 'glass2011'\n");
  EXPECT_EQ(std::system(("/usr/bin/python3 " + script).c_str()), 0);
}

TEST(Manifest, TimeStampIsIso8601)
{
  const std::string now = time_stamp();
  ASSERT_EQ(now.size(), 20u);
  EXPECT_EQ(now[10], 'T');
  EXPECT_EQ(now.back(), 'Z');
}
