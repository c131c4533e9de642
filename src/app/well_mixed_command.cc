// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/command_line.h"
#include "app/guard.h"
#include "app/library_case.h"
#include "app/listings.h"
#include "base/locations.h"
#include "base/log.h"
#include "base/problems.h"
#include "base/references.h"
#include "base/units.h"
#include "kinetics/well_mixed.h"
#include "output/first_rank.h"
#include "output/manifest.h"
#include "output/program_provenance.h"
#include "output/run_folder.h"
#include "output/tables.h"
#include "simulation/dimension.h"
#include "simulation/events.h"
#include "simulation/healing_case.h"

#include <chrono>
#include <cmath>
#include <fstream>
#include <memory>
#include <optional>

namespace callus
{
  namespace
  {
    /// A case with a mesh is read as a whole, so that its faults are found here as well; the mesh says how large the
    /// healing regions and their surfaces are.
    WellMixedGeometry
    measure(ParameterFile &file, Manifest &manifest)
    {
      file.ignore("Well-mixed");
      WellMixedGeometry geometry;
      in_its_dimension(file.root(), [&](auto dimension) {
        const HealingCase<decltype(dimension)::value> healing(file, MPI_COMM_SELF);
        file.heed("Well-mixed");
        manifest.mesh_file     = healing.mesh->file();
        manifest.mesh_checksum = healing.mesh->checksum();
        for (const Region &region : healing.regions)
          if (region.heals)
            {
              geometry.region_volumes[region.name] = healing.mesh->region_volume(region.name);
              geometry.volume += geometry.region_volumes[region.name];
            }
        for (const std::string &surface : healing.mesh->all_surface_names())
          geometry.surface_areas[surface] = healing.mesh->surface_area(surface);
      });
      return geometry;
    }

    /// The events of the file that concern processes, as they act on a network.
    std::vector<ProcessEvent>
    process_events(const Section &root)
    {
      const auto                network = Network::read(root);
      Events                    events(root.subsection("Events"), *network);
      const auto                processes = network->processes();
      std::vector<ProcessEvent> result;
      for (double day = events.next_day(); std::isfinite(day); day = events.next_day())
        {
          std::vector<double> before;
          for (const ProcessSummary &process : processes)
            before.push_back(process.active ? network->factor(network->process_index(process.name))
                                            : 0);
          events.apply_due(day, *network, [](double) {});
          for (std::size_t i = 0; i < processes.size(); ++i)
            if (processes[i].active)
              {
                const double factor = network->factor(network->process_index(processes[i].name));
                if (factor != before[i])
                  result.push_back({day, processes[i].name, factor});
              }
        }
      return result;
    }

    void
    describe(Manifest &manifest, const ParameterFile &file, const Arguments &arguments)
    {
      const References references = References::read(references_file());
      for (const std::string &key : file.sources())
        manifest.references.emplace_back(key, references.citation(key));
      manifest.command_line    = arguments.command_line;
      manifest.parameter_files = file.files();
      manifest.made_by         = program_provenance();
      manifest.started         = time_stamp();
    }

    std::vector<Column>
    columns_of(const Network &network)
    {
      std::vector<Column> columns;
      for (const Field &field : network.catalogue().fields())
        columns.push_back({field.name, field.unit});
      return columns;
    }

    /// Everything that is read before the run.
    struct WellMixedCase
    {
      std::unique_ptr<WellMixedRun> run;
      std::vector<ProcessEvent>     events;
    };

    WellMixedCase
    read_case(ParameterFile &file, Manifest &manifest)
    {
      const Section root = file.root();
      manifest.title     = root.text("Title", "", "Name of the case, for the report");
      WellMixedCase result;
      try
        {
          std::optional<WellMixedGeometry> geometry;
          if (root.has_subsection("Mesh"))
            geometry = measure(file, manifest);
          else
            file.ignore("Materials"); // that come with the library of scaffolds
          result.run    = std::make_unique<WellMixedRun>(root, geometry);
          result.events = process_events(root);
        }
      catch (const InputError &)
        {
          throw;
        }
      catch (const std::exception &)
        {
          file.problems().throw_if_any(); // the input is to blame, where it is known to be wrong
          throw;
        }
      file.throw_if_wrong();
      return result;
    }

    WellMixedResult
    compute(WellMixedCase &well_mixed, const RunFolder &folder, Manifest &manifest)
    {
      const auto start      = std::chrono::steady_clock::now();
      const auto write_down = [&](const std::string &status) {
        manifest.status = status;
        manifest.wall_seconds =
          std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        write_manifest(folder.file("manifest.json"), manifest);
      };
      write_down("running");
      try
        {
          HistoryWriter history(folder.file("history.csv"), columns_of(well_mixed.run->network()));
          WellMixedResult result = well_mixed.run->run(
            [&](const WellMixedResult::Row &row) { history.write_row(row.day, row.values); },
            well_mixed.events);
          write_down("completed");
          return result;
        }
      catch (const std::exception &error)
        {
          write_down(std::string("failed: ") + error.what());
          throw;
        }
    }

    void
    run_alone(const Arguments &arguments)
    {
      const RunOptions options = run_options(arguments);
      const Units      units;
      const auto       file = open_case(options, units);
      Manifest         manifest;
      WellMixedCase    well_mixed = read_case(*file, manifest);
      describe(manifest, *file, arguments);

      RunFolder folder(options.output_directory,
                       options.overwrite ? EarlierResults::replace : EarlierResults::refuse,
                       MPI_COMM_SELF);
      folder.clear();
      Log log(true);
      log.open_file(folder.file("log.txt"));
      log << "Callus " << manifest.made_by.version << ", well-mixed: " << options.parameter_file
          << '\n';
      {
        std::ofstream used(folder.file("parameters.used.prm"));
        file->write_used(used);
      }
      const WellMixedResult result = compute(well_mixed, folder, manifest);
      log << result.rows.back().day << " days in " << result.n_steps << " steps; results in "
          << folder.path() << std::endl;
    }
  } // namespace

  bool
  check_without_space(const RunOptions &options, std::ostream &out)
  {
    const Units   units;
    const auto    file = open_case(options, units);
    const Section root = file->root();
    for (const char *section : {"Mesh", "Regions", "Mechanics"})
      if (root.has_subsection(section))
        return false;
    if (!root.has_subsection("Fields")) // nothing at all: the missing mesh is reported
      return false;
    Manifest            manifest;
    const WellMixedCase well_mixed = read_case(*file, manifest);
    const Network      &network    = well_mixed.run->network();
    out << "No section Mesh: a case for 'callus well-mixed', with "
        << network.catalogue().n_fields() << " fields and " << network.processes().size()
        << " processes.\nThe input is fine.\n";
    return true;
  }

  Listing
  list_healing_parameters(ParameterFile &file)
  {
    Manifest manifest;
    read_case(file, manifest);
    return list_parameters(file.declared(), file.root());
  }

  int
  execute_well_mixed(const Arguments &arguments, MPI_Comm communicator)
  {
    // One point needs one rank.
    on_first_rank(communicator, [&]() { run_alone(arguments); });
    return exit_code::done;
  }
} // namespace callus
