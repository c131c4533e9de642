// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// What is given back of a difference to a solution of first order, on chains of a few nodes.

#include "transport/flux_limiter.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

using namespace callus;

namespace
{
  constexpr double infinity = std::numeric_limits<double>::infinity();

  /// Nodes 0 - 1 - 2 - ..., all on each rank for itself.
  class Chain
  {
  public:
    explicit Chain(const std::vector<double> &volumes)
      : volumes_(volumes)
      , numbers_(volumes.size())
    {
      edges_.n_owned = edges_.n_local = volumes.size();
      edges_.row_begin                = {0};
      for (unsigned int i = 0; i + 1 < volumes.size(); ++i)
        {
          edges_.column.push_back(i + 1);
          edges_.row_begin.push_back(i + 1);
        }
      edges_.row_begin.push_back(static_cast<unsigned int>(edges_.size()));
      std::iota(numbers_.begin(), numbers_.end(), 0);
    }

    std::vector<double>
    limit(const std::vector<double> &flux,
          const std::vector<double> &source,
          const std::vector<double> &low) const
    {
      const std::size_t   n = volumes_.size();
      NodeNumbering       numbering{0, static_cast<std::int64_t>(n), 1, &numbers_, &none_};
      const GhostExchange ghosts(numbering, MPI_COMM_SELF);
      FluxLimiter         limiter(edges_, volumes_, ghosts, MPI_COMM_SELF);
      std::vector<double> values(n);
      limiter.limit(flux,
                    source,
                    {std::vector<double>(n, 0.), std::vector<double>(n, infinity)},
                    low,
                    values.data());
      return values;
    }

    double
    mass(const std::vector<double> &values) const
    {
      return std::inner_product(values.begin(), values.end(), volumes_.begin(), 0.);
    }

  private:
    NodeEdges                 edges_;
    std::vector<double>       volumes_;
    std::vector<std::int64_t> numbers_, none_;
  };
} // namespace

TEST(FluxLimiter, GivesAllBackWithinBounds)
{
  const Chain               chain({1, 1, 1});
  const std::vector<double> values = chain.limit({.5, -.25}, {0, .125, 0}, {1, 1, 1});
  EXPECT_EQ(values, (std::vector<double>{.5, 1.875, .75}));
}

TEST(FluxLimiter, KeepsABoundAndMassAndLeavesTheRestAlone)
{
  const Chain               chain({1, 1, 1, 1, 1});
  const std::vector<double> low    = {1, 1, 1, .1, 1};
  const std::vector<double> values = chain.limit({.25, .25, 0, .5}, {0, 0, 0, 0, 0}, low);
  EXPECT_DOUBLE_EQ(values[0], .75);
  EXPECT_DOUBLE_EQ(values[1], 1.);
  EXPECT_NEAR(values[3], 0, 1e-15);
  EXPECT_DOUBLE_EQ(values[4], 1.1);
  EXPECT_DOUBLE_EQ(chain.mass(values), chain.mass(low));
}

/// Much flows through a small node, which is well within its bounds; its neighbour is not.
TEST(FluxLimiter, LeavesANodeAloneThatFluxesPassThrough)
{
  const Chain               chain({1, 1e-3, 1, 1});
  const std::vector<double> low    = {1, 1, .01, 1};
  const std::vector<double> values = chain.limit({.5, .5, .6}, {0, 0, 0, 0}, low);
  EXPECT_NEAR(values[0], .5, 1e-12);
  EXPECT_NEAR(values[1], 1, 1e-12);
  EXPECT_GE(values[2], 0);
  EXPECT_NEAR(chain.mass(values), chain.mass(low), 1e-15);
}

/// A little more leaves a small node than there is: what may not leave may not come either, whatever room is above.
TEST(FluxLimiter, DoesNotHeapUpWhatCannotGoOn)
{
  const Chain               chain({1, 1e-3, 1});
  const std::vector<double> low    = {1, 1, 1};
  const std::vector<double> values = chain.limit({.5, .502}, {0, 0, 0}, low);
  EXPECT_GE(values[1], -1e-12);
  EXPECT_LE(values[1], 1 + 1e-12);
  EXPECT_NEAR(chain.mass(values), chain.mass(low), 1e-15);
}

/// The result is continuous where the bound is reached.
TEST(FluxLimiter, IsContinuous)
{
  const Chain               chain({1, 1, 1, 1});
  const std::vector<double> low    = {1, .2, 1, 1}, none(4, 0.);
  const double              e      = 1e-9;
  const std::vector<double> within = chain.limit({-.2 + e, .4, .1}, none, low),
                            beyond = chain.limit({-.2 - e, .4 + 2 * e, .1}, none, low);
  for (unsigned int i = 0; i < 4; ++i)
    EXPECT_NEAR(within[i], beyond[i], 1e-7) << i;
}
