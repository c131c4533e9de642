// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/cost_estimate.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iomanip>
#include <limits>
#include <ostream>
#include <sstream>
#include <thread>
#include <vector>

namespace callus
{
  namespace
  {
    // Coefficients: core seconds on a machine of speed 1, such that `benchmarks/run check` is within a factor of 1.7 for the coarse and the full sheep_metatarsus.
    constexpr double start_seconds            = 0.6;
    constexpr double reading_per_cell         = 3e-5;
    constexpr double mechanics_per_entry      = 1.0e-7; // of a cell's matrix, per solve
    constexpr double rate_evaluations         = 8;      // of all rates, per step
    constexpr double diffusion_per_node       = 8e-7;   // per field that diffuses and step
    constexpr double output_per_value         = 4e-7;
    constexpr double bytes_per_rank           = 120e6;
    constexpr double bytes_per_matrix_entry   = 20;
    constexpr double bytes_per_node_and_field = 60;
    constexpr double fields_of_pictures = 20; // drivers, displacement, pressure, region, modulus

    /// Seconds of 1e6 products of the kernel below on the machine of speed 1.
    constexpr double reference_seconds = 1.1e-3;

    std::string
    rounded(double value)
    {
      std::ostringstream text;
      const double       digits = value <= 0 ? 0 : std::floor(std::log10(value)) - 1;
      const double       unit   = std::pow(10., std::min(0., digits));
      text << std::round(value / unit) * unit;
      return text.str();
    }

    std::string
    duration(double seconds)
    {
      if (seconds < 100)
        return rounded(seconds) + " s";
      if (seconds < 100 * 60)
        return rounded(std::round(seconds / 60)) + " min";
      return rounded(std::round(seconds / 360) / 10) + " h";
    }

    std::string
    size_text(double bytes)
    {
      return bytes < 1e9 ? rounded(std::round(bytes / 1e7) * 10) + " MB"
                         : rounded(bytes / 1e9) + " GB";
    }
  } // namespace

  RunCost
  estimate_cost(const RunSize &size)
  {
    const unsigned int cores  = std::max(1u, std::thread::hardware_concurrency());
    const double       shared = std::min<double>(size.n_ranks, cores) * size.machine_speed;

    RunCost      cost;
    const double step    = std::min(size.largest_step, .5 * size.history_interval);
    cost.steps           = 1.25 * size.days / step + 25;
    cost.pictures        = std::floor(size.days / size.picture_interval) + 1;
    const double entries = size.cells * size.unknowns_per_cell * size.unknowns_per_cell;
    if (size.mechanics_unknowns > 0)
      cost.mechanics_updates = 1 + .9 * size.days / std::max(size.mechanics_interval, step);
    cost.mechanics =
      cost.mechanics_updates * mechanics_per_entry * size.loading_steps * entries / shared;
    cost.biology = cost.steps * size.healing_nodes *
                   (rate_evaluations * size.rates_seconds * size.machine_speed +
                    diffusion_per_node * size.mobile_fields) /
                   shared;
    cost.output = cost.pictures * size.nodes * output_per_value *
                  (size.fields + fields_of_pictures) / size.machine_speed;
    cost.reading = (start_seconds + reading_per_cell * size.cells) / size.machine_speed;
    const double memory_to_share =
      (size.mechanics_unknowns > 0 ? bytes_per_matrix_entry * entries : 0) +
      bytes_per_node_and_field *
        (size.nodes * fields_of_pictures + size.healing_nodes * size.fields);
    cost.memory_per_rank = bytes_per_rank + memory_to_share / size.n_ranks;
    cost.memory          = cost.memory_per_rank * size.n_ranks;
    return cost;
  }

  double
  measure_machine_speed()
  {
    using Clock                = std::chrono::steady_clock;
    constexpr std::size_t size = 1000;
    std::vector<double>   a(size, 1.), b(size, 1e-3);
    double                fastest = std::numeric_limits<double>::max();
    // The fastest of many short stretches: what else runs on the machine does not count.
    for (unsigned int repeat = 0; repeat < 10; ++repeat)
      {
        const auto start = Clock::now();
        for (unsigned int sweep = 0; sweep < 1000; ++sweep)
          for (std::size_t i = 0; i < size; ++i)
            a[i] = a[i] * (1 - b[i]) + b[i];
        fastest = std::min(fastest, std::chrono::duration<double>(Clock::now() - start).count());
      }
    // Nobody knows that the result is 1; so it is computed.
    return reference_seconds / fastest * (a[size / 2] > 0 ? 1 : 2);
  }

  void
  write_cost(const RunSize &size, const RunCost &cost, std::ostream &out)
  {
    const unsigned int cores = std::max(1u, std::thread::hardware_concurrency());
    out << std::setprecision(15) << "Estimate for this run on " << size.n_ranks
        << (size.n_ranks == 1 ? " rank" : " ranks") << " (within a factor of two)\n"
        << "  time    " << duration(cost.seconds()) << ": mechanics " << duration(cost.mechanics)
        << " (" << std::round(cost.mechanics_updates) << " updates), ";
    if (size.healing_nodes > 0)
      out << "biology " << duration(cost.biology) << " (" << std::round(cost.steps) << " steps), ";
    out << "output " << duration(cost.output) << " (" << cost.pictures << " pictures)\n"
        << "  memory  " << size_text(cost.memory) << " in all, " << size_text(cost.memory_per_rank)
        << " a rank\n";
    if (size.n_ranks > cores)
      out << "  Warning: " << size.n_ranks << " ranks, but this machine has " << cores
          << " cores: more ranks than cores gain nothing. (On a cluster the machine that runs "
             "'check' may be another.)\n";
  }
} // namespace callus
