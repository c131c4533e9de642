// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/healing_run.h"

#include "base/communication.h"
#include "base/exit_codes.h"
#include "base/locations.h"
#include "base/problems.h"
#include "base/references.h"
#include "output/durable_file.h"
#include "output/first_rank.h"
#include "output/program_provenance.h"
#include "simulation/case_summary.h"
#include "simulation/model_identity.h"


#include <fstream>
#include <iomanip>
#include <sstream>

namespace callus
{
  namespace
  {
    const char *const tables[] = {"history.csv", "diagnostics.csv"};

    template <typename Clock>
    double
    seconds_since(std::chrono::time_point<Clock> start)
    {
      return std::chrono::duration<double>(Clock::now() - start).count();
    }

    template <int dim>
    Manifest
    begin_manifest(const RunOptions       &options,
                   const ParameterFile    &file,
                   const HealingCase<dim> &healing)
    {
      Manifest manifest;
      manifest.title           = healing.title;
      manifest.command_line    = options.command_line;
      manifest.parameter_files = file.files();
      manifest.mesh_file       = healing.mesh->file();
      manifest.mesh_checksum   = healing.mesh->checksum();
      manifest.regions         = healing.mesh->region_names();
      if (healing.mechanics)
        manifest.drivers = healing.mechanics->driver_meanings();
      manifest.n_ranks            = mpi::n_ranks(healing.mesh->communicator());
      manifest.made_by            = program_provenance();
      manifest.started            = time_stamp();
      manifest.status             = "running";
      const References references = References::read(references_file());
      for (const std::string &key : file.sources())
        if (references.has(key))
          manifest.references.emplace_back(key, references.citation(key));
      return manifest;
    }

    std::vector<std::string>
    lines_of(const std::string &text)
    {
      std::vector<std::string> lines;
      std::istringstream       in(text);
      for (std::string line; std::getline(in, line);)
        lines.push_back(line);
      return lines;
    }

    std::string
    joined(const std::vector<std::string> &lines)
    {
      std::string text;
      for (const std::string &line : lines)
        text += line + '\n';
      return text;
    }
  } // namespace

  template <int dim>
  HealingRun<dim>::HealingRun(const RunOptions &options,
                              ParameterFile    &file,
                              const Units      &units,
                              RunFolder        &folder,
                              MPI_Comm          communicator)
    : options_(options)
    , file_(file)
    , units_(units)
    , folder_(folder)
    , communicator_(communicator)
    , log_(folder.is_writer())
    , start_(Clock::now())
    , last_shown_(start_)
  {
    status_.n_ranks = mpi::n_ranks(communicator);
    status_.started = time_stamp();
  }

  template <int dim>
  int
  HealingRun<dim>::run()
  {
    if (folder_.is_writer())
      identity_.earlier_status = file_contents(folder_.file("status.json"));
    try
      {
        return run_case();
      }
    catch (const std::exception &error)
      {
        log_.end_progress();
        if (folder_.is_writer())
          note_failure(error);
        throw;
      }
  }

  template <int dim>
  void
  HealingRun<dim>::note_failure(const std::exception &error)
  {
    // the reason of the end matters more than what else fails now
    const auto quietly = [](const auto &action) {
      try
        {
          action();
        }
      catch (const OutputFailure &)
        {
        }
    };
    if (has_begun_)
      {
        log_ << "FAILED: " << error.what() << std::endl;
        quietly([&]() { show_status("failed", error.what(), exit_code::of(error)); });
        quietly([&]() { finish(std::string("failed: ") + error.what()); });
      }
    else if (!identity_.earlier_status.empty())
      quietly([&]() { replace_file(folder_.file("status.json"), identity_.earlier_status); });
    else
      {
        std::remove(folder_.file("status.json").c_str());
        folder_.abandon();
      }
  }

