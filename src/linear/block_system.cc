// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/block_system.h"

#include <numeric>

namespace callus
{
  BlockSystem::BlockSystem(std::vector<std::size_t> sizes, const MPI_Comm communicator)
    : sizes_(std::move(sizes))
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
  BlockSystem::create_matrix(const std::vector<Mat> &blocks)
  {
    const PetscInt n = sizes_.size();
    check_petsc(MatCreateNest(communicator_, n, nullptr, n, nullptr, blocks.data(), matrix_.out()));
    check_petsc(MatNestGetISs(matrix_, fields_.data(), nullptr));
  }


  PetscMatrix
  BlockSystem::assembled() const
  {
    PetscMatrix result;
    check_petsc(MatConvert(matrix_, MATAIJ, MAT_INITIAL_MATRIX, result.out()));
    return result;
  }
} // namespace callus
