// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/locations.h"

#include "base/problems.h"

#include <cstdlib>
#include <filesystem>
#include <vector>

namespace callus
{
  namespace
  {
    namespace fs = std::filesystem;

    const char *const landmark = "parameter_files/units/callus_units.xml";

    std::vector<fs::path>
    candidates()
    {
      std::vector<fs::path> places;
      // Whoever sets the variable means it: nothing else is tried.
      if (const char *chosen = std::getenv("CALLUS_DATA"))
        return {chosen};

      std::error_code error;
      const fs::path  executable = fs::read_symlink("/proc/self/exe", error);
      if (!error)
        {
          const fs::path folder = executable.parent_path();
          places.push_back(folder.parent_path() / "share" / "callus");
          for (fs::path above = folder; above != above.root_path(); above = above.parent_path())
            places.push_back(above);
        }
      places.push_back(CALLUS_SOURCE_DIRECTORY);
      return places;
    }
  } // namespace

  std::string
  data_directory()
  {
    std::string tried;
    for (const fs::path &place : candidates())
      {
        std::error_code error;
        if (fs::exists(place / landmark, error))
          return place.string();
        tried += (tried.empty() ? "" : ", ") + place.string();
      }
    throw InputError(
      {{{"", 0, ""},
        "no " + std::string(landmark) + " in " + tried,
        "the directory with the shipped parameter_files/ and docs/",
        "Set the environment variable CALLUS_DATA to it (<prefix>/share/callus of an "
        "installation, or the source tree)."}});
  }

  std::string
  library_directory()
  {
    return data_directory() + "/parameter_files";
  }

  std::string
  units_file()
  {
    return data_directory() + "/" + landmark;
  }

  std::string
  references_file()
  {
    return data_directory() + "/docs/references.bib";
  }
} // namespace callus
