// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/scaffold/scaffold.h"

namespace callus
{
  namespace
  {
    /// The moduli in the section itself.
    ElasticModuli
    read_moduli(const Section &scaffold)
    {
      const double modulus = scaffold.quantity("Young's modulus",
                                               "MPa",
                                               Range::positive(),
                                               "Of the solid, or of the porous structure: as the "
                                               "stiffness law says");
      return {modulus,
              scaffold.quantity(
                "Poisson ratio", "1", Range::between(0, 0.499), "Of the same as Young's modulus")};
    }

    /// Those of a material of the section `Materials`.
    ElasticModuli
    find_moduli(const Section &scaffold, const MaterialTable &table, const std::string &name)
    {
      for (const std::string entry : {"Young's modulus", "Poisson ratio"})
        if (scaffold.has(entry))
          {
            scaffold.problem(entry,
                             "a value beside 'Material = " + name + "'",
                             "one of the two",
                             "Remove Material, or this value.");
            scaffold.leave_unread();
          }
      const PoroelasticMaterial material = table.find(name, scaffold, "Material");
      return {material.youngs_modulus, material.poisson_ratio};
    }
  } // namespace


  Scaffold
  Scaffold::read(const Section         &scaffold,
                 const Section         &materials,
                 const MaterialTable   &table,
                 const ScaffoldAtStart &start)
  {
    Scaffold            result;
    const StiffnessLaw &law      = read_stiffness_law(scaffold);
    const std::string   material = scaffold.text(
      "Material",
      "",
      "A material of the section Materials that gives the moduli and how they soften; left out: "
        "Young's modulus and Poisson ratio stand here");
    result.start_ = start.solid_fraction;
    result.solid_ =
      material.empty() ? read_moduli(scaffold) : find_moduli(scaffold, table, material);
    result.law_       = law.read(scaffold, start);
    result.softening_ = Softening::read(scaffold);
    if (!result.softening_ && !material.empty())
      result.softening_ = Softening::read(materials.subsection(material));
    result.permeability_ = read_permeability_law(scaffold, start.solid_fraction);
    return result;
  }


  ElasticModuli
  Scaffold::moduli(const double s, const double w) const
  {
    ElasticModuli solid = solid_;
    if (softening_)
      solid.youngs_modulus *= softening_->share(w);
    return law_(s, solid);
  }


  PoroelasticMaterial
  Scaffold::with_tissue(const PoroelasticMaterial &tissue, const double s, const double w) const
  {
    const ElasticModuli structure = moduli(s, w);
    PoroelasticMaterial result =
      ParallelScaffold{s, structure.youngs_modulus, structure.poisson_ratio}.with_tissue(tissue);
    if (permeability_)
      result.permeability = 1 / (1 / result.permeability + 1 / permeability_->permeability(1 - s));
    return result;
  }
} // namespace callus
