// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/test_network.h"
#include "kinetics/well_mixed.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <random>
#include <regex>

using namespace callus;
using namespace callus::testing;

namespace
{
  /// The callus of the sheep metatarsus without space: fibrous tissue, then cartilage, then bone is called for.
  const std::string callus_without_space = R"(
subsection Time
  set End             = 70 day
  set Largest step    = 0.25 day
  set Error tolerance = 0.001
end
subsection Well-mixed
  set Volume = 3290 mm3 [assumed]
  subsection Surface areas
    set callus|marrow        = 226 mm2 [assumed]
    set callus|cortical_bone = 1277 mm2 [assumed]
    set periosteum_near_gap  = 1005 mm2 [assumed]
  end
  subsection Drivers
    subsection fibrous_weight
      set Days   = 0, 10, 20 day [assumed]
      set Values = 0.9, 0.9, 0 [assumed]
    end
    subsection cartilage_weight
      set Days   = 0, 10, 20, 35, 45 day [assumed]
      set Values = 0.1, 0.1, 1, 1, 0 [assumed]
    end
    subsection woven_bone_weight
      set Days   = 35, 45 day [assumed]
      set Values = 0, 1 [assumed]
    end
  end
end
)";

  std::string
  library(const std::string &species)
  {
    return "include library/biology.prm\ninclude library/species_" + species +
           ".prm\ninclude library/mechanics_to_biology.prm\ninclude library/supply.prm\n";
  }

  WellMixedResult
  heal(const std::string &species,
       const std::string &more    = "",
       const std::string &setting = callus_without_space)
  {
    Units      units;
    const auto file = ParameterFile::from_text(
      library(species) + setting + more, "heal.prm", CALLUS_SOURCE_DIR "/parameter_files", units);
    WellMixedRun run(file->root());
    file->throw_if_wrong();
    return run.run();
  }

  std::vector<double>
  course(const WellMixedResult &result, const std::string &field)
  {
    std::vector<double> values;
    for (const auto &row : result.rows)
      values.push_back(row.values[result.column(field)]);
    return values;
  }

  /// First row at half of the rise above the first row.
  std::size_t
  half_maximum(const std::vector<double> &values)
  {
    const double half = 0.5 * (values[0] + *std::max_element(values.begin(), values.end()));
    return std::find_if(values.begin(), values.end(), [&](double v) { return v >= half; }) -
           values.begin();
  }

  std::size_t
  peak(const std::vector<double> &values)
  {
    return std::max_element(values.begin(), values.end()) - values.begin();
  }
} // namespace


TEST(Library, every_species_reads_without_a_problem)
{
  for (const char *species : {"mouse", "rat", "sheep", "human"})
    {
      TestNetwork test(library(species));
      EXPECT_EQ(test.problems(), "") << species;
      EXPECT_EQ(test.network->catalogue().n_fields(), 23u);
      EXPECT_GT(test.network->processes().size(), 70u);
    }
}


TEST(Library, has_the_fields_and_quantities_that_other_rooms_read)
{
  TestNetwork test(library("sheep"));
  for (const char *name : {"debris",
                           "neutrophils",
                           "m0_macrophages",
                           "m1_macrophages",
                           "m2_macrophages",
                           "pro_inflammatory_signal",
                           "anti_inflammatory_signal",
                           "chemokines",
                           "osteogenic_signal",
                           "tgf_beta",
                           "vegf",
                           "oxygen",
                           "stem_cells",
                           "fibroblasts",
                           "chondrocytes",
                           "osteoblasts",
                           "osteoclasts",
                           "vessels",
                           "fibrous_matrix",
                           "cartilage_matrix",
                           "woven_bone",
                           "mature_bone",
                           "scaffold_solid"})
    EXPECT_TRUE(test.network->catalogue().find_field(name)) << name;
  std::vector<std::string> names;
  for (const QuantitySummary &quantity : test.network->quantities())
    names.push_back(quantity.name);
  for (const char *name :
       {"free_pore_space", "bone_fraction", "total_macrophages", "m1_to_m2_ratio"})
    EXPECT_NE(std::find(names.begin(), names.end(), name), names.end()) << name;
}


