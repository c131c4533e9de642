// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Several load cases a day: each is what it would be alone, and the drivers are combined as stated.

#include "mechanics/load_combination.h"
#include "mechanics/variants.h"

#include <cmath>

namespace callus
{
  using namespace test;

  namespace
  {
    const Variant plane = {"quadrilateral", "plane_strain", 2};

    /// Two bones and a gap in plane strain under these sections `Loads` or `Load cases`.
    std::unique_ptr<ProblemInDimension<2>>
    gap_under(const std::string &loads,
              const std::string &fixator            = "",
              const std::string &relative_tolerance = "1e-12")
    {
      ShapedBox<2> box = bar<2>(plane, 4, 5, 4, 10);
      box.region       = [](const auto &p) { return p[1] > 2 && p[1] < 3 ? "gap" : "bone"; };
      return std::make_unique<ProblemInDimension<2>>(
        box,
        two_bones_regions,
        subsection("Supports", on_surface("distal", "y_min", "fixed")) + loads + fixator +
          ramp(1, 2) + tolerance(relative_tolerance) + "set Drained surfaces = x_max\n",
        MPI_COMM_SELF,
        plane.setting());
    }

    std::string
    plate(const std::string &force)
    {
      return on_surface(
        "weight", "y_max", "rigid plate force", "set Force = " + force + " N [assumed]\n");
    }
    std::string
    pull(const std::string &traction)
    {
      return on_surface(
        "muscle", "x_max", "traction", "set Traction = " + traction + " MPa [assumed]\n");
    }
    std::string
    motion(const std::string &displacement)
    {
      return on_surface("machine",
                        "y_max",
                        "prescribed motion",
                        "set Displacement = " + displacement + " mm [assumed]\n");
    }
    std::string
    load_case(const std::string &name, const std::string &loads, const std::string &cycles = "")
    {
      return subsection(
        name,
        (cycles.empty() ? "" : "set Cycles per day = " + cycles + " 1/day [assumed]\n") +
          subsection("Loads", loads));
    }
    std::string
    load_cases(const std::string &combination, const std::string &cases)
    {
      return subsection("Load cases", "set Combination = " + combination + "\n" + cases);
    }

    const std::string fixator = subsection("Fixator",
                                           "set Between = y_max, y_min\n"
                                           "set Displacements = 0, 0.1, 0.2 mm [assumed]\n"
                                           "set Forces = 0, 50, 500 N [assumed]\n");

    constexpr unsigned int n_mechanical = drivers::resorption_weight.value;

    void
    expect_same_state(const ProblemInDimension<2> &all,
                      const std::size_t            load_case,
                      const ProblemInDimension<2> &alone)
    {
      const LoadingResult &a = all.mechanics.result(load_case), &b = alone.mechanics.result();
      EXPECT_NEAR(
        a.axial_displacement, b.axial_displacement, 1e-8 * std::abs(b.axial_displacement));
      EXPECT_NEAR(a.applied_force, b.applied_force, 1e-6);
      EXPECT_NEAR(a.fixator_force, b.fixator_force, 1e-6);
      EXPECT_NEAR(a.callus_force, b.callus_force, 1e-6);
      EXPECT_NEAR(a.support_force, b.support_force, 1e-5);
      for (std::size_t i = 0; i < alone.mechanics.displacement().size(); ++i)
        ASSERT_NEAR(
          all.mechanics.displacement(load_case)[i], alone.mechanics.displacement()[i], 1e-9);
      for (std::size_t i = 0; i < alone.mechanics.pressure().size(); ++i)
        ASSERT_NEAR(all.mechanics.pressure(load_case)[i], alone.mechanics.pressure()[i], 1e-8);
    }

    /// All problems of a case as one text.
    std::string
    problems_of(const std::string &loads)
    {
      std::string text;
      const auto  gap = gap_under(loads);
      for (const Problem &problem : gap->file().problems().list())
        text += to_string(problem) + "\n";
      return text;
    }
  } // namespace


  TEST(LoadCombination, TakesEachDriverByItsRule)
  {
    const auto combined = [](const std::string &combination) {
      ParameterText text(
        load_cases(combination, load_case("a", "", "10") + load_case("b", "", "30")));
      MechanicalDrivers a, b;
      a.volumetric_strain = -0.02;
      b.volumetric_strain = 0.01;
      a.fluid_speed       = 1;
      b.fluid_speed       = 3;
      return LoadCombination::read(text->root().subsection("Load cases"))({a, b});
    };
    EXPECT_DOUBLE_EQ(combined("peak").volumetric_strain, -0.02);
    EXPECT_DOUBLE_EQ(combined("peak").fluid_speed, 3);
    EXPECT_DOUBLE_EQ(combined("mean").volumetric_strain, 0.25 * -0.02 + 0.75 * 0.01);
    EXPECT_DOUBLE_EQ(combined("mean").fluid_speed, 2.5);
    const std::string sum = "weighted sum\nset Reference cycles per day = 20 1/day [assumed]";
    EXPECT_DOUBLE_EQ(combined(sum).volumetric_strain, 0.5 * -0.02 + 1.5 * 0.01);
    EXPECT_DOUBLE_EQ(combined(sum).fluid_speed, 5);
  }


