// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// parameters.used.prm of every shipped case that has a mesh: complete, and read again to the last bit.

#include "base/temporary_directory.h"
#include "base/units.h"
#include "simulation/dimension.h"
#include "simulation/healing_case.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace callus;

namespace
{
  namespace fs = std::filesystem;

  const std::string library = CALLUS_SOURCE_DIR "/parameter_files";

  /// The cases of the folders for users: files that name a mesh themselves or by what they include beside them.
  bool
  has_a_mesh(const fs::path &path)
  {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
      {
        std::istringstream words(line);
        std::string        keyword, name;
        words >> keyword >> name;
        if (keyword == "subsection" && name == "Mesh")
          return true;
        if (keyword == "include" && fs::exists(path.parent_path() / name) &&
            has_a_mesh(path.parent_path() / name))
          return true;
      }
    return false;
  }

  std::vector<std::string>
  cases()
  {
    std::vector<std::string> result;
    for (const std::string folder :
         {"tutorials", "published", "validation", "studies", "calibration"})
      if (fs::exists(library + '/' + folder))
        for (const auto &entry : fs::recursive_directory_iterator(library + '/' + folder))
          if (entry.path().extension() == ".prm" && has_a_mesh(entry.path()))
            result.push_back(entry.path().string());
    return result;
  }

  /// A case and what biology makes of its first state: numbers that depend on nearly every value read.
  template <int dim>
  struct ReadCase
  {
    explicit ReadCase(const std::string &path)
      : file(path, {}, library, units)
    {
      file.ignore("Well-mixed");
      const HealingCase<dim> healing(file, MPI_COMM_WORLD);
      std::ostringstream     out;
      file.write_used(out);
      used = out.str();

      const unsigned int n_fields = healing.network->catalogue().n_fields();
      const std::size_t  n_points = healing.state->fields.n_points();
      PointTable         production(n_fields, n_points), loss(n_fields, n_points);
      Network::Scratch   scratch;
      healing.network->rates(
        0.5, healing.state->fields, healing.state->drivers, 0, n_points, production, loss, scratch);
      for (unsigned int f = 0; f < n_fields; ++f)
        {
          const Field &field = healing.network->catalogue().fields()[f];
          values.insert(values.end(),
                        {field.diffusivity,
                         field.initial_value,
                         field.upper_bound,
                         field.volume_per_unit,
                         field.typical_value});
          for (const double *row : {healing.state->fields[f], production[f], loss[f]})
            values.insert(values.end(), row, row + n_points);
        }
      values.insert(values.end(),
                    {healing.time->end(),
                     healing.output.history_interval,
                     healing.output.picture_interval,
                     healing.shortest_mechanics_interval});
    }

    Units               units;
    ParameterFile       file;
    std::string         used;
    std::vector<double> values;
  };

  /// A case may speak of a mesh that is not shipped.
  bool
  mesh_is_there(const std::string &path)
  {
    const Units       units;
    ParameterFile     file(path, {}, library, units);
    const Section     mesh = file.root().subsection("Mesh");
    const std::string name = mesh.text("File", "The mesh");
    return !name.empty() && fs::exists(fs::path(mesh.directory_of("File")) / name);
  }

  template <int dim>
  void
  expect_round_trip(const std::string &path, const TemporaryDirectory &directory)
  {
    const ReadCase<dim> once(path);
    const ReadCase<dim> twice(directory.write("used.prm", once.used));
    EXPECT_EQ(once.used, twice.used);
    EXPECT_EQ(once.values, twice.values) << "bit by bit";
    const auto first = once.file.declared(), second = twice.file.declared();
    ASSERT_EQ(first.size(), second.size());
    for (const DeclaredEntry &entry : first)
      if (!entry.value.empty())
        EXPECT_NE(once.used.find("set " + entry.path.substr(entry.path.rfind('/') + 1) + " ="),
                  std::string::npos)
          << entry.path << " is missing";
  }
} // namespace

TEST(UsedParameters, EveryShippedCaseReadsAgainToTheLastBit)
{
  const TemporaryDirectory directory;
  unsigned int             n_read = 0;
  for (const std::string &path : cases())
    if (mesh_is_there(path))
      {
        SCOPED_TRACE(path);
        const Units   units;
        ParameterFile file(path, {}, library, units);
        in_its_dimension(file.root(), [&](auto dimension) {
          expect_round_trip<decltype(dimension)::value>(path, directory);
        });
        ++n_read;
      }
  EXPECT_GT(n_read, 5u);
}
