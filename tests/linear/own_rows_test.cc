// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "linear/ghost_exchange.h"
#include "linear/own_rows.h"

#include <gtest/gtest.h>

namespace callus
{
  namespace
  {
    /// A chain of cells with two nodes each, all on one rank.
    struct Chain
    {
      explicit Chain(const unsigned int n_cells)
      {
        for (unsigned int cell = 0; cell < n_cells; ++cell)
          {
            cell_nodes.push_back(cell);
            cell_nodes.push_back(cell + 1);
          }
        numbering.n_owned        = n_cells + 1;
        numbering.nodes_per_cell = 2;
        numbering.cell_nodes     = &cell_nodes;
        numbering.ghost_nodes    = &ghost_nodes;
      }
      std::vector<std::int64_t> cell_nodes, ghost_nodes;
      NodeNumbering             numbering;
    };

    /// Every cell adds block(a, b)[r][c] = 100 a + 10 b + 2 r + c + 1.
    void
    assemble(OwnRows           &matrix,
             const unsigned int n_cells,
             const unsigned int rows,
             const unsigned int columns)
    {
      for (unsigned int cell = 0; cell < n_cells; ++cell)
        for (unsigned int a = 0; a < 2; ++a)
          for (unsigned int b = 0; b < 2; ++b)
            for (unsigned int r = 0; r < rows; ++r)
              for (unsigned int c = 0; c < columns; ++c)
                matrix.block(matrix.cell_blocks(cell)[2 * a + b])[r * columns + c] +=
                  100 * a + 10 * b + 2 * r + c + 1;
    }

    std::vector<double>
    multiply(const Mat matrix, const std::vector<double> &x, const std::size_t n_rows)
    {
      PetscVector in, out;
      check_petsc(
        VecCreateMPIWithArray(MPI_COMM_SELF, 1, x.size(), PETSC_DETERMINE, x.data(), in.out()));
      std::vector<double> result(n_rows);
      check_petsc(
        VecCreateMPIWithArray(MPI_COMM_SELF, 1, n_rows, PETSC_DETERMINE, result.data(), out.out()));
      check_petsc(MatMult(matrix, in, out));
      return result;
    }

    std::vector<double>
    numbers(const std::size_t n)
    {
      std::vector<double> result;
      for (std::size_t i = 0; i < n; ++i)
        result.push_back(3 + i * i); // sums stay exact
      return result;
    }
  } // namespace


  TEST(OwnRows, ChainIsAssembledBlockByBlock)
  {
    const Chain chain(2);
    OwnRows     matrix(chain.numbering, 1, chain.numbering, 1);
    assemble(matrix, 2, 1, 1);
    // [1 11 0; 101 111+1 11; 0 101 111]
    std::vector<double> result(3, 0.);
    matrix.multiply_add({1, 10, 100}, result);
    EXPECT_EQ(result, (std::vector<double>{111, 101 + 1120 + 1100, 1010 + 11100}));
  }


  TEST(OwnRows, PetscMatricesAreTheSame)
  {
    const Chain chain(4);
    for (const unsigned int columns : {1u, 3u})
      for (const bool blocked : {false, true})
        if (!blocked || columns == 3)
          {
            OwnRows matrix(chain.numbering, 3, chain.numbering, columns);
            assemble(matrix, 4, 3, columns);
            const std::vector<double> x = numbers(5 * columns);
            std::vector<double>       expected(15, 0.);
            matrix.multiply_add(x, expected);
            PetscMatrix petsc;
            matrix.copy_to(petsc, MPI_COMM_SELF, blocked ? MATBAIJ : MATAIJ, "");
            EXPECT_EQ(multiply(petsc, x, 15), expected);
            // new values into the same matrix
            matrix.clear();
            matrix.copy_to(petsc, MPI_COMM_SELF, blocked ? MATBAIJ : MATAIJ, "");
            EXPECT_EQ(multiply(petsc, x, 15), std::vector<double>(15, 0.));
          }
  }


  TEST(OwnRows, EliminatedUnknownsLeaveTheEquations)
  {
    const Chain chain(2);
    OwnRows     matrix(chain.numbering, 2, chain.numbering, 2);
    assemble(matrix, 2, 2, 2);
    const std::vector<unsigned char> mask = {0, 2, 0}; // the second component of the middle node
    matrix.eliminate(mask, mask, true);

    std::vector<double> unit(6, 0.), column(6, 0.);
    unit[3] = 1;
    matrix.multiply_add(unit, column);
    for (unsigned int i = 0; i < 6; ++i)
      EXPECT_EQ(column[i], i == 3 ? 111 + 3 + 1 + 3 : 0); // its diagonal stays
    std::vector<double> all(6, 0.);
    matrix.multiply_add({1, 1, 1, 0, 1, 1}, all);
    EXPECT_EQ(all[3], 0);
    EXPECT_GT(all[2], 0);
  }


  TEST(GhostExchange, WithoutGhostsNothingChanges)
  {
    const Chain         chain(3);
    const GhostExchange exchange(chain.numbering, MPI_COMM_SELF);
    std::vector<double> values = numbers(8);
    exchange.update(values, 2);
    EXPECT_EQ(values, numbers(8));
  }


  TEST(Petsc, ErrorsBecomeExceptions)
  {
    EXPECT_NO_THROW(check_petsc(0));
    EXPECT_THROW(check_petsc(PETSC_ERR_MEM), NumericalFailure);
  }
} // namespace callus
