// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// measure_biology reactions CASE.prm POINTS      rates of all processes of the case at so many points: the best time of some sweeps
// measure_biology memory CASE.prm [SETTING...]   what the biology in space takes beside mesh and network, while it takes three steps
//
// Prints one line of JSON. One process. Built and called by benchmarks/run transport.

#include "base/locations.h"
#include "base/units.h"
#include "kinetics/network.h"
#include "simulation/healing_case.h"

#include <deal.II/base/mpi.h>

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <random>
#include <set>

namespace
{
  std::size_t bytes_of_new = 0, most_bytes_of_new = 0;
}

// what the program and its libraries ask for; the allocator knows what lives at a moment, but not what did in between
void *
operator new(const std::size_t size)
{
  void *const memory = std::malloc(size);
  if (!memory)
    throw std::bad_alloc();
  bytes_of_new += malloc_usable_size(memory);
  most_bytes_of_new = std::max(most_bytes_of_new, bytes_of_new);
  return memory;
}

void
operator delete(void *const memory) noexcept
{
  bytes_of_new -= malloc_usable_size(memory);
  std::free(memory);
}

void
operator delete(void *const memory, std::size_t) noexcept
{
  operator delete(memory);
}

namespace callus
{
  namespace
  {
    std::size_t
    live_bytes()
    {
      const auto info = mallinfo2();
      return info.uordblks + info.hblkhd;
    }

    /// Every field between a fifth and nearly twice of what it typically is.
    PointTable
    likely_fields(const Catalogue &catalogue, const std::size_t n_points)
    {
      PointTable                             fields(catalogue.n_fields(), n_points);
      std::mt19937                           random;
      std::uniform_real_distribution<double> around(0.2, 1.8);
      for (unsigned int f = 0; f < catalogue.n_fields(); ++f)
        for (std::size_t i = 0; i < n_points; ++i)
          fields[f][i] = around(random) * catalogue.fields()[f].typical_value;
      return fields;
    }

    PointTable
    neutral_drivers(const Catalogue &catalogue, const std::size_t n_points)
    {
      PointTable drivers(catalogue.n_drivers(), n_points);
      for (unsigned int d = 0; d < catalogue.n_drivers(); ++d)
        std::fill_n(drivers[d], n_points, catalogue.drivers()[d].neutral);
      return drivers;
    }

    /// Fields and drivers that some process or quantity reads.
    std::size_t
    n_read(const Network &network)
    {
      std::set<std::string> names;
      for (const ProcessSummary &process : network.processes())
        if (process.active)
          names.insert(process.reads.begin(), process.reads.end());
      for (const QuantitySummary &quantity : network.quantities())
        names.insert(quantity.reads.begin(), quantity.reads.end());
      return std::count_if(names.begin(), names.end(), [&](const std::string &name) {
        return network.catalogue().find_field(name) || network.catalogue().find_driver(name);
      });
    }

    void
    measure_reactions(const Section &root, const std::size_t n_points)
    {
      const auto       network   = Network::read(root);
      const Catalogue &catalogue = network->catalogue();
      const PointTable fields    = likely_fields(catalogue, n_points),
                       drivers   = neutral_drivers(catalogue, n_points);
      PointTable       production(catalogue.n_fields(), n_points), loss = production;
      Network::Scratch scratch;
      double           best = std::numeric_limits<double>::infinity(), sum = 0;
      for (unsigned int sweep = 0; sweep < 10; ++sweep)
        {
          const double start = MPI_Wtime();
          network->rates(1., fields, drivers, 0, n_points, production, loss, scratch);
          best = std::min(best, MPI_Wtime() - start);
          sum += production[0][n_points / 2] + loss[0][n_points / 2];
        }
      std::cout << "{\"points\": " << n_points << ", \"fields\": " << catalogue.n_fields()
                << ", \"read\": " << n_read(*network)
                << ", \"processes\": " << network->processes().size() << ", \"seconds\": " << best
                << ", \"check\": " << sum << "}" << std::endl;
    }

    void
    measure_memory(ParameterFile &file, ParameterFile &same_file)
    {
      std::size_t of_mesh = live_bytes();
      {
        const auto mesh    = Mesh<3>::read(same_file.root(), MPI_COMM_WORLD);
        const auto network = Network::read(same_file.root());
        of_mesh            = live_bytes() - of_mesh;
      }
      const std::size_t before = live_bytes(), new_before = bytes_of_new;
      HealingCase<3>    healing(file, MPI_COMM_WORLD);
      const std::size_t of_set_up = most_bytes_of_new - new_before;
      PointTable       &fields = healing.state->fields, &drivers = healing.state->drivers;
      const double      step = healing.time->largest_step();
      healing.biology->balance_quasi_steady(0., fields, drivers);
      most_bytes_of_new = bytes_of_new;
      for (const double day : {0., step, 2 * step}) // the third has all of the past that is kept
        healing.biology->advance(day, step, fields, drivers);
      const std::size_t after = live_bytes() - before - of_mesh,
                        most  = after + (most_bytes_of_new - bytes_of_new);
      std::cout << "{\"nodes\": " << fields.n_points() << ", \"fields\": " << fields.n_quantities()
                << ", \"mesh\": " << of_mesh << ", \"after steps\": " << after
                << ", \"during steps\": " << most << ", \"during set-up, with mesh\": " << of_set_up
                << "}" << std::endl;
    }
  } // namespace
} // namespace callus

int
main(int argc, char **argv)
{
  if (argc < 3)
    {
      std::cerr << "measure_biology reactions|memory CASE.prm [POINTS | SETTING...]" << std::endl;
      return 2;
    }
  const std::string                              what   = argv[1];
  int                                            n      = 1;
  char                                          *name[] = {argv[0], nullptr};
  char                                         **names  = name;
  const dealii::Utilities::MPI::MPI_InitFinalize mpi(n, names, 1);
  const std::vector<std::string> settings(what == "memory" ? argv + 3 : argv + argc, argv + argc);
  try
    {
      const callus::Units   units;
      const std::string     library = callus::library_directory();
      callus::ParameterFile file(argv[2], settings, library, units);
      callus::ParameterFile same(argv[2], settings, library, units);
      if (what == "memory")
        callus::measure_memory(file, same);
      else
        callus::measure_reactions(file.root(), std::stoul(argv[3]));
    }
  catch (const std::exception &error)
    {
      std::cerr << error.what() << std::endl;
      return 1;
    }
  return 0;
}
