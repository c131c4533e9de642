// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/petsc.h"

#include <cstddef>
#include <vector>

namespace callus
{
  /// How much a preconditioner does.
  enum class MultigridEffort
  {
    usual,
    safer ///< for where the usual one fails
  };

  /**
   * A linear system with its preconditioner, as PersistentSolve sees it. All functions are collective, and throw NumericalFailure.
   *
   * Vectors hold this rank's unknowns without gaps; their type is PETSc's to choose, by options, so values are not read through host arrays. (Only
   * BlockMatrix does, and gives way to PETSc's own types where an option names one.)
   */
  class KrylovSystem
  {
  public:
    virtual ~KrylovSystem() = default;

    virtual MPI_Comm
    communicator() const = 0;
    virtual std::size_t
    n_owned() const = 0; ///< unknowns of this rank
    virtual Mat
    matrix() const = 0;
    /// The same as one sparse matrix with all its entries, for a direct solver.
    virtual PetscMatrix
    assembled() const = 0;

    /// Prepares the preconditioner for the present values. With @p keep_aggregates what depends on the pattern alone stays.
    virtual void
    set_up(bool keep_aggregates, MultigridEffort effort) = 0;
    virtual void
    precondition(Vec residual, Vec correction) = 0;
    /// x . P x field by field, with the diagonal blocks P of what the preconditioner approximates: of the displacements twice their elastic energy, of
    /// pressures their square with the Schur complement, which keeps its meaning from drained to undrained. Displacements are first.
    virtual std::vector<double>
    energies(Vec x) = 0;
    /// The diagonal of these P.
    virtual void
    get_diagonal(Vec diagonal) = 0;
  };
} // namespace callus
