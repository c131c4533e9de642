// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "fields/doses.h"
#include "base/units.h"

#include <gtest/gtest.h>

using namespace callus;

namespace
{
  const std::string fields = R"(
subsection Fields
  subsection protein
    set Unit = ng/mL
    set Kind = signal
  end
  subsection ions
    set Unit        = mM
    set Kind        = signal
    set Upper bound = 100 mM [assumed]
  end
  subsection cells
    set Unit = 1e6 cells/mL
    set Kind = cell
  end
end
subsection Doses
)";

  class Doses : public ::testing::Test
  {
  protected:
    std::vector<Dose>
    read(const std::string &lines)
    {
      file = ParameterFile::from_text(
        fields + lines + "end\n", "test.prm", CALLUS_SOURCE_DIR "/parameter_files", units);
      catalogue = std::make_unique<Catalogue>(Catalogue::read(file->root().subsection("Fields")));
      return read_doses(file->root().subsection("Doses"), *catalogue);
    }

    /// The only dose, of @p field with the lines @p more.
    Dose
    dose(const std::string &field, const std::string &amount, const std::string &more = "")
    {
      const auto doses = read("subsection gel\n set Field = " + field +
                              "\n set Amount = " + amount + '\n' + more + "end\n");
      EXPECT_EQ(problems(), "") << amount;
      return doses.at(0);
    }

    std::string
    problems()
    {
      try
        {
          file->throw_if_wrong();
        }
      catch (const InputError &error)
        {
          return error.what();
        }
      return {};
    }

    void
    expect_problem(const std::string &lines, const std::string &words)
    {
      read("subsection gel\n" + lines + "end\n");
      const std::string text = problems();
      EXPECT_NE(text.find(words), std::string::npos) << words << "\nin: " << text;
      EXPECT_EQ(text.find("problems in the input"), std::string::npos) << text;
    }

    Units                          units;
    std::unique_ptr<ParameterFile> file;
    std::unique_ptr<Catalogue>     catalogue;
  };
} // namespace


TEST_F(Doses, amounts_are_spread_over_the_volume)
{
  // 10 ug in 2 mL
  EXPECT_DOUBLE_EQ(dose("protein", "10 ug [assumed]").concentration(2000), 5000);
  EXPECT_DOUBLE_EQ(dose("cells", "2e6 cells [assumed]").concentration(500), 4);
  EXPECT_DOUBLE_EQ(dose("ions", "3 umol [assumed]").concentration(1500), 2);
}


TEST_F(Doses, concentrations_hold_whatever_the_volume)
{
  for (const double volume : {1., 700.})
    {
      EXPECT_DOUBLE_EQ(dose("protein", "50 ug/L [assumed]").concentration(volume), 50);
      EXPECT_DOUBLE_EQ(dose("ions", "5 mol/m3 [assumed]").concentration(volume), 5);
      EXPECT_DOUBLE_EQ(dose("cells", "1e6 cells/mL [assumed]").concentration(volume), 1);
    }
}


TEST_F(Doses, amounts_per_body_mass_need_the_body)
{
  // 0.1 mg/kg in a rabbit of 3.5 kg: 350 ug in 1 mL
  const std::string rabbit = "set Body mass = 3500 g [assumed]\n";
  EXPECT_DOUBLE_EQ(dose("protein", "0.1 mg/kg [assumed]", rabbit).concentration(1000), 350e3);
  EXPECT_DOUBLE_EQ(dose("cells", "1e6 cells/kg [assumed]", rabbit).concentration(1000), 3.5);
  EXPECT_DOUBLE_EQ(dose("ions", "2 umol/kg [assumed]", rabbit).concentration(1000), 7);
  expect_problem("set Field = protein\nset Amount = 0.1 mg/kg [assumed]\n", "Body mass");
  // a body that no dose needs has no effect
  expect_problem("set Field = protein\nset Amount = 1 mg [assumed]\n" + rabbit,
                 "the entry 'Body mass', which nothing reads");
}


TEST_F(Doses, mass_and_moles_meet_by_the_molar_mass)
{
  const std::string magnesium = "set Molar mass = 24 g/mol [assumed]\n";
  // 48 ug are 2 umol, in 1 mL 2 mM
  EXPECT_DOUBLE_EQ(dose("ions", "48 ug [assumed]", magnesium).concentration(1000), 2);
  EXPECT_DOUBLE_EQ(dose("ions", "48 ug/mL [assumed]", magnesium).concentration(1000), 2);
  EXPECT_DOUBLE_EQ(
    dose("ions", "24 ug/kg [assumed]", magnesium + "set Body mass = 2 kg [assumed]\n")
      .concentration(1000),
    2);
  const std::string bmp2 = "set Molar mass = 26e3 g/mol [assumed]\n";
  EXPECT_NEAR(dose("protein", "10 nM [assumed]", bmp2).concentration(1), 260, 1e-10);
  EXPECT_NEAR(dose("protein", "10 pmol [assumed]", bmp2).concentration(1000), 260, 1e-10);
  expect_problem("set Field = ions\nset Amount = 48 ug [assumed]\n", "Molar mass");
}


TEST_F(Doses, shares_divide_an_amount)
{
  const Dose slow =
    dose("protein", "10 ug [assumed]", "set Share = 70 % [assumed]\nset Regions = gel, pores\n");
  EXPECT_DOUBLE_EQ(slow.concentration(1000), 7000);
  EXPECT_EQ(slow.regions, (std::vector<std::string>{"gel", "pores"}));
  expect_problem("set Field = protein\nset Amount = 1 mg [assumed]\nset Share = 1.2 [assumed]\n",
                 "<= 1");
}


TEST_F(Doses, mistakes_are_reported_once)
{
  expect_problem("set Field = protien\nset Amount = 1 mg [assumed]\n", "Did you mean 'protein'?");
  expect_problem("set Field = protein\nset Amount = 5 mmHg [assumed]\n",
                 "expected an amount, or a concentration, of a field in 'ng/mL'");
  expect_problem("set Field = protein\nset Amount = 5 [assumed]\n", "without a unit");
  expect_problem("set Field = cells\nset Amount = 5 mg [assumed]\n", "2e6 cells");
  expect_problem("set Field = protein\n", "Amount");
  expect_problem("set Field = protein\nset Amount = 5 mg\n", "a source");
  expect_problem("set Field = protein\nset Amount = -5 mg [assumed]\n", ">= 0");
  expect_problem("set Field = protein\nset Amount = 5 mg [assumed]\nset Body mas = 1 kg\n",
                 "Did you mean 'Body mass'?");
}


TEST_F(Doses, keep_the_upper_bound)
{
  const Dose brine = dose("ions", "60 mM [assumed]");
  expect_within_bounds(brine, (*catalogue)[brine.field], 40, brine.concentration(1));
  EXPECT_EQ(problems(), "");
  expect_within_bounds(brine, (*catalogue)[brine.field], 41, brine.concentration(1));
  EXPECT_NE(problems().find("101 mM of 'ions'"), std::string::npos) << problems();
}
