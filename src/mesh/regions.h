// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"

#include <optional>
#include <string>
#include <vector>

namespace callus
{
  /// A scaffold that fills part of a healing region (homogenised; its pores are where tissue forms).
  struct ScaffoldRegion
  {
    double solid_fraction; ///< 0 ... 1; the porosity is 1 - solid_fraction
    double
           youngs_modulus; ///< MPa, apparent (of the porous structure), acts in parallel with the tissue in the pores
    double poisson_ratio;        ///< apparent
    double cell_scale_stiffness; ///< kPa, what the cells feel; drives M1/M2 and osteogenesis
  };

  /// What a region of the mesh is, from the section `Regions` of the parameter file.
  struct Region
  {
    std::string name;
    bool        heals =
      false; ///< Role = healing: biology lives here and the material is the tissue mixture
    std::string                   material; ///< name in `Materials`, for regions with Role = fixed
    std::optional<ScaffoldRegion> scaffold;
  };

  /// The entry Role of one region: "healing" or "fixed".
  std::string
  read_role(const Section &region);

  /// One Region for each region of the mesh, in the mesh's order. Unmapped regions and names that the mesh does not have
  /// are reported as problems.
  std::vector<Region>
  read_regions(const Section &regions, const std::vector<std::string> &mesh_region_names);
} // namespace callus
