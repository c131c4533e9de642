// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "measures/osteotomy.h"
#include "measures/tissue_volumes.h"

using namespace callus;
using namespace callus::test;

TEST(TissueVolumes, IntegrateALinearFieldExactly)
{
  Osteotomy box;
  for (std::size_t i = 0; i < box.state.nodes().n_owned(); ++i)
    box.state.fields[0][i] = .5 + .1 * box.point(i)[0];
  const auto summary = summarise_fields(box.state, MPI_COMM_WORLD)[0];
  EXPECT_NEAR(summary.integral, 8., 1e-12); // half of 4 x 4 x 1 mm3
  EXPECT_NEAR(summary.mean, .5, 1e-13);
  EXPECT_NEAR(summary.smallest, .3, 1e-13);
  EXPECT_NEAR(summary.largest, .7, 1e-13);
}

TEST(TissueVolumes, FilledVolumeIsTheSumAtTheFullestNode)
{
  Osteotomy box;
  std::fill_n(box.state.fields[0], box.state.nodes().n_owned(), .25);
  std::fill_n(box.state.fields[1], box.state.nodes().n_owned(), .5);
  EXPECT_NEAR(largest_filled_volume(box.state, MPI_COMM_WORLD), .75, 1e-14);
}
