// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/product_matrix.h"

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


  ProductMatrix::ProductMatrix(const OwnRows               &rows,
                               const BlockMatrix::Precision precision,
                               std::string                  prefix,
                               const MPI_Comm               communicator)
    : rows_(rows)
    , prefix_(std::move(prefix))
    , communicator_(communicator)
  {
    if (is_type_given(prefix_))
      rows_.copy_to(of_type_, communicator_, MATBAIJ, prefix_);
    else
      rows_where_they_are_ = std::make_unique<BlockMatrix>(rows, precision, communicator);
  }


  void
  ProductMatrix::values_changed()
  {
    if (is_of_type())
      rows_.copy_to(of_type_, communicator_, MATBAIJ, prefix_);
    else
      rows_where_they_are_->values_changed();
  }
} // namespace callus
