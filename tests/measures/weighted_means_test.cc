// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "measures/osteotomy.h"
#include "measures/weighted_means.h"

#include <cmath>

using namespace callus;
using namespace callus::test;

namespace
{
  struct MeansOfAnOsteotomy : Osteotomy
  {
    explicit MeansOfAnOsteotomy(const std::string &of, const std::string &over)
    {
      file  = ParameterFile::from_text("subsection here\n  set Of = " + of +
                                        "\n  set Over = " + over + "\nend\n",
                                      "means.prm",
                                      "",
                                      units);
      means = std::make_unique<WeightedMeans<3>>(file->root(), state.catalogue());
    }
    double
    value() const
    {
      return means->values(state, mesh->communicator()).at(0);
    }

    Units                             units;
    std::unique_ptr<ParameterFile>    file;
    std::unique_ptr<WeightedMeans<3>> means;
  };
} // namespace


TEST(WeightedMeans, CountOnlyWhereTheirWeightIs)
{
  MeansOfAnOsteotomy box("woven_bone", "mature_bone");
  for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
    {
      const bool right       = box.point(i)[0] > 0.1;
      box.state.fields[0][i] = right ? 3 : 100;
      box.state.fields[1][i] = right ? 0.2 : 0;
    }
  box.file->throw_if_wrong();
  EXPECT_NEAR(box.value(), 3, 1e-12);
}


TEST(WeightedMeans, AreNoNumberWhereTheirWeightIsNowhere)
{
  MeansOfAnOsteotomy box("woven_bone", "mature_bone");
  box.file->throw_if_wrong();
  EXPECT_TRUE(std::isnan(box.value()));
}


TEST(WeightedMeans, AddTheirWeights)
{
  MeansOfAnOsteotomy box("woven_bone", "mature_bone, woven_bone");
  for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
    {
      box.state.fields[0][i] = 0.2;
      box.state.fields[1][i] = box.point(i)[0] > 0 ? 0.1 : 0.3;
    }
  box.file->throw_if_wrong();
  EXPECT_NEAR(box.value(), 0.2, 1e-12);
}


TEST(WeightedMeans, OfUnknownFieldsAreAnError)
{
  MeansOfAnOsteotomy box("woven_bon", "mature_bone, cartilage");
  try
    {
      box.file->throw_if_wrong();
      FAIL() << "two names that are no fields";
    }
  catch (const InputError &error)
    {
      const std::string message = error.what();
      EXPECT_NE(message.find("'woven_bon'"), std::string::npos) << message;
      EXPECT_NE(message.find("Did you mean 'woven_bone'?"), std::string::npos) << message;
      EXPECT_NE(message.find("'cartilage'"), std::string::npos) << message;
    }
}
