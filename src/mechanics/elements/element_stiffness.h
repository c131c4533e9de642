// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

namespace callus
{
  namespace elements
  {
    /// What an element in space has at its quadrature points: gradients of n functions [1/mm], a fourth number 0 behind each, and Lame's constants
    /// times the volume that a point stands for [N mm].
    template <unsigned int n, unsigned int n_points>
    struct StiffnessPoints
    {
      alignas(32) double gradients[n][n_points][4] = {};
      double lambda[n_points], mu[n_points];
    };

    /// blocks[a][b], a <= b, of the element's stiffness: sum over points of lambda ga_i gb_j + mu (ga_j gb_i + delta_ij ga . gb), [3 i + j]. By the widest
    /// instructions that the processor has. Tetrahedra, quadratic, and linear with the same gradients at all points; hexahedra, quadratic and linear.
    void
    stiffness_in_space(const StiffnessPoints<10, 4> &at, double (&blocks)[10][10][9]);
    void
    stiffness_in_space(const StiffnessPoints<4, 1> &at, double (&blocks)[4][4][9]);
    void
    stiffness_in_space(const StiffnessPoints<27, 27> &at, double (&blocks)[27][27][9]);
    void
    stiffness_in_space(const StiffnessPoints<8, 27> &at, double (&blocks)[8][8][9]);
  } // namespace elements
} // namespace callus
