// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/mesh_report.h"
#include "mesh/mesh_survey.h"
#include "support/box_case.h"
#include "support/shaped_box.h"

#include <gtest/gtest.h>

#include <sstream>

using namespace callus;
using namespace callus::test;

namespace
{
  /// Bones of height 1 above and below a callus of height 1; base 2 x 1.
  BoxMesh
  osteotomy()
  {
    BoxMesh box;
    box.bricks = {{4, 2, 6}};
    box.upper  = {{2, 1, 3}};
    box.region = [](const BoxMesh::Point &p) { return p[2] > 1 && p[2] < 2 ? "callus" : "bone"; };
    return box;
  }

  template <int dim>
  std::string
  report(const Mesh<dim> &mesh)
  {
    std::ostringstream out;
    report_mesh(mesh, out);
    return out.str();
  }

  bool
  has(const std::string &text, const std::string &part)
  {
    return text.find(part) != std::string::npos;
  }

  /// The warnings of a mesh, one a line.
  template <int dim>
  std::string
  warnings(const Mesh<dim> &mesh)
  {
    std::string text;
    for (const std::string &warning : mesh_warnings(survey_mesh(mesh)))
      text += warning + '\n';
    return text;
  }
} // namespace

TEST(MeshReport, CountsRegionsWithTheirPieces)
{
  const BoxCase box(osteotomy());
  const auto    survey = survey_mesh(*box.mesh);
  ASSERT_EQ(survey.regions.size(), 2u);
  const auto &bone = survey.regions[0];
  EXPECT_EQ(bone.name, "bone");
  EXPECT_EQ(bone.n_cells, 4u * 2 * 4 * 6);
  EXPECT_NEAR(bone.volume, 4., 1e-12);
  ASSERT_EQ(bone.pieces.size(), 2u); // two fragments are what a fracture is: no warning
  EXPECT_NEAR(bone.pieces[0], 2., 1e-12);
  EXPECT_EQ(survey.regions[1].pieces.size(), 1u);
  EXPECT_EQ(survey.pieces.size(), 1u);
  EXPECT_EQ(warnings(*box.mesh), "");
}

TEST(MeshReport, ListsEachInterfaceOnce)
{
  const BoxCase     box(osteotomy());
  const std::string text = report(*box.mesh);
  EXPECT_TRUE(has(text, "bone|callus")) << text;
  EXPECT_FALSE(has(text, "callus|bone")) << text;
  for (const auto &surface : survey_mesh(*box.mesh).surfaces)
    if (surface.name == "bone|callus")
      {
        EXPECT_EQ(surface.n_faces, 2u * 4 * 2 * 2);
        EXPECT_NEAR(surface.area, 4., 1e-12);
      }
}

TEST(MeshReport, ShowsThePlaceOfTheWorstCellAlsoOfAPerfectMesh)
{
  ShapedBox<3> box{"hexahedron", {{1, 1, 2}}, {{4, 0, 0}}, {{6, 2, 4}}};
  EXPECT_TRUE(has(report(*ShapedCase<3>(box, Geometry::three_dimensional).mesh),
                  "1.00 at (5.00, 1.00, 1.00) mm"));
  ShapedBox<2> plate{"quadrilateral", {{2, 1}}, {{4, 0}}, {{8, 2}}};
  plate.map = [](const std::array<double, 2> &p) {
    return p[0] == 8 && p[1] == 2 ? std::array<double, 2>{{9, 2}} : p;
  };
  const std::string text = report(*ShapedCase<2>(plate, Geometry::plane_strain).mesh);
  EXPECT_TRUE(has(text, " at (7.25, 1.00) mm")) << text;
}

TEST(MeshReport, WarnsOfABodyInPieces)
{
  BoxMesh box = osteotomy();
  box.region  = [](const BoxMesh::Point &p) {
    return p[2] > 1 && p[2] < 1.5 ? "" : p[2] < 2 && p[2] > 1 ? "callus" : "bone";
  };
  const std::string text = warnings(*BoxCase(box).mesh);
  EXPECT_TRUE(has(text, "the body is in 2 pieces")) << text;
}

