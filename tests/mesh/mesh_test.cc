// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/communication.h"
#include "mesh/quality.h"
#include "support/box_case.h"

#include <gtest/gtest.h>

using namespace callus;
using namespace callus::test;

namespace
{
  /// Two bones of height 1 with a callus of height 1 between them; base 2 x 1.
  BoxMesh
  osteotomy()
  {
    BoxMesh box;
    box.bricks = {{4, 2, 6}};
    box.upper  = {{2, 1, 3}};
    box.region = [](const BoxMesh::Point &p) { return p[2] > 1 && p[2] < 2 ? "callus" : "bone"; };
    return box;
  }

  unsigned int
  sum_owned(const Mesh<3> &mesh)
  {
    return mpi::sum(static_cast<unsigned int>(mesh.cells().n_owned), MPI_COMM_WORLD);
  }

  std::string
  error_of(const std::function<void()> &action)
  {
    try
      {
        action();
      }
    catch (const std::exception &exception)
      {
        return exception.what();
      }
    return "";
  }
} // namespace

TEST(Mesh, KnowsRegionsVolumesAndSurfacesByName)
{
  const BoxCase box(osteotomy());
  EXPECT_EQ(sum_owned(*box.mesh), 4u * 2 * 6 * 6);
  EXPECT_NEAR(box.mesh->region_volume("callus"), 2., 1e-12);
  EXPECT_NEAR(box.mesh->region_volume("bone"), 4., 1e-12);
  EXPECT_NEAR(box.mesh->surface_area("z_max"), 2., 1e-12);
  EXPECT_NEAR(box.mesh->surface_area("x_min"), 3., 1e-12);
  EXPECT_NEAR(box.mesh->surface_area("callus|bone"), 4., 1e-12);
  EXPECT_FALSE(box.mesh->has_surface("callus|marrow"));
  EXPECT_THROW(box.mesh->faces("callus|marrow"), std::out_of_range);
}

TEST(Mesh, NormalsPointOutOfTheNamedSide)
{
  const BoxCase box(osteotomy());
  for (const auto &face : box.mesh->faces("callus|bone"))
    EXPECT_NEAR(face.normal[2], face.center[2] > 1.5 ? 1. : -1., 1e-12);
}

TEST(Mesh, LimitsSurfacesAlongTheAxisAndByDirection)
{
  const BoxCase box(
    osteotomy(),
    "subsection Surfaces\n subsection upper_face\n  set Of = callus|bone\n  set From = 1.5 mm "
    "[assumed]\n end\n"
    " subsection sides\n  set Of = callus|bone\n  set Facing = radial\n end\nend\n");
  EXPECT_NEAR(box.mesh->surface_area("upper_face"), 2., 1e-12);
  EXPECT_NEAR(box.mesh->surface_area("sides"), 0., 1e-12);
}

TEST(Mesh, ScalesToMillimetres)
{
  const BoxCase box(osteotomy(), "", "m");
  EXPECT_NEAR(box.mesh->region_volume("callus"), 2e9, 1);
}

TEST(Mesh, OrdersFragmentsAlongTheAxis)
{
  const BoxCase         box(osteotomy());
  std::vector<Fragment> fragments;
  const auto            of_cell = box.mesh->fragments_of("bone", fragments);
  ASSERT_EQ(fragments.size(), 2u);
  EXPECT_NEAR(fragments[0].volume, 2., 1e-12);
  EXPECT_NEAR(fragments[0].axial_mean, .5, 1e-12);
  EXPECT_NEAR(fragments[1].axial_mean, 2.5, 1e-12);
  for (std::size_t c = 0; c < box.mesh->cells().n_cells; ++c)
    if (box.mesh->region_names()[box.mesh->cells().region[c]] == "bone")
      EXPECT_EQ(of_cell[c], box.mesh->cells().vertices_of(c)[0][2] > 1.5 ? 1u : 0u);
}

TEST(Mesh, NodesAreNumberedOnceAndEveryCellOfAnOwnedNodeIsLocal)
{
  const BoxCase box(osteotomy());
  for (const unsigned int degree : {1u, 2u})
    {
      const auto &space = box.mesh->space(degree);
      EXPECT_EQ(mpi::sum(static_cast<unsigned int>(space.n_owned), MPI_COMM_WORLD), space.n_global);
      EXPECT_EQ(space.n_global, degree == 1 ? 5 * 3 * 7 : 9 * 5 * 13);
      // lumped volumes assembled from local cells only add up to the whole only if none is missing
      double volume = 0;
      for (std::size_t c = 0; c < box.mesh->cells().n_cells; ++c)
        for (unsigned int i = 0; i < space.nodes_per_cell; ++i)
          if (space.owns(space.cell_nodes[c * space.nodes_per_cell + i]))
            volume += box.mesh->cells().volume[c] / space.nodes_per_cell;
      EXPECT_NEAR(mpi::sum(volume, MPI_COMM_WORLD), 6., 1e-10);
    }
}

TEST(Mesh, RefusesWhatItCannotRead)
{
  const Units units;
  const auto  read = [&](const std::string &name) {
    const auto file = ParameterFile::from_text("subsection Mesh\n set File = " + name +
                                                 "\n set Length unit = mm\n set Axis = z\nend\n",
                                               "box.prm",
                                               CALLUS_SOURCE_DIR "/parameter_files",
                                               units);
    return error_of([&]() { Mesh<3>::read(file->root(), MPI_COMM_WORLD); });
  };
  const TemporaryDirectory directory;
  EXPECT_NE(read("nowhere.msh").find("cannot be opened"), std::string::npos);
  EXPECT_NE(read(directory.write("pointer.msh", "version https://git-lfs.github.com/spec/v1\n"))
              .find("Git LFS"),
            std::string::npos);
  EXPECT_NE(read(directory.write("binary.msh", "$MeshFormat\n2.2 1 8\n")).find("cut off"),
            std::string::npos);
  EXPECT_NE(read(directory.write("empty.msh", "$MeshFormat\n2.2 0 8\n$EndMeshFormat\n"))
              .find("no section $Nodes"),
            std::string::npos);
}

TEST(Mesh, QualityIsOneForTheRegularTetrahedronAndZeroForAFlatOne)
{
  const std::array<double, 3> regular[] = {
    {{1, 1, 1}}, {{1, -1, -1}}, {{-1, 1, -1}}, {{-1, -1, 1}}};
  const std::array<double, 3> flat[] = {{{0, 0, 0}}, {{1, 0, 0}}, {{0, 1, 0}}, {{1, 1, 0}}};
  EXPECT_NEAR(cell_quality<3>(tetrahedron(), regular), 1., 1e-12);
  EXPECT_NEAR(cell_quality<3>(tetrahedron(), flat), 0., 1e-12);
}
