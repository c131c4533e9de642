// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/elasticity_matrices.h"

namespace callus
{
  namespace
  {
    bool
    is_type_given(const std::string &prefix)
    {
      PetscBool is_given = PETSC_FALSE;
      check_petsc(
        PetscOptionsHasName(nullptr, nullptr, ("-" + prefix + "mat_type").c_str(), &is_given));
      return is_given;
    }
  } // namespace


  ElasticityMatrices::ElasticityMatrices(const OwnRows &fine,
                                         const OwnRows &coarse,
                                         std::string    prefix,
                                         const MPI_Comm communicator)
    : fine_rows_(fine)
    , coarse_rows_(coarse)
    , prefix_(std::move(prefix))
    , communicator_(communicator)
  {
    using Precision = BlockMatrix::Precision;
    if (!is_type_given(prefix_))
      {
        fine_      = std::make_unique<BlockMatrix>(fine, Precision::full, communicator);
        smoothing_ = std::make_unique<BlockMatrix>(fine, Precision::single, communicator);
      }
    if (!is_type_given(prefix_ + "products_"))
      coarse_ = std::make_unique<BlockMatrix>(coarse, Precision::single, communicator);
    copy_values();
  }


  void
  ElasticityMatrices::values_changed()
  {
    for (BlockMatrix *const matrix : {fine_.get(), smoothing_.get(), coarse_.get()})
      if (matrix)
        matrix->values_changed();
    copy_values();
  }


  void
  ElasticityMatrices::copy_values()
  {
    if (!fine_)
      fine_rows_.copy_to(fine_of_type_, communicator_, MATBAIJ, prefix_);
    if (!coarse_)
      coarse_rows_.copy_to(coarse_of_type_, communicator_, MATBAIJ, prefix_ + "products_");
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
