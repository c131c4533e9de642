// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/test_network.h"
#include "kinetics/well_mixed.h"
#include "laws/biology/process_forms.h"

#include <algorithm>

using namespace callus;
using namespace callus::testing;

namespace
{
  /// Two taxis processes and a hindrance over the example fields.
  const std::string movement = R"(
subsection Processes
  subsection climb
    set Form            = chemotaxis
    set Field           = cells
    set Towards         = signal
    set Coefficient     = 0.2 mm2/day/(ng/mL) [assumed]
    set Half saturation = 2 ng/mL [assumed]
    set Capacity        = 0.5 1e6 cells/mL [assumed]
    set Rows            = 6
    subsection Modifiers
      subsection matrix
        set Form     = capacity
        set Capacity = 0.8 [assumed]
      end
      subsection late
        set Form   = table
        set Days   = 0, 10 day [assumed]
        set Values = 1, 0 [assumed]
      end
    end
  end
  subsection flee
    set Form        = chemotaxis
    set Field       = other_cells
    set Towards     = signal
    set Coefficient = -1e-8 cm2/s/(ng/mL) [assumed]
  end
  subsection crawl
    set Form        = haptotaxis
    set Field       = fraction
    set Towards     = matrix
    set Coefficient = 0.3 mm2/day [assumed]
    set Capacity    = 1 [assumed]
  end
  subsection dense
    set Form   = hindrance
    set Fields = signal, cells
    subsection Modifiers
      subsection matrix
        set Form      = linear
        set Intercept = 1.5 [assumed]
        set Slope     = -1 [assumed]
      end
    end
  end
end
)";

  /// A table of the network's fields, all zero.
  PointTable
  zero_state(const Network &network, std::size_t n_points)
  {
    return PointTable(network.catalogue().n_fields(), n_points, 0.);
  }

  using Evaluate = void (Network::*)(unsigned int,
                                     double,
                                     const PointTable &,
                                     const PointTable &,
                                     std::size_t,
                                     std::size_t,
                                     double *,
                                     Network::Scratch &) const;

  std::vector<double>
  values(const Network    &network,
         Evaluate          evaluate,
         unsigned int      index,
         const PointTable &fields,
         double            day = 0.)
  {
    std::vector<double> result(fields.n_points(), NAN);
    Network::Scratch    scratch;
    (network.*evaluate)(index,
                        day,
                        fields,
                        neutral_drivers(network, fields.n_points()),
                        0,
                        fields.n_points(),
                        result.data(),
                        scratch);
    return result;
  }

  /// Potentials, modifiers and mobilities of all processes of movement.
  std::vector<double>
  everything(const Network &network, const PointTable &fields)
  {
    std::vector<double> all;
    const auto          add = [&](Evaluate evaluate, unsigned int index) {
      const std::vector<double> more = values(network, evaluate, index, fields, 3.);
      all.insert(all.end(), more.begin(), more.end());
    };
    for (unsigned int i = 0; i < network.taxis_processes().size(); ++i)
      {
        add(&Network::taxis_potential, i);
        add(&Network::taxis_modifier, i);
      }
    for (unsigned int i = 0; i < network.hindrance_processes().size(); ++i)
      add(&Network::hindrance, i);
    return all;
  }

  bool
  contains(const std::vector<std::string> &list, const std::string &name)
  {
    return std::find(list.begin(), list.end(), name) != list.end();
  }
} // namespace


