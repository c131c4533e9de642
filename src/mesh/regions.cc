// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/regions.h"

#include "base/nearest_name.h"

#include <algorithm>

namespace callus
{
  namespace
  {
    ScaffoldRegion
    read_scaffold(const Section &section)
    {
      ScaffoldRegion scaffold;
      scaffold.solid_fraction =
        section.quantity("Solid fraction",
                         "1",
                         Range::between(0, 0.99),
                         "Volume fraction of solid; the porosity is one minus this");
      scaffold.youngs_modulus = section.quantity(
        "Young's modulus",
        "MPa",
        Range::positive(),
        "Apparent modulus of the porous structure, in parallel with the tissue in its pores");
      scaffold.poisson_ratio        = section.quantity("Poisson ratio",
                                                "1",
                                                Range::between(0, 0.499),
                                                "Apparent Poisson ratio of the porous structure");
      scaffold.cell_scale_stiffness = section.quantity(
        "Cell-scale stiffness",
        "kPa",
        Range::non_negative(),
        "Stiffness that cells feel on the scaffold; acts on macrophages and osteogenesis");
      return scaffold;
    }
  } // namespace

  std::string
  read_role(const Section &region)
  {
    return region.choice("Role",
                         {"healing", "fixed"},
                         "healing: biology lives here and makes the material; fixed: a material "
                         "that does not change");
  }

  std::vector<Region>
  read_regions(const Section &regions, const std::vector<std::string> &mesh_region_names)
  {
    for (const std::string &name : regions.subsections())
      if (std::find(mesh_region_names.begin(), mesh_region_names.end(), name) ==
          mesh_region_names.end())
        {
          const Section region = regions.subsection(name);
          region.problem("",
                         "region '" + name + "'",
                         "the name of a region of the mesh",
                         suggest(name, mesh_region_names));
          region.leave_unread();
        }

    std::vector<Region> result;
    for (const std::string &name : mesh_region_names)
      {
        Region region;
        region.name = name;
        if (!regions.has_subsection(name))
          {
            regions.problem("",
                            "no subsection for region '" + name + "' of the mesh",
                            "one subsection for each region",
                            "Add to Regions: subsection " + name +
                              " / set Role = healing (or fixed, with a Material) / end.");
            result.push_back(region);
            continue;
          }
        const Section section = regions.subsection(name);
        region.heals          = read_role(section) == "healing";
        if (!region.heals)
          region.material = section.text("Material", "Name of a material of the section Materials");
        if (region.heals && section.has_subsection("Scaffold"))
          region.scaffold = read_scaffold(section.subsection("Scaffold"));
        result.push_back(region);
      }
    return result;
  }
} // namespace callus
