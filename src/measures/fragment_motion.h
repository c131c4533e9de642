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
  /// Movement of one fragment's osteotomy face against the other's, loaded minus unloaded. What a geometry cannot do stays zero.
  struct InterfragmentaryMovement
  {
    double axial = 0; ///< mm, positive on closing
    std::array<double, 2>
      shear{}; ///< mm, across the axis; plane strain: the first only, in the plane
    /// degrees: bending about the two directions across the axis, then torsion about it; plane strain: the first only, about the
    /// direction across the plane
    std::array<double, 3> rotation{};
  };

  /**
   * Follows the osteotomy faces: the faces between healing regions (any other region if nothing heals) and the bone that look along the axis, of the
   * two fragments.
   * Mean displacement of a face is the exact integral of the quadratic displacement over the area of the body; rotation is the
   * least-squares rigid fit to it. An axisymmetric bone can only move along its axis.
   *
   * The two fragments are the most distal and the most proximal of the connected components of the bone's region. Components whose
   * mean height lies within a quarter of the way to the other one count with them: the two walls of a tube in a longitudinal section.
   * Behind planes of symmetry (mesh/symmetry.h) the faces go on; where one lies across the axis, one fragment is meshed and the other
   * its mirror image.
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
      std::array<double, dim>              translation{};
      std::array<double, dim == 3 ? 3 : 1> rotation{}; ///< rad
    };
    /// False after a report.
    bool
    find_fragments(const Section &measures, const std::string &bone);
    void
    add_samples(const SurfaceFace<dim> &face, unsigned int fragment);
    /// Of the fragments, the lowest and the highest mean height, with their mirror images [mm].
    std::array<double, 2>
    extreme_heights(const std::vector<Fragment> &fragments) const;
    bool
    is_meshed(unsigned int fragment) const;
    RigidMotion
    fit(unsigned int fragment, const std::vector<double> &displacement) const;
    /// Of a fragment, or of its mirror image.
    RigidMotion
    motion_of(unsigned int fragment, const std::vector<double> &displacement) const;

    const Mesh<dim>                   &mesh_;
    std::array<std::vector<Sample>, 2> samples_; ///< distal, proximal
    std::vector<int>                   fragment_of_cell_;
  };
} // namespace callus
