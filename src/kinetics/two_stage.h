// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

namespace callus
{
  /**
   * The two-stage method in which fields are spread: singly diagonally implicit, of second order, L-stable (Alexander 1977, SIAM
   * J. Numer. Anal. 14:1006), with an explicit part for taxis (Ascher, Ruuth & Spiteri 1997, Appl. Numer. Math. 25:151, method
   * (2,2,2)). For y' = I(y) + E(y), with I implicit and E explicit,
   *     y1    = y + g h E(y) + g h I(y1)
   *     y_new = y + h ((1 - g) I(y1) + g I(y_new)) + h (d E(y) + (1 - d) E(y1)),     g = 1 - 1/sqrt(2), d = 1 - 1/(2 g).
   * Both stages are backward Euler steps of length g h; y1 belongs to the time g h, and y + (y1 - y) / g is y_new but for second order.
   */
  namespace two_stage
  {
    constexpr double gamma = 0.29289321881345254; ///< 1 - 1/sqrt(2)
    constexpr double delta = -0.7071067811865476; ///< 1 - 1/(2 gamma) = -1/sqrt(2)
    /// Without E the second stage begins at y + base_weight (y1 - y).
    constexpr double base_weight = (1 - gamma) / gamma;
  } // namespace two_stage
} // namespace callus
