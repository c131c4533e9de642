// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "measures/fragment_motion.h"
#include "state/state.h"

#include <array>
#include <string>
#include <vector>

namespace callus
{
  /**
   * Bridging: a path of face-neighbour cells of the healing regions with a bone fraction (woven + mature) of at least the
   * threshold that joins both fragments; for each quadrant about the axis of the bone, a path within it.
   * Union: at least so many quadrants bridged and the axial movement below a share of that of day 0.
   *
   * Section `Measures`: Bone fields, Bridging threshold, Anterior direction, Quadrants for union, Movement for union.
   */
  template <int dim>
  class Bridging
  {
  public:
    static const std::array<std::string, 4> &
    quadrant_names(); ///< anterior, medial, posterior, lateral

    Bridging(const Section             &measures,
             const Mesh<dim>           &mesh,
             const State<dim>          &state,
             const FragmentMotion<dim> &motion);

    struct Result
    {
      bool                anywhere = false;
      std::array<bool, 4> quadrant{};
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
    bool
    joins_fragments(const std::vector<char> &marked) const;

    const Mesh<dim>           &mesh_;
    const FragmentMotion<dim> &motion_;
    std::vector<FieldId>       bone_;
    double                     threshold_, movement_for_union_;
    unsigned int               quadrants_for_union_;
    std::vector<unsigned char> quadrant_; ///< of each local cell
  };
} // namespace callus
