// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/displacement_pressure_system.h"
#include "linear/persistent_solve.h"
#include "linear/total_pressure_system.h"
#include "mechanics/assembly.h"
#include "mechanics/multigrid_nodes.h"
#include "mechanics/total_pressure_assembly.h"
#include "mechanics/variants.h"

#include <memory>
#include <numeric>
#include <vector>

namespace callus
{
  namespace test
  {
    /// The matrices of a time step on one rank, with all unknowns, and the system without the prescribed ones. Vectors: displacements, pressures,
    /// then total pressures if the formulation has them.
    template <int dim>
    class StepMatrices
    {
    public:
      using Values      = std::vector<double>;
      using Constraints = typename BoundaryConditions<dim>::Constraints;

      virtual ~StepMatrices() = default;

      virtual void
      assemble(double time_step) = 0;
      virtual BlockSystem &
      system() = 0;
      virtual std::size_t
      n_total_pressures() const = 0;
      /// What these values give in all rows, nothing being prescribed.
      virtual Values
      times(const Values &x) const = 0;
      /// Right-hand side of the pressures that a state leaves to the next step.
      virtual Values
      history(const Values &x) const = 0;

    protected:
      /// The @p field'th of some fields of these sizes.
      static Values
      part(const Values &x, const std::vector<std::size_t> &sizes, const unsigned int field)
      {
        const auto begin = x.begin() + std::accumulate(sizes.begin(), sizes.begin() + field, 0);
        return Values(begin, begin + sizes[field]);
      }
      static Values
      minus(Values x)
      {
        for (double &value : x)
          value = -value;
        return x;
      }
    };


    template <int dim>
    class DisplacementPressureMatrices : public StepMatrices<dim>
    {
    public:
      using typename StepMatrices<dim>::Values;
      using typename StepMatrices<dim>::Constraints;

      DisplacementPressureMatrices(const BiotAssembly<dim> &assembly,
                                   const Constraints       &constraints)
        : mesh_(assembly.mesh())
        , assembly_(assembly)
        , constraints_(constraints)
        , a_(numbering(mesh_.space(2)), dim, numbering(mesh_.space(2)), dim)
        , a_linear_(numbering(mesh_.space(1)), dim, numbering(mesh_.space(1)), dim)
        , b_(numbering(mesh_.space(1)), 1, numbering(mesh_.space(2)), dim)
        , b_transposed_(numbering(mesh_.space(2)), dim, numbering(mesh_.space(1)), 1)
        , c_(numbering(mesh_.space(1)), 1, numbering(mesh_.space(1)), 1)
        , free_a_(a_)
        , equations_(multigrid_nodes(mesh_, constraints_),
                     mesh_.space(1).n_owned,
                     SolverSettings().prefix,
                     mesh_.communicator())
      {
      }

      void
      assemble(const double time_step) override
      {
        const auto &on_u = constraints_.displacement_mask, &on_p = constraints_.pressure_mask;
        OwnRows     schur = c_;
        assembly_.stiffness(a_);
        assembly_.linear_stiffness(a_linear_);
        assembly_.coupling(b_, b_transposed_);
        assembly_.pressure(
          time_step, GhostExchange(numbering(mesh_.space(2)), mesh_.communicator()), c_, schur);
        free_a_   = a_;
        OwnRows b = b_, b_transposed = b_transposed_, c = c_;
        free_a_.eliminate(on_u, on_u, true);
        a_linear_.eliminate(constraints_.linear_mask, constraints_.linear_mask, true);
        b.eliminate(on_p, on_u, false);
        b_transposed.eliminate(on_u, on_p, false);
        c.eliminate(on_p, on_p, true);
        schur.eliminate(on_p, on_p, true);
        equations_.set_matrices({free_a_, a_linear_, b, b_transposed, c, schur}, true);
      }
      BlockSystem &
      system() override
      {
        return equations_;
      }
      std::size_t
      n_total_pressures() const override
      {
        return 0;
      }
      Values
      times(const Values &x) const override
      {
        const Values u = this->part(x, sizes(), 0), p = this->part(x, sizes(), 1);
        Values       on_u(u.size(), 0.), on_p(p.size(), 0.);
        a_.multiply_add(u, on_u);
        b_transposed_.multiply_add(p, on_u);
        b_.multiply_add(u, on_p);
        c_.multiply_add(this->minus(p), on_p); // the equations hold -C
        on_u.insert(on_u.end(), on_p.begin(), on_p.end());
        return on_u;
      }
      Values
      history(const Values &x) const override
      {
        return assembly_.history(this->part(x, sizes(), 0), this->part(x, sizes(), 1));
      }

    private:
      std::vector<std::size_t>
      sizes() const
      {
        return {std::size_t(dim * mesh_.space(2).n_owned), std::size_t(mesh_.space(1).n_owned)};
      }

      const Mesh<dim>           &mesh_;
      const BiotAssembly<dim>   &assembly_;
      const Constraints         &constraints_;
      OwnRows                    a_, a_linear_, b_, b_transposed_, c_, free_a_;
      DisplacementPressureSystem equations_;
    };


