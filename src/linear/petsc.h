// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/problems.h"

#include <petscksp.h>

#include <string>

namespace callus
{
  /// Turns an error code of PETSc into an exception (PETSc prints its own traceback to stderr).
  inline void
  check_petsc(const PetscErrorCode code)
  {
    if (code != 0)
      {
        const char *text = nullptr;
        PetscErrorMessage(code, &text, nullptr);
        throw NumericalFailure("PETSc reports error " + std::to_string(code) + ": " +
                               (text ? text : "no further message"));
      }
  }

  /// Owns one PETSc object.
  template <typename Object, PetscErrorCode (*destroy)(Object *)>
  class PetscHandle
  {
  public:
    PetscHandle()                    = default;
    PetscHandle(const PetscHandle &) = delete;
    PetscHandle &
    operator=(const PetscHandle &) = delete;
    PetscHandle(PetscHandle &&other)
      : object_(other.object_)
    {
      other.object_ = nullptr;
    }
    PetscHandle &
    operator=(PetscHandle &&other)
    {
      std::swap(object_, other.object_);
      return *this;
    }
    ~PetscHandle()
    {
      reset();
    }

    operator Object() const
    {
      return object_;
    }
    /// Where PETSc's create functions put the object; lets go of the one before.
    Object *
    out()
    {
      reset();
      return &object_;
    }
    void
    reset()
    {
      if (object_)
        destroy(&object_);
      object_ = nullptr;
    }

  private:
    Object object_ = nullptr;
  };

  using PetscMatrix         = PetscHandle<Mat, MatDestroy>;
  using PetscVector         = PetscHandle<Vec, VecDestroy>;
  using PetscSolver         = PetscHandle<KSP, KSPDestroy>;
  using PetscPreconditioner = PetscHandle<PC, PCDestroy>;

  /// Gives an option of PETSc's database a value unless the user has set it.
  inline void
  set_default_option(const std::string &name, const std::string &value)
  {
    PetscBool is_set = PETSC_FALSE;
    check_petsc(PetscOptionsHasName(nullptr, nullptr, name.c_str(), &is_set));
    if (!is_set)
      check_petsc(PetscOptionsSetValue(nullptr, name.c_str(), value.c_str()));
  }
} // namespace callus
