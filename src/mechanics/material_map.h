// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "fields/catalogue.h"
#include "fields/point_values.h"
#include "laws/scaffold/scaffold.h"
#include "laws/tissue/mixture.h"
#include "mesh/mesh.h"
#include "mesh/regions.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace callus
{
  /**
   * Which material is where: fixed by region, or from the tissue fractions in healing regions (with a scaffold in parallel
   * where the region has one), at the quadrature points of each cell
   * (elements/choose_element.h). Fractions are interpolated from the nodes of the
   * quadratic space by the piecewise linear functions of the sub-cells, as biology sees them.
   *
   * Coefficients of a fixed material may differ from cell to cell (`Regions/NAME/Varying`, cell_coefficients.h).
   *
   * Of a scaffold whose solid changes, the share that is left is interpolated: a node between regions holds the mean of both, which is no
   * thinner scaffold.
   *
   * Reads the sections `Materials`, `Mixture`, `Regions`, and the entry `Mechanics/Regions left out`.
   */
  template <int dim>
  class MaterialMap
  {
  public:
    MaterialMap(const Section &root, const Mesh<dim> &mesh);

    /// Fields that the mixture and the scaffolds read; none if nothing heals.
    const std::vector<std::string> &
    fields() const
    {
      return fields_;
    }
    /// Is it one of those of the mixture?
    bool
    is_of_mixture(const std::string &field) const
    {
      return mixture_ && std::find(mixture_->fields().begin(), mixture_->fields().end(), field) !=
                           mixture_->fields().end();
    }
    /// Reports fields of scaffolds that are not what they must be.
    void
    check_fields(const Section &regions, const Catalogue &catalogue) const;

    bool
    is_left_out(const std::size_t cell) const
    {
      return regions_[mesh_.cells().region[cell]].left_out;
    }
    /// Healing and not left out.
    bool
    heals(const std::size_t cell) const
    {
      return regions_[mesh_.cells().region[cell]].heals && !is_left_out(cell);
    }
    /// Takes part, and is not a solid without pores.
    bool
    has_pores(const std::size_t cell) const
    {
      const RegionMaterial &region = regions_[mesh_.cells().region[cell]];
      return !region.left_out && (region.heals || region.material.has_pores());
    }
    /// Is there a healing region, taking part or not?
    bool
    anything_heals() const
    {
      return std::any_of(
        regions_.begin(), regions_.end(), [](const auto &region) { return region.heals; });
    }
    /// Names of the regions with fixed material that take part.
    std::vector<std::string>
    fixed_regions() const;

    /// The materials with pores that a region of the mesh may hold: its own, or those of the tissues that heal in it (beside its scaffold).
    std::vector<NamedMaterial>
    porous_materials(std::size_t region) const;

    /// Those that heal, without a scaffold; none without a mixture.
    std::vector<NamedMaterial>
    tissues() const
    {
      return mixture_ ? mixture_->materials() : std::vector<NamedMaterial>();
    }

    /// Storage [1/MPa] that goes to the nodes instead of between them: S = 1/M + alpha^2 / (lambda + 2 mu), or none (`Mechanics/Pore storage`).
    double
    lumped_storage(const PoroelasticMaterial &material) const
    {
      return is_storage_lumped_ ? material.confined_storage() : 0.;
    }
    /// Does the Biot coefficient change with the tissue?
    bool
    biot_coefficient_varies() const
    {
      return biot_ == BiotCoefficient::from_moduli && anything_heals();
    }
    /// MaterialTable::clipped().
    const std::map<std::string, double> &
    clipped_biot_coefficients() const
    {
      return clipped_;
    }

    /// Reports regions where lambda may vanish (a drained Poisson ratio of 0) or be negative as a problem of the entry `Formulation` of `Mechanics`: the
    /// total pressure divides by lambda.
    void
    refuse_vanishing_lambda(const Section &mechanics) const;

    /// Quadrature points of each cell.
    unsigned int
    n_points() const
    {
      return n_points_;
    }
    /// Materials at the quadrature points, n_points() a local cell. @p tissue: a row for each of fields(), a column for each local
    /// node of the quadratic space.
    void
    evaluate(const PointTable &tissue, std::vector<PoroelasticMaterial> &at_points) const;

    /// Is there a scaffold that loses solid or softens?
    bool
    has_changing_scaffold() const
    {
      return mixture_ && fields_.size() > mixture_->fields().size();
    }
    /// Mean over the regions with scaffold of the scaffold's part of Young's modulus: of a uniform strain along the load it bears that share, and
    /// the tissue the rest. Collective.
    double
    scaffold_share(const PointTable                       &tissue,
                   const std::vector<PoroelasticMaterial> &at_points) const;

  private:
    void
    read_left_out(const Section &mechanics);

    /// The scaffold of a region, and where its present state is found.
    struct RegionScaffold
    {
      Scaffold                    law;
      double                      solid_fraction; ///< on the day of surgery
      std::vector<std::string>    solid_fields;
      std::vector<unsigned int>   solid_rows; ///< of fields(); none: the solid does not change
      std::optional<unsigned int> softening_row;
    };

    struct RegionMaterial
    {
      std::string                   name;
      std::string                   material_name; ///< of a fixed one
      bool                          heals    = false;
      bool                          left_out = false;
      PoroelasticMaterial           material;
      std::optional<RegionScaffold> scaffold;
    };

    /// A coefficient that differs from cell to cell.
    struct CellCoefficient
    {
      std::size_t region;
      double PoroelasticMaterial::*coefficient;
      std::vector<double> values; ///< of the local cells; those of other regions do not count
      double              least;  ///< of the whole region
    };

    void
    read_cell_coefficients(const std::vector<Region> &regions);
    PoroelasticMaterial
    of_cell(std::size_t cell) const;

    /// fields_, the rows of the scaffolds among them, and initial_solid_.
    void
    find_fields();
    unsigned int
    row_of(const std::string &field);
    void
    find_initial_solid();
    /// Solid fraction and softening at a point. @p nodes: local nodes of the cell, @p weights: of each in the interpolation.
    template <typename Nodes, typename Weights>
    std::pair<double, double>
    state_of(const RegionScaffold &scaffold,
             const Nodes          &nodes,
             const Weights        &weights,
             const PointTable     &tissue) const;

    template <typename Element>
    double
    share_in_cell(const Element             &element,
                  const RegionScaffold      &scaffold,
                  std::size_t                cell,
                  const PointTable          &tissue,
                  const PoroelasticMaterial *at_points) const;
    template <typename Element>
    std::array<std::size_t, Element::n_nodes>
    local_nodes(std::size_t cell) const;

    template <typename Element>
    void
    mix(const Element        &element,
        const RegionMaterial &region,
        std::size_t           cell,
        const PointTable     &tissue,
        PoroelasticMaterial  *at_points) const;

    const Mesh<dim>              &mesh_;
    unsigned int                  n_points_;
    BiotCoefficient               biot_;
    bool                          is_storage_lumped_;
    std::map<std::string, double> clipped_;
    std::optional<TissueMixture>  mixture_;
    std::vector<RegionMaterial>   regions_;
    std::vector<CellCoefficient>  cell_coefficients_;
    std::vector<std::string>      fields_;
    std::vector<double>
      initial_solid_; ///< of the changing scaffolds, at the local nodes of the quadratic space; empty: none changes
  };
} // namespace callus
