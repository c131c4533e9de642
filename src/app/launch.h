// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <functional>
#include <optional>
#include <string>

namespace callus
{
  /// A launcher that started many copies of the program, each of which believes to be alone.
  struct SeparateCopies
  {
    unsigned int number;   ///< of copies
    std::string  variable; ///< the environment variable that tells
  };

  /// Whether a launcher (mpirun, mpiexec, srun) counts more processes than MPI does, because it belongs to another MPI than
  /// the program. Each copy would compute the whole run and write the same files. @p variable gives the value of an
  /// environment variable, or nothing; @p n_ranks is the size of MPI_COMM_WORLD.
  std::optional<SeparateCopies>
  separate_copies(const std::function<std::optional<std::string>(const std::string &)> &variable,
                  unsigned int                                                          n_ranks);

  /// The same for this process.
  std::optional<SeparateCopies>
  separate_copies();

  /// In words: what was found, and what to do.
  std::string
                           found_copies(const SeparateCopies &copies);
  extern const char *const remedy_for_copies;
} // namespace callus
