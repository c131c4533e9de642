// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/problems.h"
#include "base/temporary_directory.h"
#include "output/checkpoint_file.h"
#include "output/durable_file.h"
#include "output/status_file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cmath>
#include <csignal>
#include <limits>

using namespace callus;

namespace
{
  checkpoint_file::Orders
  orders(const std::vector<std::int64_t> &keys)
  {
    checkpoint_file::Orders result;
    result.emplace(Support::cells, GlobalOrder(keys, MPI_COMM_SELF));
    return result;
  }

  Snapshot
  example()
  {
    Snapshot snapshot;
    snapshot.numbers                = {{"a number", 1. / 3},
                                       {"group/not yet", std::nan("")},
                                       {"group/never", -std::numeric_limits<double>::infinity()}};
    snapshot.texts                  = {{"empty", ""}, {"lines", "one\ntwo\n"}};
    snapshot.arrays["values"]       = {Support::cells, 1, {1, 2, 3}};
    snapshot.arrays["group/points"] = {Support::cells, 2, {1, 10, 2, 20, 3, 30}};
    return snapshot;
  }
} // namespace

TEST(CheckpointFile, GivesBackWhatItWasGiven)
{
  const TemporaryDirectory directory;
  const std::string        path = directory.path("day.h5");
  checkpoint_file::write(path, 12.5, example(), orders({7, 3, 5}), MPI_COMM_SELF);
  EXPECT_EQ(checkpoint_file::damage(path), "");
  EXPECT_EQ(directory.read("day.h5").substr(0, 37), "Callus checkpoint, format 1\nday 12.5\n");
  EXPECT_FALSE(std::filesystem::exists(path + ".new"));

  const Snapshot snapshot = checkpoint_file::read(path, orders({7, 3, 5}), MPI_COMM_SELF);
  EXPECT_EQ(snapshot.number("a number"), 1. / 3);
  EXPECT_TRUE(std::isnan(snapshot.number("group/not yet")));
  EXPECT_EQ(snapshot.number("group/never"), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(snapshot.text("empty"), "");
  EXPECT_EQ(snapshot.text("lines"), "one\ntwo\n");
  EXPECT_EQ(snapshot.array("group/points").values, example().array("group/points").values);
  EXPECT_THROW(snapshot.number("none"), std::runtime_error);
}

TEST(CheckpointFile, DoesNotDependOnTheOrderOfTheOwner)
{
  const TemporaryDirectory directory;
  const std::string        path = directory.path("day.h5");
  checkpoint_file::write(path, 1, example(), orders({7, 3, 5}), MPI_COMM_SELF);
  const Snapshot snapshot = checkpoint_file::read(path, orders({3, 5, 7}), MPI_COMM_SELF);
  EXPECT_EQ(snapshot.array("values").values, (std::vector<double>{2, 3, 1}));
  EXPECT_EQ(snapshot.array("group/points").values, (std::vector<double>{2, 20, 3, 30, 1, 10}));
  EXPECT_THROW(checkpoint_file::read(path, orders({3, 5, 8}), MPI_COMM_SELF), std::runtime_error)
    << "other cells";
}

TEST(CheckpointFile, NoticesEveryDamage)
{
  const TemporaryDirectory directory;
  const std::string        path = directory.path("day.h5");
  checkpoint_file::write(path, 1, example(), orders({7, 3, 5}), MPI_COMM_SELF);
  const std::string whole = directory.read("day.h5");
  for (std::size_t place = 512; place < whole.size(); place += 97)
    {
      std::string damaged = whole;
      damaged[place] ^= 4;
      directory.write("damaged.h5", damaged);
      EXPECT_EQ(checkpoint_file::damage(directory.path("damaged.h5")), "its checksum is wrong");
    }
  for (const std::size_t length :
       {std::size_t(0), std::size_t(300), std::size_t(512), whole.size() - 1})
    {
      directory.write("damaged.h5", whole.substr(0, length));
      EXPECT_NE(checkpoint_file::damage(directory.path("damaged.h5")), "");
    }
  EXPECT_NE(checkpoint_file::damage(directory.path("missing.h5")), "");
}

TEST(DurableFile, LeavesTheOldFileWhenTheDiskIsFull)
{
  const TemporaryDirectory directory;
  directory.write("file", "old");
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit     all{};
  getrlimit(RLIMIT_FSIZE, &all);
  const rlimit few{1000, all.rlim_max};
  setrlimit(RLIMIT_FSIZE, &few);
  EXPECT_THROW(replace_durably(directory.path("file"), std::string(5000, 'x')), OutputFailure);
  setrlimit(RLIMIT_FSIZE, &all);
  std::signal(SIGXFSZ, before);
  EXPECT_EQ(directory.read("file"), "old");
  EXPECT_FALSE(std::filesystem::exists(directory.path("file.new")));
  replace_durably(directory.path("file"), std::string(5000, 'x'));
  EXPECT_EQ(directory.read("file").size(), 5000u);
  EXPECT_THROW(replace_durably(directory.path("none/file"), "x"), OutputFailure);
}

TEST(StatusFile, HasNullForWhatIsNotKnown)
{
  const TemporaryDirectory directory;
  RunStatus                status;
  write_status(directory.path("status.json"), status);
  const std::string text = directory.read("status.json");
  for (const char *const line : {"\"state\": \"reading\"",
                                 "\"remaining_seconds\": null",
                                 "\"last_checkpoint\": null",
                                 "\"exit_code\": null"})
    EXPECT_NE(text.find(line), std::string::npos) << line << "\n" << text;
  status.last_checkpoint = {"checkpoints/day_0001.000000.h5", 1, "2026-11-23T08:45:00Z"};
  status.exit_code       = 75;
  write_status(directory.path("status.json"), status);
  EXPECT_NE(directory.read("status.json").find("\"exit_code\": 75"), std::string::npos);
}