  TEST(LoadCases, AreEachWhatTheyAreAlone)
  {
    const std::string walking = plate("60"), coughing = plate("5") + pull("0, 0.5");
    const auto        all = gap_under(
      load_cases("mean",
                 load_case("walking", walking, "3000") + load_case("coughing", coughing, "1000")),
      fixator);
    const auto first  = gap_under(subsection("Loads", walking), fixator),
               second = gap_under(subsection("Loads", coughing), fixator);
    all->update();
    first->update();
    second->update();
    EXPECT_EQ(all->mechanics.load_cases(), (std::vector<std::string>{"walking", "coughing"}));
    EXPECT_EQ(all->report.solves, 4u); // plate and muscle, the second step of each
    expect_same_state(*all, 0, *first);
    expect_same_state(*all, 1, *second);
    for (unsigned int d = 0; d < n_mechanical; ++d)
      for (std::size_t i = 0; i < all->drivers.n_points(); ++i)
        ASSERT_NEAR(all->drivers[d][i],
                    0.75 * first->drivers[d][i] + 0.25 * second->drivers[d][i],
                    1e-7 * (std::abs(first->drivers[d][i]) + std::abs(second->drivers[d][i])) +
                      1e-12)
          << d;
  }


  // The same loads three times over, the other way round: everything is that of this case, with its sign.
  TEST(LoadCases, PeakIsTheLargestMagnitudeWithItsSign)
  {
    const auto both = gap_under(
      load_cases("peak",
                 load_case("push", pull("0.1, -0.1")) + load_case("pull", pull("-0.3, 0.3"))),
      "",
      "1e-8");
    const auto alone = gap_under(subsection("Loads", pull("-0.3, 0.3")), "", "1e-8");
    both->update();
    alone->update();
    double largest = 0;
    for (unsigned int d = 0; d < n_mechanical; ++d)
      if (d != drivers::minimum_principal_strain.value) // is not odd in the load
        for (std::size_t i = 0; i < both->drivers.n_points(); ++i)
          {
            ASSERT_NEAR(both->drivers[d][i],
                        alone->drivers[d][i],
                        1e-5 * std::abs(alone->drivers[d][i]) + 1e-9)
              << d;
            largest = std::max(largest, std::abs(alone->drivers[d][i]));
          }
    EXPECT_GT(largest, 1e-3);
  }


  TEST(LoadCases, MotionsAreStatedInEach)
  {
    const auto all =
      gap_under(load_cases("peak",
                           load_case("down", motion("0, -0.1")) +
                             load_case("aside", motion("0.05, 0") + pull("0.1, 0"))));
    const auto down  = gap_under(subsection("Loads", motion("0, -0.1"))),
               aside = gap_under(subsection("Loads", motion("0.05, 0") + pull("0.1, 0")));
    all->update();
    down->update();
    aside->update();
    expect_same_state(*all, 0, *down);
    expect_same_state(*all, 1, *aside);
  }


  TEST(LoadCases, EventsAndScheduleScaleAll)
  {
    const auto all = gap_under(
      load_cases("peak", load_case("a", plate("60")) + load_case("b", plate("8"))), fixator);
    all->mechanics.set_load_factor(0.5);
    all->update();
    EXPECT_NEAR(all->mechanics.result(0).applied_force, 30, 1e-9);
    EXPECT_NEAR(all->mechanics.result(1).applied_force, 4, 1e-9);
  }


  TEST(LoadCases, WrongInputIsExplained)
  {
    const std::string walking = load_case("walking", plate("60"), "100");
    const auto        expect  = [](const std::string &loads, const std::string &text) {
      const std::string problems = problems_of(loads);
      EXPECT_NE(problems.find(text), std::string::npos) << text << " is not in\n" << problems;
    };
    EXPECT_EQ(problems_of(load_cases("mean", walking)), "");
    EXPECT_EQ(problems_of(load_cases("peak", load_case("walking", plate("60")))), "");
    expect(load_cases("peak", walking) + subsection("Loads", plate("5")),
           "loads beside Load cases");
    expect(load_cases("peak", walking + load_case("lying", "")), "no load");
    expect(load_cases("peak", ""), "no load case");
    expect(load_cases("maximum", walking), "peak");
    expect(load_cases("mean", load_case("walking", plate("60"))), "Cycles per day");
    expect(load_cases("weighted sum", walking), "Reference cycles per day");
    expect(
      load_cases(
        "peak",
        walking +
          load_case("b",
                    on_surface("w", "x_max", "rigid plate force", "set Force = 1 N [assumed]\n"))),
      "a second rigid plate");
    expect(load_cases("peak", load_case("a", motion("0, -0.1")) + load_case("b", pull("1, 0"))),
           "the same surfaces and directions in every case");
  }
} // namespace callus
