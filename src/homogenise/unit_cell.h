// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace callus
{
  /**
   * The unit cell of a periodic structure, cut into bricks ("voxels") of one size, each of one phase. What leaves at one side comes back at
   * the opposite one: nodes on opposite sides are the same, so that there are as many nodes as voxels.
   */
  struct UnitCell
  {
    std::array<std::size_t, 3> n;     ///< voxels along x, y, z
    std::array<double, 3>      edge;  ///< mm, edges of the cell
    std::vector<std::uint8_t>  phase; ///< of each voxel, x fastest; 0 is the pores, 1 the solid

    std::size_t
    n_voxels() const
    {
      return n[0] * n[1] * n[2];
    }
    /// The voxel at these indices, or the node at its lower corner; indices are wrapped.
    std::size_t
    index(const std::size_t i, const std::size_t j, const std::size_t k) const
    {
      return i % n[0] + n[0] * (j % n[1] + n[1] * (k % n[2]));
    }
    /// mm, of a voxel
    double
    size(const unsigned int axis) const
    {
      return edge[axis] / n[axis];
    }
    double
    fraction(const std::uint8_t of_phase) const
    {
      std::size_t count = 0;
      for (const std::uint8_t p : phase)
        count += p == of_phase;
      return double(count) / n_voxels();
    }
  };
} // namespace callus
