// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "fields/catalogue.h"
#include "base/parameters.h"
#include "base/units.h"
#include "fields/drivers.h"

#include <gtest/gtest.h>

using namespace callus;

namespace
{
  /// A parameter file from text, read as a catalogue.
  class FieldsTest : public ::testing::Test
  {
  protected:
    Catalogue
    read(const std::string &text)
    {
      file =
        ParameterFile::from_text(text, "test.prm", CALLUS_SOURCE_DIR "/parameter_files", units);
      return Catalogue::read(file->root().subsection("Fields"));
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

    Units                          units;
    std::unique_ptr<ParameterFile> file;
  };
} // namespace


TEST_F(FieldsTest, reads_and_converts)
{
  const Catalogue catalogue = read("subsection Fields\n"
                                   "  subsection cells\n"
                                   "    set Symbol = S\n"
                                   "    set Unit = 1e6 cells/mL\n"
                                   "    set Kind = cell\n"
                                   "    set Diffusivity = 5e-8 m2/day [assumed]\n"
                                   "    set Initial value = 2000 cells/mL [assumed]\n"
                                   "    set Typical value = 0.1 1e6 cells/mL\n"
                                   "  end\n"
                                   "  subsection bone\n"
                                   "    set Unit = 1\n"
                                   "    set Kind = matrix\n"
                                   "    set Volume per unit = 1 [assumed]\n"
                                   "    set Upper bound = 1 [assumed]\n"
                                   "  end\n"
                                   "end\n");
  EXPECT_EQ(problems(), "");
  ASSERT_EQ(catalogue.n_fields(), 2u);
  const Field &cells = catalogue[*catalogue.find_field("cells")];
  EXPECT_EQ(cells.symbol, "S");
  EXPECT_NEAR(cells.diffusivity, 0.05, 1e-15);
  EXPECT_NEAR(cells.initial_value, 0.002, 1e-15);
  EXPECT_NEAR(cells.typical_value, 0.1, 1e-15);
  EXPECT_EQ(cells.volume_per_unit, 0.);
  EXPECT_EQ(cells.integration, Integration::explicit_);
  EXPECT_EQ(catalogue[FieldId{1}].upper_bound, 1.);
  EXPECT_FALSE(catalogue.find_field("oxygen"));
}


TEST_F(FieldsTest, kinds_choose_the_integration)
{
  const Catalogue catalogue =
    read("subsection Fields\n"
         "  subsection a\n    set Unit = ng/mL\n    set Kind = signal\n  end\n"
         "  subsection b\n    set Unit = mmHg\n    set Kind = gas\n  end\n"
         "  subsection c\n    set Unit = ng/mL\n    set Kind = signal\n    set Integration = "
         "explicit\n  end\n"
         "end\n");
  EXPECT_EQ(problems(), "");
  EXPECT_EQ(catalogue[FieldId{0}].integration, Integration::implicit);
  EXPECT_EQ(catalogue[FieldId{1}].integration, Integration::quasi_steady);
  EXPECT_EQ(catalogue[FieldId{2}].integration, Integration::explicit_);
}


TEST_F(FieldsTest, reports_all_that_is_wrong)
{
  read("subsection Fields\n"
       "  subsection a\n    set Unit = ng/furlong?\n    set Kind = signal\n  end\n"
       "  subsection b\n    set Unit = 1\n    set Kind = matrices\n  end\n"
       "  subsection fluid_speed\n    set Unit = um/s\n    set Kind = signal\n  end\n"
       "  subsection bone\n    set Unit = 1\n    set Kind = matrix\n  end\n"
       "end\n");
  const std::string text = problems();
  EXPECT_NE(text.find("furlong"), std::string::npos) << text;
  EXPECT_NE(text.find("matrices"), std::string::npos) << text;
  EXPECT_NE(text.find("fluid_speed"), std::string::npos) << text;
  EXPECT_NE(text.find("Fields/bone/Volume per unit"), std::string::npos) << text;
}


TEST(Drivers, ids_match_the_list)
{
  const std::vector<Driver> list = standard_drivers();
  ASSERT_EQ(list.size(), 14u);
  EXPECT_EQ(list[drivers::octahedral_shear_strain.value].name, "octahedral_shear_strain");
  EXPECT_EQ(list[drivers::fluid_speed.value].unit, "um/s");
  EXPECT_EQ(list[drivers::hydrostatic_stress.value].name, "hydrostatic_stress");
  EXPECT_EQ(list[drivers::cartilage_weight.value].name, "cartilage_weight");
  EXPECT_EQ(list[drivers::destruction_weight.value].name, "destruction_weight");
  EXPECT_EQ(list[drivers::cell_scale_stiffness.value].name, "cell_scale_stiffness");
  double sum = 0;
  for (unsigned int d = drivers::resorption_weight.value; d <= drivers::destruction_weight.value;
       ++d)
    sum += list[d].neutral;
  EXPECT_NEAR(sum, 1., 1e-15);
}
