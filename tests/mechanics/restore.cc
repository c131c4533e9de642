// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Lets a gap heal in several updates; after each of them another Mechanics is restored from the memory of the first and goes through the
// rest. Exit code 1 unless all that the restored one computes is the same to the last bit.

#include "mechanics/variants.h"

#include "base/communication.h"

#include <deal.II/base/mpi.h>

#include <algorithm>
#include <cstdio>
#include <iostream>

namespace callus
{
  using namespace test;

  namespace
  {
    constexpr unsigned int n_updates = 4;

    /// A day of two cases: what the plate does, and something that bends.
    std::string
    load_cases_between(const Variant &variant)
    {
      const auto load_case =
        [&](const std::string &name, const std::string &force, const std::string &more) {
          return subsection(name,
                            "set Cycles per day = 100 1/day [assumed]\n" +
                              subsection("Loads",
                                         on_surface("weight",
                                                    variant.high_end(),
                                                    "rigid plate force",
                                                    "set Force = " + force + " N [assumed]\n") +
                                           more));
        };
      return subsection("Supports", on_surface("distal", variant.low_end(), "fixed")) +
             subsection(
               "Load cases",
               "set Combination = mean\n" + load_case("walking", "50", "") +
                 load_case("coughing",
                           "5",
                           on_surface("side",
                                      "x_max",
                                      "traction",
                                      "set Traction = " + variant.axial("0.1 MPa [assumed]\n"))));
    }

    /// A device between the ends, and a force beside the axis.
    std::string
    device_between(const Variant &variant)
    {
      const bool is_plane = variant.dim == 2;
      return subsection("Supports", on_surface("distal", variant.low_end(), "fixed")) +
             subsection("Loads",
                        on_surface("weight",
                                   variant.high_end(),
                                   "resultant force",
                                   "set Force = " + variant.axial("-5 N [assumed]\n") +
                                     "set Point = " + (is_plane ? "3, 5" : "3, 2, 5") +
                                     " mm [assumed]\n")) +
             subsection("Fixation",
                        subsection("plate",
                                   "set Between = " + variant.high_end() + ", " +
                                     variant.low_end() + "\nset Translational stiffness = " +
                                     (is_plane ? "40, 60" : "40, 30, 60") +
                                     " N/mm [assumed]\nset Rotational stiffness = " +
                                     (is_plane ? "500" : "500, 600, 700") + " N mm [assumed]\n"));
    }

    /// What is restored beside the material.
    enum class Loading
    {
      plate,
      cases,
      device
    };

    std::string
    loading_between(const Variant &variant, const Loading loading)
    {
      if (loading == callus::Loading::cases)
        return load_cases_between(variant);
      return loading == Loading::device
               ? device_between(variant)
               : plate_and_fixator_between(variant.low_end(), variant.high_end());
    }

    template <int dim>
    std::unique_ptr<ProblemInDimension<dim>>
    make_problem(const Variant     &variant,
                 const Loading      loading,
                 const std::string &more,
                 const std::string &cycle)
    {
      ShapedBox<dim> box = bar<dim>(variant, 4, 5, dim == 2 ? 10 : 4, 10);
      box.region         = [](const std::array<double, dim> &p) {
        return p[dim - 1] > 2 && p[dim - 1] < 3 ? "gap" : "bone";
      };
      auto problem = std::make_unique<ProblemInDimension<dim>>(
        box,
        two_bones_regions,
        loading_between(variant, loading) + cycle +
          tolerance("1e-6", "set Refresh growth = 1.05\n") + "set Drained surfaces = x_max\n" +
          more,
        MPI_COMM_WORLD,
        variant.setting());
      problem->file().throw_if_wrong();
      return problem;
    }

    /// Woven bone grows from below, cartilage goes.
    template <int dim>
    void
    set_tissue(ProblemInDimension<dim> &problem, const unsigned int update)
    {
      problem.set_tissue(
        1, [&](const std::array<double, dim> &x) { return 0.1 * x[0] / 4 * (n_updates - update); });
      problem.set_tissue(2, [&](const std::array<double, dim> &x) {
        return std::max(
          0., std::min(0.15 * update * update * (3.2 - x[dim - 1]) * (1 + x[0]) / 5, 0.5));
      });
    }