  template <int dim>
  int
  HealingRun<dim>::run_case()
  {
    on_first_rank(communicator_, [&]() { show_status("reading"); });
    healing_         = std::make_unique<HealingCase<dim>>(file_, communicator_);
    reading_seconds_ = seconds_since(start_);
    status_.end      = healing_->time->end();

    identity_.model         = model_identity(file_, units_);
    identity_.mesh_checksum = healing_->mesh->checksum();
    identity_.end_day       = healing_->time->end();
    starting_point_         = choose_start(folder_, options_.resume, identity_, communicator_);
    orders_                 = orders_of(*healing_->mesh, healing_->state->nodes());
    checkpoints_ =
      std::make_unique<Checkpoints>(folder_, healing_->checkpoint, orders_, communicator_);
    begin();
    const int code = compute();
    on_first_rank(communicator_, [&]() {
      finish(code == exit_code::done ? "completed" : "stopped for requeue");
      show_status(
        code == exit_code::done ? "completed" : "stopped",
        code == exit_code::done ? "" : "stopped for requeue by " + StopSignals::name(stop_signal_),
        code);
    });
    return code;
  }

  /// From here on the folder is this run's.
  template <int dim>
  void
  HealingRun<dim>::begin()
  {
    const bool resumes = !starting_point_.checkpoint.empty();
    Snapshot   snapshot;
    if (resumes)
      snapshot = checkpoint_file::read(starting_point_.checkpoint, orders_, communicator_);
    else
      folder_.clear();
    manifest_  = begin_manifest(options_, file_, *healing_);
    has_begun_ = true;
    if (resumes)
      {
        manifest_.started = snapshot.text("manifest/started");
        manifest_.resumed = lines_of(snapshot.text("manifest/resumed"));
        std::ostringstream line;
        line << time_stamp() << ": from day " << snapshot.number("loop/day") << " on "
             << manifest_.n_ranks << " rank(s)";
        manifest_.resumed.push_back(line.str());
      }
    on_first_rank(communicator_, [&]() {
      if (resumes)
        {
          Checkpoints::remove_later_than(folder_, starting_point_.checkpoint);
          restore_tables(snapshot);
        }
      log_.open_file(folder_.file("log.txt"), resumes);
      std::ostringstream used;
      file_.write_used(used);
      replace_durably(folder_.file("parameters.used.prm"), used.str());
      write_manifest(folder_.file("manifest.json"), manifest_);
    });

    history_ = std::make_unique<History<dim>>(
      *healing_, folder_.file(tables[0]), folder_.file(tables[1]), folder_.is_writer(), resumes);
    pictures_ = std::make_unique<FieldWriter<dim>>(
      *healing_->mesh, folder_.path(), healing_->output.files_per_picture);
    loop_ = std::make_unique<HealingLoop<dim>>(*healing_, *history_, *pictures_, log_);
    if (resumes)
      load_snapshot<dim>(snapshot, {*healing_, *history_, *pictures_, *loop_});
    start_day_ = loop_->day();
    checkpoints_->begin(start_day_);

    log_ << (resumes ? "\n--- " + manifest_.resumed.back() + '\n' : "") << "Callus "
         << manifest_.made_by.version << " (" << manifest_.made_by.revision << "), "
         << manifest_.n_ranks << " rank(s)\n"
         << options_.parameter_file << " -> " << folder_.path() << '\n';
    for (const std::string &note : starting_point_.notes)
      log_ << note << '\n';
    if (resumes)
      log_ << "Resumed from " << starting_point_.checkpoint << ": going on from day " << start_day_
           << '\n';
    describe(*healing_, log_);
    log_ << std::flush;
  }

  template <int dim>
  void
  HealingRun<dim>::restore_tables(const Snapshot &snapshot) const
  {
    for (const char *const table : tables)
      replace_durably(folder_.file(table), snapshot.text(std::string("tables/") + table));
  }

  template <int dim>
  int
  HealingRun<dim>::compute()
  {
    try
      {
        const bool has_reached_end = loop_->run(
          [this](double day, double step, bool is_last) { return look_after(day, step, is_last); });
        if (!has_reached_end)
          {
            log_ << "Stopped by " << StopSignals::name(stop_signal_) << " on day " << loop_->day()
                 << "; go on with --resume auto.\n"
                 << std::flush;
            return exit_code::requeue;
          }
      }
    catch (const AgreedFailure &failure)
      {
        std::string message = failure.what();
        write_failure_checkpoint(message);
        throw NumericalFailure(message);
      }
    log_ << history_->verdict();
    report_times();
    return exit_code::done;
  }

