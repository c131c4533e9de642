// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "laws/tissue/poroelastic_material.h"
#include "mesh/mesh.h"
#include "mesh/regions.h"

#include <optional>
#include <vector>

namespace callus
{
  namespace cell_coefficients
  {
    /// Which coefficient, and its value in each local cell of the region.
    struct Values
    {
      double PoroelasticMaterial::*coefficient;
      std::vector<double>          values;
      double                       least; ///< of the whole region
    };

    /**
     * The values of a coefficient that varies within the region of number @p region: `Factor` times the data of the cell or the function of
     * its centre. Cells without data, and values outside of the coefficient's range or of `Least` ... `Largest`, are reported with how many they are and
     * where one is; nothing is cut to the range. Nothing if it cannot be used. Collective.
     */
    template <int dim>
    std::optional<Values>
    read(const VaryingCoefficient &varying,
         const Mesh<dim>          &mesh,
         std::size_t               region,
         BiotCoefficient           biot);
  } // namespace cell_coefficients
} // namespace callus
