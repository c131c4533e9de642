// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/material_map.h"

#include "base/nearest_name.h"
#include "mechanics/tetrahedron.h"

#include <algorithm>

namespace callus
{
  MaterialMap::MaterialMap(const Section &root, const Mesh<3> &mesh)
    : mesh_(mesh)
  {
    const MaterialTable materials = MaterialTable::read(root.subsection("Materials"));
    const Section       regions   = root.subsection("Regions");
    bool                any_heals = false;
    for (const Region &region : read_regions(regions, mesh.region_names()))
      {
        RegionMaterial entry;
        entry.name  = region.name;
        entry.heals = region.heals;
        any_heals   = any_heals || region.heals;
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

    const Section mechanics = root.subsection("Mechanics");
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
                            suggest(name, mesh.region_names()));
      }
  }


  const std::vector<std::string> &
  MaterialMap::fields() const
  {
    static const std::vector<std::string> none;
    return mixture_ ? mixture_->fields() : none;
  }


  std::vector<std::string>
  MaterialMap::fixed_regions() const
  {
    std::vector<std::string> names;
    for (const RegionMaterial &region : regions_)
      if (!region.heals && !region.left_out)
        names.push_back(region.name);
    return names;
  }


  void
  MaterialMap::evaluate(const PointTable &tissue, std::vector<PoroelasticMaterial> &at_points) const
  {
    const LocalCells<3> &cells    = mesh_.cells();
    const NodalSpace<3> &space    = mesh_.space(2);
    const unsigned int   n_fields = fields().size();
    std::vector<double>  at_nodes(10 * n_fields), fractions(n_fields);

    at_points.resize(straight_tetrahedron::n_points * cells.n_cells);
    for (std::size_t cell = 0; cell < cells.n_cells; ++cell)
      {
        const RegionMaterial &region = regions_[cells.region[cell]];
        PoroelasticMaterial  *result = &at_points[straight_tetrahedron::n_points * cell];
        if (!region.heals || region.left_out)
          {
            std::fill(result, result + straight_tetrahedron::n_points, region.material);
            continue;
          }
        for (unsigned int i = 0; i < 10; ++i)
          {
            const std::size_t node = space.local_index(space.cell_nodes[10 * cell + i]);
            for (unsigned int f = 0; f < n_fields; ++f)
              at_nodes[i * n_fields + f] = tissue[f][node];
          }
        for (unsigned int q = 0; q < straight_tetrahedron::n_points; ++q)
          {
            const std::array<double, 10> weights = straight_tetrahedron::piecewise_linear_values(q);
            std::fill(fractions.begin(), fractions.end(), 0.);
            for (unsigned int i = 0; i < 10; ++i)
              if (weights[i] > 0)
                for (unsigned int f = 0; f < n_fields; ++f)
                  fractions[f] += weights[i] * at_nodes[i * n_fields + f];
            if (region.scaffold) // fractions of the whole volume become those of the pores
              for (double &fraction : fractions)
                fraction /= 1 - region.scaffold->solid_fraction;
            result[q] = mixture_->material(fractions.data());
            if (region.scaffold)
              result[q] = region.scaffold->with_tissue(result[q]);
          }
      }
  }
} // namespace callus
