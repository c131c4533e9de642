// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <mpi.h>

#include <string>
#include <vector>

namespace callus
{
  /// The text of each rank on the first one, nothing on the others. As it is: dealii::Utilities::MPI::gather() would compress it once more, which takes
  /// longer than all else that a picture takes. Collective.
  std::vector<std::string>
  gather_texts(const std::string &mine, MPI_Comm communicator);
} // namespace callus
