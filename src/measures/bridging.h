// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "measures/fragment_motion.h"
#include "state/state.h"

#include <set>
#include <string>
#include <vector>

namespace callus
{
  /**
   * Bridging: a path of face-neighbour cells of the healing regions with a bone fraction (woven + mature) of at least the
   * threshold that joins both fragments; for each sector about the axis of the bone, a path within it. Sectors are
   * the four quadrants; an axisymmetric body is bridged all round, so there all four agree; a section in plane strain has two sides,
   * each of which stands for two quadrants. Behind planes of symmetry (mesh/symmetry.h) paths go on as mirror images: a path to a plane across the axis
   * joins the fragments, and sectors that are not meshed are bridged as their images are.
   * Union: at least so many quadrants bridged and the axial movement below a share of that of day 0.
   *
   * Section `Measures`: Bone fields, Bridging threshold, Anterior direction, Quadrants for union, Movement for union.
   */
  template <int dim>
  class Bridging
  {
  public:
    Bridging(const Section             &measures,
             const Mesh<dim>           &mesh,
             const State<dim>          &state,
             const FragmentMotion<dim> &motion);

    /// anterior, medial, posterior, lateral; of a section the two that it shows
    const std::vector<std::string> &
    sector_names() const
    {
      return sector_names_;
    }

    struct Result
    {
      bool              anywhere = false;
      std::vector<char> sector; ///< in the order of sector_names()
    };
    /// Collective.
    Result
    measure(const State<dim> &state) const;

    /// @p relative_movement: axial movement over that of day 0.
    bool
    is_union(const Result &result, double relative_movement) const;
    /// The rule in words, with its numbers, to stand beside the verdict.
    std::string
    union_rule() const;

  private:
    void
    find_sectors(const Section &measures);
    std::vector<char>
    bone_cells(const State<dim> &state) const;
    bool
    joins_fragments(const std::vector<char> &marked) const;
    /// Is a sector, or one of its mirror images in the mesh, bridged by these cells?
    bool
    is_bridged(unsigned int sector, const std::vector<char> &is_bone) const;

    const Mesh<dim>           &mesh_;
    const FragmentMotion<dim> &motion_;
    std::vector<FieldId>       bone_;
    double                     threshold_, movement_for_union_;
    unsigned int               quadrants_for_union_;
    std::vector<std::string>   sector_names_;
    std::vector<unsigned char>
      sector_; ///< of each local cell; all in one if the body is axisymmetric
    /// Sectors that planes of symmetry make of each sector, itself among them.
    std::vector<std::set<unsigned int>> images_;
  };
} // namespace callus