    /// Everything that an update leaves behind.
    template <int dim>
    std::vector<double>
    everything(const ProblemInDimension<dim> &problem, const LoadingResult &result)
    {
      std::vector<double> all = {result.axial_displacement,
                                 result.fixator_force,
                                 result.callus_force,
                                 result.support_force,
                                 double(problem.report.iterations),
                                 problem.report.largest_true_residual};
      for (const std::vector<double> &load : result.fixation_loads)
        all.insert(all.end(), load.begin(), load.end());
      const auto &modulus = problem.mechanics.youngs_modulus();
      all.insert(all.end(), modulus.begin(), modulus.end());
      for (std::size_t i = 0; i < problem.mechanics.load_cases().size(); ++i)
        {
          const auto total_pressure = problem.mechanics.total_pressure(i);
          all.insert(all.end(), total_pressure.begin(), total_pressure.end());
          for (const auto *values :
               {&problem.mechanics.displacement(i), &problem.mechanics.pressure(i)})
            all.insert(all.end(), values->begin(), values->end());
        }
      for (unsigned int d = 0; d < drivers::cell_scale_stiffness.value; ++d)
        all.insert(all.end(), problem.drivers[d], problem.drivers[d] + problem.drivers.n_points());
      return all;
    }

    template <int dim>
    bool
    restored_runs_agree(const Variant     &variant,
                        const Loading      loading,
                        const std::string &more  = "",
                        const std::string &cycle = ramp(1, 3))
    {
      const auto                       first = make_problem<dim>(variant, loading, more, cycle);
      std::vector<std::vector<double>> expected;
      std::vector<MechanicsMemory>     memories;
      std::vector<char>                due;
      for (unsigned int update = 0; update < n_updates; ++update)
        {
          set_tissue(*first, update);
          due.push_back(first->mechanics.is_due(first->tissue));
          expected.push_back(everything(*first, first->update()));
          memories.push_back(first->mechanics.memory());
        }
      // aggregates older than the last update are what makes this hard
      const auto aggregates = [&](const unsigned int k) {
        return memories[k].find("tissue_of_aggregates/woven_bone").values;
      };
      int agrees = aggregates(1) != memories[1].find("tissue/woven_bone").values;
      if (!agrees)
        std::printf("the aggregates are new in every update: no test\n");
      for (unsigned int k = 1; k + 1 < n_updates; ++k)
        {
          const auto second = make_problem<dim>(variant, loading, more, cycle);
          second->mechanics.restore(memories[k]);
          for (unsigned int update = k + 1; update < n_updates; ++update)
            {
              set_tissue(*second, update);
              const bool is_due = second->mechanics.is_due(second->tissue);
              const bool same   = is_due == bool(due[update]) &&
                                everything(*second, second->update()) == expected[update];
              agrees = agrees && same;
              if (mpi::this_rank(MPI_COMM_WORLD) == 0)
                std::printf("%s, stopped after %u, update %u: %s (%g iterations, %g at first)\n",
                            variant.shape.c_str(),
                            k + 1,
                            update + 1,
                            same ? "the same" : "DIFFERENT",
                            double(second->report.iterations),
                            expected[update][4]);
            }
        }
      return mpi::min(agrees, MPI_COMM_WORLD);
    }
  } // namespace
} // namespace callus


int
main(int argc, char **argv)
{
  const dealii::Utilities::MPI::MPI_InitFinalize mpi(argc, argv, 1);
  try
    {
      const bool tetrahedra =
        callus::restored_runs_agree<3>({"tetrahedron", "3d", 3}, callus::Loading::plate);
      const bool quadrilaterals = callus::restored_runs_agree<2>(
        {"quadrilateral", "axisymmetric", 2}, callus::Loading::plate);
      const bool load_cases =
        callus::restored_runs_agree<2>({"triangle", "plane_strain", 2}, callus::Loading::cases);
      const bool device =
        callus::restored_runs_agree<3>({"hexahedron", "3d", 3}, callus::Loading::device);
      const std::string total_pressure = "set Formulation = total pressure\n";
      const bool        with_total_pressure =
        callus::restored_runs_agree<3>(
          {"tetrahedron", "3d", 3}, callus::Loading::plate, total_pressure) &&
        callus::restored_runs_agree<2>(
          {"quadrilateral", "axisymmetric", 2}, callus::Loading::cases, total_pressure) &&
        callus::restored_runs_agree<3>(
          {"hexahedron", "3d", 3}, callus::Loading::device, total_pressure);
      const std::string linear_displacement = "set Formulation = linear displacement\n";
      const bool        with_linear_displacement =
        callus::restored_runs_agree<3>(
          {"tetrahedron", "3d", 3}, callus::Loading::device, linear_displacement) &&
        callus::restored_runs_agree<2>(
          {"quadrilateral", "axisymmetric", 2}, callus::Loading::cases, linear_displacement);
      const bool harmonic = callus::restored_runs_agree<2>(
        {"triangle", "plane_strain", 2},
        callus::Loading::cases,
        "",
        "set Cycle = harmonic\n" +
          callus::test::subsection("Harmonic", "set Frequency = 1 Hz [assumed]\n"));
      return tetrahedra && quadrilaterals && load_cases && device && with_total_pressure &&
                 with_linear_displacement && harmonic
               ? 0
               : 1;
    }
  catch (const std::exception &error)
    {
      std::cerr << error.what() << std::endl;
      MPI_Abort(MPI_COMM_WORLD, 1);
    }
}
