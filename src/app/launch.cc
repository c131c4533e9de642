// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/launch.h"

#include <mpi.h>

#include <charconv>
#include <cstdlib>

namespace callus
{
  namespace
  {
    unsigned int
    number(const std::optional<std::string> &text)
    {
      unsigned int value = 0;
      if (text)
        std::from_chars(text->data(), text->data() + text->size(), value);
      return value;
    }
  } // namespace

  const char *const remedy_for_copies =
    "Start it with the mpirun of the MPI that 'callus version' names, or with 'srun --mpi=pmix'.";

  std::optional<SeparateCopies>
  separate_copies(const std::function<std::optional<std::string>(const std::string &)> &variable,
                  unsigned int                                                          n_ranks)
  {
    if (n_ranks > 1)
      return std::nullopt;
    // The launcher nearest to the process knows: mpirun inside a SLURM job sees both kinds of variables.
    for (const std::string name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"})
      if (const unsigned int n = number(variable(name)); n > 0)
        return n > 1 ? std::optional<SeparateCopies>({n, name}) : std::nullopt;
    // SLURM_NTASKS also stands in the job script itself, where one process alone is right; a step of srun has a number.
    if (!variable("SLURM_STEP_ID"))
      return std::nullopt;
    for (const std::string name : {"SLURM_STEP_NUM_TASKS", "SLURM_NTASKS"})
      if (const unsigned int n = number(variable(name)); n > 0)
        return n > 1 ? std::optional<SeparateCopies>({n, name}) : std::nullopt;
    return std::nullopt;
  }

  std::optional<SeparateCopies>
  separate_copies()
  {
    int n_ranks = 1;
    MPI_Comm_size(MPI_COMM_WORLD, &n_ranks);
    return separate_copies(
      [](const std::string &name) -> std::optional<std::string> {
        const char *const value = std::getenv(name.c_str());
        return value == nullptr ? std::nullopt : std::optional<std::string>(value);
      },
      n_ranks);
  }

  std::string
  found_copies(const SeparateCopies &copies)
  {
    return std::to_string(copies.number) +
           " copies of callus, each of which knows one rank only (" + copies.variable + " = " +
           std::to_string(copies.number) + ")";
  }
} // namespace callus