TEST(Library, processes_name_their_sources)
{
  TestNetwork test(library("sheep"));
  ASSERT_EQ(test.problems(), "");
  for (const ProcessSummary &process : test.network->processes())
    {
      EXPECT_FALSE(process.sources.empty()) << process.name;
      EXPECT_FALSE(process.reads.empty() && process.changes.empty()) << process.name;
      if (process.name == "m2_polarisation")
        EXPECT_EQ(process.sources, (std::vector<std::string>{"trejo2019", "assumed"}));
    }
}


TEST(Library, movement_reads_with_every_species_and_keeps_its_promises)
{
  for (const char *species : {"mouse", "rat", "sheep", "human"})
    {
      TestNetwork test(library(species) + "include library/movement.prm\n");
      ASSERT_EQ(test.problems(), "") << species;
      const Network &network = *test.network;
      for (const ProcessSummary &process : network.processes())
        EXPECT_FALSE(process.sources.empty()) << process.name;
      // guidance of vessels has a coefficient of zero
      ASSERT_EQ(network.taxis_processes().size(), 4u);
      ASSERT_EQ(network.hindrance_processes().size(), 3u);

      const std::size_t n = 101;
      PointTable        fields(network.catalogue().n_fields(), n, 0.);
      for (std::size_t i = 0; i < n; ++i)
        {
          const double s                       = 0.01 * i;
          fields[test.field("chemokines")][i]  = 5. * s;
          fields[test.field("mature_bone")][i] = s;
        }
      const PointTable    drivers = neutral_drivers(network, n);
      Network::Scratch    scratch;
      std::vector<double> potential(n), solids(n), mineral(n), cells(n);
      network.taxis_potential(0, 0., fields, drivers, 0, n, potential.data(), scratch);
      network.hindrance(0, 0., fields, drivers, 0, n, solids.data(), scratch);
      network.hindrance(1, 0., fields, drivers, 0, n, mineral.data(), scratch);
      network.hindrance(2, 0., fields, drivers, 0, n, cells.data(), scratch);
      EXPECT_NEAR(potential[100], 0.2 * 2. * 5. / 7., 1e-12); // whatever the species
      EXPECT_EQ(solids[0] * mineral[0] * cells[0], 1.);
      EXPECT_NEAR(solids[50], std::pow(0.5, 1.5), 1e-12);
      EXPECT_NEAR(mineral[100], 0.05, 1e-12);
      EXPECT_LT(cells[50], 0.3);
    }
}


TEST(Library, the_sheep_heals_in_the_known_order)
{
  const WellMixedResult result = heal("sheep");
  const auto m1 = course(result, "m1_macrophages"), m2 = course(result, "m2_macrophages");
  const auto fibrous         = course(result, "fibrous_matrix"),
             cartilage       = course(result, "cartilage_matrix");
  std::vector<double> bone   = course(result, "woven_bone");
  const auto          mature = course(result, "mature_bone");
  for (std::size_t i = 0; i < bone.size(); ++i)
    bone[i] += mature[i];
  EXPECT_LT(peak(m1), peak(m2));
  EXPECT_LT(half_maximum(fibrous), half_maximum(cartilage));
  EXPECT_LT(half_maximum(cartilage), half_maximum(bone));
  EXPECT_EQ(peak(bone), bone.size() - 1);
  EXPECT_GT(bone.back(), 0.25);
  EXPECT_LT(cartilage.back(), 0.2 * cartilage[peak(cartilage)]);
  EXPECT_LT(peak(fibrous), peak(cartilage));
}


TEST(Library, the_mouse_heals_faster_than_the_sheep)
{
  const WellMixedResult mouse = heal("mouse"), sheep = heal("sheep");
  EXPECT_LT(1.8 * peak(course(mouse, "m1_macrophages")), peak(course(sheep, "m1_macrophages")));
  EXPECT_LT(1.8 * peak(course(mouse, "m2_macrophages")), peak(course(sheep, "m2_macrophages")));
}


