// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/regions.h"

#include "base/nearest_name.h"

#include <algorithm>

namespace callus
{
  namespace
  {
    /// Of the scaffold itself, or of the material that it names.
    double
    read_cell_scale_stiffness(const Section &section, const Section &materials)
    {
      const std::string entry = "Cell-scale stiffness", unit = "kPa";
      const std::string description =
        "Stiffness that cells feel on the scaffold; acts on macrophages and osteogenesis";
      if (!section.has(entry) && section.has("Material"))
        if (const std::string name = section.text("Material", "", "");
            materials.has_subsection(name) && materials.subsection(name).has(entry))
          return materials.subsection(name).quantity(
            entry, unit, Range::non_negative(), description);
      return section.quantity(entry, unit, Range::non_negative(), description);
    }

    ScaffoldRegion
    read_scaffold(const Section &section, const Section &materials)
    {
      ScaffoldRegion scaffold;
      scaffold.solid_fraction = section.quantity(
        "Solid fraction",
        "1",
        Range::between(0, 0.99),
        "Volume fraction of solid on the day of surgery; the porosity is one minus "
        "this");
      scaffold.solid_fields =
        section.list("Solid fields",
                     "",
                     "Fields of kind scaffold that sum to the present solid fraction; left out: it "
                     "does not change");
      if (scaffold.erodes() && scaffold.solid_fraction == 0)
        section.problem("Solid fraction",
                        "no solid that could change (Solid fields)",
                        "a fraction above 0",
                        "Give the solid fraction, or remove Solid fields.");
      scaffold.cell_scale_stiffness = read_cell_scale_stiffness(section, materials);
      scaffold.diffusivity_exponent =
        section.setting("Diffusivity exponent",
                        "1",
                        Range::positive(),
                        "1.5",
                        "What the scaffold leaves of diffusivities is (1 - solid fraction) to this "
                        "power: 1.5 by Bruggeman; callus homogenise computes it");
      return scaffold;
    }
  } // namespace

  std::vector<VaryingCoefficient>
  read_varying(const Section &region)
  {
    std::vector<VaryingCoefficient> result;
    const Section                   list = region.subsection("Varying");
    for (const std::string &name : list.subsections())
      {
        const Section     section   = list.subsection(name);
        const std::string cell_data = section.text(
          "Cell data", "", "Name of the data of cells ($ElementData) in the mesh file");
        const std::string function =
          section.text("Function", "", "Of the centre x, y, z [mm] of a cell: 1000 + 50 * z");
        if (cell_data.empty() == function.empty())
          section.problem(cell_data.empty() ? "Cell data" : "Function",
                          cell_data.empty() ? "neither Cell data nor Function"
                                            : "both Cell data and Function",
                          "one of them",
                          "Write: set Cell data = youngs_modulus (the name in the mesh file).");
        result.push_back({name, cell_data, function, section});
      }
    return result;
  }

  std::string
  read_role(const Section &region)
  {
    return region.choice("Role",
                         {"healing", "fixed"},
                         "healing: biology lives here and makes the material; fixed: a material "
                         "that does not change");
  }

  std::vector<Region>
  read_regions(const Section &root, const std::vector<std::string> &mesh_region_names)
  {
    const Section regions = root.subsection("Regions");
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
        region.varying        = read_varying(section);
        if (region.heals && !region.varying.empty())
          section.problem("Varying",
                          "coefficients of a material in a region that heals",
                          "a region with Role = fixed",
                          "In a region that heals the tissue makes the material.");
        if (!region.heals)
          region.material = section.text("Material", "Name of a material of the section Materials");
        if (region.heals && section.has_subsection("Scaffold"))
          region.scaffold =
            read_scaffold(section.subsection("Scaffold"), root.subsection("Materials"));
        result.push_back(region);
      }
    return result;
  }
} // namespace callus
