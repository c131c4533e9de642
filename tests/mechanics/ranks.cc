// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Solves a mechanics problem in several shapes of cells tightly on 1, 2 and 3 of the ranks that it is started on, and compares. Exit
// code 1 if the results differ by more than 1e-8 of the largest value of their kind (1e-5 where a flux goes on over harmonic cycles).

#include "mechanics/variants.h"

#include "base/communication.h"

#include <deal.II/base/mpi.h>

#include <boost/serialization/array.hpp>
#include <boost/serialization/vector.hpp>

#include <algorithm>
#include <cstdio>
#include <iostream>

namespace callus
{
  using namespace test;

  namespace
  {
    /// Coordinates, then displacement and drivers, of one node.
    using NodeValues = std::vector<double>;

    struct Results
    {
      std::vector<double>     global;
      std::vector<NodeValues> nodes; ///< ordered by coordinates; on the first rank only
    };

    /// A device between the ends, and a force beside it.
    std::string
    device_of(const Variant &variant)
    {
      return subsection("Supports", on_surface("distal", variant.low_end(), "fixed")) +
             subsection("Loads",
                        on_surface("muscle",
                                   "x_max",
                                   "resultant force",
                                   "set Force = " + variant.axial("-5 N [assumed]\n"))) +
             subsection("Fixation",
                        subsection("plate",
                                   "set Between = " + variant.high_end() + ", " +
                                     variant.low_end() +
                                     "\nset Translational stiffness = 30, 40, 200 N/mm [assumed]\n"
                                     "set Rotational stiffness = 5, 6, 3 N m [assumed]\n"));
    }

    /// The rigid plate with fixator, a device, or everything else that can load the bone.
    std::string
    loads_of(const Variant &variant, const std::string &loading)
    {
      if (loading == "device")
        return device_of(variant);
      if (loading == "harmonic device")
        return device_of(variant) + "set Drained surfaces = x_max\n";
      if (loading == "plate")
        return plate_and_fixator_between(variant.low_end(), variant.high_end()) +
               "set Drained surfaces = x_max\n";
      return subsection("Supports", on_surface("distal", variant.low_end(), "fixed")) +
             subsection(
               "Loads",
               on_surface("machine",
                          variant.high_end(),
                          "prescribed motion",
                          "set Displacement = " + variant.axial("-0.01 mm [assumed]\n")) +
                 on_surface(
                   "twist", "x_max", "resultant moment", "set Moment = 1, 2, 3 N mm [assumed]\n")) +
             subsection("Semi-permeable surfaces",
                        subsection("membrane",
                                   "set Surface = x_max\n"
                                   "set Conductance = 0.1 mm/(s MPa) [assumed]\n"
                                   "set Pressure outside = 1 kPa [assumed]\n"));
    }

    /// The mean of a flux that goes on is a step so long that round-off leaves 1e-6 where permeabilities are 1e5 apart.
    double
    largest_difference(const std::string &loading)
    {
      return loading == "harmonic other loads" ? 1e-5 : 1e-8;
    }

    /// The cycle: a ramp, or a harmonic one where the name of the loading says so.
    std::string
    cycle_of(const std::string &loading)
    {
      return loading.find("harmonic") == std::string::npos
               ? ramp(1, 2)
               : "set Cycle = harmonic\nset Drainage layer = analytical\n" +
                   subsection("Harmonic", "set Frequency = 1 Hz [assumed]\n");
    }

    template <int dim>
    Results
    solve(const Variant &variant, const std::string &loading, const MPI_Comm communicator)
    {
      ShapedBox<dim> box = bar<dim>(variant, 4, 5, dim == 2 ? 6 : 4, dim == 2 ? 10 : 5);
      box.region         = [](const std::array<double, dim> &p) {
        return p[dim - 1] > 2 && p[dim - 1] < 3 ? "gap" : "bone";
      };
      ProblemInDimension<dim> problem(box,
                                      two_bones_regions,
                                      loads_of(variant, loading) + cycle_of(loading) +
                                        tolerance("1e-12"),
                                      communicator,
                                      variant.setting());
      problem.set_tissue(1, [](const std::array<double, dim> &x) { return 0.1 * x[0]; });
      problem.set_tissue(2, [](const std::array<double, dim> &x) { return 0.05 * x[1]; });
      const LoadingResult result = problem.update();

      Results mine;
      mine.global = {result.axial_displacement, result.callus_force, result.support_force};
      if (loading.find("other loads") == std::string::npos)
        mine.global.push_back(result.fixator_force);
      for (std::size_t i = 0; i < problem.points().size(); ++i)
        {
          NodeValues values;
          for (const double coordinate : problem.points()[i])
            values.push_back(std::round(coordinate * 1e6) / 1e6);
          for (unsigned int k = 0; k < dim; ++k)
            values.push_back(problem.mechanics.displacement()[dim * i + k]);
          for (unsigned int d = 0; d < problem.catalogue.n_drivers(); ++d)
            values.push_back(problem.drivers[d][i]);
          mine.nodes.push_back(values);
        }
      const auto all = dealii::Utilities::MPI::gather(communicator, mine.nodes, 0);
      mine.nodes.clear();
      for (const auto &part : all)
        mine.nodes.insert(mine.nodes.end(), part.begin(), part.end());
      std::sort(mine.nodes.begin(), mine.nodes.end());
      return mine;
    }

