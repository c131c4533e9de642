// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Movement, bridging and volumes of a part of a bone with planes of symmetry: those of the whole bone.

#include "measures/bridging.h"
#include "measures/osteotomy.h"
#include "measures/tissue_volumes.h"
#include "mesh/sub_cells.h"
#include "support/shaped_box.h"

#include <cmath>
#include <functional>

using namespace callus;
using namespace callus::test;

namespace
{
  using Point = std::array<double, 3>;

  /// Two bones, 4 mm wide, with a gap that heals at |z| < 0.5; of the coordinates @p cut only the positive half.
  struct PartOfABone
  {
    explicit PartOfABone(const std::string &cut)
      : file(ParameterFile::from_text(
          "subsection Mesh\n  set File = " + box(cut).write(directory.path() + "/box.msh") +
            "\n  set Length unit = mm\n  set Axis = z\n" + planes(cut) + "end\n" +
            Osteotomy::fields + Osteotomy::measures,
          "box.prm",
          CALLUS_SOURCE_DIR "/parameter_files",
          units))
      , mesh(Mesh<3>::read(file->root(), MPI_COMM_WORLD))
      , regions(healing_but(*mesh, {"bone"}))
      , catalogue(Catalogue::read(file->root().subsection("Fields")))
      , state(file->root().subsection("Regions"), *mesh, regions, catalogue)
      , motion(file->root().subsection("Measures"), *mesh, regions, "bone")
      , bridging(file->root().subsection("Measures"), *mesh, state, motion)
    {
    }

    static bool
    has(const std::string &cut, const unsigned int k)
    {
      return cut.find("xyz"[k]) != std::string::npos;
    }
    static ShapedBox<3>
    box(const std::string &cut)
    {
      ShapedBox<3> box;
      box.shape = "hexahedron";
      for (unsigned int k = 0; k < 3; ++k)
        {
          const double length = k == 2 ? 2.5 : 2;
          box.bricks[k]       = (k == 2 ? 10 : 4) * (has(cut, k) ? 1 : 2);
          box.lower[k]        = has(cut, k) ? 0 : -length;
          box.upper[k]        = length;
        }
      box.region = [](const Point &p) { return std::abs(p[2]) < .5 ? "gap" : "bone"; };
      return box;
    }
    static std::string
    planes(const std::string &cut)
    {
      std::string text;
      for (unsigned int k = 0; k < 3; ++k)
        if (has(cut, k))
          text +=
            (text.empty() ? "  set Symmetry planes = " : ", ") + std::string(1, "xyz"[k]) + "_min";
      return text.empty() ? "" : text + "\n";
    }
    InterfragmentaryMovement
    movement(const std::function<Point(const Point &)> &u) const
    {
      const auto         &space = mesh->space(2);
      std::vector<double> values(3 * space.n_local());
      for (std::size_t c = 0; c < mesh->cells().n_cells; ++c)
        {
          const auto x = quadratic_node_points<3>(mesh->shape(), mesh->cells().vertices_of(c));
          for (unsigned int i = 0; i < space.nodes_per_cell; ++i)
            for (unsigned int k = 0; k < 3; ++k)
              values[3 * space.local_index(space.cell_nodes[space.nodes_per_cell * c + i]) + k] =
                u(x[i])[k];
        }
      return motion.measure(values);
    }
    Bridging<3>::Result
    with_bone(const std::function<bool(const Point &)> &is_bone)
    {
      for (std::size_t i = 0; i < state.nodes().n_owned(); ++i)
        state.fields[0][i] = is_bone(mesh->space(2).owned_points[state.nodes().node_of(i)]);
      return bridging.measure(state);
    }

    TemporaryDirectory             directory;
    Units                          units;
    std::unique_ptr<ParameterFile> file;
    std::unique_ptr<Mesh<3>>       mesh;
    std::vector<Region>            regions;
    Catalogue                      catalogue;
    State<3>                       state;
    FragmentMotion<3>              motion;
    Bridging<3>                    bridging;
  };

  const std::vector<std::string> cuts = {"x", "y", "z", "xy", "xz", "xyz"};

  void
  expect_same(const InterfragmentaryMovement &part, const InterfragmentaryMovement &whole)
  {
    EXPECT_NEAR(part.axial, whole.axial, 1e-12);
    for (unsigned int k = 0; k < 2; ++k)
      EXPECT_NEAR(part.shear[k], whole.shear[k], 1e-12) << k;
    for (unsigned int k = 0; k < 3; ++k)
      EXPECT_NEAR(part.rotation[k], whole.rotation[k], 1e-10) << k;
  }
} // namespace

