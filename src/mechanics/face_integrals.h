// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/mesh.h"

#include <functional>
#include <vector>

namespace callus
{
  /// What is known at a quadrature point of a face.
  template <int dim>
  struct FacePoint
  {
    std::array<double, dim> x{};       ///< mm
    double                  area;      ///< mm2 of the body
    const double           *linear;    ///< functions of the vertices CellShape::faces[face]
    const double           *quadratic; ///< functions of the nodes quadratic_face_nodes(face)
  };

  /// The quadratic nodes of the cell in the order of the face's own element.
  std::vector<unsigned int>
  quadratic_face_nodes(const CellShape &shape, unsigned int face);

  template <int dim>
  void
  for_each_face_point(const Mesh<dim>                                   &mesh,
                      const SurfaceFace<dim>                            &face,
                      const std::function<void(const FacePoint<dim> &)> &action);

  /// Integrals [mm2] of the quadratic shape functions over a face of the body: the nodal forces of a unit traction. They sum to the area of
  /// the face; those of the corners of a plane triangle are zero.
  template <int dim>
  std::vector<NodeArea>
  face_integrals(const Mesh<dim> &mesh, const SurfaceFace<dim> &face);
} // namespace callus
