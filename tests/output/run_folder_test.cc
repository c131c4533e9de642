// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/problems.h"
#include "base/temporary_directory.h"
#include "output/first_rank.h"
#include "output/run_folder.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace callus;

TEST(RunFolder, DefaultIsNamedAfterTheFile)
{
  EXPECT_EQ(default_output_directory("parameter_files/tutorials/sheep.prm"), "output/sheep");
}

TEST(RunFolder, IsMadeWithTheDirectoriesAboveIt)
{
  const TemporaryDirectory directory;
  const RunFolder          folder(directory.path("a/b/c"), EarlierResults::refuse, MPI_COMM_WORLD);
  EXPECT_TRUE(std::filesystem::is_directory(directory.path("a/b/c")));
  EXPECT_EQ(folder.file("history.csv"), directory.path("a/b/c/history.csv"));
  EXPECT_TRUE(folder.is_writer());
}

TEST(RunFolder, EarlierResultsAreKeptUnlessOverwritingIsAllowed)
{
  const TemporaryDirectory directory;
  directory.write("run/history.csv", "day\n");
  directory.write("run/fields/fields_0000.vtu", "");
  directory.write("run/notes.txt", "mine");
  EXPECT_THROW(RunFolder(directory.path("run"), EarlierResults::refuse, MPI_COMM_WORLD),
               InputError);
  EXPECT_EQ(directory.read("run/history.csv"), "day\n");
  RunFolder folder(directory.path("run"), EarlierResults::replace, MPI_COMM_WORLD);
  EXPECT_EQ(directory.read("run/history.csv"), "day\n") << "until the input is known to be right";
  folder.clear();
  EXPECT_FALSE(std::filesystem::exists(directory.path("run/history.csv")));
  EXPECT_FALSE(std::filesystem::exists(directory.path("run/fields")));
  EXPECT_EQ(directory.read("run/notes.txt"), "mine") << "what no run wrote stays";
}

TEST(RunFolder, OfARunThatDidNotBeginGoesAway)
{
  const TemporaryDirectory directory;
  directory.write("above/mine.txt", "");
  RunFolder(directory.path("above/a/b"), EarlierResults::refuse, MPI_COMM_WORLD).abandon();
  EXPECT_FALSE(std::filesystem::exists(directory.path("above/a")));
  RunFolder(directory.path("above"), EarlierResults::refuse, MPI_COMM_WORLD).abandon();
  EXPECT_TRUE(std::filesystem::exists(directory.path("above/mine.txt")));
}

TEST(RunFolder, OfARunThatLivesIsLocked)
{
  const TemporaryDirectory directory;
  {
    const RunFolder first(directory.path("run"), EarlierResults::refuse, MPI_COMM_WORLD);
    EXPECT_THROW(RunFolder(directory.path("run"), EarlierResults::replace, MPI_COMM_WORLD),
                 InputError);
  }
  EXPECT_NO_THROW(RunFolder(directory.path("run"), EarlierResults::refuse, MPI_COMM_WORLD))
    << "the lock goes with its owner";
}

TEST(RunFolder, OfAKilledRunIsNotLocked)
{
  const TemporaryDirectory directory;
  const pid_t              child = fork();
  if (child == 0)
    {
      // The child opens the folder as a run does, and dies without a destructor.
      const RunFolder folder(directory.path("run"), EarlierResults::refuse, MPI_COMM_SELF);
      raise(SIGKILL);
    }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  ASSERT_TRUE(std::filesystem::exists(directory.path("run/.lock")));
  EXPECT_NO_THROW(RunFolder(directory.path("run"), EarlierResults::refuse, MPI_COMM_WORLD));
}

TEST(RunFolder, ThatCannotBeMadeIsAnInputError)
{
  const TemporaryDirectory directory;
  directory.write("file", "");
  EXPECT_THROW(RunFolder(directory.path("file"), EarlierResults::refuse, MPI_COMM_WORLD),
               InputError);
  EXPECT_THROW(RunFolder(directory.path("file/below"), EarlierResults::refuse, MPI_COMM_WORLD),
               InputError);
}

TEST(FirstRank, FailureKeepsItsKind)
{
  EXPECT_NO_THROW(on_first_rank(MPI_COMM_WORLD, []() {}));
  EXPECT_THROW(on_first_rank(MPI_COMM_WORLD, []() { throw NumericalFailure("x"); }),
               NumericalFailure);
  EXPECT_THROW(on_first_rank(MPI_COMM_WORLD, []() { throw InputError({}); }), InputError);
  EXPECT_THROW(on_first_rank(MPI_COMM_WORLD, []() { throw std::runtime_error("x"); }),
               std::runtime_error);
}
