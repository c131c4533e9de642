// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// A half, a quarter or an eighth of a body with planes of symmetry against the whole body: two bones with a gap between them, under every
// kind of load. The meshes of the whole bodies are their own mirror images, so all agrees to the tolerance of the solver.

#include "mechanics/variants.h"

#include <algorithm>
#include <iostream>

namespace callus
{
  using namespace test;

  namespace
  {
    /// Sections of a case that are the same for the whole body and its part, but for supports and what is drained.
    struct Loading
    {
      std::string name;
      std::string axes;      ///< normals of planes in which it is symmetric, of a body in space
      std::string text;      ///< loads and devices
      std::string full_text; ///< the same for the whole body, where it differs
      bool        is_guided = false; ///< loaded end held by an axial guide
    };

    std::string
    load(const std::string &name,
         const std::string &surface,
         const std::string &type,
         const std::string &entries)
    {
      return on_surface(name, surface, type, entries + " [assumed]\n");
    }

    const std::string device = "set Translational stiffness = 40, 30, 60 N/mm [assumed]\nset "
                               "Rotational stiffness = 500, 600, 700 N mm [assumed]\n";

    std::vector<Loading>
    loadings()
    {
      const std::string fixator = subsection(
        "Fixator",
        "set Between = z_max, z_min\nset Displacements = 0, 0.01, 0.1, 0.4 mm [assumed]\n"
        "set Forces = 0, 0.5, 0.6, 4 N [assumed]\n");
      const auto loads    = [](const std::string &text) { return subsection("Loads", text); };
      const auto fixation = [](const std::string &more) {
        return subsection("Fixation", subsection("plate", "set Between = z_max, z_min\n" + more));
      };
      const std::string press = load("press", "z_max", "resultant force", "set Force = 0, 0, -2 N");
      const std::string weight = load("weight", "z_max", "rigid plate force", "set Force = 2 N");
      std::vector<Loading> all;
      all.push_back({"plate and fixator", "xyz", loads(weight) + fixator, ""});
      all.push_back({"resultant force", "xy", loads(press), "", true});
      all.push_back({"eccentric force",
                     "x",
                     loads(load("press",
                                "z_max",
                                "resultant force",
                                "set Point = 0, 0.5, 3 mm [assumed]\nset Force = 0, 0.3, -2 N")),
                     ""});
      all.push_back({"muscle",
                     "y",
                     loads(load("muscle",
                                "z_max",
                                "muscle force",
                                "set Magnitude = 2 N [assumed]\nset Towards = 3, 0, -9 mm")),
                     ""});
      all.push_back({"bending",
                     "x",
                     loads(load("turn", "z_max", "resultant moment", "set Moment = 3, 0, 0 N mm")),
                     ""});
      all.push_back({"traction",
                     "xy",
                     loads(load("press", "z_max", "traction", "set Traction = 0, 0, -0.1 MPa")),
                     ""});
      const std::string squeeze =
        load("right", "x_max", "traction", "set Traction = -0.1, 0, 0 MPa");
      all.push_back(
        {"squeeze",
         "x",
         loads(squeeze),
         loads(squeeze + load("left", "x_min", "traction", "set Traction = 0.1, 0, 0 MPa"))});
      all.push_back({"motion",
                     "xy",
                     loads(load("move",
                                "z_max",
                                "prescribed motion",
                                "set Directions = z\nset Displacement = 0, 0, -0.02 mm")),
                     ""});
      // the whole body is pushed from one end
      all.push_back(
        {"motion of both ends",
         "xyz",
         loads(load("move", "z_max", "prescribed motion", "set Displacement = 0, 0, -0.02 mm")),
         loads(load("move", "z_max", "prescribed motion", "set Displacement = 0, 0, -0.04 mm"))});
      all.push_back({"device", "xy", loads(press) + fixation(device), ""});
      all.push_back({"guided device", "xyz", loads(press) + fixation(device), "", true});
      all.push_back({"bent device",
                     "x",
                     loads(load("turn", "z_max", "resultant moment", "set Moment = 3, 0, 0 N mm")) +
                       fixation(device + "set Reference point = 0, 5, 1 mm [assumed]\n"),
                     ""});
      return all;
    }

    bool
    has(const std::string &axes, const char axis)
    {
      return axes.find(axis) != std::string::npos;
    }

