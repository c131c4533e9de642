// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/checksum.h"
#include "base/json_writer.h"
#include "base/locations.h"
#include "base/problems.h"
#include "base/provenance.h"
#include "base/references.h"
#include "base/temporary_directory.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <sstream>

using namespace callus;

TEST(Checksum, IsCrc32)
{
  const TemporaryDirectory directory;
  EXPECT_EQ(file_checksum(directory.write("a", "123456789")), "crc32:cbf43926");
  EXPECT_EQ(file_checksum(directory.write("b", std::string(200000, 'x'))),
            file_checksum(directory.write("c", std::string(200000, 'x'))));
  EXPECT_NE(file_checksum(directory.path("b")),
            file_checksum(directory.write("d", std::string(199999, 'x') + 'y')));
  EXPECT_THROW(file_checksum(directory.path("none")), std::runtime_error);
}

TEST(Locations, EnvironmentVariableComesFirst)
{
  const TemporaryDirectory directory;
  directory.write("parameter_files/units/callus_units.xml", "");
  setenv("CALLUS_DATA", directory.path().c_str(), 1);
  EXPECT_EQ(data_directory(), directory.path());
  EXPECT_EQ(references_file(), directory.path("docs/references.bib"));
  setenv("CALLUS_DATA", directory.path("elsewhere").c_str(), 1);
  EXPECT_THROW(data_directory(), InputError);
  unsetenv("CALLUS_DATA");
  EXPECT_TRUE(std::filesystem::exists(units_file())) << units_file();
}

TEST(Provenance, NamesVersionAndRevision)
{
  const Provenance made_by = provenance();
  std::ifstream    version_file(std::string(CALLUS_SOURCE_DIR) + "/VERSION");
  std::string      version;
  std::getline(version_file, version);
  EXPECT_EQ(made_by.version, version);
  EXPECT_FALSE(made_by.revision.empty());
  EXPECT_FALSE(made_by.compiler.empty());
}

TEST(References, AreReadWithNestedBracesQuotesAndComments)
{
  const TemporaryDirectory directory;
  const References         references =
    References::read(directory.write("references.bib",
                                     "@comment{nothing}\n"
                                     "A stray word, and more.\n"
                                     "@Article{glass2011,\n"
                                     "  author = {Glass, G. E. and others},\n"
                                     "  title = \"{TNF}-alpha promotes\n    repair\",\n"
                                     "  year = 2011,\n"
                                     "  journal={PNAS}, doi = {10.1/x},\n"
                                     "}\n"
                                     "@book{bare, title = {A book}}\n"));
  EXPECT_EQ(references.keys(), (std::vector<std::string>{"bare", "glass2011"}));
  EXPECT_EQ(references.citation("glass2011"),
            "Glass, G. E. and others (2011). TNF-alpha promotes repair. PNAS. doi:10.1/x");
  EXPECT_EQ(references.citation("bare"), "bare. A book");
  EXPECT_FALSE(references.has("nobody"));
  EXPECT_TRUE(References::read(directory.path("none")).keys().empty());
}

TEST(Json, EscapesTextAndKeepsNumbers)
{
  EXPECT_EQ(json_string("a\"b\\c\nd\te\x01µ"), "\"a\\\"b\\\\c\\nd\\te\\u0001µ\"");
  EXPECT_EQ(json_number(0.1), "0.1");
  EXPECT_EQ(std::stod(json_number(M_PI)), M_PI);
  EXPECT_EQ(json_number(NAN), "null");
}

TEST(Json, NestsObjectsAndArrays)
{
  std::ostringstream out;
  JsonWriter         json(out);
  json.begin_object().key("a").value(1u).key("b").begin_array().end_array();
  json.key("c").value(std::vector<std::string>{"x", "y"}).key("d").value(true).end_object();
  EXPECT_EQ(
    out.str(),
    "{\n  \"a\": 1,\n  \"b\": [],\n  \"c\": [\n    \"x\",\n    \"y\"\n  ],\n  \"d\": true\n}\n");
}
