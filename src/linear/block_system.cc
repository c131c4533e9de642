// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/block_system.h"

#include <numeric>

namespace callus
{
  BlockSystem::BlockSystem(std::vector<std::size_t> sizes,
                           std::string              prefix,
                           const MPI_Comm           communicator)
    : sizes_(std::move(sizes))
    , prefix_(std::move(prefix))
    , communicator_(communicator)
    , fields_(sizes_.size())
  {
  }


  std::size_t
  BlockSystem::n_owned() const
  {
    return std::accumulate(sizes_.begin(), sizes_.end(), std::size_t(0));
  }


  void
  BlockSystem::copy(const OwnRows &rows, PetscMatrix &block, const std::string &name) const
  {
    rows.copy_to(block, communicator_, MATAIJ, prefix_ + name);
  }


  void
  BlockSystem::create_matrix(const std::vector<Mat> &blocks)
  {
    const PetscInt n = sizes_.size();
    check_petsc(MatCreateNest(communicator_, n, nullptr, n, nullptr, blocks.data(), matrix_.out()));
    check_petsc(MatNestGetISs(matrix_, fields_.data(), nullptr));
  }


  PetscMatrix
  BlockSystem::assemble(const std::vector<Mat> &blocks) const
  {
    const PetscInt n = sizes_.size();
    PetscMatrix    nest, result;
    check_petsc(MatCreateNest(communicator_, n, nullptr, n, nullptr, blocks.data(), nest.out()));
    check_petsc(MatConvert(nest, MATAIJ, MAT_INITIAL_MATRIX, result.out()));
    return result;
  }


  double
  BlockSystem::energy_of_field(const Mat matrix, const std::size_t number, const Vec x)
  {
    const FieldOfVector part(x, fields_[number]);
    products_.resize(fields_.size());
    PetscVector &product = products_[number];
    if (!product)
      check_petsc(VecDuplicate(part, product.out()));
    check_petsc(MatMult(matrix, part, product));
    double result = 0;
    check_petsc(VecDot(part, product, &result));
    return result;
  }


  void
  BlockSystem::get_diagonal_of_field(const Mat         matrix,
                                     const std::size_t number,
                                     const Vec         diagonal) const
  {
    const FieldOfVector part(diagonal, fields_[number]);
    check_petsc(MatGetDiagonal(matrix, part));
  }
} // namespace callus
