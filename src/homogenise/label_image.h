// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "homogenise/unit_cell.h"

#include <string>
#include <vector>

namespace callus
{
  /**
   * A unit cell from a label image: NRRD with the data in the same file, raw or gzip, whole numbers of 8 or 16 bits, three axes; edges from
   * `spacings` or `space directions` along the axes, in mm. Problems go to the entry `File` of @p section; then the cell is empty.
   */
  UnitCell
  read_label_image(const Section                  &section,
                   const std::string              &file,
                   const std::vector<std::string> &solid_labels);
} // namespace callus
