// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// A body that is turned together with its loads feels the same: every driver of the biology is a scalar.

#include "mechanics/verification/poroelastic_sample.h"
#include "mechanics/verification/verification_table.h"

namespace callus
{
  using namespace test;

  class Rotation : public ::testing::TestWithParam<Variant>
  {
  };

  const std::vector<Variant> not_axisymmetric(all_variants.begin(), all_variants.begin() + 4);
  INSTANTIATE_TEST_SUITE_P(Verification,
                           Rotation,
                           ::testing::ValuesIn(not_axisymmetric),
                           variant_name);


  namespace
  {
    std::array<double, 2>
    turn(const std::array<double, 2> &x)
    {
      const double c = std::cos(0.7), s = std::sin(0.7);
      return {{c * x[0] - s * x[1], s * x[0] + c * x[1]}};
    }
    /// About z, then about x, then about y: no coordinate axis stays one.
    std::array<double, 3>
    turn(const std::array<double, 3> &x)
    {
      const auto xy = turn(std::array<double, 2>{{x[0], x[1]}});
      const auto yz = turn(std::array<double, 2>{{xy[1], x[2]}});
      const auto zx = turn(std::array<double, 2>{{yz[1], xy[0]}});
      return {{zx[1], yz[0], zx[0]}};
    }

    template <std::size_t dim>
    std::string
    list(const std::array<double, dim> &values)
    {
      std::string text;
      for (const double value : values)
        text += (text.empty() ? "" : ", ") + digits(value);
      return text;
    }

    /// A bar with a soft gap, held at one end, drained at its sides, with forces in all directions on the other end.
    template <int dim>
    std::unique_ptr<ProblemInDimension<dim>>
    loaded_bar(const Variant &variant, const bool is_turned)
    {
      std::array<double, dim> traction;
      for (unsigned int k = 0; k < dim; ++k)
        traction[k] = (k + 1.5) * (k == dim - 1 ? -1e-3 : 4e-4);
      ShapedBox<dim> box = bar<dim>(variant, 2, 3, 3, 6);
      box.region         = [](const std::array<double, dim> &p) {
        return p[dim - 1] > 1 && p[dim - 1] < 2 ? "gap" : "bone";
      };
      if (is_turned)
        {
          box.map  = [](const std::array<double, dim> &p) { return turn(p); };
          traction = turn(traction);
        }
      std::string drained;
      for (const std::string &side : variant.sides("max"))
        drained += (drained.empty() ? "" : ", ") + side;
      auto problem = std::make_unique<ProblemInDimension<dim>>(
        box,
        subsection("bone", fixed("cartilage")) + subsection("gap", healing),
        subsection("Supports", on_surface("base", variant.low_end(), "fixed")) +
          "set Drained surfaces = " + drained + "\n" + ramp(1, 2) + tolerance("1e-11") +
          subsection("Loads",
                     on_surface("top",
                                variant.high_end(),
                                "traction",
                                "set Traction = " + list(traction) + " MPa [assumed]\n")),
        MPI_COMM_SELF,
        variant.setting());
      problem->update();
      return problem;
    }

    template <int dim>
    void
    check(const Variant &variant)
    {
      const auto as_it_is        = loaded_bar<dim>(variant, false),
                 turned          = loaded_bar<dim>(variant, true);
      const std::size_t        n = as_it_is->points().size();
      std::vector<std::size_t> partner(n);
      for (std::size_t i = 0; i < n; ++i)
        partner[i] = node_at<dim>(turned->points(), turn(as_it_is->points()[i]));

      VerificationTable table("Rotation, " + variant.shape + " " + variant.geometry, 1e-6);
      double            largest = 0, error = 0;
      for (std::size_t i = 0; i < n; ++i)
        {
          std::array<double, dim> u;
          for (unsigned int k = 0; k < dim; ++k)
            u[k] = as_it_is->mechanics.displacement()[dim * i + k];
          u = turn(u);
          for (unsigned int k = 0; k < dim; ++k)
            {
              largest = std::max(largest, std::abs(u[k]));
              error   = std::max(
                error, std::abs(u[k] - turned->mechanics.displacement()[dim * partner[i] + k]));
            }
        }
      EXPECT_GT(largest, 0);
      table.add_small("displacement, largest difference / largest", error / largest, 1e-6);
      for (unsigned int d = 0; d < as_it_is->catalogue.n_drivers(); ++d)
        {
          largest = error = 0;
          for (std::size_t i = 0; i < n; ++i)
            {
              const double value = as_it_is->drivers[d][i];
              largest            = std::max(largest, std::abs(value));
              error = std::max(error, std::abs(value - turned->drivers[d][partner[i]]));
            }
          if (largest > 0) // the stimulus law leaves some weights at zero
            table.add_small("driver " + std::to_string(d) + ", largest difference / largest",
                            error / largest,
                            1e-6);
          else
            EXPECT_EQ(error, 0);
        }
    }
  } // namespace


  TEST_P(Rotation, DriversStayAsTheyAre)
  {
    in_dimension(GetParam(), [&](auto dim) { check<dim>(GetParam()); });
  }
} // namespace callus