  template <int dim>
  bool
  HealingRun<dim>::look_after(double day, double step, bool is_last)
  {
    status_.day      = day;
    status_.step     = step;
    stop_signal_     = signal_of_any_rank();
    const bool stops = stop_signal_ != 0 && !is_last;
    if (day > checkpoints_->last_day() && (is_last || stops || checkpoints_->is_due(day)))
      write_checkpoint();
    on_first_rank(communicator_, [&]() {
      if (seconds_since(last_shown_) > 1 || day == start_day_)
        show_status("running");
    });
    return !stops;
  }

  template <int dim>
  int
  HealingRun<dim>::signal_of_any_rank() const
  {
    return mpi::max(signals_.received(), communicator_);
  }

  template <int dim>
  void
  HealingRun<dim>::write_checkpoint()
  {
    const auto start        = Clock::now();
    Snapshot   snapshot     = take_snapshot<dim>({*healing_, *history_, *pictures_, *loop_});
    snapshot.texts["model"] = identity_.model;
    snapshot.texts["mesh checksum"] = identity_.mesh_checksum;
    snapshot.texts["program"] = manifest_.made_by.version + " (" + manifest_.made_by.revision + ")";
    snapshot.texts["manifest/started"] = manifest_.started;
    snapshot.texts["manifest/resumed"] = joined(manifest_.resumed);
    if (folder_.is_writer())
      for (const char *const table : tables)
        snapshot.texts[std::string("tables/") + table] = file_contents(folder_.file(table));
    checkpoints_->write(loop_->day(), snapshot);
    status_.last_checkpoint = {checkpoints_->last_file(), loop_->day(), time_stamp()};
    checkpoint_seconds_ += seconds_since(start);
  }

  template <int dim>
  void
  HealingRun<dim>::write_failure_checkpoint(std::string &message)
  {
    if (!(loop_->day() > 0))
      return;
    try
      {
        write_checkpoint();
        message += "\nThe last good state is in " + folder_.file(checkpoints_->last_file()) + ".";
      }
    catch (const OutputFailure &failure)
      {
        message += std::string("\nThe last good state could not be kept: ") + failure.what();
      }
  }

  template <int dim>
  void
  HealingRun<dim>::show_status(const std::string &state, const std::string &message, int exit_code)
  {
    if (!folder_.is_writer())
      return;
    last_shown_          = Clock::now();
    status_.state        = state;
    status_.message      = message;
    status_.wall_seconds = seconds_since(start_);
    const double done    = status_.day - start_day_;
    if (done > 0)
      status_.remaining_seconds =
        (status_.wall_seconds - reading_seconds_) * (status_.end - status_.day) / done;
    if (exit_code >= 0)
      status_.exit_code = exit_code;
    write_status(folder_.file("status.json"), status_);
  }

  template <int dim>
  void
  HealingRun<dim>::report_times()
  {
    const LoopTimes   &times = loop_->times();
    std::ostringstream text;
    text << std::fixed << std::setprecision(1) << "time: reading " << reading_seconds_
         << " s, mechanics " << times.mechanics << " s (" << times.mechanics_updates
         << " updates), biology " << times.biology << " s (" << times.steps << " steps), output "
         << times.output << " s, checkpoints " << checkpoint_seconds_ << " s, in all "
         << seconds_since(start_) << " s\n";
    log_ << text.str() << std::flush;
  }

  template <int dim>
  void
  HealingRun<dim>::finish(const std::string &status)
  {
    manifest_.status       = status;
    manifest_.wall_seconds = seconds_since(start_);
    if (loop_)
      manifest_.seconds = {{"reading", reading_seconds_},
                           {"mechanics", loop_->times().mechanics},
                           {"biology", loop_->times().biology},
                           {"output", loop_->times().output},
                           {"checkpoints", checkpoint_seconds_}};
    write_manifest(folder_.file("manifest.json"), manifest_);
  }

  template class HealingRun<2>;
  template class HealingRun<3>;
} // namespace callus
