// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/checkpoints.h"

#include "base/problems.h"
#include "output/durable_file.h"
#include "output/first_rank.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <functional>

namespace callus
{
  namespace
  {
    namespace fs = std::filesystem;

    constexpr std::size_t n_kept = 2;

    /// Names sort like days.
    std::string
    name_of_day(double day)
    {
      char name[64];
      std::snprintf(name, sizeof(name), "day_%011.6f.h5", day);
      return name;
    }

    bool
    is_checkpoint(const fs::path &path)
    {
      return path.extension() == ".h5" && path.filename().string().compare(0, 4, "day_") == 0;
    }
  } // namespace

  Checkpoints::Checkpoints(const RunFolder               &folder,
                           const CheckpointSettings      &settings,
                           const checkpoint_file::Orders &orders,
                           MPI_Comm                       communicator)
    : folder_(folder)
    , settings_(settings)
    , orders_(orders)
    , communicator_(communicator)
    , last_time_(Clock::now())
  {
  }

  void
  Checkpoints::begin(double day)
  {
    last_day_  = day;
    last_time_ = Clock::now();
  }

  bool
  Checkpoints::is_due(double day) const
  {
    const double seconds = std::chrono::duration<double>(Clock::now() - last_time_).count();
    const bool   by_day =
      settings_.healing_interval > 0 && day >= last_day_ + settings_.healing_interval * (1 - 1e-9);
    int is_due = by_day || (settings_.wall_interval > 0 && seconds >= settings_.wall_interval &&
                            day > last_day_);
    MPI_Bcast(&is_due, 1, MPI_INT, 0, communicator_);
    return is_due != 0;
  }

  void
  Checkpoints::write(double day, const Snapshot &snapshot)
  {
    const std::string directory = folder_.file("checkpoints");
    on_first_rank(communicator_, [&]() {
      if (!fs::is_directory(directory) && mkdir(directory.c_str(), 0777) != 0 && errno != EEXIST)
        throw OutputFailure(writing_failed(directory, errno));
    });
    checkpoint_file::write(
      directory + '/' + name_of_day(day), day, snapshot, orders_, communicator_);
    last_file_ = "checkpoints/" + name_of_day(day);
    begin(day);
    on_first_rank(communicator_, [&]() {
      const auto all = found_in(folder_);
      for (std::size_t i = n_kept; i < all.size(); ++i)
        {
          std::error_code error; // one more than needed does no harm
          fs::remove(all[i], error);
        }
    });
  }

  std::vector<std::string>
  Checkpoints::found_in(const RunFolder &folder)
  {
    std::vector<std::string> paths;
    std::error_code          error;
    for (const auto &file : fs::directory_iterator(folder.file("checkpoints"), error))
      if (is_checkpoint(file.path()))
        paths.push_back(folder.file("checkpoints/" + file.path().filename().string()));
    std::sort(paths.begin(), paths.end(), std::greater<>());
    return paths;
  }

  void
  Checkpoints::remove_later_than(const RunFolder &folder, const std::string &file)
  {
    const std::string     name = fs::path(file).filename().string();
    std::vector<fs::path> unwanted;
    std::error_code       error;
    for (const auto &other : fs::directory_iterator(folder.file("checkpoints"), error))
      if (is_checkpoint(other.path()) ? other.path().filename().string() > name
                                      : other.path().extension() == ".new")
        unwanted.push_back(other.path());
    for (const fs::path &path : unwanted)
      fs::remove(path, error);
  }
} // namespace callus
