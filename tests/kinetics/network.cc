// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/expression_graph.h"
#include "kinetics/test_network.h"
#include "laws/biology/modifiers/activation.h"

#include <cmath>
#include <limits>

using namespace callus;
using namespace callus::testing;

namespace
{
  const std::string two_processes = R"(
subsection Quantities
  subsection all_cells
    set Form = sum
    set Unit = 1e6 cells/mL
    set Of   = cells, other_cells
  end
end
subsection Processes
  subsection loss
    set Form  = decay
    set Field = cells
    set Rate  = 0.3 1/day [assumed]
    subsection Modifiers
      subsection low
        set Form            = activation
        set Argument        = signal
        set Half saturation = 1 ng/mL [assumed]
      end
      subsection high
        set Form            = inhibition
        set Argument        = signal
        set Half saturation = 4 ng/mL [assumed]
      end
    end
  end
  subsection secretion
    set Form  = secretion
    set Field = signal
    set By    = all_cells
    set Rate  = 2 ng/mL/day/(1e6 cells/mL) [assumed]
  end
end
)";

  /// P and L of one field at the first point.
  std::pair<double, double>
  rates(const Network &network, const std::string &field, const PointTable &fields, double day = 0.)
  {
    const unsigned int n = network.catalogue().n_fields();
    PointTable         production(n, fields.n_points()), loss(n, fields.n_points());
    Network::Scratch   scratch;
    network.rates(day,
                  fields,
                  neutral_drivers(network, fields.n_points()),
                  0,
                  fields.n_points(),
                  production,
                  loss,
                  scratch);
    const FieldId id = network.catalogue().find_field(field).value();
    return {production[id][0], loss[id][0]};
  }
} // namespace


TEST(ExpressionGraph, equal_expressions_are_one_node)
{
  using namespace biology;
  ExpressionGraph graph(3, 2);
  const Value a = graph.apply(point_function<ActivationLaw<2>>(), {1., 1., 0.}, {graph.field(0)});
  EXPECT_EQ(graph.apply(point_function<ActivationLaw<2>>(), {1., 1., 0.}, {graph.field(0)}), a);
  const Value b = graph.apply(point_function<ActivationLaw<2>>(), {2., 1., 0.}, {graph.field(0)});
  const Value c = graph.apply(point_function<ActivationLaw<2>>(), {1., 1., 0.}, {graph.driver(0)});
  const Value d = graph.apply(point_function<ActivationLaw<4>>(), {1., 1., 0.}, {graph.field(0)});
  EXPECT_EQ(graph.n_nodes(), 4u);
  EXPECT_TRUE(a != b && b != c && c != d && d != a);
  EXPECT_EQ(graph.multiply(a, b), graph.multiply(b, a));
  EXPECT_EQ(graph.n_nodes(), 5u);
}


TEST(Network, computes_what_the_file_says)
{
  TestNetwork test(example_fields + two_processes);
  ASSERT_EQ(test.problems(), "");
  PointTable fields(test.network->catalogue().n_fields(), 1, 0.);
  fields[test.field("cells")][0]       = 0.5;
  fields[test.field("other_cells")][0] = 0.25;
  fields[test.field("signal")][0]      = 4.;
  EXPECT_DOUBLE_EQ(rates(*test.network, "cells", fields).second, 0.3 * (4. / 5.) * 0.5);
  EXPECT_DOUBLE_EQ(rates(*test.network, "signal", fields).first, 2. * 0.75);
  EXPECT_EQ(rates(*test.network, "other_cells", fields).first, 0.);
}


TEST(Network, rates_are_set_whatever_the_tables_held)
{
  TestNetwork test(example_fields + two_processes);
  ASSERT_EQ(test.problems(), "");
  Network           &network = *test.network;
  const unsigned int n       = network.catalogue().n_fields();
  const PointTable   fields(n, 1, .5), drivers = neutral_drivers(network, 1);
  const double       unknown = std::numeric_limits<double>::quiet_NaN();
  Network::Scratch   scratch;
  for (const double factor : {1., 0.}) // what is off contributes nothing, also where it comes first
    {
      network.set_factor(network.process_index("loss"), factor);
      PointTable production(n, 1, unknown), loss(n, 1, unknown), other_production = production,
                                                                 other_loss = loss;
      network.rates(0., fields, drivers, 0, 1, production, loss, scratch);
      for (const Integration integration :
           {Integration::explicit_, Integration::implicit, Integration::quasi_steady})
        network.rates(
          integration, 0., fields, drivers, 0, 1, other_production, other_loss, scratch);
      for (unsigned int f = 0; f < n; ++f)
        {
          EXPECT_TRUE(std::isfinite(production[f][0]) && std::isfinite(loss[f][0])) << f;
          EXPECT_EQ(production[f][0], other_production[f][0]) << f;
          EXPECT_EQ(loss[f][0], other_loss[f][0]) << f;
        }
      EXPECT_EQ(loss[test.field("cells")][0] > 0, factor > 0);
    }
}


