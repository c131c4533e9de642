// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/reading.h"

#include <cstdint>
#include <string>

namespace callus
{
  /// How one file of a cache was found.
  enum class PieceState
  {
    fits,
    missing,
    other_mesh, ///< its key is another
    damaged
  };

  /// Writes the part of one rank. @p writing: a number that all files written together share. False if it cannot be written.
  template <int dim>
  bool
  write_piece(const std::string   &path,
              const std::string   &key,
              std::uint64_t        writing,
              const ReadMesh<dim> &mesh);

  /// Reads it back if it is whole and has this key; never throws.
  template <int dim>
  PieceState
  read_piece(const std::string &path,
             const std::string &key,
             std::uint64_t     &writing,
             ReadMesh<dim>     &mesh);
} // namespace callus
