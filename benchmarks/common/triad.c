/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* SPDX-FileCopyrightText: the authors of Callus */

/* Memory bandwidth: a = b + 3 c on arrays far larger than the caches, the best of 15 sweeps, all processes at once. Prints GB/s, counting
   24 bytes an element. The kernels of the solver are limited by this number. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

enum
{
  n_in_all = 48000000,
  n_sweeps = 15
};

static double
sweep(double *a, const double *b, const double *c, const long n)
{
  MPI_Barrier(MPI_COMM_WORLD);
  const double start = MPI_Wtime();
  for (long i = 0; i < n; ++i)
    a[i] = b[i] + 3.0 * c[i];
  MPI_Barrier(MPI_COMM_WORLD);
  return MPI_Wtime() - start;
}

int
main(int argc, char **argv)
{
  int n_ranks = 0, rank = 0;
  MPI_Init(&argc, &argv);
  MPI_Comm_size(MPI_COMM_WORLD, &n_ranks);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);

  const long n = n_in_all / n_ranks;
  double    *a = malloc(n * sizeof(double)), *b = malloc(n * sizeof(double)), *c = malloc(n * sizeof(double));
  if (!a || !b || !c)
    MPI_Abort(MPI_COMM_WORLD, 1);
  for (long i = 0; i < n; ++i)
    {
      a[i] = 0;
      b[i] = 1;
      c[i] = (double)i;
    }
  double best = 1e9;
  for (int k = 0; k < n_sweeps; ++k)
    {
      const double seconds = sweep(a, b, c, n);
      if (seconds < best)
        best = seconds;
    }
  /* the result is used, so that the compiler keeps the loop */
  if (a[n - 1] != 1 + 3.0 * (double)(n - 1))
    MPI_Abort(MPI_COMM_WORLD, 1);
  if (rank == 0)
    printf("%.3f\n", 24e-9 * (double)n * n_ranks / best);
  free(a);
  free(b);
  free(c);
  MPI_Finalize();
  return 0;
}
