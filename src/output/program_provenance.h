// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/provenance.h"

namespace callus
{
  /// provenance() with the versions of deal.II, PETSc and MPI that are in use.
  Provenance
  program_provenance();
} // namespace callus
