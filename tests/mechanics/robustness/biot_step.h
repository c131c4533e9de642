// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/displacement_pressure_system.h"
#include "linear/persistent_solve.h"
#include "mechanics/assembly.h"
#include "mechanics/multigrid_nodes.h"
#include "mechanics/variants.h"

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

    /// A cube of 1 mm (square in the plane) that stands on its lower end, with n bricks along each edge: drained and pressed
    /// with 1 kPa at the upper end, its sides slide.
    template <int dim>
    ProblemInDimension<dim>
    pressed_cube(const Variant &variant, const unsigned int n, const MPI_Comm communicator)
    {
      return ProblemInDimension<dim>(
        bar<dim>(variant, 1, 1, n, n),
        subsection("body", fixed("granulation_tissue")),
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

    /// One time step of a problem with any material at its quadrature points, from rest, as a linear system.
    template <int dim>
    class BiotStep
    {
    public:
      explicit BiotStep(ProblemInDimension<dim> &problem, const std::string &prefix = "mechanics_")
        : mesh(*problem.mesh)
        , map_(problem.file().root(), mesh)
        , conditions_(problem.file().root().subsection("Mechanics"), mesh)
        , quadratic_(numbering(mesh.space(2)), mesh.communicator())
        , linear_(numbering(mesh.space(1)), mesh.communicator())
        , constraints_(conditions_.constraints(map_, quadratic_, linear_))
        , a_(numbering(mesh.space(2)), dim, numbering(mesh.space(2)), dim)
        , a_linear_(numbering(mesh.space(1)), dim, numbering(mesh.space(1)), dim)
        , b_(numbering(mesh.space(1)), 1, numbering(mesh.space(2)), dim)
        , b_transposed_(numbering(mesh.space(2)), dim, numbering(mesh.space(1)), 1)
        , c_(numbering(mesh.space(1)), 1, numbering(mesh.space(1)), 1)
        , schur_(c_)
        , equations_(multigrid_nodes(mesh, constraints_),
                     mesh.space(1).n_owned,
                     prefix,
                     mesh.communicator())
        , solver(equations_, settings(prefix))
        , loads(dim * mesh.space(2).n_owned + mesh.space(1).n_owned, 0.)
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
        const BiotAssembly<dim> assembly(mesh, map_, materials);
        const auto &on_u = constraints_.displacement_mask, &on_p = constraints_.pressure_mask;
        assembly.coupling(b_, b_transposed_);
        b_.eliminate(on_p, on_u, false);
        b_transposed_.eliminate(on_u, on_p, false);
        assembly.stiffness(a_);
        a_.eliminate(on_u, on_u, true);
        assembly.linear_stiffness(a_linear_);
        a_linear_.eliminate(constraints_.linear_mask, constraints_.linear_mask, true);
        assembly.pressure(time_step, quadratic_, c_, schur_);
        c_.eliminate(on_p, on_p, true);
        schur_.eliminate(on_p, on_p, true);
        equations_.set_matrices({a_, a_linear_, b_, b_transposed_, c_, schur_}, true);
        solver.matrices_changed();
      }

    private:
      static SolverSettings
      settings(const std::string &prefix)
      {
        SolverSettings result;
        result.prefix = prefix;
        return result;
      }

    public:
      const Mesh<dim> &mesh;

    private:
      MaterialMap<dim>                              map_;
      BoundaryConditions<dim>                       conditions_;
      GhostExchange                                 quadratic_, linear_;
      typename BoundaryConditions<dim>::Constraints constraints_;
      OwnRows                                       a_, a_linear_, b_, b_transposed_, c_, schur_;
      DisplacementPressureSystem                    equations_;

    public:
      PersistentSolve                  solver;
      std::vector<double>              loads;     ///< right-hand side
      std::vector<PoroelasticMaterial> materials; ///< at the quadrature points
    };
  } // namespace test
} // namespace callus
