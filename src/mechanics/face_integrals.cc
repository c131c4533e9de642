// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/face_integrals.h"

#include "mechanics/elements/choose_element.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    /// Length of a line's tangent, or area that two tangents of a surface span.
    double
    extent(const std::array<std::array<double, 2>, 1> &tangents)
    {
      return std::hypot(tangents[0][0], tangents[0][1]);
    }
    double
    extent(const std::array<std::array<double, 3>, 2> &tangents)
    {
      double squares = 0;
      for (unsigned int k = 0; k < 3; ++k)
        {
          const unsigned int i = (k + 1) % 3, j = (k + 2) % 3;
          const double normal = tangents[0][i] * tangents[1][j] - tangents[0][j] * tangents[1][i];
          squares += normal * normal;
        }
      return std::sqrt(squares);
    }

    /// The quadratic nodes of the cell that the nodes of the face's own element are: those with the same parents.
    std::vector<unsigned int>
    nodes_in_cell(const CellShape                              &shape,
                  const unsigned int                            face,
                  const std::vector<std::vector<unsigned int>> &parents_in_face)
    {
      std::vector<unsigned int> result;
      for (const auto &parents : parents_in_face)
        {
          std::vector<unsigned int> wanted;
          for (const unsigned int v : parents)
            wanted.push_back(shape.faces[face][v]);
          for (const unsigned int node : shape.face_nodes[face])
            if (shape.node_parents[node].size() == wanted.size() &&
                std::is_permutation(wanted.begin(), wanted.end(), shape.node_parents[node].begin()))
              result.push_back(node);
        }
      return result;
    }

    std::vector<std::vector<unsigned int>>
    parents_in_face(const CellShape &shape, const unsigned int face)
    {
      if (shape.dim == 2)
        return {{0}, {1}, {0, 1}};
      return shape.faces[face].size() == 3 ? triangle().node_parents : quadrilateral().node_parents;
    }
  } // namespace


  std::vector<unsigned int>
  quadratic_face_nodes(const CellShape &shape, const unsigned int face)
  {
    return nodes_in_cell(shape, face, parents_in_face(shape, face));
  }


  template <int dim>
  void
  for_each_face_point(const Mesh<dim>                                   &mesh,
                      const SurfaceFace<dim>                            &face,
                      const std::function<void(const FacePoint<dim> &)> &action)
  {
    const CellShape               &shape    = mesh.shape();
    const std::array<double, dim> *vertices = mesh.cells().vertices_of(face.cell);
    elements::with_face_element<dim>(shape, [&](const auto &element) {
      for (const auto &point : element.points)
        {
          FacePoint<dim>                               here;
          std::array<std::array<double, dim>, dim - 1> tangents{};
          for (unsigned int v = 0; v < element.n_vertices; ++v)
            for (unsigned int k = 0; k < dim; ++k)
              {
                const double coordinate = vertices[shape.faces[face.face][v]][k];
                here.x[k] += point.linear[v] * coordinate;
                for (unsigned int t = 0; t + 1 < dim; ++t)
                  tangents[t][k] += point.linear_gradients[v][t] * coordinate;
              }
          here.area = point.weight * extent(tangents) * mesh.measure().template weight<dim>(here.x);
          here.linear    = point.linear.data();
          here.quadratic = point.quadratic.data();
          action(here);
        }
    });
  }


  template <int dim>
  std::vector<NodeArea>
  face_integrals(const Mesh<dim> &mesh, const SurfaceFace<dim> &face)
  {
    std::vector<NodeArea> result;
    for (const unsigned int node : quadratic_face_nodes(mesh.shape(), face.face))
      result.push_back({node, 0.});
    for_each_face_point<dim>(mesh, face, [&](const FacePoint<dim> &point) {
      for (unsigned int i = 0; i < result.size(); ++i)
        result[i].area += point.area * point.quadratic[i];
    });
    return result;
  }


  template void
  for_each_face_point(const Mesh<2> &,
                      const SurfaceFace<2> &,
                      const std::function<void(const FacePoint<2> &)> &);
  template void
  for_each_face_point(const Mesh<3> &,
                      const SurfaceFace<3> &,
                      const std::function<void(const FacePoint<3> &)> &);
  template std::vector<NodeArea>
  face_integrals(const Mesh<2> &, const SurfaceFace<2> &);
  template std::vector<NodeArea>
  face_integrals(const Mesh<3> &, const SurfaceFace<3> &);
} // namespace callus
