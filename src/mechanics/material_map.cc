// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/material_map.h"

#include "base/nearest_name.h"
#include "mechanics/boundary_conditions.h"
#include "mechanics/cell_coefficients.h"
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
    const MaterialTable materials       = MaterialTable::read(root.subsection("Materials"), biot_);
    clipped_                            = materials.clipped();
    const Section             regions   = root.subsection("Regions");
    bool                      any_heals = false;
    const std::vector<Region> all       = read_regions(root, mesh.region_names());
    for (const Region &region : all)
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
          entry.scaffold = RegionScaffold{
            Scaffold::read(regions.subsection(region.name).subsection("Scaffold"),
                           root.subsection("Materials"),
                           materials,
                           {region.scaffold->solid_fraction, region.scaffold->erodes()}),
            region.scaffold->solid_fraction,
            region.scaffold->solid_fields,
            {},
            {}};
        regions_.push_back(entry);
      }
    if (any_heals || root.has_subsection("Mixture"))
      mixture_ = TissueMixture::read(root.subsection("Mixture"), materials);
    read_left_out(root.subsection("Mechanics"));
    find_fields();
    read_cell_coefficients(all);
  }


  template <int dim>
  void
  MaterialMap<dim>::read_cell_coefficients(const std::vector<Region> &regions)
  {
    for (std::size_t r = 0; r < regions.size(); ++r)
      for (const VaryingCoefficient &varying : regions[r].varying)
        if (const auto values = cell_coefficients::read(varying, mesh_, r, biot_))
          {
            if (regions_[r].heals || !regions_[r].material.has_pores())
              if (values->coefficient == &PoroelasticMaterial::permeability)
                {
                  varying.section.problem("",
                                          "a varying permeability of a solid without pores",
                                          "a material with a permeability above 0",
                                          "Give the region's Material a permeability.");
                  continue;
                }
            cell_coefficients_.push_back({r, values->coefficient, values->values, values->least});
          }
  }


  template <int dim>
  PoroelasticMaterial
  MaterialMap<dim>::of_cell(const std::size_t cell) const
  {
    const std::size_t   region = mesh_.cells().region[cell];
    PoroelasticMaterial result = regions_[region].material;
    for (const CellCoefficient &coefficient : cell_coefficients_)
      if (coefficient.region == region)
        result.*coefficient.coefficient = coefficient.values[cell];
    return result;
  }


  template <int dim>
  unsigned int
  MaterialMap<dim>::row_of(const std::string &field)
  {
    const auto found = std::find(fields_.begin(), fields_.end(), field);
    if (found == fields_.end())
      fields_.push_back(field);
    return std::find(fields_.begin(), fields_.end(), field) - fields_.begin();
  }


  template <int dim>
  void
  MaterialMap<dim>::find_fields()
  {
    if (!mixture_ || !anything_heals())
      return;
    fields_      = mixture_->fields();
    bool changes = false;
    for (RegionMaterial &region : regions_)
      if (region.scaffold)
        {
          for (const std::string &field : region.scaffold->solid_fields)
            region.scaffold->solid_rows.push_back(row_of(field));
          changes = changes || !region.scaffold->solid_rows.empty();
          if (const auto &softening = region.scaffold->law.softening())
            region.scaffold->softening_row = row_of(softening->field);
        }
    if (changes)
      find_initial_solid();
  }


  // volume-weighted over the healing cells around each node, as the state of biology begins
  template <int dim>
  void
  MaterialMap<dim>::find_initial_solid()
  {
    const NodalSpace<dim> &space = mesh_.space(2);
    std::vector<double>    volume(space.n_local(), 0.);
    initial_solid_.assign(space.n_local(), 0.);
    for (std::size_t cell = 0; cell < mesh_.cells().n_cells; ++cell)
      if (const RegionMaterial &region = regions_[mesh_.cells().region[cell]]; region.heals)
        {
          const double              solid = region.scaffold && !region.scaffold->solid_rows.empty()
                                              ? region.scaffold->solid_fraction
                                              : 0.;
          const std::vector<double> volumes = mesh_.node_volumes(cell);
          for (unsigned int i = 0; i < space.nodes_per_cell; ++i)
            {
              const std::size_t node =
                space.local_index(space.cell_nodes[space.nodes_per_cell * cell + i]);
              volume[node] += volumes[i];
              initial_solid_[node] += volumes[i] * solid;
            }
        }
    for (std::size_t node = 0; node < initial_solid_.size(); ++node)
      if (volume[node] > 0)
        initial_solid_[node] /= volume[node];
    // ghosts do not see all the cells around them, their owners do
    GhostExchange(numbering(space), mesh_.communicator()).update(initial_solid_, 1);
  }


  template <int dim>
  void
  MaterialMap<dim>::check_fields(const Section &regions, const Catalogue &catalogue) const
  {
    for (const RegionMaterial &region : regions_)
      {
        if (!region.scaffold)
          continue;
        const Section section = regions.subsection(region.name).subsection("Scaffold");
        const auto    expect  = [&](const Section     &where,
                                const std::string &entry,
                                const std::string &name,
                                const bool         takes_volume) {
          const auto id = catalogue.find_field(name);
          if (!id)
            where.problem(entry,
                          "the field '" + name + "'",
                          "the name of a subsection of Fields",
                          suggest(name, catalogue.field_names()));
          else if (catalogue[*id].kind != FieldKind::scaffold || catalogue[*id].unit != "1" ||
                   (catalogue[*id].volume_per_unit > 0) != takes_volume)
            where.problem(
              entry,
              "the field '" + name + "'",
              std::string("a field of Kind = scaffold, Unit = 1 and Volume per unit = ") +
                (takes_volume ? "1" : "0"),
              takes_volume ? "Solid takes volume; name a field that stands for it."
                               : "What softens the solid takes no volume of its own; it is 1 "
                                 "on the day of surgery.");
        };
        for (const std::string &field : region.scaffold->solid_fields)
          expect(section, "Solid fields", field, true);
        if (const auto &softening = region.scaffold->law.softening())
          expect(section.subsection("Softening"), "Field", softening->field, false);
      }
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
        tissue.material = here.scaffold->law.with_tissue(tissue.material);
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
        for (const CellCoefficient &varying : cell_coefficients_)
          if (&regions_[varying.region] == &region &&
              varying.coefficient == &PoroelasticMaterial::poisson_ratio)
            least = varying.least;
        if (region.scaffold)
          least = std::min(
            least, region.scaffold->law.moduli(region.scaffold->solid_fraction, 1).poisson_ratio);
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
            std::fill(result, result + n_points_, of_cell(cell));
          else
            mix(element, region, cell, tissue, result);
        }
    });
  }


  template <int dim>
  template <typename Nodes, typename Weights>
  std::pair<double, double>
  MaterialMap<dim>::state_of(const RegionScaffold &scaffold,
                             const Nodes          &nodes,
                             const Weights        &weights,
                             const PointTable     &tissue) const
  {
    double left = scaffold.solid_rows.empty() ? 1 : 0, softening = scaffold.softening_row ? 0 : 1;
    for (unsigned int i = 0; i < nodes.size(); ++i)
      if (weights[i] > 0)
        {
          for (const unsigned int row : scaffold.solid_rows)
            left += weights[i] * tissue[row][nodes[i]] / initial_solid_[nodes[i]];
          if (scaffold.softening_row)
            softening += weights[i] * tissue[*scaffold.softening_row][nodes[i]];
        }
    return {scaffold.solid_fraction * std::min(1., std::max(0., left)), softening};
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
    const unsigned int  n_fields = mixture_->fields().size();
    const auto          nodes    = local_nodes<Element>(cell);
    std::vector<double> fractions(n_fields);
    for (unsigned int q = 0; q < Element::n_points; ++q)
      {
        const auto &weights = element.points[q].piecewise_linear;
        std::fill(fractions.begin(), fractions.end(), 0.);
        for (unsigned int i = 0; i < Element::n_nodes; ++i)
          if (weights[i] > 0)
            for (unsigned int f = 0; f < n_fields; ++f)
              fractions[f] += weights[i] * tissue[f][nodes[i]];
        if (!region.scaffold)
          {
            at_points[q] = mixture_->material(fractions.data());
            continue;
          }
        const auto [solid, softening] = state_of(*region.scaffold, nodes, weights, tissue);
        for (double &fraction : fractions) // of the whole volume become those of the pores
          fraction /= 1 - solid;
        at_points[q] =
          region.scaffold->law.with_tissue(mixture_->material(fractions.data()), solid, softening);
      }
  }


  template <int dim>
  template <typename Element>
  std::array<std::size_t, Element::n_nodes>
  MaterialMap<dim>::local_nodes(const std::size_t cell) const
  {
    const NodalSpace<dim>                    &space = mesh_.space(2);
    std::array<std::size_t, Element::n_nodes> nodes;
    for (unsigned int i = 0; i < Element::n_nodes; ++i)
      nodes[i] = space.local_index(space.cell_nodes[Element::n_nodes * cell + i]);
    return nodes;
  }


  // sum over the quadrature points
  template <int dim>
  template <typename Element>
  double
  MaterialMap<dim>::share_in_cell(const Element             &element,
                                  const RegionScaffold      &scaffold,
                                  const std::size_t          cell,
                                  const PointTable          &tissue,
                                  const PoroelasticMaterial *at_points) const
  {
    const auto nodes = local_nodes<Element>(cell);
    double     share = 0;
    for (unsigned int q = 0; q < Element::n_points; ++q)
      {
        const auto [solid, softening] =
          state_of(scaffold, nodes, element.points[q].piecewise_linear, tissue);
        share += scaffold.law.moduli(solid, softening).youngs_modulus / at_points[q].youngs_modulus;
      }
    return share;
  }


  template <int dim>
  double
  MaterialMap<dim>::scaffold_share(const PointTable                       &tissue,
                                   const std::vector<PoroelasticMaterial> &at_points) const
  {
    const LocalCells<dim> &cells  = mesh_.cells();
    double                 sum[2] = {0, 0}; // share times volume, volume
    elements::with_element<dim>(mesh_.shape(), [&](const auto &element) {
      for (std::size_t cell = 0; cell < cells.n_owned; ++cell)
        if (const RegionMaterial &region = regions_[cells.region[cell]];
            region.scaffold && region.heals && !region.left_out)
          {
            sum[0] +=
              cells.volume[cell] / n_points_ *
              share_in_cell(element, *region.scaffold, cell, tissue, &at_points[n_points_ * cell]);
            sum[1] += cells.volume[cell];
          }
    });
    MPI_Allreduce(MPI_IN_PLACE, sum, 2, MPI_DOUBLE, MPI_SUM, mesh_.communicator());
    return sum[1] > 0 ? sum[0] / sum[1] : 0;
  }


  template class MaterialMap<2>;
  template class MaterialMap<3>;
} // namespace callus