    /// The body, or the part of it where the coordinates @p cut are positive.
    template <int dim>
    ShapedBox<dim>
    bones(const std::string &shape, const std::string &cut, const bool is_axisymmetric = false)
    {
      ShapedBox<dim> box;
      box.shape       = shape;
      box.is_mirrored = true;
      for (unsigned int k = 0; k < dim; ++k)
        {
          const bool   is_along = k == dim - 1, is_half = has(cut, "xyz"[k]);
          const double length = is_along ? 3 : 2;
          box.bricks[k]       = (is_along ? 6 : 2) * (is_half ? 1 : 2);
          box.lower[k]        = is_half ? 0 : -length;
          box.upper[k]        = length;
        }
      if (is_axisymmetric)
        {
          box.lower[0]  = 0;
          box.bricks[0] = 2;
        }
      box.region = [](const std::array<double, dim> &p) {
        return std::abs(p[dim - 1]) < .5 ? "gap" : "bone";
      };
      return box;
    }

    template <int dim>
    using Problem = std::unique_ptr<ProblemInDimension<dim>>;

    template <int dim>
    Problem<dim>
    problem_of(const Variant     &variant,
               const std::string &cut,
               const std::string &loads,
               const bool         is_guided)
    {
      std::string planes, drained, supports;
      for (unsigned int k = 0; k < dim; ++k)
        for (const std::string end : {"_min", "_max"})
          {
            const std::string surface  = "xyz"[k] + end;
            const bool        is_plane = end == "_min" && has(cut, "xyz"[k]);
            const bool is_axis = variant.geometry == "axisymmetric" && k == 0 && end == "_min";
            if (is_plane)
              planes += (planes.empty() ? "" : ", ") + surface;
            else if (k < dim - 1 && !is_axis)
              drained += (drained.empty() ? "" : ", ") + surface;
          }
      if (!has(cut, "xyz"[dim - 1]))
        supports += on_surface("low", variant.low_end(), "fixed");
      if (is_guided)
        supports += on_surface("guide", variant.high_end(), "axial guide");
      Setting setting = variant.setting();
      if (!planes.empty())
        setting.mesh += "set Symmetry planes = " + planes + "\n";
      auto problem = std::make_unique<ProblemInDimension<dim>>(
        bones<dim>(variant.shape, cut, variant.geometry == "axisymmetric"),
        // softer than bone, so that the tolerance of the solver bounds the error of the gap as well
        subsection("bone", fixed("cartilage")) + subsection("gap", healing),
        subsection("Supports", supports) + loads + "set Drained surfaces = " + drained + "\n" +
          ramp(1, 2) + tolerance("1e-10"),
        MPI_COMM_SELF,
        setting);
      problem->set_tissue(2, [](const std::array<double, dim> &x) {
        return .05 * std::abs(x[0]) + (dim == 3 ? .02 * std::abs(x[1]) : 0.);
      });
      return problem;
    }

    /// Largest difference of the drivers at the nodes of the part, over the largest value of the driver.
    template <int dim>
    double
    difference_of_drivers(const ProblemInDimension<dim> &part, const ProblemInDimension<dim> &whole)
    {
      std::map<std::array<long, dim>, std::size_t> at;
      const auto                                   key = [](const std::array<double, dim> &x) {
        std::array<long, dim> result;
        for (unsigned int k = 0; k < dim; ++k)
          result[k] = std::lround(1e6 * x[k]);
        return result;
      };
      for (std::size_t i = 0; i < whole.points().size(); ++i)
        at[key(whole.points()[i])] = i;
      double worst = 0;
      for (unsigned int d = 0; d < drivers::cell_scale_stiffness.value; ++d)
        {
          double difference = 0, largest = 1e-14;
          for (std::size_t i = 0; i < part.points().size(); ++i)
            {
              const double value = part.drivers[d][i],
                           other = whole.drivers[d][at.at(key(part.points()[i]))];
              difference         = std::max(difference, std::abs(value - other));
              largest            = std::max(largest, std::abs(other));
            }
          worst = std::max(worst, difference / largest);
        }
      return worst;
    }