// even about all planes: u_x odd in x, and so on
TEST(Symmetry, MovementIsThatOfTheWholeBone)
{
  const auto even = [](const Point &p) {
    return Point{{.01 * p[0] * (1 + p[1] * p[1]),
                  .02 * p[1] * p[0] * p[0],
                  -.05 * p[2] * (1 + p[0] * p[0] + .5 * p[1] * p[1])}};
  };
  const InterfragmentaryMovement whole = PartOfABone("").movement(even);
  EXPECT_GT(whole.axial, .05);
  for (const std::string &cut : cuts)
    {
      SCOPED_TRACE(cut);
      expect_same(PartOfABone(cut).movement(even), whole);
    }
}

TEST(Symmetry, BendingAndShearInThePlaneRemain)
{
  // bending about x and shear along y are even about x = 0
  const auto bend = [](const Point &p) {
    return p[2] > 0 ? Point{{.01 * p[0], .03 - .02 * (p[2] - .5), -.1 + .02 * p[1]}} : Point{};
  };
  const InterfragmentaryMovement whole = PartOfABone("").movement(bend);
  EXPECT_NEAR(std::abs(whole.rotation[0]), .02 * 180 / std::acos(-1.), 1e-10);
  expect_same(PartOfABone("x").movement(bend), whole);

  // the ends of a bone bend against each other, and twice as much as one
  const auto both = [](const Point &p) {
    const double side = p[2] > 0 ? 1 : -1;
    return Point{{0, -.02 * (p[2] - side * .5) * side, side * (-.1 + .02 * p[1])}};
  };
  const InterfragmentaryMovement bent = PartOfABone("").movement(both);
  EXPECT_NEAR(bent.axial, .2, 1e-12);
  EXPECT_NEAR(std::abs(bent.rotation[0]), .04 * 180 / std::acos(-1.), 1e-10);
  expect_same(PartOfABone("z").movement(both), bent);
}

TEST(Symmetry, QuadrantsAreThoseOfTheWholeBone)
{
  const std::vector<std::function<bool(const Point &)>> patterns = {
    [](const Point &) { return false; },
    [](const Point &) { return true; },
    [](const Point &p) { return std::abs(p[0]) > 1.1 && std::abs(p[1]) < .9; }, // front and back
    [](const Point &p) { return std::abs(p[1]) > 1.1 && std::abs(p[0]) < .9; }, // sides
    [](const Point &p) { return std::abs(p[2]) > .3; },  // not in the middle of the gap
    [](const Point &p) { return std::abs(p[2]) < .2; }}; // there only
  PartOfABone       whole("");
  const std::size_t n_bridged[] = {0, 4, 2, 2, 0, 0};
  for (const std::string &cut : cuts)
    {
      PartOfABone part(cut);
      for (std::size_t i = 0; i < patterns.size(); ++i)
        {
          SCOPED_TRACE(cut + ", pattern " + std::to_string(i));
          const auto a = part.with_bone(patterns[i]), b = whole.with_bone(patterns[i]);
          EXPECT_EQ(std::count(b.sector.begin(), b.sector.end(), 1), long(n_bridged[i]));
          EXPECT_EQ(a.anywhere, b.anywhere);
          EXPECT_EQ(a.sector, b.sector);
        }
    }
  // what is not even about a plane: front only
  PartOfABone half("y");
  const auto  front = [](const Point &p) { return p[0] > 1.1 && std::abs(p[1]) < .9; };
  EXPECT_EQ(half.with_bone(front).sector, whole.with_bone(front).sector);
  EXPECT_EQ(half.with_bone(front).sector, (std::vector<char>{1, 0, 0, 0}));
}

TEST(Symmetry, VolumesAreThoseOfTheWholeBone)
{
  for (const std::string &cut : cuts)
    {
      PartOfABone part(cut);
      std::fill_n(part.state.fields[0], part.state.nodes().n_owned(), .5);
      EXPECT_NEAR(summarise_fields(part.state, MPI_COMM_WORLD)[0].integral, 8, 1e-11) << cut;
      EXPECT_NEAR(part.mesh->region_volume("bone"), 64, 1e-11) << cut;
    }
}