TEST(Library, a_stiff_surface_favours_m1_and_inflammation_is_needed)
{
  const auto with_stiffness = [](const std::string &value) {
    return heal("sheep",
                "subsection Well-mixed\n  subsection Drivers\n    set cell_scale_stiffness = " +
                  value + " [assumed]\n  end\nend\n");
  };
  const WellMixedResult soft = with_stiffness("10 kPa"), stiff = with_stiffness("1 MPa");
  const auto            ratio = [](const WellMixedResult &r, std::size_t day) {
    return course(r, "m1_macrophages")[day] / course(r, "m2_macrophages")[day];
  };
  for (const std::size_t day : {10, 20, 30})
    EXPECT_GT(ratio(stiff, day), 1.3 * ratio(soft, day)) << day;

  // rows 3 and 7 of the mechanisms: without arriving monocytes there is less bone
  const WellMixedResult depleted =
    heal("sheep",
         "subsection Fields\n  subsection m0_macrophages\n    set Initial value = 0 cells/mL "
         "[assumed]\n  end\nend\nsubsection Processes\n  subsection monocyte_recruitment\n    set "
         "Active = false\n  end\n  subsection monocytes_from_marrow\n    set Active = false\n  "
         "end\n  subsection resident_macrophages\n    set Active = false\n  end\nend\n");
  const WellMixedResult normal = heal("sheep");
  EXPECT_EQ(depleted.peaks[depleted.column("m1_macrophages")].value, 0.);
  EXPECT_LT(course(depleted, "woven_bone").back(), 0.8 * course(normal, "woven_bone").back());
}


TEST(Library, without_cells_signals_and_damage_nothing_appears)
{
  std::string empty;
  TestNetwork test(library("sheep"));
  for (const Field &field : test.network->catalogue().fields())
    if (field.initial_value > 0. && field.kind != FieldKind::gas && field.kind != FieldKind::vessel)
      empty += "subsection Fields\n  subsection " + field.name + "\n    set Initial value = 0 " +
               field.unit + " [assumed]\n  end\nend\n";
  for (const std::string lives_at_rest : {"resident_macrophages", "perivascular_stem_cells"})
    empty += "subsection Processes\n  subsection " + lives_at_rest +
             "\n    set Active = false\n  end\nend\n";
  const WellMixedResult result =
    heal("sheep",
         empty,
         std::regex_replace(callus_without_space, std::regex("= [0-9]+ mm2"), "= 0 mm2"));
  for (const char *name :
       {"stem_cells", "m1_macrophages", "osteoblasts", "fibrous_matrix", "woven_bone"})
    EXPECT_EQ(result.peaks[result.column(name)].value, 0.) << name;
}


namespace
{
  WellMixedResult
  run(const std::string &text)
  {
    Units      units;
    const auto file =
      ParameterFile::from_text(text, "run.prm", CALLUS_SOURCE_DIR "/parameter_files", units);
    file->root().text("Title", "", ""); // which the command reads
    WellMixedRun well_mixed(file->root());
    file->throw_if_wrong();
    return well_mixed.run();
  }

  /// The state of rest in a file of its own, which a case overrides.
  std::string
  intact_bone()
  {
    return "include " CALLUS_SOURCE_DIR "/parameter_files/validation/intact_bone.prm\n";
  }
} // namespace


TEST(Library, intact_bone_stays_as_it_is)
{
  const WellMixedResult result = run(intact_bone());
  ASSERT_GE(result.rows.back().day, 100.);
  for (std::size_t f = 0; f < result.columns.size(); ++f)
    for (const auto &row : result.rows)
      EXPECT_NEAR(row.values[f], result.rows[0].values[f], 0.005 * result.rows[0].values[f] + 1e-9)
        << result.columns[f].name << " on day " << row.day;
}


TEST(Library, thinned_bone_grows_back_towards_rest)
{
  const WellMixedResult result =
    run(intact_bone() + "subsection Fields\n  subsection mature_bone\n    set Initial value = 0.8 "
                        "[assumed]\n  end\nend\nsubsection Time\n  set End = 400 day\nend\n");
  const unsigned int woven = result.column("woven_bone"), mature = result.column("mature_bone");
  const auto         bone = [&](const WellMixedResult::Row &row) {
    return row.values[woven] + row.values[mature];
  };
  EXPECT_GT(bone(result.rows.back()), bone(result.rows[0]) + 0.03);
  EXPECT_LT(bone(result.rows.back()), 0.92);
}


