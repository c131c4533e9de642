// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "state/state.h"

#include <string>
#include <vector>

namespace callus
{
  /**
   * Means of one field over where others are, as an electrode in cartilage, or a count of cells in new bone, would give them:
   *
   *     mean = sum_w integral(w f) / sum_w integral(w),
   *
   * with the field f and the weights w (fields >= 0: tissues, cells). Section `Means`, one subsection a mean:
   *     subsection oxygen_in_cartilage
   *       set Of   = oxygen
   *       set Over = cartilage_matrix
   *     end
   * Not a number while the weights fill less than a millionth of the healing regions (in their own units).
   */
  template <int dim>
  class WeightedMeans
  {
  public:
    /// Problems go to the parameter file behind @p section.
    WeightedMeans(const Section &section, const Catalogue &catalogue);

    struct Mean
    {
      std::string          name;
      std::string          unit; ///< that of the field
      FieldId              of;
      std::vector<FieldId> over;
    };

    /// In the order of the file.
    const std::vector<Mean> &
    means() const
    {
      return means_;
    }
    /// Collective.
    std::vector<double>
    values(const State<dim> &state, MPI_Comm communicator) const;

  private:
    void
    read(const Section &section, const Catalogue &catalogue);

    std::vector<Mean> means_;
  };
} // namespace callus
