// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "state/state.h"
#include "support/box_case.h"

#include <gtest/gtest.h>

namespace callus
{
  namespace test
  {
    /// Two bones, 4 mm wide, 2 mm high, with a gap of 1 mm between them that heals; fields woven_bone and mature_bone.
    struct Osteotomy : BoxCase
    {
      Osteotomy()
        : BoxCase(shape(), std::string(fields) + measures)
        , regions(healing_but(*mesh, {"bone"}))
        , catalogue(Catalogue::read(file->root().subsection("Fields")))
        , state(file->root().subsection("Regions"), *mesh, regions, catalogue)
      {
      }

      Section
      measures_section()
      {
        return file->root().subsection("Measures");
      }
      const std::array<double, 3> &
      point(std::size_t healing_node) const
      {
        return mesh->space(2).owned_points[state.nodes().node_of(healing_node)];
      }

      static BoxMesh
      shape()
      {
        BoxMesh box;
        box.bricks = {{4, 4, 5}};
        box.lower  = {{-2, -2, -2.5}};
        box.upper  = {{2, 2, 2.5}};
        box.region = [](const BoxMesh::Point &p) { return std::abs(p[2]) < .5 ? "gap" : "bone"; };
        return box;
      }

      static constexpr const char *fields   = R"(
subsection Fields
  subsection woven_bone
    set Unit = 1
    set Kind = matrix
    set Upper bound = 1 [assumed]
    set Volume per unit = 1 [assumed]
  end
  subsection mature_bone
    set Unit = 1
    set Kind = matrix
    set Upper bound = 1 [assumed]
    set Volume per unit = 1 [assumed]
  end
end
)";
      static constexpr const char *measures = R"(
subsection Measures
  set Bone fields = woven_bone, mature_bone
end
)";

      std::vector<Region> regions;
      Catalogue           catalogue;
      State<3>            state;
    };
  } // namespace test
} // namespace callus
