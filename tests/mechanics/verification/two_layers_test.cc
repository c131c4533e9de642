// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Terzaghi's column of two layers whose moduli differ 1e4 times and whose permeabilities differ 1e4 times.
//
// In one dimension the total stress is the load P everywhere, so that the strain is (p - P)/H_A and Biot's equations become
// (1/M + 1/H_A) dp/dt = d/dz (kappa dp/dz), p(0+) = P/H_A / (1/M + 1/H_A): solved here by finite volumes, much finer in space and time.

#include "mechanics/verification/poroelastic_sample.h"
#include "mechanics/verification/verification_table.h"

#include <algorithm>

namespace callus
{
  using namespace test;

  namespace
  {
    struct Layers
    {
      PoroelasticSample lower, upper; ///< each half of the column of 1 mm, from the sealed base

      const PoroelasticSample &
      at(const double z) const
      {
        return z < 0.5 ? lower : upper;
      }
    };

    /// Pressures [P] and settlement [P mm / MPa] by finite volumes.
    class OneDimensional
    {
    public:
      OneDimensional(const Layers &layers, const double time)
        : n_(2000)
        , pressure_(n_)
      {
        for (unsigned int i = 0; i < n_; ++i)
          {
            const PoroelasticSample &m = layers.at(center(i));
            pressure_[i]               = 1 / m.confined_modulus() / m.storage();
          }
        // short steps first: the start is singular
        double done = 0;
        for (double step = time / 1e6; done < time * (1 - 1e-12); step *= 1.003)
          {
            step = std::min(step, time - done);
            advance(layers, step);
            done += step;
          }
        for (unsigned int i = 0; i < n_; ++i)
          settlement += (1 - pressure_[i]) / layers.at(center(i)).confined_modulus() / n_;
      }

      double
      pressure(const double z) const
      {
        const double       x = z * n_ - 0.5;
        const unsigned int i = std::clamp(int(std::floor(x)), 0, int(n_) - 2);
        return x < 0 ? pressure_[0] : pressure_[i] + (x - i) * (pressure_[i + 1] - pressure_[i]);
      }
      double settlement = 0;

    private:
      double
      center(const unsigned int i) const
      {
        return (i + 0.5) / n_;
      }
      /// Backward Euler; elimination of the tridiagonal matrix.
      void
      advance(const Layers &layers, const double step)
      {
        std::vector<double> above(n_), diagonal(n_), right(n_);
        for (unsigned int i = 0; i < n_; ++i)
          {
            const PoroelasticSample &here  = layers.at(center(i));
            const double             share = here.storage() / n_ / step;
            // harmonic mean between centres; half a cell to the drained top
            const auto between = [&](const unsigned int j) {
              const double k = here.kappa, l = layers.at(center(j)).kappa;
              return 2 * k * l / (k + l) * n_;
            };
            const double below = i > 0 ? between(i - 1) : 0;
            above[i]           = i + 1 < n_ ? between(i + 1) : 0;
            diagonal[i]        = share + below + (i + 1 < n_ ? above[i] : 2 * here.kappa * n_);
            right[i]           = share * pressure_[i];
            if (i > 0)
              {
                const double factor = below / diagonal[i - 1];
                diagonal[i] -= factor * above[i - 1];
                right[i] += factor * right[i - 1];
              }
          }
        for (unsigned int i = n_; i-- > 0;)
          pressure_[i] = (right[i] + (i + 1 < n_ ? above[i] * pressure_[i + 1] : 0)) / diagonal[i];
      }

      unsigned int        n_;
      std::vector<double> pressure_;
    };

