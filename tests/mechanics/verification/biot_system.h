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
    /// Which unknowns are prescribed at a point: bit c for displacement component c, and the pressure.
    struct Prescribed
    {
      unsigned char displacement = 0;
      bool          pressure     = false;
    };

    /**
     * Time steps of Biot's equations with body forces and fluid sources, which no parameter file has: assembled by BiotAssembly, solved by
     * PersistentSolve, on one rank, with one material. Unknowns are prescribed by where they are, with any values.
     */
    template <int dim>
    class BiotSystem
    {
    public:
      BiotSystem(ProblemInDimension<dim>                                          &problem,
                 const PoroelasticMaterial                                        &material,
                 const double                                                      time_step,
                 const std::function<Prescribed(const std::array<double, dim> &)> &prescribed_at)
        : mesh(*problem.mesh)
        , map_(problem.file().root(), mesh)
        , materials_(map_.n_points() * mesh.cells().n_cells, material)
        , assembly_(mesh, map_, materials_)
        , a_(numbering(mesh.space(2)), dim, numbering(mesh.space(2)), dim)
        , b_(numbering(mesh.space(1)), 1, numbering(mesh.space(2)), dim)
        , b_transposed_(numbering(mesh.space(2)), dim, numbering(mesh.space(1)), 1)
        , c_(numbering(mesh.space(1)), 1, numbering(mesh.space(1)), 1)
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
        assemble(time_step);
      }

      /// One step from the present displacement and pressure. @p force: int f . v for each displacement unknown; @p source: dt int s q
      /// for each pressure; displacements and pressures to come, used where prescribed.
      void
      step(const std::vector<double> &force,
           const std::vector<double> &source,
           const std::vector<double> &displacement_to_come,
           const std::vector<double> &pressure_to_come)
      {
        const std::size_t   n_u = displacement.size(), n_p = pressure.size();
        std::vector<double> u_right = force, p_right = assembly_.history(displacement, pressure);
        std::vector<double> u_given(n_u, 0.), p_given(n_p, 0.);
        for (std::size_t i = 0; i < n_u; ++i)
          if (is_prescribed(i))
            u_given[i] = -displacement_to_come[i];
        for (std::size_t i = 0; i < n_p; ++i)
          {
            p_right[i] -= source[i];
            if (constraints_.pressure_mask[i])
              p_given[i] = -pressure_to_come[i];
          }
        a_.multiply_add(u_given, u_right);
        b_transposed_.multiply_add(p_given, u_right);
        b_.multiply_add(u_given, p_right);
        for (double &p : p_given) // the equations hold -C
          p = -p;
        c_.multiply_add(p_given, p_right);

        std::vector<double> right(n_u + n_p), x(n_u + n_p, 0.);
        for (std::size_t i = 0; i < n_u; ++i)
          right[i] = is_prescribed(i) ? 0 : u_right[i];
        for (std::size_t i = 0; i < n_p; ++i)
          right[n_u + i] = constraints_.pressure_mask[i] ? 0 : p_right[i];
        solver_->solve(right, x, 1e-11 * solver_->norm(right));
        for (std::size_t i = 0; i < n_u; ++i)
          displacement[i] = is_prescribed(i) ? displacement_to_come[i] : x[i];
        for (std::size_t i = 0; i < n_p; ++i)
          pressure[i] = constraints_.pressure_mask[i] ? pressure_to_come[i] : x[n_u + i];
      }

      const Mesh<dim> &mesh;

    private:
      bool
      is_prescribed(const std::size_t unknown) const
      {
        return constraints_.displacement_mask[unknown / dim] >> (unknown % dim) & 1;
      }
      /// The members stay whole, for prescribed values; the solver gets copies without the prescribed unknowns.
      void
      assemble(const double time_step)
      {
        const auto &on_u = constraints_.displacement_mask, &on_p = constraints_.pressure_mask;
        OwnRows a_linear(numbering(mesh.space(1)), dim, numbering(mesh.space(1)), dim), schur = c_;
        assembly_.stiffness(a_);
        assembly_.linear_stiffness(a_linear);
        assembly_.coupling(b_, b_transposed_);
        assembly_.pressure(
          time_step, GhostExchange(numbering(mesh.space(2)), mesh.communicator()), c_, schur);
        OwnRows a = a_, b = b_, b_transposed = b_transposed_, c = c_;
        a.eliminate(on_u, on_u, true);
        a_linear.eliminate(constraints_.linear_mask, constraints_.linear_mask, true);
        b.eliminate(on_p, on_u, false);
        b_transposed.eliminate(on_u, on_p, false);
        c.eliminate(on_p, on_p, true);
        schur.eliminate(on_p, on_p, true);
        const SolverSettings settings;
        equations_ =
          std::make_unique<DisplacementPressureSystem>(multigrid_nodes(mesh, constraints_),
                                                       mesh.space(1).n_owned,
                                                       settings.prefix,
                                                       mesh.communicator());
        equations_->set_matrices({a, a_linear, b, b_transposed, c, schur}, true);
        solver_ = std::make_unique<PersistentSolve>(*equations_, settings);
        solver_->matrices_changed();
      }

      MaterialMap<dim>                              map_;
      std::vector<PoroelasticMaterial>              materials_;
      BiotAssembly<dim>                             assembly_;
      typename BoundaryConditions<dim>::Constraints constraints_;
      OwnRows                                       a_, b_, b_transposed_, c_;
      std::unique_ptr<DisplacementPressureSystem>   equations_;
      std::unique_ptr<PersistentSolve>              solver_;

    public:
      std::vector<double> displacement, pressure; ///< at the nodes, dim a node and one
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
