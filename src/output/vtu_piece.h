// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/cell_shape.h"

#include <string>
#include <vector>

namespace callus
{
  /// Points and cells of a piece as they stand in its file: the same in every picture, so compressed once.
  class VtuGrid
  {
  public:
    /// @p points: three coordinates each; @p cells: point numbers, cell after cell, all cells of @p shape.
    VtuGrid(const std::vector<float> &points,
            const std::vector<int>   &cells,
            const CellShape          &shape);

  private:
    friend class VtuPiece;
    std::size_t n_points_, n_cells_;
    std::string xml_;
  };

  /**
   * One piece of an unstructured VTK grid (VTU) as XML text with zlib-compressed, base64-coded arrays. Values are written as
   * Float32: pictures need no more, and files are a fifth of what doubles on repeated points would take.
   */
  class VtuPiece
  {
  public:
    /// @p grid must outlive this.
    explicit VtuPiece(const VtuGrid &grid);

    /// @p n_components 1 or 3; values point after point.
    void
    add_point_data(const std::string        &name,
                   const std::vector<float> &values,
                   unsigned int              n_components);
    void
    add_cell_data(const std::string &name, const std::vector<float> &values);

    /// <Piece> ... </Piece>
    std::string
    xml() const;

  private:
    const VtuGrid &grid_;
    std::string    point_data_, cell_data_;
  };

  /// The file around the pieces. @p day is stored as TimeValue.
  std::string
  vtu_header(double day);
  std::string
  vtu_footer();
} // namespace callus
