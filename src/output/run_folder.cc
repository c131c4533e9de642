// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "output/run_folder.h"

#include "base/problems.h"
#include "output/first_rank.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace callus
{
  namespace
  {
    namespace fs = std::filesystem;

    /// What a run and its report write.
    const char *const results[] = {"checkpoints",
                                   "diagnostics.csv",
                                   "fields",
                                   "fields.pvd",
                                   "history.csv",
                                   "log.txt",
                                   "manifest.json",
                                   "parameters.used.prm",
                                   "report.html",
                                   "status.json"};

    [[noreturn]] void
    fail(const std::string &path,
         const std::string &found,
         const std::string &expected,
         const std::string &remedy)
    {
      throw InputError({{{path, 0, ""}, found, expected, remedy}});
    }
  } // namespace

  std::string
  default_output_directory(const std::string &parameter_file)
  {
    return "output/" + fs::path(parameter_file).stem().string();
  }

  RunFolder::RunFolder(const std::string &path, EarlierResults earlier, MPI_Comm communicator)
    : communicator_(communicator)
    , path_(path)
  {
    int rank = 0;
    MPI_Comm_rank(communicator, &rank);
    is_writer_ = rank == 0;
    try
      {
        on_first_rank(communicator, [&]() { open(earlier); });
      }
    catch (...)
      {
        if (lock_ >= 0)
          close(lock_);
        throw;
      }
  }

  RunFolder::~RunFolder()
  {
    if (lock_ >= 0)
      close(lock_);
  }

  std::string
  RunFolder::file(const std::string &name) const
  {
    return path_ + '/' + name;
  }

  void
  RunFolder::open(EarlierResults earlier)
  {
    for (fs::path part = fs::absolute(path_).lexically_normal();
         !fs::exists(part) && part.has_relative_path();
         part = part.parent_path())
      made_.push_back(part.string());
    std::error_code error;
    fs::create_directories(path_, error);
    if (!fs::is_directory(path_))
      fail(path_,
           "no directory, and none can be made (" + error.message() + ")",
           "a directory to write to",
           "Choose another with --output.");
    lock();

    std::string found;
    for (const std::string &name : earlier_results())
      found += (found.empty() ? "" : ", ") + name;
    if (!found.empty() && earlier == EarlierResults::refuse)
      fail(path_,
           "the results of an earlier run (" + found + ")",
           "a directory without results",
           "Choose another with --output, or give --overwrite to replace them; 'callus run' goes "
           "on with that run if it is given --resume auto.");
  }

  std::vector<std::string>
  RunFolder::earlier_results() const
  {
    std::vector<std::string> found;
    for (const char *const name : results)
      if (fs::exists(fs::symlink_status(file(name))))
        found.push_back(name);
    return found;
  }

  void
  RunFolder::clear()
  {
    on_first_rank(communicator_, [&]() {
      for (const char *const name : results)
        {
          std::error_code error;
          fs::remove_all(file(name), error);
          if (error)
            fail(file(name),
                 "an earlier result that cannot be removed (" + error.message() + ")",
                 "a directory to write to",
                 "Choose another with --output, or change its permissions.");
        }
    });
  }

  void
  RunFolder::abandon()
  {
    if (made_.empty())
      return;
    std::error_code error;
    fs::remove(file(".lock"), error);
    for (const std::string &directory : made_)
      fs::remove(directory, error); // only if it is empty
  }

  void
  RunFolder::lock()
  {
    lock_ = ::open(file(".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (lock_ < 0)
      fail(path_,
           "a directory that cannot be written to (" + std::string(std::strerror(errno)) + ")",
           "a directory to write to",
           "Choose another with --output, or change its permissions.");
    if (flock(lock_, LOCK_EX | LOCK_NB) != 0)
      fail(path_,
           "another run that is writing there",
           "a directory that no other run is using",
           "Wait for that run, or choose another directory with --output.");
  }
} // namespace callus
