// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/harmonic_system.h"

namespace callus
{
  HarmonicSystem::HarmonicSystem(DisplacementPressureSystem &of_step,
                                 const std::size_t           n_owned_displacements,
                                 const std::size_t           n_owned_pressures,
                                 std::string                 prefix)
    : BlockSystem(
        {n_owned_displacements, n_owned_pressures, n_owned_displacements, n_owned_pressures},
        std::move(prefix),
        of_step.communicator())
    , of_step_(of_step)
  {
  }


  void
  HarmonicSystem::set_matrices(const OwnRows &storage, const OwnRows &step, const OwnRows &schur)
  {
    const bool first = !flow_;
    copy(storage, minus_storage_, "p_");
    copy(step, flow_, "p_");
    check_petsc(MatScale(minus_storage_, -1.));
    check_petsc(MatAXPY(flow_, 1., minus_storage_, SAME_NONZERO_PATTERN));
    if (first)
      check_petsc(MatDuplicate(flow_, MAT_COPY_VALUES, minus_flow_.out()));
    else
      check_petsc(MatCopy(flow_, minus_flow_, SAME_NONZERO_PATTERN));
    check_petsc(MatScale(minus_flow_, -1.));
    of_step_.set_pressure_matrices(step, schur);
    if (!first)
      return;
    create_matrix(blocks(of_step_.displacements()));
    check_petsc(MatCreateVecs(of_step_.transposed_coupling(), nullptr, u_.out()));
    check_petsc(MatCreateVecs(flow_, nullptr, p_.out()));
  }


  std::vector<Mat>
  HarmonicSystem::blocks(const Mat a) const
  {
    const Mat b = of_step_.coupling(), b_transposed = of_step_.transposed_coupling();
    const Mat none = nullptr, minus_m = minus_storage_;
    return {a,
            b_transposed,
            none,
            none, //
            b,
            minus_m,
            none,
            minus_flow_, //
            none,
            none,
            a,
            b_transposed, //
            none,
            flow_,
            b,
            minus_m};
  }


  PetscMatrix
  HarmonicSystem::assembled() const
  {
    const PetscMatrix a = of_step_.displacements_with_entries();
    return assemble(blocks(a));
  }


  void
  HarmonicSystem::set_up(const bool keep_aggregates, const MultigridEffort effort)
  {
    of_step_.set_up(keep_aggregates, effort);
  }


  // with x + i y = z: S h = r_y - r_x, S y = T h - r_y, x = h + y
  void
  HarmonicSystem::precondition_pressures(const Vec r_x, const Vec r_y, const Vec x, const Vec y)
  {
    check_petsc(VecWAXPY(p_, -1., r_x, r_y));
    of_step_.precondition_pressures(p_, x); // h
    check_petsc(MatMult(flow_, x, p_));
    check_petsc(VecAXPY(p_, -1., r_y));
    of_step_.precondition_pressures(p_, y);
    check_petsc(VecAXPY(x, 1., y));
  }


  void
  HarmonicSystem::precondition_displacements(const Vec r_u, const Vec z_p, const Vec z_u)
  {
    check_petsc(MatMult(of_step_.transposed_coupling(), z_p, u_));
    check_petsc(VecAYPX(u_, -1., r_u));
    of_step_.precondition_displacements(u_, z_u);
  }


  void
  HarmonicSystem::precondition(const Vec residual, const Vec correction)
  {
    const FieldOfVector r_u(residual, field(0)), r_p(residual, field(1)), r_v(residual, field(2)),
      r_q(residual, field(3));
    const FieldOfVector z_u(correction, field(0)), z_p(correction, field(1)),
      z_v(correction, field(2)), z_q(correction, field(3));
    precondition_pressures(r_p, r_q, z_p, z_q);
    precondition_displacements(r_u, z_p, z_u);
    precondition_displacements(r_v, z_q, z_v);
  }


  std::vector<double>
  HarmonicSystem::energies(const Vec x)
  {
    std::vector<double> result(2, 0.);
    for (const std::size_t part : {0, 2})
      {
        result[0] += energy_of_field(of_step_.displacements(), part, x);
        result[1] += energy_of_field(of_step_.schur(), part + 1, x);
      }
    return result;
  }


  void
  HarmonicSystem::get_diagonal(const Vec diagonal)
  {
    for (const std::size_t part : {0, 2})
      {
        get_diagonal_of_field(of_step_.displacements(), part, diagonal);
        get_diagonal_of_field(of_step_.schur(), part + 1, diagonal);
      }
  }
} // namespace callus
