// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <mpi.h>

#include <string>
#include <vector>

namespace callus
{
  /// "output/<name of the file>" for "some/where/<name of the file>.prm".
  std::string
  default_output_directory(const std::string &parameter_file);

  /// What may happen to the results of an earlier run.
  enum class EarlierResults
  {
    refuse,  ///< there must be none
    replace, ///< by clear()
    keep     ///< the run goes on with them
  };

  /**
   * The directory that a run writes to, locked while the run lives. The lock is flock's: it goes with the process, so a
   * killed run leaves none behind.
   *
   * Throws InputError on every rank if another run is writing there, if the results of an earlier run are there and
   * are to be refused, or if it cannot be made.
   */
  class RunFolder
  {
  public:
    /// Makes and locks it; nothing that is there is changed. Collective: rank 0 works.
    RunFolder(const std::string &path, EarlierResults earlier, MPI_Comm communicator);
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

    /// Removes the results of an earlier run, and nothing else. Collective.
    void
    clear();

    /// The results of an earlier run that are there. Not collective.
    std::vector<std::string>
    earlier_results() const;

    /// The run did not begin: removes what the constructor made, if nobody has put anything there. Not collective.
    void
    abandon();

  private:
    void
    open(EarlierResults earlier);
    void
    lock();

    MPI_Comm    communicator_;
    std::string path_;
    bool        is_writer_ = false;
    std::vector<std::string>
        made_;      ///< the directories that the constructor made, the innermost first
    int lock_ = -1; ///< file descriptor
  };
} // namespace callus
