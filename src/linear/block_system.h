// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/krylov_system.h"

#include <vector>

namespace callus
{
  /// The part of a vector that belongs to one field, as a vector over the same memory, wherever that is; the whole must not be touched meanwhile.
  class FieldOfVector
  {
  public:
    FieldOfVector(const Vec whole, const IS indices)
      : whole_(whole)
      , indices_(indices)
    {
      check_petsc(VecGetSubVector(whole_, indices_, &part_));
    }
    FieldOfVector(const FieldOfVector &) = delete;
    FieldOfVector &
    operator=(const FieldOfVector &) = delete;
    ~FieldOfVector()
    {
      VecRestoreSubVector(whole_, indices_, &part_);
    }
    operator Vec() const
    {
      return part_;
    }

  private:
    Vec whole_;
    IS  indices_;
    Vec part_ = nullptr;
  };

  /// A KrylovSystem of several fields, made of one matrix for each pair of them. Vectors hold this rank's unknowns of the first field, then those of
  /// the second, and so on.
  class BlockSystem : public KrylovSystem
  {
  public:
    /// @p sizes: unknowns of each field on this rank.
    BlockSystem(std::vector<std::size_t> sizes, MPI_Comm communicator);

    MPI_Comm
    communicator() const override
    {
      return communicator_;
    }
    std::size_t
    n_owned() const override;
    Mat
    matrix() const override
    {
      return matrix_;
    }
    PetscMatrix
    assembled() const override;

  protected:
    /// @p blocks: row by row; null where two fields are not coupled. They must outlive this, and are changed in place.
    void
    create_matrix(const std::vector<Mat> &blocks);
    IS
    field(const std::size_t number) const
    {
      return fields_[number];
    }

  private:
    std::vector<std::size_t> sizes_;
    MPI_Comm                 communicator_;
    PetscMatrix              matrix_;
    std::vector<IS>          fields_; // of the matrix
  };
} // namespace callus
