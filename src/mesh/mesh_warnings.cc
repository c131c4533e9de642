// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// What is suspicious about a mesh.

#include "mesh/mesh_survey.h"

#include <cmath>
#include <cstdio>

namespace callus
{
  namespace
  {
    // no bone of a laboratory animal or of a human is shorter or longer [mm]
    constexpr double shortest = 1, longest = 2000;
    // pieces of a region below this share of it are hardly meant
    constexpr double tiny = 1e-3;

    std::string
    text(const double value)
    {
      char buffer[32];
      std::snprintf(buffer, sizeof(buffer), "%.3g", value);
      return buffer;
    }

    /// The unit that would make @p raw units of length the size of a bone, the nearest to a decimetre; "" if none does.
    std::string
    likely_unit(const double raw, const std::string &present)
    {
      std::string result;
      double      nearest = 0;
      for (const auto &[unit, factor] :
           {std::make_pair("mm", 1.), std::make_pair("m", 1e3), std::make_pair("um", 1e-3)})
        if (const double length = raw * factor;
            unit != present && length >= shortest && length <= longest)
          if (const double distance = std::abs(std::log(length / 100));
              result.empty() || distance < nearest)
            {
              result  = unit;
              nearest = distance;
            }
      return result;
    }

    std::string
    warn_of_extent(const double extent, const std::string &unit)
    {
      const double      raw    = extent / (unit == "m" ? 1e3 : unit == "um" ? 1e-3 : 1.);
      const std::string likely = likely_unit(raw, unit);
      return text(extent) + " mm long, which no bone is: " +
             (likely.empty() ? "check the coordinates and Mesh/Length unit"
                             : "if the mesh is in " + likely + ", set Length unit = " + likely +
                                 " in section Mesh");
    }
  } // namespace

  template <int dim>
  std::vector<std::string>
  mesh_warnings(const MeshSurvey<dim> &survey)
  {
    std::vector<std::string> warnings;
    if (survey.extent() < shortest || survey.extent() > longest)
      warnings.push_back(warn_of_extent(survey.extent(), survey.length_unit));
    if (survey.pieces.size() > 1)
      warnings.push_back(
        "the body is in " + std::to_string(survey.pieces.size()) + " pieces (the smallest of " +
        text(survey.pieces.back()) +
        " mm3) that share no faces, so no force passes between them: if they should hang together, "
        "let neighbouring volumes share their nodes (Coherence, fragment in Gmsh)");
    for (const RegionSurvey<dim> &region : survey.regions)
      {
        unsigned int n_tiny = 0;
        for (const double volume : region.pieces)
          n_tiny += volume < tiny * region.volume;
        if (n_tiny > 0)
          warnings.push_back("region " + region.name + " has " + std::to_string(n_tiny) +
                             (n_tiny == 1 ? " island" : " islands") +
                             " of less than 0.1 % of its volume (the smallest " +
                             text(region.pieces.back()) +
                             " mm3): leftovers of the geometry? Join them to a neighbour");
      }
    for (const SurfaceSurvey &surface : survey.surfaces)
      if (surface.n_faces == 0)
        warnings.push_back("surface " + surface.name +
                           " has no faces: check From, To and Facing in section Surfaces");
    for (const std::string &name : survey.empty_groups)
      warnings.push_back("the mesh file names a surface " + name +
                         " but gives it no faces: it does not exist in this mesh");
    return warnings;
  }

  template std::vector<std::string>
  mesh_warnings(const MeshSurvey<2> &);
  template std::vector<std::string>
  mesh_warnings(const MeshSurvey<3> &);
} // namespace callus
