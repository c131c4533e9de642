// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/krylov_system.h"
#include "linear/own_rows.h"

#include <string>
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
    /// @p sizes: unknowns of each field on this rank; @p prefix: of PETSc's options.
    BlockSystem(std::vector<std::size_t> sizes, std::string prefix, MPI_Comm communicator);

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

  protected:
    const std::string &
    prefix() const
    {
      return prefix_;
    }
    /// Copies values into a block; it is AIJ unless an option with the prefix, @p name and mat_type says otherwise.
    void
    copy(const OwnRows &rows, PetscMatrix &block, const std::string &name) const;
    /// @p blocks: row by row; null where two fields are not coupled. They must outlive this, and are changed in place.
    void
    create_matrix(const std::vector<Mat> &blocks);
    /// One matrix with the entries of such blocks.
    PetscMatrix
    assemble(const std::vector<Mat> &blocks) const;
    /// x . matrix x for the part of a field.
    double
    energy_of_field(Mat matrix, std::size_t number, Vec x);
    /// Its diagonal in the part of a field.
    void
    get_diagonal_of_field(Mat matrix, std::size_t number, Vec diagonal) const;
    IS
    field(const std::size_t number) const
    {
      return fields_[number];
    }

  private:
    std::vector<std::size_t> sizes_;
    std::string              prefix_;
    MPI_Comm                 communicator_;
    PetscMatrix              matrix_;
    std::vector<IS>          fields_;   // of the matrix
    std::vector<PetscVector> products_; // of fields, work
  };
} // namespace callus