    template <int dim>
    void
    compare(const Variant &variant, const std::string &cut, const Loading &loading)
    {
      constexpr double tolerance = 1e-6;
      SCOPED_TRACE(loading.name + ", cut across " + cut);
      const auto part = problem_of<dim>(variant, cut, loading.text, loading.is_guided);
      const auto whole =
        problem_of<dim>(variant,
                        "",
                        has(cut, "xyz"[dim - 1]) || loading.name == "squeeze"
                          ? (loading.full_text.empty() ? loading.text : loading.full_text)
                          : loading.text,
                        loading.is_guided);
      const LoadingResult a = part->update(), b = whole->update();
      const auto          near = [&](const char *what, const double value, const double expected) {
        EXPECT_NEAR(value, expected, tolerance * (1e-3 + std::abs(expected))) << what;
      };
      near("displacement", a.axial_displacement, b.axial_displacement);
      near("applied", a.applied_force, b.applied_force);
      near("fixator", a.fixator_force, b.fixator_force);
      near("callus", a.callus_force, b.callus_force);
      near("support", a.support_force, b.support_force);
      ASSERT_EQ(a.fixation_loads.size(), b.fixation_loads.size());
      for (std::size_t f = 0; f < a.fixation_loads.size(); ++f)
        for (unsigned int k = 0; k < a.fixation_loads[f].size(); ++k)
          EXPECT_NEAR(a.fixation_loads[f][k], b.fixation_loads[f][k], 2 * tolerance) << "device";
      for (const std::string region : {"bone", "gap"})
        EXPECT_NEAR(
          part->mesh->region_volume(region) / whole->mesh->region_volume(region), 1, 1e-12)
          << region;
      const double drivers = difference_of_drivers(*part, *whole);
      EXPECT_LT(drivers, 10 * tolerance);
      std::cout << "  " << variant.title() << ", " << loading.name << ", across " << cut
                << ": movement " << a.axial_displacement << " mm (whole body "
                << b.axial_displacement << "), applied " << a.applied_force << " N ("
                << b.applied_force << "), drivers differ by " << drivers << '\n';
    }

    /// The subsets of the axes of a load, but for the whole body.
    std::vector<std::string>
    cuts_of(const std::string &axes)
    {
      std::vector<std::string> cuts;
      for (const std::string cut : {"x", "y", "z", "xy", "xz", "yz", "xyz"})
        if (std::all_of(cut.begin(), cut.end(), [&](const char axis) { return has(axes, axis); }))
          cuts.push_back(cut);
      return cuts;
    }
  } // namespace


  // with the total pressure too, whose regions the planes cut
  TEST(Symmetry, PartsOfABodyWithTotalPressureAreTheWholeBody)
  {
    for (Variant variant : {all_variants[0], all_variants[1]})
      {
        variant.formulation = total_pressure;
        for (const Loading &loading : loadings())
          if (loading.name == "plate and fixator" || loading.name == "guided device")
            compare<3>(variant, "xyz", loading);
          else if (loading.name == "eccentric force")
            compare<3>(variant, "x", loading);
      }
  }


  // every kind of load, on bricks, by every set of planes in which it is symmetric
  TEST(Symmetry, PartsOfABodyOfBricksAreTheWholeBody)
  {
    for (const Loading &loading : loadings())
      for (const std::string &cut : cuts_of(loading.axes))
        compare<3>(all_variants[1], cut, loading);
  }


  TEST(Symmetry, PartsOfABodyOfTetrahedraAreTheWholeBody)
  {
    for (const Loading &loading : loadings())
      for (const std::string cut : {"x", "z", "xyz"})
        if (std::all_of(
              cut.begin(), cut.end(), [&](const char axis) { return has(loading.axes, axis); }))
          compare<3>(all_variants[0], cut, loading);
  }


  class SymmetryInThePlane : public ::testing::TestWithParam<Variant>
  {
  };
  INSTANTIATE_TEST_SUITE_P(Mechanics,
                           SymmetryInThePlane,
                           ::testing::ValuesIn(in_both_formulations(
                             std::vector<Variant>(all_variants.begin() + 2, all_variants.end()))),
                           variant_name);