TEST(Movement, forms_read_what_they_declare_and_leave_the_rates_alone)
{
  unsigned int n_forms = 0;
  for (const biology::ProcessForm &form : biology::process_forms())
    {
      if (form.effect != biology::Effect::movement)
        continue;
      ++n_forms;
      const std::string &name = form.documentation.name;
      TestNetwork        test(
        example_fields +
        in_subsection("Processes", in_subsection("example", form.documentation.example)));
      ASSERT_EQ(test.problems(), "") << name;
      const Network &network = *test.network;
      EXPECT_EQ(network.taxis_processes().size() + network.hindrance_processes().size(), 1u);
      const ProcessSummary process = network.processes().at(0);
      EXPECT_FALSE(process.changes.empty()) << name;
      PointTable                fields = random_state(network, 2, 4);
      const std::vector<double> before = everything(network, fields);
      for (const Field &field : network.catalogue().fields())
        {
          const unsigned int f     = test.field(field.name);
          const double       saved = fields[f][1];
          fields[f][1]             = 0.7 * saved + 0.013;
          // the field that moves is read by the flux, not by its potential
          if (contains(process.reads, field.name) && !contains(process.changes, field.name))
            EXPECT_NE(everything(network, fields), before) << name << ", " << field.name;
          else
            EXPECT_EQ(everything(network, fields), before) << name << ", " << field.name;
          fields[f][1] = saved;
        }
      const unsigned int m = network.catalogue().n_fields();
      PointTable         production(m, 2, NAN), loss(m, 2, NAN);
      Network::Scratch   scratch;
      network.rates(3., fields, neutral_drivers(network, 2), 0, 2, production, loss, scratch);
      for (unsigned int f = 0; f < m; ++f)
        EXPECT_EQ(production[f][0] + loss[f][0], 0.) << name;
    }
  EXPECT_EQ(n_forms, 3u);
}


TEST(Movement, processes_are_handed_out_with_field_and_capacity)
{
  TestNetwork test(example_fields + movement);
  ASSERT_EQ(test.problems(), "");
  const Network &network = *test.network;
  ASSERT_EQ(network.taxis_processes().size(), 3u);
  const TaxisProcess &climb = network.taxis_processes()[0];
  EXPECT_EQ(climb.name, "climb");
  EXPECT_EQ(climb.field.value, test.field("cells"));
  EXPECT_DOUBLE_EQ(climb.capacity, 0.5);
  EXPECT_EQ(climb.process, network.process_index("climb"));
  EXPECT_TRUE(std::isinf(network.taxis_processes()[1].capacity));
  EXPECT_DOUBLE_EQ(network.taxis_processes()[2].capacity, 1.);
  ASSERT_EQ(network.hindrance_processes().size(), 1u);
  const HindranceProcess &dense = network.hindrance_processes()[0];
  ASSERT_EQ(dense.fields.size(), 2u);
  EXPECT_EQ(dense.fields[0].value, test.field("signal"));
  EXPECT_EQ(dense.fields[1].value, test.field("cells"));
  EXPECT_EQ(dense.process, network.process_index("dense"));
}


TEST(Movement, the_slope_of_the_potential_is_the_saturating_sensitivity)
{
  TestNetwork test(example_fields + movement);
  ASSERT_EQ(test.problems(), "");
  Network           &network = *test.network;
  const std::size_t  n       = 300; // more than two batches
  PointTable         fields  = zero_state(network, n);
  const unsigned int q       = test.field("signal");
  const double       h       = 0.01;
  for (std::size_t i = 0; i < n; ++i)
    fields[q][i] = i * h;
  const std::vector<double> potential = values(network, &Network::taxis_potential, 0, fields);
  EXPECT_EQ(potential[0], 0.);
  for (std::size_t i = 1; i + 1 < n; ++i)
    {
      const double expected = 0.2 * 4. / ((2. + i * h) * (2. + i * h));
      EXPECT_NEAR((potential[i + 1] - potential[i - 1]) / (2 * h), expected, 1e-5) << i;
    }
  // -1e-8 cm2/s are -0.0864 mm2/day
  const std::vector<double> repulsion = values(network, &Network::taxis_potential, 1, fields);
  EXPECT_NEAR(repulsion[200], -0.0864 * 2., 1e-12);

  network.set_factor(network.process_index("climb"), 0.25);
  network.set_factor(network.process_index("flee"), 0.);
  EXPECT_NEAR(
    values(network, &Network::taxis_potential, 0, fields)[200], 0.25 * potential[200], 1e-15);
  EXPECT_EQ(values(network, &Network::taxis_potential, 1, fields)[200], 0.);
}


