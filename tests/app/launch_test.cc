// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/launch.h"

#include <gtest/gtest.h>

#include <map>

using namespace callus;

namespace
{
  unsigned int
  copies(const std::map<std::string, std::string> &environment, unsigned int n_ranks)
  {
    const auto found = separate_copies(
      [&](const std::string &name) -> std::optional<std::string> {
        const auto variable = environment.find(name);
        return variable == environment.end() ? std::nullopt
                                             : std::optional<std::string>(variable->second);
      },
      n_ranks);
    return found ? found->number : 0;
  }
} // namespace

TEST(Launch, OneRunIsNoWarning)
{
  EXPECT_EQ(copies({}, 1), 0u) << "started by hand";
  EXPECT_EQ(copies({{"OMPI_COMM_WORLD_SIZE", "4"}}, 4), 0u);
  EXPECT_EQ(copies({{"OMPI_COMM_WORLD_SIZE", "1"}}, 1), 0u);
  EXPECT_EQ(copies({{"SLURM_NTASKS", "8"}}, 1), 0u) << "one process in a job script";
  EXPECT_EQ(
    copies({{"SLURM_NTASKS", "8"}, {"SLURM_STEP_ID", "0"}, {"OMPI_COMM_WORLD_SIZE", "1"}}, 1), 0u)
    << "mpirun -n 1 in a job of eight";
  EXPECT_EQ(copies({{"PMI_SIZE", "many"}}, 1), 0u);
}

TEST(Launch, CopiesOfOneRankAreFound)
{
  EXPECT_EQ(copies({{"OMPI_COMM_WORLD_SIZE", "4"}}, 1), 4u);
  EXPECT_EQ(copies({{"PMI_SIZE", "3"}}, 1), 3u);
  EXPECT_EQ(copies({{"SLURM_STEP_ID", "0"}, {"SLURM_NTASKS", "8"}}, 1), 8u);
  EXPECT_EQ(
    copies({{"SLURM_STEP_ID", "0"}, {"SLURM_NTASKS", "8"}, {"SLURM_STEP_NUM_TASKS", "2"}}, 1), 2u);
}
