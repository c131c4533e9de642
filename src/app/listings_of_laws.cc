// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/listings.h"
#include "base/parameters.h"
#include "laws/biology/modifier_forms.h"
#include "laws/biology/process_forms.h"
#include "laws/biology/quantity_forms.h"
#include "laws/scaffold/kozeny_carman.h"
#include "laws/scaffold/parallel_scaffold.h"
#include "laws/scaffold/stiffness_law.h"
#include "laws/stimulus/stimulus_law.h"
#include "laws/tissue/mixture.h"
#include "laws/tissue/poroelastic_material.h"

namespace callus
{
  namespace
  {
    void
    add(Listing &listing, const std::string &kind, const biology::Documentation &documentation)
    {
      listing.push_back({{{"name", documentation.name},
                          {"kind", kind},
                          {"description", documentation.description},
                          {"equation", documentation.equation},
                          {"units", documentation.units}}});
    }
  } // namespace

  Listing
  list_laws()
  {
    Listing listing;
    for (const StimulusLawEntry &law : stimulus_laws())
      {
        std::vector<std::string> parameters;
        for (const auto &parameter : law.parameters)
          parameters.push_back(parameter.name + " [" + parameter.unit + "]");
        listing.push_back({{{"name", law.name},
                            {"kind", std::string("stimulus law")},
                            {"description", law.description},
                            {"equation", law.equation},
                            {"parameters", parameters},
                            {"sources", law.sources}}});
      }
    const auto add_material_law = [&](const std::string &kind, const MaterialLawEntry &law) {
      listing.push_back({{{"name", law.name},
                          {"kind", kind},
                          {"description", law.description},
                          {"equations", law.equations}}});
    };
    for (const MaterialLawEntry &law :
         {TissueMixture::entry(), ParallelScaffold::entry(), KozenyCarman::entry()})
      add_material_law("material law", law);
    for (const StiffnessLaw &law : stiffness_laws())
      add_material_law("stiffness law of a scaffold", law.documentation);
    for (const biology::ProcessForm &form : biology::process_forms())
      {
        add(listing, "process", form.documentation);
        listing.back().properties.push_back({"effect", biology::effect_name(form.effect)});
      }
    for (const biology::ModifierForm &form : biology::modifier_forms())
      add(listing, "modifier", form.documentation);
    for (const biology::QuantityForm &form : biology::quantity_forms())
      add(listing, "derived quantity", form.documentation);
    return listing;
  }

  Listing
  list_materials(const Section &root)
  {
    const MaterialTable materials = MaterialTable::read(root.subsection("Materials"));
    Listing             listing;
    for (const NamedMaterial &entry : materials.list())
      listing.push_back({{{"name", entry.name},
                          {"youngs_modulus_MPa", entry.material.youngs_modulus},
                          {"poisson_ratio", entry.material.poisson_ratio},
                          {"permeability_mm4_per_N_s", entry.material.permeability},
                          {"storage_per_MPa", entry.material.storage}}});
    return listing;
  }
} // namespace callus