namespace
{
  /// The library with random rates in which nothing but conversions changes the fields of @p family.
  std::string
  conversions_among(const std::vector<std::string> &family,
                    const std::string              &files,
                    std::mt19937                   &random)
  {
    std::uniform_real_distribution<> decades(-1., 0.7);
    TestNetwork                      all(files);
    EXPECT_EQ(all.problems(), "");
    const auto is_of_family = [&](const std::string &field) {
      return std::find(family.begin(), family.end(), field) != family.end();
    };
    std::string text = files;
    for (const ProcessSummary &process : all.network->processes())
      {
        const auto n = std::count_if(process.changes.begin(), process.changes.end(), is_of_family);
        if (n == 2 && process.form == "conversion")
          text += "subsection Processes\n  subsection " + process.name +
                  "\n    set Rate *= " + std::to_string(std::pow(10., decades(random))) +
                  " [assumed]\n  end\nend\n";
        else if (n > 0)
          text += "subsection Processes\n  subsection " + process.name +
                  "\n    set Active = false\n  end\nend\n";
      }
    return text;
  }

  void
  expect_conserved(const std::vector<std::string> &family)
  {
    const unsigned int seed = 20261127;
    std::mt19937       random(seed);
    for (unsigned int trial = 0; trial < 10; ++trial)
      {
        std::string text = conversions_among(
          family, "include library/biology.prm\ninclude library/species_mouse.prm\n", random);
        std::uniform_real_distribution<> uniform(0.05, 0.5);
        for (const std::string &field : family)
          text += "subsection Fields\n  subsection " + field +
                  "\n    set Initial value = " + std::to_string(uniform(random)) +
                  " 1e6 cells/mL [assumed]\n  end\nend\n";
        text += "subsection Well-mixed\n  set Volume = 54 mm3 [assumed]\nend\nsubsection Time\n  "
                "set End = 10 day\n  "
                "set Error tolerance = 0.02\nend\n";
        const WellMixedResult result = run(text);
        const auto            total  = [&](const WellMixedResult::Row &row) {
          double sum = 0;
          for (const std::string &field : family)
            sum += row.values[result.column(field)];
          return sum;
        };
        for (const auto &row : result.rows)
          EXPECT_NEAR(total(row) / total(result.rows[0]), 1., 1e-10)
            << "seed " << seed << ", trial " << trial << ", day " << row.day;
        EXPECT_GT(std::abs(result.rows.back().values[result.column(family[0])] -
                           result.rows[0].values[result.column(family[0])]),
                  1e-3);
      }
  }
} // namespace


TEST(Library, polarisation_conserves_macrophages)
{
  expect_conserved({"m0_macrophages", "m1_macrophages", "m2_macrophages"});
}


TEST(Library, differentiation_conserves_cells)
{
  expect_conserved({"stem_cells", "fibroblasts", "chondrocytes", "osteoblasts"});
}


TEST(Library, all_overlays_combine_in_any_order)
{
  std::vector<std::string> names;
  for (const auto &entry :
       std::filesystem::directory_iterator(CALLUS_SOURCE_DIR "/parameter_files/library/overlays"))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  ASSERT_GT(names.size(), 30u);

  const auto heal_with = [](const std::vector<std::string> &overlays) {
    std::string text = "include library/biology.prm\ninclude library/species_mouse.prm\ninclude "
                       "library/supply.prm\n";
    for (const std::string &name : overlays)
      text += "include library/overlays/" + name + "\n";
    return run(text + R"(
subsection Fields
  subsection scaffold_solid
    set Initial value = 0.2 [assumed]
  end
  subsection il4_store
    set Initial value = 3 ng/mL [assumed]
  end
  subsection cobalt_store
    set Initial value = 1 mM [assumed]
  end
end
subsection Well-mixed
  set Volume = 54 mm3 [assumed]
  subsection Surface areas
    set callus|marrow        = 1.9 mm2 [assumed]
    set callus|cortical_bone = 24.7 mm2 [assumed]
    set periosteum_near_gap  = 22.6 mm2 [assumed]
    set callus_outer         = 40 mm2 [assumed]
    set textured_surface     = 2 mm2 [assumed]
  end
end
subsection Time
  set End             = 7 day
  set Error tolerance = 0.001
end
)");
  };
  const WellMixedResult forwards = heal_with(names);
  std::reverse(names.begin(), names.end());
  const WellMixedResult backwards = heal_with(names);
  ASSERT_EQ(forwards.columns.size(), backwards.columns.size());
  for (const auto &column : forwards.columns)
    {
      const double a = forwards.rows.back().values[forwards.column(column.name)];
      const double b = backwards.rows.back().values[backwards.column(column.name)];
      EXPECT_NEAR(a, b, 1e-6 * std::abs(a) + 1e-12) << column.name;
    }
}
