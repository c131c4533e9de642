// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/persistent_solve.h"
#include "mechanics/displacement_pressure_step.h"
#include "mechanics/total_pressure_step.h"
#include "mechanics/variants.h"

#include <memory>

namespace callus
{
  namespace test
  {
    /// A material by the numbers that matter to the linear system.
    inline PoroelasticMaterial
    material(const double youngs_modulus, const double poisson_ratio, const double permeability)
    {
      PoroelasticMaterial result;
      result.youngs_modulus = youngs_modulus;
      result.poisson_ratio  = poisson_ratio;
      result.permeability   = permeability;
      result.storage        = storage_of(0.8, 2300, 2300); // water in soft tissue
      return result;
    }

    /// The name of the region at a point.
    template <int dim>
    using RegionAt = std::function<std::string(const std::array<double, dim> &)>;

    /// A cube of 1 mm (square in the plane) that stands on its lower end, with n bricks along each edge: drained and pressed
    /// with 1 kPa at the upper end, its sides slide. One region, or the regions soft and hard.
    template <int dim>
    ProblemInDimension<dim>
    pressed_cube(const Variant       &variant,
                 const unsigned int   n,
                 const MPI_Comm       communicator,
                 const RegionAt<dim> &region_at = nullptr)
    {
      const std::string tissue  = fixed("granulation_tissue");
      std::string       regions = subsection("body", tissue);
      ShapedBox<dim>    box     = bar<dim>(variant, 1, 1, n, n);
      if (region_at)
        {
          box.region = region_at;
          regions    = subsection("soft", tissue) + subsection("hard", tissue);
        }
      return ProblemInDimension<dim>(
        box,
        regions,
        subsection("Supports",
                   on_surface("base", variant.low_end(), "fixed") + sliding(variant.sides("min")) +
                     sliding(variant.sides("max"))) +
          "set Drained surfaces = " + variant.high_end() + "\n" + ramp(1, 1) +
          subsection("Loads",
                     on_surface("weight",
                                variant.high_end(),
                                "traction",
                                "set Traction = " + variant.axial("-0.001 MPa [assumed]\n"))),
        communicator,
        variant.setting());
    }

    /// One time step of a problem with any material at its quadrature points, from rest, as a linear system in its variant's formulation.
    template <int dim>
    class BiotStep
    {
    public:
      BiotStep(ProblemInDimension<dim> &problem,
               const Variant           &variant,
               const SolverSettings    &settings = {})
        : mesh(*problem.mesh)
        , map_(problem.file().root(), mesh)
        , conditions_(problem.file().root().subsection("Mechanics"), mesh)
        , quadratic_(numbering(mesh.space(2)), mesh.communicator())
        , linear_(numbering(mesh.space(1)), mesh.communicator())
        , constraints_(conditions_.constraints(map_, quadratic_, linear_))
        , equations_(step_equations(variant, settings.prefix))
        , solver(equations_->system(), settings)
        , loads(equations_->system().n_owned(), 0.)
        , materials(map_.n_points() * mesh.cells().n_cells)
      {
        conditions_.add_nodal_loads(conditions_.load_cases().front(), map_, loads);
        for (std::int64_t i = 0; i < mesh.space(2).n_owned; ++i)
          for (unsigned int c = 0; c < dim; ++c)
            if (constraints_.displacement_mask[i] >> c & 1)
              loads[dim * i + c] = 0;
      }

      /// Every cell gets the material of its centre.
      void
      set_material(
        const std::function<PoroelasticMaterial(const std::array<double, dim> &)> &material_at)
      {
        for (std::size_t cell = 0; cell < mesh.cells().n_cells; ++cell)
          {
            const auto              vertices = mesh.cells().vertices_of(cell);
            std::array<double, dim> centre   = {};
            const unsigned int      n        = mesh.shape().n_vertices;
            for (unsigned int v = 0; v < n; ++v)
              for (unsigned int k = 0; k < dim; ++k)
                centre[k] += vertices[v][k] / n;
            std::fill_n(
              materials.begin() + map_.n_points() * cell, map_.n_points(), material_at(centre));
          }
      }

      void
      assemble(const double time_step)
      {
        std::vector<typename StepEquations<dim>::Motion> none;
        equations_->assemble(BiotAssembly<dim>(mesh, map_, materials), time_step, none);
        solver.matrices_changed();
      }

    private:
      std::unique_ptr<StepEquations<dim>>
      step_equations(const Variant &variant, const std::string &prefix) const
      {
        const StepSetting<dim> setting{mesh, map_, conditions_, constraints_, quadratic_, prefix};
        if (variant.has_total_pressure())
          return std::make_unique<TotalPressureStep<dim>>(setting);
        return std::make_unique<DisplacementPressureStep<dim>>(setting);
      }

    public:
      const Mesh<dim> &mesh;

    private:
      MaterialMap<dim>                              map_;
      BoundaryConditions<dim>                       conditions_;
      GhostExchange                                 quadratic_, linear_;
      typename BoundaryConditions<dim>::Constraints constraints_;
      std::unique_ptr<StepEquations<dim>>           equations_;

    public:
      PersistentSolve                  solver;
      std::vector<double>              loads;     ///< right-hand side
      std::vector<PoroelasticMaterial> materials; ///< at the quadrature points
    };
  } // namespace test
} // namespace callus
