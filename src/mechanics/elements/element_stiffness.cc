// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/elements/element_stiffness.h"

#include "base/processor_versions.h"

#include <cstring>

namespace callus
{
  namespace elements
  {
    namespace
    {
      typedef double Four __attribute__((vector_size(32)));

      template <unsigned int n, unsigned int n_points>
      [[gnu::always_inline]] inline void
      sum_over_points(const StiffnessPoints<n, n_points> &at, double (&blocks)[n][n][9])
      {
        for (unsigned int a = 0; a < n; ++a)
          {
            double by_lambda[n_points][3], by_mu[n_points][3];
            for (unsigned int q = 0; q < n_points; ++q)
              for (unsigned int i = 0; i < 3; ++i)
                {
                  by_lambda[q][i] = at.lambda[q] * at.gradients[a][q][i];
                  by_mu[q][i]     = at.mu[q] * at.gradients[a][q][i];
                }
            for (unsigned int b = a; b < n; ++b)
              {
                Four of_lambda[3] = {}, of_mu[3] = {}; // row i: component i of ga times gb
                for (unsigned int q = 0; q < n_points; ++q)
                  {
                    Four gradient;
                    std::memcpy(&gradient, at.gradients[b][q], sizeof(Four));
                    for (unsigned int i = 0; i < 3; ++i)
                      {
                        of_lambda[i] += by_lambda[q][i] * gradient;
                        of_mu[i] += by_mu[q][i] * gradient;
                      }
                  }
                const double trace = of_mu[0][0] + of_mu[1][1] + of_mu[2][2];
                for (unsigned int i = 0; i < 3; ++i)
                  for (unsigned int j = 0; j < 3; ++j)
                    blocks[a][b][3 * i + j] = of_lambda[i][j] + of_mu[j][i] + (i == j ? trace : 0.);
              }
          }
      }
    } // namespace

    CALLUS_FOR_EACH_PROCESSOR void
    stiffness_in_space(const StiffnessPoints<10, 4> &at, double (&blocks)[10][10][9])
    {
      sum_over_points(at, blocks);
    }

    CALLUS_FOR_EACH_PROCESSOR void
    stiffness_in_space(const StiffnessPoints<4, 1> &at, double (&blocks)[4][4][9])
    {
      sum_over_points(at, blocks);
    }

    CALLUS_FOR_EACH_PROCESSOR void
    stiffness_in_space(const StiffnessPoints<27, 27> &at, double (&blocks)[27][27][9])
    {
      sum_over_points(at, blocks);
    }

    CALLUS_FOR_EACH_PROCESSOR void
    stiffness_in_space(const StiffnessPoints<8, 27> &at, double (&blocks)[8][8][9])
    {
      sum_over_points(at, blocks);
    }
  } // namespace elements
} // namespace callus
