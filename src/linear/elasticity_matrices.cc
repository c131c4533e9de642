// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/elasticity_matrices.h"

namespace callus
{
  ElasticityMatrices::ElasticityMatrices(const OwnRows     &fine,
                                         const OwnRows     &coarse,
                                         const std::string &prefix,
                                         const MPI_Comm     communicator)
    : fine_rows_(fine)
    , coarse_rows_(coarse)
    , prefix_(prefix)
    , communicator_(communicator)
    , fine_(fine, BlockMatrix::Precision::full, prefix, communicator)
    , coarse_(coarse, BlockMatrix::Precision::single, prefix + "products_", communicator)
  {
    if (!fine_.is_of_type())
      smoothing_ =
        std::make_unique<BlockMatrix>(fine, BlockMatrix::Precision::single, communicator);
    copy_entries();
  }


  void
  ElasticityMatrices::values_changed()
  {
    fine_.values_changed();
    coarse_.values_changed();
    if (smoothing_)
      smoothing_->values_changed();
    copy_entries();
  }


  void
  ElasticityMatrices::copy_entries()
  {
    coarse_rows_.copy_to(coarse_with_entries_, communicator_, MATAIJ, prefix_ + "coarse_");
  }


  PetscMatrix
  ElasticityMatrices::fine_with_entries() const
  {
    PetscMatrix result;
    fine_rows_.copy_to(result, communicator_, MATAIJ, "");
    return result;
  }
} // namespace callus
