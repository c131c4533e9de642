// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace callus
{
  /// All elements of one type in a Gmsh file. An element in two physical groups is listed twice.
  struct GmshElements
  {
    std::vector<std::uint64_t> tags;   ///< numbers of the elements
    std::vector<int>           groups; ///< number of the physical group; 0 if there is none
    std::vector<std::uint64_t> nodes;  ///< node numbers, element after element
  };

  /// One number for elements ($ElementData).
  struct GmshCellData
  {
    std::vector<std::uint64_t> tags; ///< numbers of the elements
    std::vector<double>        values;
  };

  /// What a Gmsh file holds, with the numbers as they are in the file.
  struct GmshFile
  {
    std::string file; ///< its path

    /// (dimension, number) of a physical group -> its name
    std::map<std::pair<int, int>, std::string> group_names;

    std::vector<std::uint64_t>         node_tags;
    std::vector<std::array<double, 3>> points;

    std::map<int, GmshElements> elements; ///< by Gmsh's number of the element type

    std::map<std::string, GmshCellData> cell_data;       ///< those that were asked for, by name
    std::vector<std::string>            cell_data_names; ///< of all that the file has
  };

  /// What Gmsh's number of an element type means.
  struct GmshElementType
  {
    const char  *name;
    unsigned int dim;
    unsigned int n_nodes;
    bool         is_straight; ///< of first order, so that its nodes are its vertices
  };

  /// nullptr if Callus does not know the type.
  const GmshElementType *
  gmsh_element_type(int number);
} // namespace callus
