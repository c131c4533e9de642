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
    const char *const results[] = {"diagnostics.csv",
                                   "fields",
                                   "fields.pvd",
                                   "history.csv",
                                   "log.txt",
                                   "manifest.json",
                                   "parameters.used.prm",
                                   "report.html"};

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

  RunFolder::RunFolder(const std::string &path, bool overwrite, MPI_Comm communicator)
    : path_(path)
  {
    int rank = 0;
    MPI_Comm_rank(communicator, &rank);
    is_writer_ = rank == 0;
    try
      {
        on_first_rank(communicator, [&]() { open(overwrite); });
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
  RunFolder::open(bool overwrite)
  {
    std::error_code error;
    fs::create_directories(path_, error);
    if (!fs::is_directory(path_))
      fail(path_,
           "no directory, and none can be made (" + error.message() + ")",
           "a directory to write to",
           "Choose another with --output.");
    lock();

    std::string earlier;
    for (const char *const name : results)
      if (fs::exists(fs::symlink_status(file(name))))
        earlier += (earlier.empty() ? "" : ", ") + std::string(name);
    if (earlier.empty())
      return;
    if (!overwrite)
      fail(path_,
           "the results of an earlier run (" + earlier + ")",
           "a directory without results",
           "Choose another with --output, or give --overwrite to replace them.");
    for (const char *const name : results)
      fs::remove_all(file(name));
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
