// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/mesh.h"
#include "mesh/regions.h"

#include <array>
#include <string>
#include <vector>

namespace callus
{
  /// Movement of one fragment's osteotomy face against the other's, loaded minus unloaded.
  struct InterfragmentaryMovement
  {
    double                axial = 0; ///< mm, positive on closing
    std::array<double, 2> shear{};   ///< mm, across the axis
    /// degrees: bending about the two directions across the axis, then torsion about it
    std::array<double, 3> rotation{};
  };

  /**
   * Follows the osteotomy faces: the faces between healing regions and the bone that look along the axis, of the two fragments
   * (the first and the last connected component of the bone's region along the axis). Mean displacement of a face is the exact
   * integral of the quadratic displacement over the area; rotation is the least-squares rigid fit to it.
   */
  template <int dim>
  class FragmentMotion
  {
  public:
    /// Reports at @p measures (entry `Fragments`) if @p bone has fewer than two fragments or no osteotomy face.
    FragmentMotion(const Section             &measures,
                   const Mesh<dim>           &mesh,
                   const std::vector<Region> &regions,
                   const std::string         &bone);

    /// @p displacement: dim values at each local node of the degree-2 space [mm]. Collective.
    InterfragmentaryMovement
    measure(const std::vector<double> &displacement) const;

    /// 0 for the distal fragment, 1 for the proximal one, -1 for other cells; for each local cell.
    const std::vector<int> &
    fragment_of_cell() const
    {
      return fragment_of_cell_;
    }

  private:
    struct Sample
    {
      std::size_t             node;   ///< local index in the degree-2 space
      double                  weight; ///< mm2
      std::array<double, dim> point;
    };
    struct RigidMotion
    {
      std::array<double, 3> translation{}, rotation{};
    };
    RigidMotion
    fit(unsigned int fragment, const std::vector<double> &displacement) const;

    const Mesh<dim>                   &mesh_;
    std::array<std::vector<Sample>, 2> samples_; ///< distal, proximal
    std::vector<int>                   fragment_of_cell_;
  };
} // namespace callus
