// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/parameters.h"
#include "base/units.h"
#include "kinetics/well_mixed.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

using namespace callus;

namespace
{
  /// A table with a header: rows of days and one row `peak`.
  struct Reference
  {
    std::vector<std::string>                   columns;
    std::map<std::string, std::vector<double>> rows; ///< by day, or "peak"
  };

  std::vector<std::string>
  cells(const std::string &line)
  {
    std::vector<std::string> result;
    std::istringstream       stream(line);
    for (std::string cell; std::getline(stream, cell, ',');)
      result.push_back(cell);
    return result;
  }

  Reference
  read_reference(const std::string &name)
  {
    std::ifstream file(CALLUS_SOURCE_DIR "/tests/kinetics/" + name);
    Reference     reference;
    std::string   line;
    std::getline(file, line);
    reference.columns = cells(line);
    reference.columns.erase(reference.columns.begin());
    while (std::getline(file, line))
      {
        const std::vector<std::string> words = cells(line);
        for (std::size_t i = 1; i < words.size(); ++i)
          reference.rows[words[0]].push_back(std::stod(words[i]));
      }
    return reference;
  }

  WellMixedResult
  run(const std::string &name, const std::vector<std::string> &overrides = {})
  {
    Units         units;
    ParameterFile file(CALLUS_SOURCE_DIR "/parameter_files/" + name,
                       overrides,
                       CALLUS_SOURCE_DIR "/parameter_files",
                       units);
    file.root().text("Title", "", "Title");
    WellMixedRun run(file.root());
    file.throw_if_wrong();
    return run.run();
  }

  /// The largest difference over all columns and days, relative to the column's peak in the reference.
  double
  largest_difference(const WellMixedResult &result, const Reference &reference)
  {
    double       largest = 0;
    unsigned int n_rows  = 0;
    for (const auto &row : result.rows)
      {
        std::ostringstream day;
        day << row.day;
        const auto expected = reference.rows.find(day.str());
        if (expected == reference.rows.end())
          continue;
        ++n_rows;
        for (std::size_t i = 0; i < reference.columns.size(); ++i)
          {
            const double difference =
              std::abs(row.values[result.column(reference.columns[i])] - expected->second[i]) /
              reference.rows.at("peak")[i];
            EXPECT_LE(difference, 0.01) << reference.columns[i] << " on day " << row.day;
            largest = std::max(largest, difference);
          }
      }
    EXPECT_EQ(n_rows + 1, reference.rows.size());
    for (std::size_t i = 0; i < reference.columns.size(); ++i)
      {
        const double peak = reference.rows.at("peak")[i];
        EXPECT_NEAR(result.peaks[result.column(reference.columns[i])].value, peak, 0.01 * peak)
          << reference.columns[i];
      }
    return largest;
  }
} // namespace


TEST(Verification, first_version_of_the_biology_agrees_with_its_reference_program)
{
  const Reference reference = read_reference("reference_well_mixed.csv");
  EXPECT_EQ(reference.columns.size(), 21u);
  RecordProperty(
    "largest_difference",
    std::to_string(largest_difference(run("validation/reference_well_mixed.prm"), reference)));
}


TEST(Verification, macrophage_model_of_trejo_agrees_with_an_independent_integration)
{
  const Reference       reference = read_reference("trejo_kojouharov.csv");
  const WellMixedResult result    = run("published/trejo_kojouharov/trejo_kojouharov.prm");
  EXPECT_EQ(reference.columns.size(), 10u);
  RecordProperty("largest_difference", std::to_string(largest_difference(result, reference)));
  EXPECT_NEAR(result.peaks[result.column("m0_macrophages")].day, 1.34, 0.1);
  EXPECT_NEAR(result.peaks[result.column("m1_macrophages")].day, 5.06, 0.1);
  EXPECT_NEAR(result.peaks[result.column("m2_macrophages")].day, 8.30, 0.1);
  EXPECT_NEAR(result.peaks[result.column("osteoblasts")].day, 13.95, 0.1);
}


TEST(Verification, outcomes_of_other_scenarios_of_trejo)
{
  const auto bone_on_day_28 = [](const std::vector<std::string> &overrides) {
    const WellMixedResult result =
      run("published/trejo_kojouharov/trejo_kojouharov.prm", overrides);
    return result.rows.at(28).values[result.column("woven_bone")];
  };
  // published outcomes of the same equations: severe injury, poor survival of osteoblasts, no switch from M1 to M2
  EXPECT_NEAR(
    bone_on_day_28({"Fields/debris/Initial value = 2e8 cells/mL [trejo2019]"}), 0.624, 0.006);
  EXPECT_NEAR(
    bone_on_day_28({"Processes/osteoblast_death/Rate = 0.3 1/day [trejo2019]"}), 0.218, 0.003);
  EXPECT_NEAR(bone_on_day_28({"Processes/m1_to_m2/Active = false"}), 0.457, 0.005);
}


TEST(Verification, time_steps_converge)
{
  const auto bone = [](const std::string &largest) {
    const WellMixedResult result = run("validation/reference_well_mixed.prm",
                                       {"Time/Largest step = " + largest,
                                        "Time/First step = " + largest,
                                        "Time/Error tolerance = 1000",
                                        "Time/End = 14 day"});
    return result.rows.at(14).values[result.column("woven_bone")];
  };
  const double exact = bone("0.00625 day");
  double       last  = std::abs(bone("0.1 day") - exact);
  for (const char *step : {"0.05 day", "0.025 day"})
    {
      const double error = std::abs(bone(step) - exact);
      EXPECT_LT(error, 0.62 * last) << step;
      last = error;
    }
}
