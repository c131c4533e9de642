// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/scaffold/kozeny_carman.h"

#include <cmath>

namespace callus
{
  KozenyCarman::KozenyCarman(const double pore_size,
                             const double kozeny_constant,
                             const double viscosity,
                             const double porosity)
    : pore_size_(pore_size)
    , kozeny_constant_(kozeny_constant)
    , viscosity_(viscosity)
    , porosity_(porosity)
  {
  }


  double
  KozenyCarman::pore_size(const double porosity) const
  {
    return pore_size_ * std::sqrt(porosity / porosity_);
  }


  double
  KozenyCarman::permeability(const double porosity) const
  {
    const double surface = 4 * porosity / pore_size(porosity);
    return std::pow(porosity, 3) / (kozeny_constant_ * surface * surface * viscosity_);
  }


  MaterialLawEntry
  KozenyCarman::entry()
  {
    return {
      "Kozeny-Carman",
      "Permeability of the pores of a scaffold, beside that of the tissue in them: the one "
      "that holds the fluid more decides. The pores widen as solid is lost",
      {"kappa_p = phi^3 / (c S^2 mu), S = 4 phi / d, d = d_0 (phi / phi_0)^(1/2), phi = 1 - s",
       "1/kappa = 1/kappa_p + 1/((1 - s) kappa_tissue)"}};
  }


  std::optional<KozenyCarman>
  read_permeability_law(const Section &scaffold, const double solid_fraction)
  {
    if (scaffold.choice("Permeability law",
                        {"tissue", KozenyCarman::entry().name},
                        "tissue",
                        "tissue: that of the tissue in the pores; Kozeny-Carman: the walls of the "
                        "pores hold the fluid up too") == "tissue")
      return {};
    const double size =
      scaffold.quantity("Pore size", "mm", Range::positive(), "Diameter of the pores");
    const double constant = scaffold.quantity(
      "Kozeny constant", "1", Range::positive(), "2 for straight tubes, about 5 for packed beds");
    const double viscosity = scaffold.quantity(
      "Fluid viscosity", "MPa s", Range::positive(), "Viscosity of the fluid in the pores");
    return KozenyCarman(size, constant, viscosity, 1 - solid_fraction);
  }
} // namespace callus
