// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/tissue/poroelastic_material.h"

#include "base/nearest_name.h"

namespace callus
{
  double
  storage_of(const double porosity,
             const double solid_bulk_modulus,
             const double fluid_bulk_modulus)
  {
    return porosity / fluid_bulk_modulus + (1 - porosity) / solid_bulk_modulus;
  }


  MaterialTable
  MaterialTable::read(const Section &materials)
  {
    Range poisson_range;
    poisson_range.lower          = -1;
    poisson_range.upper          = 0.5;
    poisson_range.lower_excluded = poisson_range.upper_excluded = true;

    MaterialTable table;
    for (const std::string &name : materials.subsections())
      {
        const Section       section = materials.subsection(name);
        PoroelasticMaterial material;
        material.youngs_modulus =
          section.quantity("Young's modulus", "MPa", Range::positive(), "Drained Young's modulus.");
        material.poisson_ratio =
          section.quantity("Poisson ratio", "1", poisson_range, "Drained Poisson ratio.");
        material.permeability =
          section.quantity("Permeability",
                           "mm4/(N s)",
                           Range::positive(),
                           "Intrinsic permeability over the viscosity of the fluid.");
        const double solid = section.quantity(
          "Solid bulk modulus", "MPa", Range::positive(), "Bulk modulus of the solid phase.");
        const double fluid = section.quantity(
          "Fluid bulk modulus", "MPa", Range::positive(), "Bulk modulus of the pore fluid.");
        const double porosity =
          section.quantity("Porosity", "1", Range::fraction(), "Volume fraction of the fluid.");
        material.storage = storage_of(porosity, solid, fluid);
        table.list_.push_back({name, material});
      }
    return table;
  }


  std::vector<std::string>
  MaterialTable::names() const
  {
    std::vector<std::string> result;
    for (const NamedMaterial &entry : list_)
      result.push_back(entry.name);
    return result;
  }


  PoroelasticMaterial
  MaterialTable::find(const std::string &name,
                      const Section     &section,
                      const std::string &entry) const
  {
    for (const NamedMaterial &candidate : list_)
      if (candidate.name == name)
        return candidate.material;
    section.problem(entry,
                    "the material '" + name + "'",
                    "the name of a subsection of Materials",
                    list_.empty() ? "Include library/materials.prm or write a subsection Materials."
                                  : suggest(name, names()));
    PoroelasticMaterial stand_in;
    stand_in.youngs_modulus = stand_in.permeability = stand_in.storage = 1;
    return stand_in;
  }
} // namespace callus
