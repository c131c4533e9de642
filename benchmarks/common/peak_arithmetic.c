/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* SPDX-FileCopyrightText: the authors of Callus */

/* Peak arithmetic of one core: x = a x + b on numbers that stay in registers, the best of 5 sweeps. Prints 1e9 operations a second,
   multiplication and addition counted apart. */
#include <stdio.h>
#include <time.h>

enum
{
  n_chains = 128, /* enough to hide the latency of an operation in the widest registers */
  n_times  = 4000000,
  n_sweeps = 5
};

static double
now(void)
{
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int
main(int argc, char **argv)
{
  const double a = argc > 1000 ? 0.5 : 0.999, b = argc > 1000 ? 0.5 : 0.001; /* not known to the compiler */
  double       x[n_chains], best = 1e9, sum = 0;
  (void)argv;
  for (int sweep = 0; sweep < n_sweeps; ++sweep)
    {
      for (int j = 0; j < n_chains; ++j)
        x[j] = j;
      const double start = now();
      for (int i = 0; i < n_times; ++i)
        for (int j = 0; j < n_chains; ++j)
          x[j] = a * x[j] + b;
      const double seconds = now() - start;
      if (seconds < best)
        best = seconds;
      for (int j = 0; j < n_chains; ++j)
        sum += x[j];
    }
  if (sum == 0.125) /* the result is used, so that the compiler keeps the loop */
    return 1;
  printf("%.3f\n", 2e-9 * n_chains * (double)n_times / best);
  return 0;
}
