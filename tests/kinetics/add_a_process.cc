// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/parameters.h"
#include "base/units.h"
#include "kinetics/well_mixed.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

using namespace callus;

namespace
{
  /// The one parameter file that the page shows.
  std::string
  text_of_the_page()
  {
    std::ifstream page(CALLUS_SOURCE_DIR "/docs/developer/add_a_process.md");
    std::string   line, text;
    bool          inside = false;
    while (std::getline(page, line))
      if (line == "```prm")
        inside = true;
      else if (line == "```")
        inside = false;
      else if (inside)
        text += line + "\n";
    return text;
  }

  WellMixedResult
  run(const std::string &text)
  {
    Units      units;
    const auto file =
      ParameterFile::from_text(text, "pdgf.prm", CALLUS_SOURCE_DIR "/parameter_files", units);
    WellMixedRun run(file->root());
    file->throw_if_wrong();
    return run.run();
  }
} // namespace


TEST(AddAProcess, the_text_of_the_page_runs_and_acts)
{
  const std::string text = text_of_the_page();
  ASSERT_NE(text.find("pdgf_from_m2"), std::string::npos);
  const WellMixedResult with = run(text);
  EXPECT_EQ(with.rows.size(), 29u);
  EXPECT_GT(with.peaks[with.column("pdgf")].value, 0.01);

  // Without its production the cytokine stays away, and vessels grow more slowly.
  // (`library`: the page's values for the process may stay in the same file.)
  const WellMixedResult without = run(
    "library\n" + text + "subsection Processes\n  subsection pdgf_from_m2\n    set Active = false\n  end\nend\n");
  EXPECT_EQ(without.peaks[without.column("pdgf")].value, 0.);
  const unsigned int v = with.column("vessels");
  EXPECT_GT(with.rows[10].values[v], 1.02 * without.rows[10].values[v]);
}
