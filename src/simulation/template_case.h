// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <string>
#include <vector>

namespace callus
{
  /// The kinds of templates: "2d", "axisymmetric", "3d".
  const std::vector<std::string> &
  template_kinds();

  /// Writes a parameter file that can be run and a mesh of the same name beside it (.msh): a transverse osteotomy, with a
  /// comment for each entry. The values come from parameter_files/templates below @p library_directory, the comments from the
  /// declarations of the entries. Throws InputError if @p kind is none or a file is there already; then nothing is written.
  /// Returns the name of the mesh. For one process.
  std::string
  write_template(const std::string &kind,
                 const std::string &parameter_file,
                 const std::string &library_directory);
} // namespace callus
