// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Fluid that leaves through the drained surface is missing inside. The outflow is summed from nodal residual fluxes at the drained nodes, step by
// step; the change of content from the closing of the column (its walls do not move) and the pressure. The two have no sum in common.

#include "mechanics/assembly.h"
#include "mechanics/boundary_conditions.h"
#include "mechanics/verification/cell_quadrature.h"
#include "mechanics/verification/poroelastic_sample.h"
#include "mechanics/verification/verification_table.h"

namespace callus
{
  using namespace test;

  class FluidVolume : public ::testing::TestWithParam<Variant>
  {
  };

  INSTANTIATE_TEST_SUITE_P(Verification,
                           FluidVolume,
                           ::testing::ValuesIn(in_both_formulations(all_variants)),
                           variant_name);


  namespace
  {
    /// The state after some steps of consolidation, and integrals over it.
    template <int dim>
    class State
    {
    public:
      State(const Variant           &variant,
            const PoroelasticSample &sample,
            const unsigned int       steps,
            const bool               is_lumped)
        : variant_(variant)
        , lumped_storage_(is_lumped ? sample.storage() : 0)
        , problem_(bar<dim>(variant, 0.5, 1, 2, 12),
                   subsection("body", fixed("sample")),
                   subsection("Supports",
                              on_surface("base", variant.low_end(), "fixed") + sliding(walls())) +
                     "set Drained surfaces = " + variant.high_end() +
                     "\nset Pore storage = " + (is_lumped ? "lumped" : "consistent") + "\n" +
                     tolerance("1e-13") + consolidation(steps * step, steps) +
                     subsection("Loads",
                                on_surface("top",
                                           variant.high_end(),
                                           "traction",
                                           "set Traction = " + variant.axial("-0.001") +
                                             " MPa [assumed]\n")),
                   MPI_COMM_SELF,
                   setting(sample))
        , closing_(problem_.update().axial_displacement)
        , map_(problem_.file().root(), *problem_.mesh)
      {
        map_.evaluate(problem_.tissue, materials_);
      }

      /// The change of the fluid's volume [mm3] by the closing of the column and the pressure.
      double
      content(const PoroelasticSample &sample) const
      {
        // the integral of p: a material that stores 1/MPa, in a body at rest
        std::vector<PoroelasticMaterial> storing = materials_;
        for (PoroelasticMaterial &material : storing)
          material.storage = 1;
        const std::vector<double> at_rest(problem_.mechanics.displacement().size(), 0.);
        double                    pressure = 0;
        for (const double share : BiotAssembly<dim>(*problem_.mesh, map_, storing)
                                    .history(at_rest, problem_.mechanics.pressure()))
          pressure -= share;
        return pressure / sample.bulk - closing_ * variant_.end_area(0.5);
      }

      /// Content by pressure node as the formulation has it, -int q (div u + p/M + lumped storage times (p_node - p)), with div u = (p - t)/lambda where t is an unknown.
      std::vector<double>
      nodal_content(const PoroelasticSample &sample) const
      {
        if (variant_.has_total_pressure())
          return content_by_total_pressure(sample);
        return BiotAssembly<dim>(*problem_.mesh, map_, materials_)
          .history(problem_.mechanics.displacement(), problem_.mechanics.pressure());
      }

      /// dt times kappa grad p . grad q, by pressure node.
      std::vector<double>
      nodal_flux() const
      {
        const BiotAssembly<dim> assembly(*problem_.mesh, map_, materials_);
        const NodeNumbering     nodes = numbering(problem_.mesh->space(1));
        OwnRows                 c(nodes, 1, nodes, 1), schur(c);
        const GhostExchange     quadratic(numbering(problem_.mesh->space(2)),
                                      problem_.mesh->communicator());
        std::vector<double>     result(problem_.mesh->space(1).n_owned, 0.);
        for (const double time_step : {0., step}) // without time there is storage only
          {
            for (double &value : result)
              value = -value;
            assembly.pressure(time_step, quadratic, c, schur);
            c.multiply_add(problem_.mechanics.pressure(), result);
          }
        return result;
      }

      bool
      is_drained(const std::size_t node) const
      {
        return problem_.mesh->space(1).owned_points[node][dim - 1] > 1 - 1e-12;
      }

      static constexpr double step = 5; ///< s: c t/L^2 is about 0.01

    private:
      std::vector<double>
      content_by_total_pressure(const PoroelasticSample &sample) const
      {
        const double              lambda = sample.confined_modulus() - 2 * sample.mu();
        const std::vector<double> t     = problem_.mechanics.total_pressure(); // at cells' vertices
        const NodalSpace<dim>    &space = problem_.mesh->space(1);
        std::vector<double>       result(space.n_owned, 0.);
        CellQuadrature<dim>(*problem_.mesh)
          .for_each_point([&](const std::size_t cell, const auto &at) {
            const unsigned int  n        = at.linear.size();
            const std::int64_t *node     = &space.cell_nodes[n * cell];
            double              pressure = 0, total = 0;
            for (unsigned int v = 0; v < n; ++v)
              {
                pressure += at.linear[v].value * problem_.mechanics.pressure()[node[v]];
                total += at.linear[v].value * t[n * cell + v];
              }
            for (unsigned int v = 0; v < n; ++v)
              result[node[v]] -=
                at.volume * at.linear[v].value *
                ((pressure - total) / lambda + pressure / sample.bulk +
                 lumped_storage_ * (problem_.mechanics.pressure()[node[v]] - pressure));
          });
        return result;
      }
      std::vector<std::string>
      walls() const
      {
        std::vector<std::string> names = variant_.sides("min");
        for (const std::string &name : variant_.sides("max"))
          names.push_back(name);
        return names;
      }
      Setting
      setting(const PoroelasticSample &sample) const
      {
        Setting result = variant_.setting();
        result.more    = sample.text("sample");
        return result;
      }

      Variant                          variant_;
      double                           lumped_storage_;
      ProblemInDimension<dim>          problem_;
      double                           closing_;
      MaterialMap<dim>                 map_;
      std::vector<PoroelasticMaterial> materials_;
    };

    template <int dim>
    void
    check(const Variant &variant, const bool is_lumped)
    {
      PoroelasticSample sample;
      sample.bulk = 1; // compressible: both parts of the content count
      VerificationTable   table("Fluid volume, " + variant.title() +
                                (is_lumped ? ", lumped storage, 4 steps" : ", 4 steps"),
                              1e-8);
      std::vector<double> before;
      double              outflow = 0, content = 0;
      for (unsigned int steps = 1; steps <= 4; ++steps)
        {
          const State<dim>          state(variant, sample, steps, is_lumped);
          const std::vector<double> now = state.nodal_content(sample), flux = state.nodal_flux();
          before.resize(now.size(), 0.);
          for (std::size_t i = 0; i < now.size(); ++i)
            if (state.is_drained(
                  i)) // the residual of the equation that the drained node does not have
              outflow += (now[i] - before[i]) - flux[i];
          before  = now;
          content = state.content(sample);
          table.add("outflow until step " + std::to_string(steps) + " [mm3]", outflow, -content);
        }
      EXPECT_GT(outflow, 0);
    }
  } // namespace


  TEST_P(FluidVolume, OutflowIsWhatTheBodyLoses)
  {
    in_dimension(GetParam(), [&](auto dim) {
      for (const bool is_lumped : {false, true})
        check<dim>(GetParam(), is_lumped);
    });
  }
} // namespace callus
