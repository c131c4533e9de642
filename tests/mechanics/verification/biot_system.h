// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/verification/step_matrices.h"

namespace callus
{
  namespace test
  {
    /// Which unknowns are prescribed at a point: bit c for displacement component c, and the pressure.
    struct Prescribed
    {
      unsigned char displacement = 0;
      bool          pressure     = false;
    };

    /**
     * Time steps of Biot's equations with body forces and fluid sources, which no parameter file has: assembled by the classes of the variant's formulation,
     * solved by PersistentSolve, on one rank, with one material. Unknowns are prescribed by where they are, with any values. Begins at rest.
     */
    template <int dim>
    class BiotSystem
    {
    public:
      using Values = std::vector<double>;

      BiotSystem(ProblemInDimension<dim>                                          &problem,
                 const Variant                                                    &variant,
                 const PoroelasticMaterial                                        &material,
                 const double                                                      time_step,
                 const std::function<Prescribed(const std::array<double, dim> &)> &prescribed_at)
        : mesh(*problem.mesh)
        , map_(problem.file().root(), mesh)
        , materials_(map_.n_points() * mesh.cells().n_cells, material)
        , assembly_(mesh, map_, materials_)
        , displacement(dim * mesh.space(2).n_owned, 0.)
        , pressure(mesh.space(1).n_owned, 0.)
      {
        for (const auto &point : mesh.space(2).owned_points)
          constraints_.displacement_mask.push_back(prescribed_at(point).displacement);
        for (const auto &point : mesh.space(1).owned_points)
          {
            constraints_.linear_mask.push_back(prescribed_at(point).displacement);
            constraints_.pressure_mask.push_back(prescribed_at(point).pressure);
          }
        matrices_ = step_matrices<dim>(variant, assembly_, constraints_);
        total_pressure_.assign(matrices_->n_total_pressures(), 0.);
        matrices_->assemble(time_step);
        solver_ = std::make_unique<PersistentSolve>(matrices_->system(), SolverSettings());
        solver_->matrices_changed();
      }

      /// One step from the present state. @p force: int f . v for each displacement unknown; @p source: dt int s q
      /// for each pressure; displacements and pressures to come, used where prescribed.
      void
      step(const Values &force,
           const Values &source,
           const Values &displacement_to_come,
           const Values &pressure_to_come)
      {
        const std::size_t n_u = displacement.size(), n_p = pressure.size(),
                          n = n_u + n_p + total_pressure_.size();
        Values to_come      = joined(displacement_to_come, pressure_to_come), given(n, 0.);
        for (std::size_t i = 0; i < n_u + n_p; ++i)
          if (is_prescribed(i))
            given[i] = -to_come[i];
        const Values history =
          matrices_->history(joined(joined(displacement, pressure), total_pressure_));
        Values right = matrices_->times(given);
        for (std::size_t i = 0; i < n_u; ++i)
          right[i] += force[i];
        for (std::size_t i = 0; i < n_p; ++i)
          right[n_u + i] += history[i] - source[i];
        for (std::size_t i = 0; i < n_u + n_p; ++i)
          if (is_prescribed(i))
            right[i] = 0;
        Values x(n, 0.);
        solver_->solve(right, x, {1e-11 * solver_->norm(right)});
        for (std::size_t i = 0; i < n_u + n_p; ++i)
          if (is_prescribed(i))
            x[i] = to_come[i];
        displacement.assign(x.begin(), x.begin() + n_u);
        pressure.assign(x.begin() + n_u, x.begin() + n_u + n_p);
        total_pressure_.assign(x.begin() + n_u + n_p, x.end());
      }

      const Mesh<dim> &mesh;

    private:
      static Values
      joined(Values a, const Values &b)
      {
        a.insert(a.end(), b.begin(), b.end());
        return a;
      }
      /// A displacement, or a pressure behind them.
      bool
      is_prescribed(const std::size_t unknown) const
      {
        if (unknown < displacement.size())
          return constraints_.displacement_mask[unknown / dim] >> (unknown % dim) & 1;
        return constraints_.pressure_mask[unknown - displacement.size()];
      }

      MaterialMap<dim>                              map_;
      std::vector<PoroelasticMaterial>              materials_;
      BiotAssembly<dim>                             assembly_;
      typename BoundaryConditions<dim>::Constraints constraints_;
      std::unique_ptr<StepMatrices<dim>>            matrices_;
      std::unique_ptr<PersistentSolve>              solver_;
      Values                                        total_pressure_;

    public:
      Values displacement, pressure; ///< at the nodes, dim a node and one
    };

    /// A body of one material for BiotSystem; what its file says of supports and loads is not used.
    template <int dim>
    ProblemInDimension<dim>
    body_alone(const ShapedBox<dim> &box, const Variant &variant)
    {
      return ProblemInDimension<dim>(
        box,
        subsection("body", fixed("granulation_tissue")),
        subsection("Supports", on_surface("base", variant.low_end(), "fixed")) +
          "set Drained surfaces = " + variant.high_end() + "\n" + ramp(1, 1) +
          subsection("Loads",
                     on_surface("weight",
                                variant.high_end(),
                                "traction",
                                "set Traction = " + variant.axial("-0.001 MPa [assumed]\n"))),
        MPI_COMM_SELF,
        variant.setting());
    }
  } // namespace test
} // namespace callus
