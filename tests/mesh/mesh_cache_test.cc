// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/communication.h"
#include "base/temporary_directory.h"
#include "base/units.h"
#include "mesh/mesh.h"
#include "support/box_mesh.h"

#include <deal.II/base/mpi.h>

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <vector>

using namespace callus;
using namespace callus::test;

namespace
{
  namespace fs = std::filesystem;

  int
  this_rank()
  {
    return mpi::this_rank(MPI_COMM_WORLD);
  }

  /// Two bones with a callus between, written by the first rank; all ranks read the one file.
  class MeshCacheTest : public testing::Test
  {
  protected:
    MeshCacheTest()
    {
      folder_     = dealii::Utilities::MPI::broadcast(MPI_COMM_WORLD, directory_.path());
      box_.bricks = {{3, 2, 6}};
      box_.upper  = {{2, 1, 3}};
      box_.region = [](const BoxMesh::Point &p) {
        return p[2] > 1 && p[2] < 2 ? "callus" : "bone";
      };
      write_mesh();
    }
    ~MeshCacheTest() override
    {
      MPI_Barrier(MPI_COMM_WORLD); // the first rank removes the folder
    }

    void
    write_mesh()
    {
      MPI_Barrier(MPI_COMM_WORLD);
      if (this_rank() == 0)
        box_.write(folder_ + "/box.msh");
      MPI_Barrier(MPI_COMM_WORLD);
    }

    std::unique_ptr<Mesh<3>>
    read(const std::string &cache,
         const std::string &healing = "callus",
         const std::string &unit    = "mm") const
    {
      const auto file = ParameterFile::from_text(
        "subsection Mesh\n set File = " + folder_ + "/box.msh\n set Length unit = " + unit +
          "\n set Axis = z\n set Cache = " + cache + "\nend\nsubsection Regions\n subsection " +
          healing + "\n set Role = healing\n end\nend\n",
        "box.prm",
        CALLUS_SOURCE_DIR "/parameter_files",
        units_);
      return Mesh<3>::read(file->root(), MPI_COMM_WORLD);
    }

    std::string
    cache() const
    {
      return folder_ + "/cache";
    }

    /// The folders in the cache.
    std::vector<std::string>
    folders() const
    {
      std::vector<std::string> result;
      if (fs::exists(cache()))
        for (const auto &entry : fs::directory_iterator(cache()))
          result.push_back(entry.path().string());
      return result;
    }

    /// Runs on the first rank while the others wait.
    template <typename Action>
    void
    on_first_rank(const Action &action) const
    {
      MPI_Barrier(MPI_COMM_WORLD);
      if (this_rank() == 0)
        action();
      MPI_Barrier(MPI_COMM_WORLD);
    }

    TemporaryDirectory directory_;
    Units              units_;
    std::string        folder_;
    BoxMesh            box_;
  };

  bool
  has(const std::string &text, const std::string &part)
  {
    return text.find(part) != std::string::npos;
  }

  void
  expect_same(const Mesh<3> &a, const Mesh<3> &b)
  {
    EXPECT_EQ(a.cells().n_owned, b.cells().n_owned);
    EXPECT_EQ(a.cells().global_index, b.cells().global_index);
    EXPECT_EQ(a.cells().region, b.cells().region);
    EXPECT_EQ(a.cells().vertices, b.cells().vertices);
    EXPECT_EQ(a.cells().volume, b.cells().volume);
    EXPECT_EQ(a.region_names(), b.region_names());
    EXPECT_EQ(a.checksum(), b.checksum());
    EXPECT_EQ(a.imbalance(), b.imbalance());
    for (const unsigned int degree : {1u, 2u})
      {
        EXPECT_EQ(a.space(degree).cell_nodes, b.space(degree).cell_nodes);
        EXPECT_EQ(a.space(degree).key, b.space(degree).key);
        EXPECT_EQ(a.space(degree).ghost_nodes, b.space(degree).ghost_nodes);
        EXPECT_EQ(a.space(degree).owned_points, b.space(degree).owned_points);
      }
    ASSERT_EQ(a.all_surface_names(), b.all_surface_names());
    for (const std::string &name : a.all_surface_names())
      {
        const auto x = a.faces(name), y = b.faces(name);
        ASSERT_EQ(x.size(), y.size()) << name;
        for (std::size_t i = 0; i < x.size(); ++i)
          {
            EXPECT_EQ(x[i].cell, y[i].cell);
            EXPECT_EQ(x[i].face, y[i].face);
            EXPECT_EQ(x[i].neighbor, y[i].neighbor);
          }
      }
  }
} // namespace