TEST(Network, points_do_not_depend_on_their_batch)
{
  TestNetwork test("include library/biology.prm\ninclude library/mechanics_to_biology.prm\n");
  ASSERT_EQ(test.problems(), "");
  const Network     &network = *test.network;
  const std::size_t  n       = 300;
  const unsigned int m       = network.catalogue().n_fields();
  const PointTable   fields = random_state(network, n, 3), drivers = neutral_drivers(network, n);
  PointTable         production(m, n), loss(m, n), other_production(m, n), other_loss(m, n);
  Network::Scratch   scratch, other_scratch;
  network.rates(2., fields, drivers, 0, n, production, loss, scratch);
  network.rates(2., fields, drivers, 0, 77, other_production, other_loss, other_scratch);
  network.rates(2., fields, drivers, 77, n, other_production, other_loss, other_scratch);
  double largest = 0;
  for (unsigned int f = 0; f < m; ++f)
    for (std::size_t i = 0; i < n; ++i)
      {
        EXPECT_NEAR(production[f][i], other_production[f][i], 1e-13 * (1. + production[f][i]));
        EXPECT_NEAR(loss[f][i], other_loss[f][i], 1e-13 * (1. + loss[f][i]));
        largest = std::max(largest, production[f][i]);
      }
  EXPECT_GT(largest, 0.1);
}


TEST(Network, parts_by_integration_add_up)
{
  TestNetwork test("include library/biology.prm\n");
  ASSERT_EQ(test.problems(), "");
  const Network     &network = *test.network;
  const unsigned int m       = network.catalogue().n_fields();
  const PointTable   fields = random_state(network, 5, 8), drivers = neutral_drivers(network, 5);
  PointTable         production(m, 5), loss(m, 5), part_production(m, 5, -1.), part_loss(m, 5, -1.);
  Network::Scratch   scratch;
  network.rates(2., fields, drivers, 0, 5, production, loss, scratch);
  for (const Integration which :
       {Integration::explicit_, Integration::implicit, Integration::quasi_steady})
    network.rates(which, 2., fields, drivers, 0, 5, part_production, part_loss, scratch);
  for (unsigned int f = 0; f < m; ++f)
    for (std::size_t i = 0; i < 5; ++i)
      {
        EXPECT_DOUBLE_EQ(production[f][i], part_production[f][i]);
        EXPECT_DOUBLE_EQ(loss[f][i], part_loss[f][i]);
      }
}


TEST(Network, events_scale_and_switch_off)
{
  TestNetwork test(example_fields + two_processes);
  ASSERT_EQ(test.problems(), "");
  PointTable         fields(test.network->catalogue().n_fields(), 1, 1.);
  const double       before = rates(*test.network, "signal", fields).first;
  const unsigned int index  = test.network->process_index("secretion");
  test.network->set_factor(index, 0.25);
  EXPECT_DOUBLE_EQ(rates(*test.network, "signal", fields).first, 0.25 * before);
  test.network->set_factor(index, 0.);
  EXPECT_EQ(rates(*test.network, "signal", fields).first, 0.);
  EXPECT_GT(rates(*test.network, "cells", fields).second, 0.);
  EXPECT_THROW(test.network->process_index("secretions"), std::out_of_range);
}


TEST(Network, inactive_processes_are_listed_and_do_nothing)
{
  const std::string text =
    example_fields + two_processes +
    "subsection Processes\n  subsection loss\n    set Active = false\n  end\nend\n";
  EXPECT_NE(TestNetwork(text).problems().find("switched off"), std::string::npos);
  TestNetwork test("library\n" + text);
  ASSERT_EQ(test.problems(), "");
  PointTable fields(test.network->catalogue().n_fields(), 1, 1.);
  EXPECT_EQ(rates(*test.network, "cells", fields).second, 0.);
  ASSERT_EQ(test.network->processes().size(), 2u);
  EXPECT_FALSE(test.network->processes()[0].active);
}


