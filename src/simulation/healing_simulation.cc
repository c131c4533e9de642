// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/healing_simulation.h"

#include "base/checksum.h"
#include "base/locations.h"
#include "base/references.h"
#include "base/units.h"
#include "mesh/mesh_report.h"
#include "output/first_rank.h"
#include "output/manifest.h"
#include "output/program_provenance.h"
#include "output/run_folder.h"
#include "simulation/case_report.h"
#include "simulation/healing_loop.h"

#include <deal.II/base/mpi.h>

#include <chrono>
#include <fstream>
#include <iomanip>
#include <sstream>

namespace callus
{
  namespace
  {
    using Clock = std::chrono::steady_clock;

    double
    seconds_since(Clock::time_point start)
    {
      return std::chrono::duration<double>(Clock::now() - start).count();
    }

    std::unique_ptr<ParameterFile>
    read_file(const RunOptions &options, const Units &units)
    {
      auto file = std::make_unique<ParameterFile>(
        options.parameter_file, options.overrides, options.library_directory, units);
      file->throw_if_unreadable();
      file->ignore("Well-mixed"); // of the run without space
      return file;
    }

    Manifest
    begin_manifest(const RunOptions     &options,
                   const ParameterFile  &file,
                   const HealingCase<3> &healing)
    {
      Manifest manifest;
      manifest.title           = healing.title;
      manifest.command_line    = options.command_line;
      manifest.parameter_files = file.files();
      manifest.mesh_file       = healing.mesh->file();
      manifest.mesh_checksum   = file_checksum(healing.mesh->file());
      manifest.regions         = healing.mesh->region_names();
      manifest.n_ranks = dealii::Utilities::MPI::n_mpi_processes(healing.mesh->communicator());
      manifest.made_by = program_provenance();
      manifest.started = time_stamp();
      manifest.status  = "running";
      const References references = References::read(references_file());
      for (const std::string &key : file.sources())
        if (references.has(key))
          manifest.references.emplace_back(key, references.citation(key));
      return manifest;
    }

    /// The case in a few lines, for the log.
    void
    describe(const HealingCase<3> &healing, std::ostream &out)
    {
      report_mesh(*healing.mesh, out);
      const Catalogue &catalogue = healing.network->catalogue();
      unsigned int     mobile = 0, active = 0, processes = 0;
      for (const Field &field : catalogue.fields())
        mobile += field.diffusivity > 0;
      for (const ProcessSummary &process : healing.network->processes())
        {
          ++processes;
          active += process.active;
        }
      std::ostringstream share;
      share << std::setprecision(2) << 100 * healing.diffusion->coupling().left_out_share();
      out << "Biology: " << catalogue.n_fields() << " fields (" << mobile << " diffuse) on "
          << healing.state->nodes().n_global() << " nodes of the healing regions, " << active
          << " active of " << processes << " processes, " << healing.network->quantities().size()
          << " derived quantities\n"
          << "  diffusion across obtuse angles left out to keep bounds: " << share.str()
          << " % of all couplings\n";
      if (healing.mechanics)
        out << "Mechanics: "
            << 3 * healing.mesh->space(2).n_global + healing.mesh->space(1).n_global
            << " unknowns (quadratic displacement, linear pore pressure)\n";
      else
        out << "Mechanics: none (no section Mechanics in the file); drivers keep their neutral "
               "values\n";
    }
  } // namespace

  int
  run_healing(const RunOptions &options, MPI_Comm communicator)
  {
    const auto     start = Clock::now();
    const Units    units;
    const auto     file = read_file(options, units);
    HealingCase<3> healing(*file, communicator);
    const double   reading_seconds = seconds_since(start);

    const bool      is_first = dealii::Utilities::MPI::this_mpi_process(communicator) == 0;
    const RunFolder folder(options.output_directory.empty()
                             ? default_output_directory(options.parameter_file)
                             : options.output_directory,
                           options.overwrite,
                           communicator);
    Log      log(is_first);
    Manifest manifest = begin_manifest(options, *file, healing);
    on_first_rank(communicator, [&]() {
      log.open_file(folder.file("log.txt"));
      std::ofstream used(folder.file("parameters.used.prm"));
      file->write_used(used);
      if (!used)
        throw std::runtime_error("cannot write " + folder.file("parameters.used.prm"));
      write_manifest(folder.file("manifest.json"), manifest);
    });
    log << "Callus " << manifest.made_by.version << " (" << manifest.made_by.revision << "), "
        << manifest.n_ranks << " rank(s)\n"
        << options.parameter_file << " -> " << folder.path() << '\n';
    describe(healing, log);
    log << std::flush;

    const auto finish = [&](const std::string &status) {
      manifest.status       = status;
      manifest.wall_seconds = seconds_since(start);
      if (is_first)
        write_manifest(folder.file("manifest.json"), manifest);
    };
    try
      {
        History<3> history(
          healing, folder.file("history.csv"), folder.file("diagnostics.csv"), folder.is_writer());
        FieldWriter<3> pictures(*healing.mesh, folder.path(), healing.output.files_per_picture);
        HealingLoop<3> loop(healing, history, pictures, log);
        loop.run();
        log << history.verdict();
        const LoopTimes &times = loop.times();
        log << std::fixed << std::setprecision(1) << "time: reading " << reading_seconds
            << " s, mechanics " << times.mechanics << " s (" << times.mechanics_updates
            << " updates), biology " << times.biology << " s (" << times.steps << " steps), output "
            << times.output << " s, in all " << seconds_since(start) << " s\n"
            << std::flush;
      }
    catch (const std::exception &exception)
      {
        finish(std::string("failed: ") + exception.what());
        throw;
      }
    finish("completed");
    return 0;
  }

  void
  check_case(const RunOptions &options, MPI_Comm communicator, std::ostream &out)
  {
    const Units          units;
    const auto           file = read_file(options, units);
    const HealingCase<3> healing(*file, communicator);
    std::ostringstream   text; // every rank takes part in the sums, one speaks
    report_mesh(*healing.mesh, text);
    report_case(healing, *file, text);
    if (dealii::Utilities::MPI::this_mpi_process(communicator) == 0)
      out << text.str() << "The input is fine.\n";
  }

  std::vector<DeclaredEntry>
  declared_parameters(const RunOptions &options, MPI_Comm communicator)
  {
    const Units          units;
    const auto           file = read_file(options, units);
    const HealingCase<3> healing(*file, communicator);
    return file->declared();
  }
} // namespace callus