    /// The largest difference, relative to the largest value of its kind.
    double
    difference(const Results &a, const Results &b, const unsigned int dim)
    {
      if (a.nodes.size() != b.nodes.size())
        return 1e300;
      double result = 0;
      for (std::size_t i = 0; i < a.global.size(); ++i)
        result = std::max(result, std::abs(a.global[i] / b.global[i] - 1));
      for (std::size_t k = 0; k < a.nodes[0].size(); ++k)
        {
          const bool         is_displacement = k >= dim && k < 2 * dim;
          const unsigned int first =
            is_displacement ? dim : k; // one scale for the displacement vector
          const unsigned int n       = is_displacement ? dim : 1;
          double             largest = 0, worst = 0;
          for (std::size_t i = 0; i < a.nodes.size(); ++i)
            {
              for (unsigned int c = first; c < first + n; ++c)
                largest = std::max(largest, std::abs(a.nodes[i][c]));
              worst = std::max(worst, std::abs(a.nodes[i][k] - b.nodes[i][k]));
            }
          if (worst > 0)
            result = std::max(result, worst / largest);
        }
      return result;
    }

    const std::vector<Variant> compared = {{"tetrahedron", "3d", 3},
                                           {"hexahedron", "3d", 3},
                                           {"quadrilateral", "plane_strain", 2},
                                           {"triangle", "axisymmetric", 2}};

    /// Solves on 1, 2, ... ranks; do the results agree?
    bool
    compare(const Variant &variant, const std::string &loading, const int rank, const int size)
    {
      Results alone;
      bool    agrees = true;
      for (int n = 1; n <= size; ++n)
        {
          MPI_Comm some = MPI_COMM_NULL;
          MPI_Comm_split(MPI_COMM_WORLD, rank < n ? 0 : MPI_UNDEFINED, rank, &some);
          if (rank < n)
            {
              const Results results = variant.dim == 2 ? solve<2>(variant, loading, some)
                                                       : solve<3>(variant, loading, some);
              if (n == 1)
                alone = results;
              else if (rank == 0)
                {
                  const double worst = difference(alone, results, variant.dim);
                  std::printf("%s, %s, %s, %d ranks against 1: largest relative difference %.2e\n",
                              variant.shape.c_str(),
                              variant.formulation.empty()
                                ? variant.geometry.c_str()
                                : (variant.geometry + ", " + variant.formulation).c_str(),
                              loading.c_str(),
                              n,
                              worst);
                  agrees = agrees && worst <= largest_difference(loading);
                }
              MPI_Comm_free(&some);
            }
          MPI_Barrier(MPI_COMM_WORLD);
        }
      return agrees;
    }
  } // namespace
} // namespace callus


int
main(int argc, char **argv)
{
  const dealii::Utilities::MPI::MPI_InitFinalize initialised(argc, argv, 1);

  const int rank = callus::mpi::this_rank(MPI_COMM_WORLD);
  const int size = callus::mpi::n_ranks(MPI_COMM_WORLD);
  try
    {
      bool agrees = true;
      for (const callus::test::Variant &variant : callus::compared)
        agrees = callus::compare(variant, "plate", rank, size) && agrees;
      agrees = callus::compare(callus::compared[0], "other loads", rank, size) && agrees;
      for (callus::test::Variant variant : callus::compared)
        {
          variant.formulation = callus::test::total_pressure;
          const std::vector<std::string> loadings =
            variant.dim == 3 ? std::vector<std::string>{"other loads", "device"}
                             : std::vector<std::string>{"plate"};
          for (const std::string &loading : loadings)
            agrees = callus::compare(variant, loading, rank, size) && agrees;
        }
      for (callus::test::Variant variant : callus::compared)
        {
          variant.formulation = "linear displacement";
          agrees =
            callus::compare(variant, variant.dim == 3 ? "device" : "plate", rank, size) && agrees;
        }
      agrees = callus::compare(callus::compared[1], "device", rank, size) && agrees;
      agrees = callus::compare(callus::compared[0], "harmonic device", rank, size) && agrees;
      agrees = callus::compare(callus::compared[1], "harmonic other loads", rank, size) && agrees;
      return agrees ? 0 : 1;
    }
  catch (const std::exception &error)
    {
      std::cerr << error.what() << std::endl;
      MPI_Abort(MPI_COMM_WORLD, 1);
    }
}