  TEST_P(SymmetryInThePlane, PartsAreTheWholeBody)
  {
    const bool is_axisymmetric = GetParam().geometry == "axisymmetric";
    const auto weight =
      subsection("Loads", load("weight", "y_max", "rigid plate force", "set Force = 2 N"));
    const Loading plate{"plate and fixator",
                        "",
                        weight + subsection("Fixator",
                                            "set Between = y_max, y_min\nset Displacements = 0, "
                                            "0.01, 0.1, 0.4 mm [assumed]\nset Forces = 0, 0.5, "
                                            "0.6, 4 N [assumed]\n"),
                        ""};
    const Loading held{
      "device",
      "",
      subsection("Loads", load("press", "y_max", "resultant force", "set Force = 0, -2 N")) +
        subsection(
          "Fixation",
          subsection("plate",
                     "set Between = y_max, y_min\nset Translational stiffness = " +
                       std::string(is_axisymmetric ? "" : "40, ") + "60 N/mm [assumed]\n" +
                       (is_axisymmetric ? "" : "set Rotational stiffness = 500 N mm [assumed]\n"))),
      "",
      !is_axisymmetric}; // the plane across the axis does not hold it sideways
    for (const std::string cut : {"x", "y", "xy"})
      if (!is_axisymmetric || cut == "y")
        for (const Loading &loading : {plate, held})
          compare<2>(GetParam(), cut, loading);
  }

  // a device between an end and its mirror image: it is moved, and turned, by twice what the end is
  TEST(Symmetry, DeviceBetweenMirrorImages)
  {
    const auto problem_with = [](const std::string &loads) {
      return problem_of<3>(
        all_variants[1],
        "z",
        "set Regions left out = gap\n" + subsection("Loads", loads) +
          subsection("Fixation", subsection("plate", "set Between = z_min, z_max\n" + device)),
        true);
    };
    const auto pressed =
      problem_with(load("press", "z_max", "resultant force", "set Force = 0, 0, -6 N"));
    LoadingResult result = pressed->update();
    EXPECT_NEAR(result.axial_displacement, 6. / 60, 1e-6);
    EXPECT_NEAR(result.fixator_force, 6, 1e-8);
    EXPECT_NEAR(result.callus_force, 0, 1e-8);
    EXPECT_NEAR(result.fixation_loads.at(0)[2], -6, 1e-8);

    const auto bent =
      problem_with(load("turn", "z_max", "resultant moment", "set Moment = 6, -4, 0 N mm"));
    result                   = bent->update();
    const double expected[6] = {0, 0, 0, 6, -4, 0};
    for (unsigned int k = 0; k < 6; ++k)
      EXPECT_NEAR(result.fixation_loads.at(0)[k], expected[k], 1e-8) << k;
    for (std::size_t i = 0; i < bent->points().size(); ++i)
      if (bent->points()[i] == std::array<double, 3>{{2, 2, 3}}) // half of M / K turns this end
        EXPECT_NEAR(
          bent->mechanics.displacement()[3 * i + 2], 6. / 500 / 2 * 2 + 4. / 600 / 2 * 2, 1e-6);
  }


  namespace
  {
    /// What is wrong with a body under a weight, which nothing holds but its planes of symmetry.
    template <int dim>
    std::string
    problems_of(const Variant &variant, const std::string &planes, const std::string &loads)
    {
      Setting setting = variant.setting();
      setting.mesh += "set Symmetry planes = " + planes + "\n";
      ProblemInDimension<dim> problem(bones<dim>(variant.shape, "", false),
                                      two_bones_regions,
                                      subsection("Supports", "") + subsection("Loads", loads) +
                                        ramp(1, 2),
                                      MPI_COMM_SELF,
                                      setting);
      try
        {
          problem.file().throw_if_wrong();
        }
      catch (const InputError &error)
        {
          return error.what();
        }
      return "";
    }
  } // namespace


  TEST(Symmetry, WrongPlanesAreRefused)
  {
    const std::string weight = load("weight", "y_max", "rigid plate force", "set Force = 2 N");
    EXPECT_NE(problems_of<2>(all_variants[3], "x_min", weight).find("no support"),
              std::string::npos)
      << "a plane along the axis does not hold a load along it";
    EXPECT_EQ(problems_of<2>(all_variants[3], "y_min", weight), "");
    EXPECT_NE(problems_of<2>(all_variants[3],
                             "y_min",
                             load("weight", "x_max", "rigid plate force", "set Force = 2 N"))
                .find("which meets"),
              std::string::npos);
    ShapedBox<2> ring    = bones<2>("quadrilateral", "y", true);
    Setting      setting = all_variants[5].setting();
    setting.mesh += "set Symmetry planes = x_min\n";
    ProblemInDimension<2> problem(ring,
                                  two_bones_regions,
                                  subsection("Supports", on_surface("low", "y_min", "fixed")) +
                                    subsection("Loads", weight) + ramp(1, 2),
                                  MPI_COMM_SELF,
                                  setting);
    EXPECT_THROW(problem.file().throw_if_wrong(), InputError);
  }
} // namespace callus
