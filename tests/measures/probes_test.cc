// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "measures/osteotomy.h"
#include "measures/probes.h"

using namespace callus;
using namespace callus::test;

namespace
{
  struct ProbedOsteotomy : Osteotomy
  {
    /// Probes at points "x, y, z mm".
    explicit ProbedOsteotomy(const std::vector<std::string> &points)
    {
      std::string text;
      for (std::size_t i = 0; i < points.size(); ++i)
        text += "subsection probe_" + std::to_string(i) + "\n  set Point = " + points[i] +
                " [assumed]\nend\n";
      probes_file = ParameterFile::from_text(text, "probes.prm", "", units);
      probes      = std::make_unique<Probes<3>>(probes_file->root(), *mesh, state);
    }

    Units                          units;
    std::unique_ptr<ParameterFile> probes_file;
    std::unique_ptr<Probes<3>>     probes;
  };
} // namespace


TEST(Probes, ReadTheNodeAtTheirPointOnWhateverRankItIs)
{
  ProbedOsteotomy box({"0.5, -1, 0 mm", "2, 2, 0.5 mm", "-1.5, 0, -0.5 mm"});
  for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
    {
      box.state.fields[0][i] = .5 + .1 * box.point(i)[0];
      box.state.fields[1][i] = .1 * box.point(i)[1] + box.point(i)[2];
    }
  box.probes_file->throw_if_wrong();
  const std::vector<double> values   = box.probes->fields(box.state),
                            expected = {.55, -.1, .7, .7, .35, -.5};
  ASSERT_EQ(values.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i)
    EXPECT_NEAR(values[i], expected[i], 1e-13) << i;
  EXPECT_EQ(box.probes->names(), (std::vector<std::string>{"probe_0", "probe_1", "probe_2"}));
}


TEST(Probes, ReadTheNearestNodeToAPointBetweenNodes)
{
  ProbedOsteotomy box({"0.4, 0.1, 0.1 mm"}); // nodes stand half a millimetre apart
  for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
    box.state.fields[0][i] = box.point(i)[0];
  EXPECT_NEAR(box.probes->fields(box.state)[0], .5, 1e-13);
}


TEST(Probes, OutsideOfWhatHealsAreAnError)
{
  ProbedOsteotomy box({"0, 0, 2.4 mm", "0, 0 mm"});
  try
    {
      box.probes_file->throw_if_wrong();
      FAIL() << "a probe in bone that does not heal, and one with two coordinates";
    }
  catch (const InputError &error)
    {
      const std::string message = error.what();
      EXPECT_NE(message.find("outside of the healing regions"), std::string::npos) << message;
      EXPECT_NE(message.find("2 coordinates"), std::string::npos) << message;
    }
}
