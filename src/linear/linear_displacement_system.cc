// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/linear_displacement_system.h"

namespace callus
{
  LinearDisplacementSystem::LinearDisplacementSystem(const std::vector<double> &points,
                                                     const unsigned int         dim,
                                                     const std::string         &prefix,
                                                     const MPI_Comm             communicator)
    : n_owned_(points.size())
    , prefix_(prefix + "u_")
    , communicator_(communicator)
    , multigrid_(points, dim, {3, 1, true}, communicator)
  {
  }


  void
  LinearDisplacementSystem::set_matrix(const OwnRows &stiffness)
  {
    using Precision = BlockMatrix::Precision;
    if (stiffness_)
      for (ProductMatrix *const matrix : {stiffness_.get(), smoothing_.get()})
        matrix->values_changed();
    else
      {
        stiffness_ =
          std::make_unique<ProductMatrix>(stiffness, Precision::full, prefix_, communicator_);
        smoothing_ = std::make_unique<ProductMatrix>(
          stiffness, Precision::single, prefix_ + "products_", communicator_);
        check_petsc(MatCreateVecs(stiffness_->matrix(), nullptr, product_.out()));
      }
    stiffness.copy_to(entries_, communicator_, MATAIJ, prefix_ + "coarse_");
  }


  PetscMatrix
  LinearDisplacementSystem::assembled() const
  {
    PetscMatrix result;
    check_petsc(MatDuplicate(entries_, MAT_COPY_VALUES, result.out()));
    return result;
  }


  void
  LinearDisplacementSystem::set_up(const bool keep_aggregates, const MultigridEffort effort)
  {
    const std::string prefix = prefix_ + (effort == MultigridEffort::safer ? "safer_" : "");
    multigrid_.set_up(smoothing_->matrix(), entries_, prefix + "coarse_", keep_aggregates, effort);
  }


  std::vector<double>
  LinearDisplacementSystem::energies(const Vec x)
  {
    double energy = 0;
    check_petsc(MatMult(matrix(), x, product_));
    check_petsc(VecDot(x, product_, &energy));
    return {energy};
  }
} // namespace callus