TEST(Network, species_divides_cells_and_matrices_only)
{
  const std::string processes = R"(
subsection Processes
  subsection death
    set Form  = decay
    set Field = cells
    set Rate  = 0.3 1/day [assumed]
  end
  subsection published_death
    set Form  = decay
    set Field = other_cells
    set Rate  = 0.3 1/day [assumed]
    set Scaled by species = false
  end
  subsection clearance
    set Form  = decay
    set Field = signal
    set Rate  = 12 1/day [assumed]
  end
  subsection resorption
    set Form  = matrix resorption
    set Field = matrix
    set By    = cells
    set Rate  = 0.6 1/day/(1e6 cells/mL) [assumed]
  end
  subsection entry
    set Form  = surface exchange
    set Field = cells
    set Surfaces = face
    set Level = 1 1e6 cells/mL [assumed]
    set Exchange coefficient = 0.2 mm/day [assumed]
  end
end
)";
  TestNetwork       test(example_fields + processes + "include library/species_sheep.prm\n");
  ASSERT_EQ(test.problems(), "");
  PointTable fields(test.network->catalogue().n_fields(), 1, 1.);
  EXPECT_DOUBLE_EQ(rates(*test.network, "cells", fields).second, 0.1);
  EXPECT_DOUBLE_EQ(rates(*test.network, "other_cells", fields).second, 0.3);
  EXPECT_DOUBLE_EQ(rates(*test.network, "signal", fields).second, 12.);
  EXPECT_DOUBLE_EQ(rates(*test.network, "matrix", fields).second, 0.2);
  EXPECT_DOUBLE_EQ(test.network->surface_processes().at(0).coefficient, 0.2);
}


TEST(Network, quantities_are_evaluated_by_name)
{
  TestNetwork test(example_fields + two_processes);
  ASSERT_EQ(test.problems(), "");
  const Network &network = *test.network;
  PointTable     fields(network.catalogue().n_fields(), 2, 0.2);
  fields[test.field("matrix")][1] = 1.5;
  const PointTable drivers        = neutral_drivers(network, 2);
  Network::Scratch scratch;
  double           values[2];
  network.evaluate("all_cells", 0., fields, drivers, 0, 2, values, scratch);
  EXPECT_DOUBLE_EQ(values[1], 0.4);
  network.evaluate("free_pore_space", 0., fields, drivers, 0, 2, values, scratch);
  EXPECT_DOUBLE_EQ(values[0], 0.8);
  EXPECT_EQ(values[1], 0.);
  network.evaluate("signal", 0., fields, drivers, 0, 2, values, scratch);
  EXPECT_EQ(values[0], 0.2);
  EXPECT_THROW(network.evaluate("nothing", 0., fields, drivers, 0, 2, values, scratch),
               std::out_of_range);
}


TEST(Network, surface_modifiers_follow_state_and_day)
{
  TestNetwork test(example_fields + R"(
subsection Processes
  subsection entry
    set Form  = surface flux
    set Field = signal
    set Surfaces = a, b
    set Flux = 0.15 (ng/mL) (mm/day) [assumed]
    subsection Modifiers
      subsection release
        set Form   = table
        set Days   = 0, 12 day [assumed]
        set Values = 1, 0 [assumed]
      end
      subsection cells
        set Form  = linear
        set Slope = 1 mL/(1e6 cells) [assumed]
      end
    end
  end
end
)");
  ASSERT_EQ(test.problems(), "");
  Network         &network = *test.network;
  PointTable       fields(network.catalogue().n_fields(), 1, 0.5);
  double           modifier = -1;
  Network::Scratch scratch;
  network.surface_modifier(0, 3., fields, neutral_drivers(network, 1), 0, 1, &modifier, scratch);
  EXPECT_DOUBLE_EQ(modifier, 0.75 * 0.5);
  network.set_factor(network.surface_processes()[0].process, 2.);
  network.surface_modifier(0, 3., fields, neutral_drivers(network, 1), 0, 1, &modifier, scratch);
  EXPECT_DOUBLE_EQ(modifier, 0.75);
  EXPECT_EQ(network.surface_processes()[0].surfaces, (std::vector<std::string>{"a", "b"}));
}


TEST(Network, circles_of_quantities_are_reported)
{
  TestNetwork       test(example_fields + R"(
subsection Quantities
  subsection a
    set Form = sum
    set Unit = 1e6 cells/mL
    set Of   = cells, b
  end
  subsection b
    set Form = sum
    set Unit = 1e6 cells/mL
    set Of   = a
  end
end
)");
  const std::string text = test.problems();
  EXPECT_NE(text.find("a -> b -> a"), std::string::npos) << text;
}


TEST(Network, all_mistakes_are_reported_together)
{
  TestNetwork       test(example_fields + R"(
subsection Quantities
  subsection cells
    set Form = sum
    set Unit = 1
    set Of   = fraction
  end
end
subsection Processes
  subsection p
    set Form  = secretion
    set Field = signla
    set Rate  = 2 ng/mL/day [assumed]
  end
  subsection q
    set Form  = decai
    set Field = signal
    set Rate  = 2 1/day [assumed]
  end
  subsection r
    set Form  = decay
    set Field = signal
    set Rate  = 2 1/day [assumed]
    subsection Modifiers
      subsection cels
        set Form = activation
        set Half saturation = 1 ng/mL [assumed]
      end
    end
  end
end
)");
  const std::string text = test.problems();
  for (const char *word : {"Quantities/cells", "signla", "decai", "cels"})
    EXPECT_NE(text.find(word), std::string::npos) << word << " in " << text;
}