    void
    check(const Variant &variant, const std::string &title, const Layers &layers, const double time)
    {
      Setting setting  = variant.setting();
      setting.more     = layers.lower.text("lower") + layers.upper.text("upper");
      ShapedBox<2> box = bar<2>(variant, 0.1, 1, 1, 40);
      box.region = [](const std::array<double, 2> &p) { return p[1] < 0.5 ? "lower" : "upper"; };
      box.map    = [](const std::array<double, 2> &p) { // finer towards both ends of both layers
        const double in_layer = 2 * p[1] - std::floor(2 * p[1]);
        return std::array<double, 2>{
             {p[0], p[1] - 0.3 / (4 * std::acos(-1.)) * std::sin(2 * std::acos(-1.) * in_layer)}};
      };
      ProblemInDimension<2> problem(
        box,
        subsection("lower", fixed("lower")) + subsection("upper", fixed("upper")),
        subsection("Supports", on_surface("base", "y_min", "fixed") + sliding({"x_min", "x_max"})) +
          "set Drained surfaces = y_max\n" + tolerance("1e-9") + consolidation(time, 200) +
          subsection(
            "Loads",
            on_surface("top", "y_max", "traction", "set Traction = 0, -0.001 MPa [assumed]\n")),
        MPI_COMM_SELF,
        setting);
      const LoadingResult  result = problem.update();
      const OneDimensional exact(layers, time);

      VerificationTable table(title + ", 1 x 40 bricks, 200 steps, " + variant.title(), 0.01);
      table.add("settlement / P [mm/MPa]", result.axial_displacement / 1e-3, exact.settlement);
      double lowest = 1, highest = 0, worst = 0;
      for (std::int64_t i = 0; i < problem.mesh->space(1).n_owned; ++i)
        {
          const double p = problem.mechanics.pressure()[i] / 1e-3,
                       z = problem.mesh->space(1).owned_points[i][1];
          lowest         = std::min(lowest, p);
          highest        = std::max(highest, p);
          worst          = std::max(worst, std::abs(p - exact.pressure(z)) * (z < 1 - 1e-9));
        }
      table.add(
        "p / P at the base", pressure_at<2>(problem, {{0, 0}}) / 1e-3, exact.pressure(0), 1, 0.01);
      table.add("p / P at the interface",
                pressure_at<2>(problem, {{0, 0.5}}) / 1e-3,
                exact.pressure(0.5),
                1,
                0.01);
      table.add_small("largest error of p / P", worst, 0.01);
      table.add_small("p / P below 0", std::max(0., -lowest), 0.01);
      table.add_small("p / P above 1", std::max(0., highest - 1), 0.01);
    }

    PoroelasticSample
    stiffer(const double kappa)
    {
      PoroelasticSample sample;
      sample.e *= 1e4;
      sample.kappa = kappa;
      return sample;
    }

    class TwoLayers : public ::testing::TestWithParam<Variant>
    {
    };
    INSTANTIATE_TEST_SUITE_P(Verification,
                             TwoLayers,
                             ::testing::ValuesIn(in_both_formulations({all_variants[2],
                                                                       all_variants[3]})),
                             variant_name);
  } // namespace


  // the soft layer consolidates as if the stiff, open one were not there
  TEST_P(TwoLayers, SoftTissueUnderStiffPermeableLayer)
  {
    const PoroelasticSample soft;
    check(GetParam(),
          "Two layers, E and permeability 1e4 times those of the lower layer",
          {soft, stiffer(1e4 * soft.kappa)},
          0.1 * 0.25 / soft.consolidation_coefficient());
  }


  // the stiff layer on top keeps the fluid of the soft one in
  TEST_P(TwoLayers, SoftTissueUnderStiffTightLayer)
  {
    const PoroelasticSample soft, tight = stiffer(1e-4 * soft.kappa);
    check(GetParam(),
          "Two layers, E 1e4 and permeability 1e-4 times those of the lower layer",
          {soft, tight},
          0.1 * 0.25 / tight.consolidation_coefficient());
  }


  TEST_P(TwoLayers, StiffPermeableLayerUnderSoftTissue)
  {
    const PoroelasticSample soft;
    check(GetParam(),
          "Two layers, E and permeability 1e4 times those of the upper layer",
          {stiffer(1e4 * soft.kappa), soft},
          0.1 * 0.25 / soft.consolidation_coefficient());
  }
} // namespace callus
