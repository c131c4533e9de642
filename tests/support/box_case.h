// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "base/temporary_directory.h"
#include "base/units.h"
#include "mesh/mesh.h"
#include "mesh/regions.h"
#include "support/box_mesh.h"

#include <memory>
#include <string>

namespace callus
{
  namespace test
  {
    /// A box mesh and the parameter file around it. Ranks of a parallel test each write and read a file of their own.
    struct BoxCase
    {
      explicit BoxCase(const BoxMesh     &box,
                       const std::string &text        = "",
                       const std::string &length_unit = "mm")
        : file(ParameterFile::from_text(
            "subsection Mesh\n  set File = " + box.write(directory.path() + "/box.msh") +
              "\n  set Length unit = " + length_unit + "\n  set Axis = z\nend\n" + text,
            "box.prm",
            CALLUS_SOURCE_DIR "/parameter_files",
            units))
        , mesh(Mesh<3>::read(file->root(), MPI_COMM_WORLD))
      {
      }

      TemporaryDirectory             directory;
      Units                          units;
      std::unique_ptr<ParameterFile> file;
      std::unique_ptr<Mesh<3>>       mesh;
    };

    /// Regions of the mesh, all healing but those named.
    inline std::vector<Region>
    healing_but(const Mesh<3> &mesh, const std::vector<std::string> &fixed)
    {
      std::vector<Region> regions;
      for (const std::string &name : mesh.region_names())
        {
          Region region;
          region.name  = name;
          region.heals = std::find(fixed.begin(), fixed.end(), name) == fixed.end();
          regions.push_back(region);
        }
      return regions;
    }
  } // namespace test
} // namespace callus
