// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "linear/displacement_pressure_system.h"
#include "linear/persistent_solve.h"

#include <cmath>

namespace callus::test
{
  /// A small system with the structure of Biot's: one tetrahedron, four vertices and six mid-edge nodes.
  struct SmallSystem
  {
    SmallSystem(const double coupling, const double storage)
    {
      for (unsigned int i = 0; i < 10; ++i)
        quadratic_nodes.push_back(i);
      for (unsigned int i = 0; i < 4; ++i)
        linear_nodes.push_back(i);
      quadratic.n_owned = quadratic.nodes_per_cell = 10;
      quadratic.cell_nodes                         = &quadratic_nodes;
      quadratic.ghost_nodes                        = &none;
      linear.n_owned = linear.nodes_per_cell = 4;
      linear.cell_nodes                      = &linear_nodes;
      linear.ghost_nodes                     = &none;

      a        = std::make_unique<OwnRows>(quadratic, 3, quadratic, 3);
      a_linear = std::make_unique<OwnRows>(linear, 3, linear, 3);
      b        = std::make_unique<OwnRows>(linear, 1, quadratic, 3);
      b_t      = std::make_unique<OwnRows>(quadratic, 3, linear, 1);
      c        = std::make_unique<OwnRows>(linear, 1, linear, 1);
      schur    = std::make_unique<OwnRows>(linear, 1, linear, 1);
      fill(*a, 10, 12);
      fill(*a_linear, 4, 6);
      for (unsigned int p = 0; p < 4; ++p)
        {
          *c->block(c->cell_blocks(0)[5 * p])         = storage;
          *schur->block(schur->cell_blocks(0)[5 * p]) = storage + 0.2;
          for (unsigned int u = 0; u < 10; ++u)
            for (unsigned int k = 0; k < 3; ++k)
              b->block(b->cell_blocks(0)[10 * p + u])[k] =
                b_t->block(b_t->cell_blocks(0)[4 * u + p])[k] =
                  coupling * std::sin(1. + p + 3 * u + 7 * k);
        }
    }

    NodeParents
    parents() const
    {
      NodeParents result;
      result.coarse        = linear;
      result.parents       = {0, 1, 2, 3, 0, 1, 1, 2, 2, 0, 0, 3, 1, 3, 2, 3};
      result.begin         = {0, 1, 2, 3, 4, 6, 8, 10, 12, 14, 16};
      result.fine_mask     = std::vector<unsigned char>(10, 0);
      result.coarse_mask   = std::vector<unsigned char>(4, 0);
      result.coarse_points = {0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1};
      return result;
    }

    std::vector<std::int64_t> quadratic_nodes, linear_nodes, none;
    NodeNumbering             quadratic, linear;
    std::unique_ptr<OwnRows>  a, a_linear, b, b_t, c, schur;

  private:
    static void
    fill(OwnRows &matrix, const unsigned int n, const double diagonal)
    {
      for (unsigned int i = 0; i < n; ++i)
        for (unsigned int j = 0; j < n; ++j)
          for (unsigned int k = 0; k < 3; ++k)
            matrix.block(matrix.cell_blocks(0)[n * i + j])[4 * k] = i == j ? diagonal + k : -1;
    }
  };

  constexpr unsigned int n_u = 30, n_p = 4;

  inline SolverSettings
  settings_with(const std::string &prefix)
  {
    SolverSettings settings;
    settings.prefix = prefix;
    return settings;
  }

  /// Its equations, ready to be solved.
  struct Prepared
  {
    Prepared(const SmallSystem &system, const std::string &prefix)
      : settings(settings_with(prefix))
      , equations(system.parents(), n_p, prefix, MPI_COMM_SELF)
      , solver(equations, settings)
    {
      equations.set_matrices(
        {*system.a, *system.a_linear, *system.b, *system.b_t, *system.c, *system.schur}, true);
      solver.matrices_changed();
    }

    SolverSettings             settings;
    DisplacementPressureSystem equations;
    PersistentSolve            solver;
  };

  inline std::vector<double>
  make_right_side()
  {
    std::vector<double> result;
    for (unsigned int i = 0; i < n_u + n_p; ++i)
      result.push_back(std::cos(1. + i));
    return result;
  }
  const std::vector<double> right_side = make_right_side();
} // namespace callus::test