TEST(Movement, the_modifier_follows_state_and_day_and_no_event)
{
  TestNetwork test(example_fields + movement);
  ASSERT_EQ(test.problems(), "");
  Network   &network              = *test.network;
  PointTable fields               = zero_state(network, 2);
  fields[test.field("matrix")][1] = 0.2;
  network.set_factor(network.process_index("climb"), 0.25);
  const std::vector<double> modifier = values(network, &Network::taxis_modifier, 0, fields, 4.);
  EXPECT_DOUBLE_EQ(modifier[0], 0.6);
  EXPECT_DOUBLE_EQ(modifier[1], 0.6 * 0.75);
  EXPECT_EQ(values(network, &Network::taxis_modifier, 1, fields, 4.)[1], 1.);
  EXPECT_DOUBLE_EQ(values(network, &Network::taxis_potential, 2, fields)[1], 0.3 * 0.2);
}


TEST(Movement, hindrance_only_slows_down_and_its_event_frees)
{
  TestNetwork test(example_fields + movement);
  ASSERT_EQ(test.problems(), "");
  Network           &network  = *test.network;
  PointTable         fields   = zero_state(network, 4);
  const double       matrix[] = {0.2, 0.7, 1., 2.}; // products 1.3, 0.8, 0.5, 0
  const unsigned int index    = network.process_index("dense");
  std::copy_n(matrix, 4, fields[test.field("matrix")]);
  const auto expect = [&](double factor, const std::vector<double> &expected) {
    network.set_factor(index, factor);
    const std::vector<double> found = values(network, &Network::hindrance, 0, fields);
    for (std::size_t i = 0; i < expected.size(); ++i)
      EXPECT_NEAR(found[i], expected[i], 1e-15) << "factor " << factor << ", point " << i;
  };
  expect(1., {1., 0.8, 0.5, 0.});
  expect(0.5, {1., 0.9, 0.75, 0.5});
  expect(0., {1., 1., 1., 1.});
  expect(3., {1., 0.8, 0.5, 0.});
}


TEST(Movement, the_species_leaves_movement_alone_unless_asked)
{
  const std::string sheep = "include library/species_sheep.prm\n";
  const auto        slope = [](const std::string &text) {
    TestNetwork test(text);
    EXPECT_EQ(test.problems(), "");
    PointTable fields               = zero_state(*test.network, 1);
    fields[test.field("signal")][0] = 2.;
    return values(*test.network, &Network::taxis_potential, 0, fields)[0];
  };
  const double mouse = slope(example_fields + movement);
  EXPECT_DOUBLE_EQ(mouse, 0.2);
  EXPECT_EQ(slope(example_fields + movement + sheep), mouse);
  std::string scaled = movement;
  scaled.replace(scaled.find("set Rows"), 8, "set Scaled by species = true\n    set Rows");
  EXPECT_DOUBLE_EQ(slope(example_fields + scaled + sheep), mouse / 3.);
}


