// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <string>

namespace callus
{
  namespace test
  {
    /**
     * The table that a benchmark prints, a line a quantity: computed, exact, error, tolerance. Each line is asserted.
     *
     * The error is relative to the exact value unless a line gives another scale (where the exact value is zero or passes it).
     */
    class VerificationTable
    {
    public:
      VerificationTable(const std::string &title, const double tolerance)
        : tolerance_(tolerance)
      {
        std::printf("\n%s\n  %-44s %13s %13s %10s %10s\n",
                    title.c_str(),
                    "quantity",
                    "computed",
                    "exact",
                    "error",
                    "tolerance");
      }

      void
      add(const std::string &quantity, const double computed, const double exact)
      {
        add(quantity, computed, exact, std::abs(exact), tolerance_);
      }
      void
      add(const std::string &quantity,
          const double       computed,
          const double       exact,
          const double       scale,
          const double       tolerance)
      {
        const double error = std::abs(computed - exact) / scale;
        std::printf("  %-44s %13.6g %13.6g %10.2e %10.2e%s\n",
                    quantity.c_str(),
                    computed,
                    exact,
                    error,
                    tolerance,
                    error <= tolerance ? "" : "  <-- too large");
        std::fflush(stdout);
        EXPECT_LE(error, tolerance) << quantity; // false for a NaN as well
      }
      /// A value that must stay below the tolerance: an error itself, or a sum that must vanish.
      void
      add_small(const std::string &quantity, const double value, const double tolerance)
      {
        add(quantity, value, 0, 1, tolerance);
      }

    private:
      double tolerance_;
    };
  } // namespace test
} // namespace callus