    template <int dim>
    class TotalPressureMatrices : public StepMatrices<dim>
    {
    public:
      using typename StepMatrices<dim>::Values;
      using typename StepMatrices<dim>::Constraints;

      TotalPressureMatrices(const BiotAssembly<dim> &assembly, const Constraints &constraints)
        : mesh_(assembly.mesh())
        , constraints_(constraints)
        , space_(mesh_, assembly.map())
        , assembly_(assembly, space_)
        , a_(numbering(mesh_.space(2)), dim, numbering(mesh_.space(2)), dim)
        , a_linear_(numbering(mesh_.space(1)), dim, numbering(mesh_.space(1)), dim)
        , b_(space_.numbering(), space_.n_components(), numbering(mesh_.space(2)), dim)
        , b_transposed_(numbering(mesh_.space(2)), dim, space_.numbering(), space_.n_components())
        , c_(numbering(mesh_.space(1)), 1, numbering(mesh_.space(1)), 1)
        , d_(space_.numbering(), space_.n_components(), space_.numbering(), space_.n_components())
        , e_(numbering(mesh_.space(1)), 1, space_.numbering(), space_.n_components())
        , e_transposed_(space_.numbering(), space_.n_components(), numbering(mesh_.space(1)), 1)
        , free_a_(a_)
        , equations_(multigrid_nodes(mesh_, constraints_),
                     mesh_.space(1).n_owned,
                     {space_.n_owned(), space_.is_cellwise()},
                     SolverSettings().prefix,
                     mesh_.communicator())
      {
      }

      void
      assemble(const double time_step) override
      {
        const auto &on_u = constraints_.displacement_mask, &on_p = constraints_.pressure_mask;
        const std::vector<unsigned char> on_t(space_.numbering().n_local(), 0);
        OwnRows                          total_schur = d_, pore_schur = c_;
        assembly_.shear_stiffness(a_, a_linear_);
        assembly_.divergence(b_, b_transposed_);
        const Values free_share =
          assembly_.free_shares(GhostExchange(numbering(mesh_.space(2)), mesh_.communicator()));
        assembly_.compressibility(free_share, d_, total_schur);
        assembly_.coupling(e_, e_transposed_);
        assembly_.pressure(time_step, free_share, c_, pore_schur);
        free_a_   = a_;
        OwnRows b = b_, b_transposed = b_transposed_, c = c_, e = e_, e_transposed = e_transposed_;
        free_a_.eliminate(on_u, on_u, true);
        a_linear_.eliminate(constraints_.linear_mask, constraints_.linear_mask, true);
        b.eliminate(on_t, on_u, false);
        b_transposed.eliminate(on_u, on_t, false);
        e.eliminate(on_p, on_t, false);
        e_transposed.eliminate(on_t, on_p, false);
        c.eliminate(on_p, on_p, true);
        pore_schur.eliminate(on_p, on_p, true);
        equations_.set_matrices(
          {free_a_, a_linear_, b, b_transposed, c, d_, e, e_transposed, total_schur, pore_schur});
      }
      BlockSystem &
      system() override
      {
        return equations_;
      }
      std::size_t
      n_total_pressures() const override
      {
        return space_.n_owned();
      }
      Values
      times(const Values &x) const override
      {
        const Values u = this->part(x, sizes(), 0), p = this->part(x, sizes(), 1),
                     t = this->part(x, sizes(), 2);
        Values on_u(u.size(), 0.), on_p(p.size(), 0.), on_t(t.size(), 0.);
        a_.multiply_add(u, on_u);
        b_transposed_.multiply_add(t, on_u);
        c_.multiply_add(this->minus(p), on_p);
        e_.multiply_add(t, on_p);
        b_.multiply_add(u, on_t);
        e_transposed_.multiply_add(p, on_t);
        d_.multiply_add(this->minus(t), on_t);
        on_u.insert(on_u.end(), on_p.begin(), on_p.end());
        on_u.insert(on_u.end(), on_t.begin(), on_t.end());
        return on_u;
      }
      Values
      history(const Values &x) const override
      {
        return assembly_.history(this->part(x, sizes(), 1), this->part(x, sizes(), 2));
      }

    private:
      std::vector<std::size_t>
      sizes() const
      {
        return {std::size_t(dim * mesh_.space(2).n_owned),
                std::size_t(mesh_.space(1).n_owned),
                space_.n_owned()};
      }

      const Mesh<dim>           &mesh_;
      const Constraints         &constraints_;
      TotalPressureSpace<dim>    space_;
      TotalPressureAssembly<dim> assembly_;
      OwnRows             a_, a_linear_, b_, b_transposed_, c_, d_, e_, e_transposed_, free_a_;
      TotalPressureSystem equations_;
    };


    template <int dim>
    std::unique_ptr<StepMatrices<dim>>
    step_matrices(const Variant                                       &variant,
                  const BiotAssembly<dim>                             &assembly,
                  const typename BoundaryConditions<dim>::Constraints &constraints)
    {
      if (variant.has_total_pressure())
        return std::make_unique<TotalPressureMatrices<dim>>(assembly, constraints);
      return std::make_unique<DisplacementPressureMatrices<dim>>(assembly, constraints);
    }
  } // namespace test
} // namespace callus
