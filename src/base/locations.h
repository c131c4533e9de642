// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <string>

namespace callus
{
  /**
   * The directory with what Callus ships beside its program: `parameter_files/`, `docs/`, `meshes/`. In this order:
   * the environment variable CALLUS_DATA; `../share/callus` of the executable (installed); the nearest directory
   * above the executable that has them (a build in the source tree); the source tree it was built from.
   *
   * Throws InputError, with the places that were tried, if none of them has the units definitions.
   */
  std::string
  data_directory();

  /// The shipped `parameter_files/`.
  std::string
  library_directory();

  /// `parameter_files/units/callus_units.xml`
  std::string
  units_file();

  /// `docs/references.bib`
  std::string
  references_file();
} // namespace callus