TEST(Movement, what_is_off_or_zero_is_left_out_and_listed)
{
  std::string text  = movement;
  const auto  after = [&](const std::string &line, const std::string &more) {
    text.replace(text.find(line), line.size(), line + more);
  };
  after("subsection dense\n", "    set Active = false\n");
  text.replace(text.find("= 0.3 mm2/day"), 13, "= 0 mm2/day");
  TestNetwork test("library\n" + example_fields + text);
  ASSERT_EQ(test.problems(), "");
  EXPECT_EQ(test.network->taxis_processes().size(), 2u);
  EXPECT_TRUE(test.network->hindrance_processes().empty());
  const std::vector<ProcessSummary> processes = test.network->processes();
  ASSERT_EQ(processes.size(), 4u);
  EXPECT_EQ(processes[0].reads, (std::vector<std::string>{"signal", "cells", "matrix", "day"}));
  EXPECT_EQ(processes[0].changes, (std::vector<std::string>{"cells"}));
  EXPECT_EQ(processes[0].rows, (std::vector<unsigned int>{6}));
  EXPECT_EQ(processes[0].equation,
            "movement of cells: -div(chi K^2/(K + signal)^2 cells (1 - cells/c)+ grad signal)");
  EXPECT_EQ(processes[1].equation, "movement of other_cells: -div(chi other_cells grad signal)");
  EXPECT_EQ(processes[3].reads, (std::vector<std::string>{"matrix"}));
  EXPECT_EQ(processes[3].changes, (std::vector<std::string>{"signal", "cells"}));
  EXPECT_FALSE(processes[3].active);
}


TEST(Movement, without_space_nothing_moves)
{
  const auto run = [](const std::string &more) {
    TestNetwork test(
      example_fields + more +
      "subsection Time\n  set End = 3 day\nend\nsubsection Quantities\n  subsection "
      "room\n    set Form = sum\n    set Unit = 1\n    set Of = cells\n    subsection "
      "Coefficients\n      set cells = 1 mL/(1e6 cells) [assumed]\n    end\n  "
      "end\nend\n");
    WellMixedRun run(test.file->root());
    EXPECT_EQ(test.problems(), "");
    return run.run().rows.back().values;
  };
  EXPECT_EQ(run(movement), run(""));
}


TEST(Movement, mistakes_are_reported)
{
  const auto problem = [](const std::string &process) {
    return TestNetwork(example_fields + in_subsection("Processes", in_subsection("p", process)))
      .problems();
  };
  const auto expect = [&](const std::string &process, const std::string &word) {
    const std::string text = problem(process);
    EXPECT_NE(text.find(word), std::string::npos) << process << text;
  };
  const std::string chi = "set Coefficient = 0.1 mm2/day/(ng/mL) [assumed]\n";
  expect("set Form = chemotaxis\nset Field = signal\nset Towards = bound_signal\n" + chi,
         "a field of the kind 'signal'");
  expect("set Form = chemotaxis\nset Field = cells\nset Towards = sigmal\n" + chi, "'signal'");
  expect("set Form = chemotaxis\nset Field = cells\nset Towards = matrix\n" + chi, "Coefficient");
  expect("set Form = chemotaxis\nset Field = cells\nset Towards = cells\nset Coefficient = 0.1 "
         "mm2/day/(1e6 cells/mL) [assumed]\n",
         "the field itself");
  EXPECT_EQ(problem("set Form = chemotaxis\nset Field = cells\nset Towards = cells\nset "
                    "Coefficient = -0.1 mm2/day/(1e6 cells/mL) [assumed]\n"),
            "");
  expect("set Form = haptotaxis\nset Field = cells\nset Towards = signal\nset Coefficient = 0.1 "
         "mm2/day [assumed]\n",
         "the unit 'ng/mL'");
  expect("set Form = haptotaxis\nset Field = cells\nset Towards = matrix\nset Coefficient = -0.1 "
         "mm2/day [assumed]\n",
         ">= 0");
  expect("set Form = hindrance\nset Fields = cells\n", "without modifiers");
  const std::string modifiers = "subsection Modifiers\n subsection matrix\n set Form = capacity\n "
                                "set Capacity = 1 [assumed]\n end\nend\n";
  expect("set Form = hindrance\nset Fields = cells, signal, cells\n" + modifiers, "'cells' twice");
  expect("set Form = hindrance\nset Fields = cells, sigmal\n" + modifiers, "'sigmal'");
  expect("set Form = hindrance\n" + modifiers, "Fields");
}
