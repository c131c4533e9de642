// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"

#include <optional>
#include <string>
#include <vector>

namespace callus
{
  /// A scaffold that fills part of a healing region (homogenised; its pores are where tissue forms). How stiff it is: laws/scaffold.
  struct ScaffoldRegion
  {
    double solid_fraction; ///< 0 ... 1, on the day of surgery; the porosity is 1 - solid_fraction
    std::vector<std::string>
           solid_fields; ///< whose sum is the present solid fraction; none: it does not change
    double cell_scale_stiffness; ///< kPa, what the cells feel; drives M1/M2 and osteogenesis
    double diffusivity_exponent; ///< m in D_eff / D = (1 - s)^m

    bool
    erodes() const
    {
      return !solid_fields.empty();
    }
  };

  /// A coefficient of a region's material that is not the same everywhere: the subsection `Varying/COEFFICIENT` of a region with a fixed
  /// material. It is @p factor times the data of the cell, or times the function of its centre.
  struct VaryingCoefficient
  {
    std::string coefficient; ///< as in Materials: "Young's modulus"
    std::string cell_data;   ///< name in the mesh file; empty: a function
    std::string function;    ///< of x, y, z [mm]
    Section     section;
  };

  /// Reads which data or functions a region has, not their factors.
  std::vector<VaryingCoefficient>
  read_varying(const Section &region);

  /// What a region of the mesh is, from the section `Regions` of the parameter file.
  struct Region
  {
    std::string name;
    bool        heals =
      false; ///< Role = healing: biology lives here and the material is the tissue mixture
    std::string                   material; ///< name in `Materials`, for regions with Role = fixed
    std::optional<ScaffoldRegion> scaffold;
    std::vector<VaryingCoefficient> varying;
  };

  /// The entry Role of one region: "healing" or "fixed".
  std::string
  read_role(const Section &region);

  /// One Region for each region of the mesh, in the mesh's order. Unmapped regions and names that the mesh does not have
  /// are reported as problems. Reads the section `Regions` below @p root, and of `Materials` what cells feel of a scaffold's material.
  std::vector<Region>
  read_regions(const Section &root, const std::vector<std::string> &mesh_region_names);
} // namespace callus
