// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "fields/catalogue.h"

#include <string>
#include <vector>

namespace callus
{
  /**
   * What an implant, a gel or an injection brings on the day of surgery; a subsection of `Doses`:
   *     subsection bmp2_in_gel
   *       set Field       = bmp2_store
   *       set Regions     = scaffold          left out: all healing regions
   *       set Amount      = 10 ug [key]       or 2e6 cells, 5 umol; 5 mM, 50 ng/mL; 0.1 mg/kg
   *       set Share       = 0.3 [key]         of the amount, for a dose in several stores; left out: all of it
   *       set Body mass   = 3.5 kg [key]      for an amount per body mass only
   *       set Molar mass  = 24.3 g/mol [key]  where a mass meets a field in moles, or moles a field in mass
   *     end
   * It adds to the initial value of the field in these regions: a concentration as it is, an amount evenly over their volume (that
   * of the tissue with all its solids, as all fields are measured), so that the integral of what is added is the amount.
   */
  struct Dose
  {
    Section                  section; ///< of the dose, for problems
    FieldId                  field;
    std::vector<std::string> regions; ///< none: all healing regions
    bool                     is_concentration;
    double value; ///< times the share: unit of the field, or unit of the field * mm3

    /// What it adds to the field [unit of the field] where it is spread over @p volume [mm3].
    double
    concentration(double volume) const
    {
      return is_concentration ? value : value / volume;
    }
  };

  /// The subsections of `Doses`. Those of unknown fields or with amounts that fit no field are reported and left out.
  std::vector<Dose>
  read_doses(const Section &doses, const Catalogue &catalogue);

  /// Reports a dose that carries a field with this value before over its upper bound.
  void
  expect_within_bounds(const Dose &dose, const Field &field, double before, double added);
} // namespace callus