TEST_F(MeshCacheTest, GivesTheMeshThatTheFileGives)
{
  const auto plain = read("off"), first = read(cache()), second = read(cache());
  EXPECT_EQ(plain->origin().cache, "");
  EXPECT_TRUE(has(first->origin().cache, "for the next start")) << first->origin().cache;
  EXPECT_TRUE(has(second->origin().cache, "read from " + cache())) << second->origin().cache;
  expect_same(*plain, *first);
  expect_same(*plain, *second);
  EXPECT_EQ(folders().size(), 1u) << "nothing is left beside it";
}

TEST_F(MeshCacheTest, IsMadeAgainWhenAByteIsFlipped)
{
  read(cache());
  ASSERT_EQ(folders().size(), 1u);
  const std::string piece = folders()[0] + "/rank_00000.piece";
  for (const double where : {.2, .5, .999})
    {
      on_first_rank([&]() {
        const auto   position = static_cast<std::streamoff>(where * fs::file_size(piece));
        std::fstream file(piece, std::ios::in | std::ios::out | std::ios::binary);
        file.seekg(position);
        const char byte = file.get();
        file.seekp(position);
        file.put(byte ^ 1);
      });
      const auto mended = read(cache());
      EXPECT_TRUE(has(mended->origin().cache, "is damaged (the file of rank 0); written again"))
        << mended->origin().cache;
      expect_same(*read("off"), *mended);
      EXPECT_TRUE(has(read(cache())->origin().cache, "read from"));
    }
}

TEST_F(MeshCacheTest, IsMadeAgainWhenAFileIsCutOffOrMissing)
{
  read(cache());
  const std::string piece = folders().at(0) + "/rank_00000.piece";
  on_first_rank([&]() { fs::resize_file(piece, fs::file_size(piece) / 2); });
  EXPECT_TRUE(has(read(cache())->origin().cache, "is damaged"));
  on_first_rank([&]() { fs::remove(piece); });
  EXPECT_TRUE(has(read(cache())->origin().cache, "(the file of rank 0 is missing)"));
  EXPECT_TRUE(has(read(cache())->origin().cache, "read from"));
}

TEST_F(MeshCacheTest, IsMadeAgainWhenTheMeshChanges)
{
  read(cache());
  box_.upper[2] = 3.0001;
  write_mesh();
  const auto mesh = read(cache());
  EXPECT_TRUE(has(mesh->origin().cache, "another content of the mesh file; written again"))
    << mesh->origin().cache;
  EXPECT_NEAR(mesh->region_volume("bone") + mesh->region_volume("callus"), 2 * 3.0001, 1e-9);
  EXPECT_EQ(folders().size(), 1u);
}

TEST_F(MeshCacheTest, DoesNotMixWhatDecidesThePartition)
{
  read(cache());
  EXPECT_NEAR(read(cache(), "callus", "m")->region_volume("callus"), 2e9, 1);
  expect_same(*read("off", "bone"), *read(cache(), "bone"));
  EXPECT_EQ(folders().size(), 3u);
  EXPECT_TRUE(has(read(cache())->origin().cache, "read from"));
}

TEST_F(MeshCacheTest, StopsNothingWhereItCannotBeWritten)
{
  const auto mesh = read(folder_ + "/box.msh/below_a_file");
  EXPECT_TRUE(has(mesh->origin().cache, "cannot write")) << mesh->origin().cache;
  expect_same(*read("off"), *mesh);
}

TEST_F(MeshCacheTest, KeepsOnlyLargeMeshesByItself)
{
  EXPECT_EQ(read("auto")->origin().cache, "");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
  box_.bricks = {{26, 26, 25}}; // 6 tetrahedra each: 101,400
  write_mesh();
  EXPECT_TRUE(has(read("auto")->origin().cache, "written to " + folder_ + "/box.msh."));
  EXPECT_TRUE(has(read("auto")->origin().cache, "read from " + folder_ + "/box.msh."));
}
