// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/material_map.h"

#include "base/nearest_name.h"
#include "mechanics/elements/choose_element.h"

#include <algorithm>

namespace callus
{
  namespace
  {
    bool
    read_is_storage_lumped(const Section &mechanics)
    {
      return mechanics.choice(
               "Pore storage",
               {"consistent", "lumped"},
               "consistent",
               "consistent: fluid leaves as exactly as the mesh allows, but the pressure may "
               "pass its bounds where a layer is thinner than the cells; lumped: it "
               "never does, but half a cell at a drained surface drains at once.") == "lumped";
    }
  } // namespace


  template <int dim>
  MaterialMap<dim>::MaterialMap(const Section &root, const Mesh<dim> &mesh)
    : mesh_(mesh)
    , n_points_(elements::n_quadrature_points<dim>(mesh.shape()))
    , biot_(read_biot_coefficient(root.subsection("Mechanics")))
    , is_storage_lumped_(read_is_storage_lumped(root.subsection("Mechanics")))
  {
    const MaterialTable materials = MaterialTable::read(root.subsection("Materials"), biot_);
    clipped_                      = materials.clipped();
    const Section regions         = root.subsection("Regions");
    bool          any_heals       = false;
    for (const Region &region : read_regions(regions, mesh.region_names()))
      {
        RegionMaterial entry;
        entry.name          = region.name;
        entry.material_name = region.material;
        entry.heals         = region.heals;
        any_heals           = any_heals || region.heals;
        if (!region.heals && !region.material.empty())
          entry.material =
            materials.find(region.material, regions.subsection(region.name), "Material");
        if (region.scaffold)
          entry.scaffold = ParallelScaffold{region.scaffold->solid_fraction,
                                            region.scaffold->youngs_modulus,
                                            region.scaffold->poisson_ratio};
        regions_.push_back(entry);
      }
    if (any_heals || root.has_subsection("Mixture"))
      mixture_ = TissueMixture::read(root.subsection("Mixture"), materials);
    read_left_out(root.subsection("Mechanics"));
  }


  template <int dim>
  void
  MaterialMap<dim>::read_left_out(const Section &mechanics)
  {
    for (const std::string &name : mechanics.list(
           "Regions left out", "", "Regions that mechanics leaves out, as if cut away."))
      {
        const auto region = std::find_if(regions_.begin(),
                                         regions_.end(),
                                         [&](const RegionMaterial &r) { return r.name == name; });
        if (region != regions_.end())
          region->left_out = true;
        else
          mechanics.problem("Regions left out",
                            "'" + name + "'",
                            "the name of a region of the mesh",
                            suggest(name, mesh_.region_names()));
      }
  }


  template <int dim>
  const std::vector<std::string> &
  MaterialMap<dim>::fields() const
  {
    static const std::vector<std::string> none;
    return mixture_ && anything_heals() ? mixture_->fields() : none;
  }


  template <int dim>
  std::vector<std::string>
  MaterialMap<dim>::fixed_regions() const
  {
    std::vector<std::string> names;
    for (const RegionMaterial &region : regions_)
      if (!region.heals && !region.left_out)
        names.push_back(region.name);
    return names;
  }


  template <int dim>
  std::vector<NamedMaterial>
  MaterialMap<dim>::porous_materials(const std::size_t region) const
  {
    const RegionMaterial &here = regions_[region];
    if (here.left_out || (!here.heals && !here.material.has_pores()))
      return {};
    if (!here.heals)
      return {{here.material_name, here.material}};
    std::vector<NamedMaterial> result = mixture_->materials();
    if (here.scaffold)
      for (NamedMaterial &tissue : result)
        tissue.material = here.scaffold->with_tissue(tissue.material);
    return result;
  }


  template <int dim>
  void
  MaterialMap<dim>::refuse_vanishing_lambda(const Section &mechanics) const
  {
    for (const RegionMaterial &region : regions_)
      {
        if (region.left_out)
          continue;
        double least =
          region.heals ? mixture_->least_poisson_ratio() : region.material.poisson_ratio;
        if (region.scaffold)
          least = std::min(least, region.scaffold->poisson_ratio);
        if (least <= 0 && (region.heals || region.material.youngs_modulus > 0))
          mechanics.problem("Formulation",
                            "'total pressure' with a drained Poisson ratio of " +
                              std::to_string(least) + " in the region '" + region.name + "'",
                            "Poisson ratios above 0: the total pressure divides by lambda",
                            "Use the formulation displacement-pressure.");
      }
  }


  template <int dim>
  void
  MaterialMap<dim>::evaluate(const PointTable                 &tissue,
                             std::vector<PoroelasticMaterial> &at_points) const
  {
    const LocalCells<dim> &cells = mesh_.cells();
    at_points.resize(n_points_ * cells.n_cells);
    elements::with_element<dim>(mesh_.shape(), [&](const auto &element) {
      for (std::size_t cell = 0; cell < cells.n_cells; ++cell)
        {
          const RegionMaterial &region = regions_[cells.region[cell]];
          PoroelasticMaterial  *result = &at_points[n_points_ * cell];
          if (!region.heals || region.left_out)
            std::fill(result, result + n_points_, region.material);
          else
            mix(element, region, cell, tissue, result);
        }
    });
  }


  template <int dim>
  template <typename Element>
  void
  MaterialMap<dim>::mix(const Element        &element,
                        const RegionMaterial &region,
                        const std::size_t     cell,
                        const PointTable     &tissue,
                        PoroelasticMaterial  *at_points) const
  {
    const NodalSpace<dim>                    &space    = mesh_.space(2);
    const unsigned int                        n_fields = fields().size();
    std::array<std::size_t, Element::n_nodes> nodes;
    std::vector<double>                       fractions(n_fields);
    for (unsigned int i = 0; i < Element::n_nodes; ++i)
      nodes[i] = space.local_index(space.cell_nodes[Element::n_nodes * cell + i]);
    for (unsigned int q = 0; q < Element::n_points; ++q)
      {
        const auto &weights = element.points[q].piecewise_linear;
        std::fill(fractions.begin(), fractions.end(), 0.);
        for (unsigned int i = 0; i < Element::n_nodes; ++i)
          if (weights[i] > 0)
            for (unsigned int f = 0; f < n_fields; ++f)
              fractions[f] += weights[i] * tissue[f][nodes[i]];
        if (region.scaffold) // fractions of the whole volume become those of the pores
          for (double &fraction : fractions)
            fraction /= 1 - region.scaffold->solid_fraction;
        at_points[q] = mixture_->material(fractions.data());
        if (region.scaffold)
          at_points[q] = region.scaffold->with_tissue(at_points[q]);
      }
  }


  template class MaterialMap<2>;
  template class MaterialMap<3>;
} // namespace callus
