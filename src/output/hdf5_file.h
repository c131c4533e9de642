// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "output/durable_file.h"

#include <memory>
#include <string>
#include <vector>

namespace callus
{
  /**
   * Builds an HDF5 file in memory, to be written as a whole.
   *
   * Why not into the file at once: when the disk is full, HDF5 fails in H5Dwrite and again, without an end, in every attempt to
   * close the file, up to a segmentation fault at the end of the program (HDF5 1.10). In memory nothing can fail.
   */
  class Hdf5Image
  {
  public:
    /// @p first_bytes bytes at the beginning are left to the caller (HDF5's user block: a power of two, at least 512).
    explicit Hdf5Image(std::size_t first_bytes);
    ~Hdf5Image();

    /// A data set of n_rows x n_columns; groups on the way to @p name ("a/b/c") are made.
    void
    add(const std::string &name, const std::vector<double> &values, unsigned int n_columns);
    void
    add(const std::string &name, const std::string &text);

    /// What follows the first bytes; valid until the next call of add(), or the end of this object.
    Bytes
    contents();

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
  };

  /// Reads an HDF5 file. Everything here throws std::runtime_error if the file is not what is asked for.
  class Hdf5Reader
  {
  public:
    explicit Hdf5Reader(const std::string &path);
    ~Hdf5Reader();

    /// Names of the data sets below a group, the names of groups between them before a slash, in alphabetical order.
    std::vector<std::string>
    names(const std::string &group) const;
    std::vector<double>
    values(const std::string &name, unsigned int &n_columns) const;
    std::string
    text(const std::string &name) const;

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
  };
} // namespace callus
