// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <mpi.h>

#include <string>

namespace callus
{
  /// "output/<name of the file>" for "some/where/<name of the file>.prm".
  std::string
  default_output_directory(const std::string &parameter_file);

  /**
   * The directory that a run writes to, locked while the run lives. The lock is flock's: it goes with the process, so a
   * killed run leaves none behind.
   *
   * Throws InputError on every rank if another run is writing there, if the results of an earlier run are there and
   * may not be overwritten, or if it cannot be made. With @p overwrite the earlier results are removed, nothing else.
   */
  class RunFolder
  {
  public:
    /// Collective: rank 0 makes, locks and cleans.
    RunFolder(const std::string &path, bool overwrite, MPI_Comm communicator);
    ~RunFolder();
    RunFolder(const RunFolder &) = delete;
    RunFolder &
    operator=(const RunFolder &) = delete;

    const std::string &
    path() const
    {
      return path_;
    }

    /// The path of a file in it.
    std::string
    file(const std::string &name) const;

    /// True on the rank that writes the tables.
    bool
    is_writer() const
    {
      return is_writer_;
    }

  private:
    void
    open(bool overwrite);
    void
    lock();

    std::string path_;
    bool        is_writer_ = false;
    int         lock_      = -1; ///< file descriptor
  };
} // namespace callus
