// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/tissue/poroelastic_material.h"

#include "base/nearest_name.h"
#include "laws/tissue/softening.h"

#include <algorithm>
#include <optional>

namespace callus
{
  double
  storage_of(const double porosity,
             const double solid_bulk_modulus,
             const double fluid_bulk_modulus,
             const double biot_coefficient)
  {
    return porosity / fluid_bulk_modulus + (biot_coefficient - porosity) / solid_bulk_modulus;
  }


  BiotCoefficient
  read_biot_coefficient(const Section &mechanics)
  {
    return mechanics.choice("Biot coefficient",
                            {"one", "from moduli"},
                            "one",
                            "one: the solid phase's compressibility enters the storage only; from "
                            "moduli: 1 - K_d/K_s, clipped to the range from porosity to 1.") ==
               "one"
             ? BiotCoefficient::one
             : BiotCoefficient::from_moduli;
  }


  namespace
  {
    constexpr char of_solid_phase[] = "Bulk modulus of the solid phase.";
    constexpr char of_fluid[]       = "Bulk modulus of the pore fluid.";
    constexpr char of_porosity[]    = "Volume fraction of the fluid.";

    /// What only a scaffold made of the material reads.
    void
    read_as_scaffold(const Section &section)
    {
      section.optional_quantity("Cell-scale stiffness",
                                "kPa",
                                Range::non_negative(),
                                0,
                                "Stiffness that cells feel on a scaffold of this material");
      Softening::read(section);
    }

    /// What describes pores has no effect for a solid that has none.
    void
    read_no_pores(const Section &section)
    {
      section.switched_off_by(
        "Permeability",
        {"Young's modulus", "Poisson ratio", "Cell-scale stiffness", "Softening"},
        "a value above 0");
      section.optional_quantity("Solid bulk modulus", "MPa", Range::positive(), 0, of_solid_phase);
      section.optional_quantity("Fluid bulk modulus", "MPa", Range::positive(), 0, of_fluid);
      section.optional_quantity("Porosity", "1", Range::fraction(), 0, of_porosity);
    }

    /// Storage and Biot coefficient; returns 1 - K_d / K_s where it was clipped, else nothing.
    std::optional<double>
    read_pores(const Section &section, const BiotCoefficient biot, PoroelasticMaterial &material)
    {
      const double solid =
        section.quantity("Solid bulk modulus", "MPa", Range::positive(), of_solid_phase);
      const double fluid =
        section.quantity("Fluid bulk modulus", "MPa", Range::positive(), of_fluid);
      const double porosity = section.quantity("Porosity", "1", Range::fraction(), of_porosity);
      std::optional<double> clipped;
      if (biot == BiotCoefficient::from_moduli)
        {
          const double from_moduli  = 1 - material.drained_bulk_modulus() / solid;
          material.biot_coefficient = std::min(1., std::max(porosity, from_moduli));
          if (material.biot_coefficient != from_moduli)
            clipped = from_moduli;
        }
      material.porosity = porosity;
      material.storage  = storage_of(porosity, solid, fluid, material.biot_coefficient);
      return clipped;
    }
  } // namespace


  MaterialTable
  MaterialTable::read(const Section &materials, const BiotCoefficient biot)
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
                           Range::non_negative(),
                           "Intrinsic permeability over the viscosity of the fluid; 0: a solid "
                           "without pores, which has no pore pressure and no further entries.");
        if (material.has_pores())
          {
            if (const std::optional<double> value = read_pores(section, biot, material))
              table.clipped_[name] = *value;
          }
        else
          {
            read_no_pores(section);
            material.biot_coefficient = 0;
          }
        read_as_scaffold(section);
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
