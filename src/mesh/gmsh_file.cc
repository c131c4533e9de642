// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/gmsh_file.h"

namespace callus
{
  const GmshElementType *
  gmsh_element_type(const int number)
  {
    static const std::map<int, GmshElementType> types = {
      {1, {"lines", 1, 2, true}},
      {2, {"triangles", 2, 3, true}},
      {3, {"quadrilaterals", 2, 4, true}},
      {4, {"tetrahedra", 3, 4, true}},
      {5, {"hexahedra", 3, 8, true}},
      {6, {"prisms", 3, 6, true}},
      {7, {"pyramids", 3, 5, true}},
      {8, {"second-order lines", 1, 3, false}},
      {9, {"second-order triangles", 2, 6, false}},
      {10, {"second-order quadrilaterals", 2, 9, false}},
      {11, {"second-order tetrahedra", 3, 10, false}},
      {12, {"second-order hexahedra", 3, 27, false}},
      {13, {"second-order prisms", 3, 18, false}},
      {14, {"second-order pyramids", 3, 14, false}},
      {15, {"points", 0, 1, true}},
      {16, {"second-order quadrilaterals", 2, 8, false}},
      {17, {"second-order hexahedra", 3, 20, false}},
      {18, {"second-order prisms", 3, 15, false}},
      {19, {"second-order pyramids", 3, 13, false}},
      {21, {"third-order triangles", 2, 10, false}},
      {26, {"third-order lines", 1, 4, false}},
      {29, {"third-order tetrahedra", 3, 20, false}},
      {92, {"third-order hexahedra", 3, 64, false}}};
    const auto it = types.find(number);
    return it == types.end() ? nullptr : &it->second;
  }
} // namespace callus
