// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "homogenise/unit_cell.h"
#include "laws/scaffold/stiffness_law.h"

namespace callus
{
  /// What `callus homogenise` reads.
  struct UnitCellInput
  {
    UnitCell cell;
    UnitCell
      coarser; ///< with half as many voxels along each edge: how much the result still changes
    ElasticModuli solid{};
    double        viscosity = 0; ///< MPa s, of the fluid in the pores
    double        tolerance = 0;
  };

  /// The section `Unit cell`. What is wrong is reported to the parameter file; then the cells are empty.
  UnitCellInput
  read_unit_cell(const Section &root);
} // namespace callus