TEST(MeshReport, WarnsOfTinyIslandsOfARegion)
{
  BoxMesh box;
  box.bricks = {{12, 12, 12}}; // one brick is 1/1728 of the body
  box.upper  = {{12, 12, 12}};
  box.region = [](const BoxMesh::Point &p) {
    const bool corner = p[0] > 11 && p[1] > 11 && p[2] > 11;
    return p[2] < 6 || corner ? "bone" : "callus";
  };
  const std::string text = warnings(*BoxCase(box).mesh);
  EXPECT_FALSE(has(text, "bone has")) << "1/865 of the bone is not tiny: " << text;
  box.region = [](const BoxMesh::Point &p) {
    const bool corner = p[0] > 11 && p[1] > 11 && p[2] > 11;
    return p[2] < 10 || corner ? "bone" : "callus";
  };
  const std::string more = warnings(*BoxCase(box).mesh);
  EXPECT_TRUE(has(more, "region bone has 1 island of less than 0.1 %")) << more;
}

TEST(MeshReport, GuessesTheUnitOfLength)
{
  BoxMesh box;
  EXPECT_EQ(warnings(*BoxCase(box).mesh), "");
  EXPECT_TRUE(has(report(*BoxCase(box).mesh), "1 mm long: plausible for a bone in mm"));
  box.upper = {{.02, .02, .335}};
  EXPECT_TRUE(has(warnings(*BoxCase(box).mesh),
                  "0.335 mm long, which no bone is: if the mesh is in m, set Length unit = m"));
  EXPECT_EQ(warnings(*BoxCase(box, "", "m").mesh), "");
  box.upper = {{20, 20, 335}};
  EXPECT_TRUE(has(warnings(*BoxCase(box, "", "m").mesh), "if the mesh is in mm"));
  box.upper = {{20000, 20000, 335000}};
  EXPECT_TRUE(has(warnings(*BoxCase(box).mesh), "if the mesh is in um"));
}

TEST(MeshReport, NamesOuterFacesWithoutASurfaceAndSurfacesWithoutFaces)
{
  const BoxMesh      box = osteotomy();
  TemporaryDirectory directory;
  std::string        text;
  {
    const BoxCase      named(box);
    std::ifstream      in(named.mesh->file());
    std::ostringstream all;
    all << in.rdbuf();
    text = all.str();
    EXPECT_FALSE(has(report(*named.mesh), "unnamed"));
  }
  const std::string name = "2 106 \"z_max\"\n"; // an unnamed group has no surface
  ASSERT_TRUE(has(text, name));
  text.replace(text.find(name), name.size(), "");
  ASSERT_TRUE(has(text, "3 1 "));
  text.replace(text.find("3 1 "), 4, "2 900 \"forgotten\"\n3 1 "); // a surface without faces
  const Units units;
  const auto  file =
    ParameterFile::from_text("subsection Mesh\n set File = " + directory.write("box.msh", text) +
                               "\n set Length unit = mm\n set Axis = z\nend\nsubsection Surfaces\n"
                               " subsection nowhere\n set Of = z_min\n set From = 2 mm "
                               "[assumed]\n end\nend\n",
                             "box.prm",
                             CALLUS_SOURCE_DIR "/parameter_files",
                             units);
  const auto mesh = Mesh<3>::read(file->root(), MPI_COMM_WORLD);
  EXPECT_EQ(survey_mesh(*mesh).n_unnamed, 4u * 2 * 2);
  EXPECT_TRUE(has(report(*mesh), "(unnamed)")) << report(*mesh);
  EXPECT_TRUE(has(warnings(*mesh), "surface nowhere has no faces"));
  EXPECT_TRUE(has(warnings(*mesh), "names a surface forgotten but gives it no faces"));
  EXPECT_FALSE(mesh->has_surface("forgotten"));
}
