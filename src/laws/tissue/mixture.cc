// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/tissue/mixture.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  TissueMixture::TissueMixture(const PoroelasticMaterial &ground_substance,
                               std::vector<Tissue>        tissues)
    : ground_(ground_substance)
    , tissues_(std::move(tissues))
  {
    for (const Tissue &tissue : tissues_)
      fields_.insert(fields_.end(), tissue.fields.begin(), tissue.fields.end());
  }


  MaterialLawEntry
  TissueMixture::entry()
  {
    return {
      "tissue mixture",
      "The material of a healing region from the volume fractions phi of its tissues; the ground "
      "substance g fills what they leave, phi_g = 1 - sum_i phi_i. A tissue made of several "
      "fields (woven and mature bone) counts as one fraction with their volume-weighted modulus",
      {"E = E_g + sum_i (E_i - E_g) phi_i^3",
       "nu = sum_i nu_i phi_i, ln kappa = sum_i phi_i ln kappa_i, 1/M = sum_i phi_i / M_i",
       "alpha = sum_i phi_i alpha_i (Biot coefficient), n = sum_i phi_i n_i (porosity)"}};
  }


  namespace
  {
    /// A material by name, which a tissue can be made of.
    PoroelasticMaterial
    find_tissue(const MaterialTable &materials,
                const std::string   &name,
                const Section       &section,
                const std::string   &entry)
    {
      const PoroelasticMaterial material = materials.find(name, section, entry);
      if (!material.has_pores())
        section.problem(entry,
                        "'" + name + "', a solid without pores",
                        "a material with a permeability above 0",
                        "Tissue holds fluid; give its material a permeability in Materials.");
      return material;
    }
  } // namespace


  TissueMixture
  TissueMixture::read(const Section &mixture, const MaterialTable &materials)
  {
    mixture.choice("Form", {"cubic"}, "How the modulus follows from the volume fractions.");
    const std::string ground =
      mixture.text("Ground substance", "Material that fills what the tissues leave.");
    const PoroelasticMaterial ground_material =
      find_tissue(materials, ground, mixture, "Ground substance");

    std::vector<Tissue> tissues;
    const Section       list = mixture.subsection("Tissues");
    for (const std::string &name : list.subsections())
      {
        const Section section = list.subsection(name);
        Tissue        tissue;
        tissue.name = name;
        tissue.fields =
          section.list("Fields", "Fields whose volume fractions count as this tissue.");
        const std::vector<std::string> material_names =
          section.list("Materials", "The material of each of the fields.");
        if (material_names.size() != tissue.fields.size())
          section.problem("Materials",
                          std::to_string(material_names.size()) + " materials",
                          "one material for each of the " + std::to_string(tissue.fields.size()) +
                            " fields",
                          "List the materials in the order of the fields, separated by commas.");
        for (std::size_t i = 0; i < tissue.fields.size(); ++i)
          tissue.materials.push_back(
            i < material_names.size()
              ? find_tissue(materials, material_names[i], section, "Materials")
              : ground_material);
        tissues.push_back(tissue);
      }
    TissueMixture result(ground_material, tissues);
    result.ground_name_ = ground;
    return result;
  }


  std::vector<NamedMaterial>
  TissueMixture::materials() const
  {
    std::vector<NamedMaterial> result = {{ground_name_, ground_}};
    for (const Tissue &tissue : tissues_)
      for (std::size_t i = 0; i < tissue.materials.size(); ++i)
        result.push_back({tissue.fields[i], tissue.materials[i]});
    return result;
  }


  PoroelasticMaterial
  TissueMixture::material(const double *fractions) const
  {
    double sum = 0;
    for (std::size_t i = 0; i < fields_.size(); ++i)
      sum += std::min(1., std::max(0., fractions[i]));
    const double cut = sum > 1 ? 1 / sum : 1;

    const double        rest = std::max(0., 1 - sum * cut);
    PoroelasticMaterial result;
    result.youngs_modulus   = ground_.youngs_modulus;
    result.poisson_ratio    = rest * ground_.poisson_ratio;
    result.storage          = rest * ground_.storage;
    result.biot_coefficient = rest * ground_.biot_coefficient;
    result.porosity         = rest * ground_.porosity;
    double log_permeability = rest * std::log(ground_.permeability);

    for (const Tissue &tissue : tissues_)
      {
        double phi = 0, phi_times_modulus = 0;
        for (const PoroelasticMaterial &material : tissue.materials)
          {
            const double part = cut * std::min(1., std::max(0., *fractions++));
            phi += part;
            phi_times_modulus += part * material.youngs_modulus;
            result.poisson_ratio += part * material.poisson_ratio;
            result.storage += part * material.storage;
            result.biot_coefficient += part * material.biot_coefficient;
            result.porosity += part * material.porosity;
            log_permeability += part * std::log(material.permeability);
          }
        result.youngs_modulus += phi * phi * (phi_times_modulus - phi * ground_.youngs_modulus);
      }
    result.permeability = std::exp(log_permeability);
    return result;
  }


  double
  TissueMixture::least_poisson_ratio() const
  {
    double least = ground_.poisson_ratio;
    for (const Tissue &tissue : tissues_)
      for (const PoroelasticMaterial &material : tissue.materials)
        least = std::min(least, material.poisson_ratio);
    return least;
  }
} // namespace callus
