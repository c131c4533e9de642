// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/sub_cells.h"

#include "mesh/reference_grid.h"
#include "mesh/tetrahedron_cut.h"
#include "mesh/vectors.h"

#include <algorithm>

namespace callus
{
  namespace
  {
    template <int dim>
    using Points = std::vector<std::array<double, dim>>;
    using Nodes  = std::vector<unsigned int>;

    /// The four triangles between vertices (0 ... 2) and mid-edge nodes (3 ... 5).
    constexpr unsigned int parts_of_triangle[4][3] = {{0, 3, 5}, {3, 1, 4}, {5, 4, 2}, {3, 4, 5}};

    std::vector<SubSimplex<2>>
    cut_quadrilaterals()
    {
      std::vector<SubSimplex<2>> result;
      for (const Nodes &q : halved_boxes(quadrilateral()))
        for (unsigned int i = 0; i < 4; ++i)
          result.push_back({{{q[i], q[(i + 1) % 4], q[(i + 2) % 4]}}, .5});
      return result;
    }

    /// The six tetrahedra about one main diagonal: the ways from corner @p start to the opposite one along edges.
    void
    add_kuhn_tetrahedra(const Nodes &box, unsigned int start, std::vector<SubSimplex<3>> &result)
    {
      std::array<unsigned int, 3> order = {{0, 1, 2}};
      do
        {
          std::array<unsigned int, 4>          corners;
          std::array<std::array<double, 3>, 4> x;
          unsigned int                         corner = start;
          for (unsigned int s = 0; s < 4; ++s)
            {
              corners[s] = box[vertex_of_corner(corner)];
              for (unsigned int k = 0; k < 3; ++k)
                x[s][k] = corner >> k & 1;
              if (s < 3)
                corner ^= 1u << order[s];
            }
          if (signed_volume(x[0], x[1], x[2], x[3]) < 0)
            std::swap(corners[2], corners[3]);
          result.push_back({corners, .25});
        }
      while (std::next_permutation(order.begin(), order.end()));
    }

    std::vector<SubSimplex<3>>
    cut_hexahedra()
    {
      std::vector<SubSimplex<3>> result;
      for (const Nodes &box : halved_boxes(hexahedron()))
        for (unsigned int start = 0; start < 4; ++start) // the ends of the diagonals on one side
          add_kuhn_tetrahedra(box, start, result);
      return result;
    }

    double
    simplex_volume(const Points<2> &x, const std::array<unsigned int, 3> &t)
    {
      return signed_volume(x[t[0]], x[t[1]], x[t[2]]);
    }
    double
    simplex_volume(const Points<3> &x, const std::array<unsigned int, 4> &t)
    {
      return signed_volume(x[t[0]], x[t[1]], x[t[2]], x[t[3]]);
    }

    /// Adds the integrals of the linear functions of a simplex of @p n nodes with weight functions linear on it.
    template <int dim, typename Simplex>
    void
    add_integrals(const Points<dim>   &x,
                  const Simplex       &t,
                  double               volume,
                  const Measure       &measure,
                  std::vector<double> &integrals)
    {
      const unsigned int n   = t.size();
      double             sum = 0;
      for (const unsigned int i : t)
        sum += measure.weight<dim>(x[i]);
      for (const unsigned int i : t)
        integrals[i] += volume * (measure.weight<dim>(x[i]) + sum) / (n * (n + 1));
    }
  } // namespace

  template <int dim>
  std::vector<std::array<double, dim>>
  quadratic_node_points(const CellShape &shape, const std::array<double, dim> *vertices)
  {
    Points<dim> points(shape.node_parents.size());
    for (unsigned int i = 0; i < points.size(); ++i)
      {
        points[i].fill(0.);
        for (const unsigned int v : shape.node_parents[i])
          for (unsigned int k = 0; k < dim; ++k)
            points[i][k] += vertices[v][k] / shape.node_parents[i].size();
      }
    return points;
  }

  template <>
  std::vector<SubSimplex<2>>
  sub_simplices<2>(const CellShape &shape, const Points<2> &)
  {
    static const std::vector<SubSimplex<2>> of_quadrilateral = cut_quadrilaterals();
    if (shape.n_vertices == 4)
      return of_quadrilateral;
    std::vector<SubSimplex<2>> result;
    for (const auto &t : parts_of_triangle)
      result.push_back({{{t[0], t[1], t[2]}}, 1.});
    return result;
  }

  template <>
  std::vector<SubSimplex<3>>
  sub_simplices<3>(const CellShape &shape, const Points<3> &x)
  {
    static const std::vector<SubSimplex<3>> of_hexahedron = cut_hexahedra();
    if (shape.n_vertices == 8)
      return of_hexahedron;
    std::vector<SubSimplex<3>> result;
    for (const auto &t : cut_tetrahedron(x))
      result.push_back({t, 1.});
    return result;
  }

  template <int dim>
  std::vector<std::vector<unsigned int>>
  sub_cells(const CellShape &shape, const Points<dim> &x)
  {
    if (shape.n_vertices == (1u << dim))
      return halved_boxes(shape);
    std::vector<Nodes> result;
    for (const auto &simplex : sub_simplices<dim>(shape, x))
      result.emplace_back(simplex.nodes.begin(), simplex.nodes.end());
    return result;
  }

  template <int dim>
  std::vector<double>
  lumped_volumes(const CellShape &shape, const Points<dim> &x, const Measure &measure)
  {
    std::vector<double> volumes(x.size(), 0.);
    if constexpr (dim == 3)
      if (shape.n_vertices == 4)
        {
          // a vertex lies in one corner tetrahedron (1/4 of 1/8); the mid-edge nodes share the rest
          const double volume = std::abs(simplex_volume(x, {{0, 1, 2, 3}}));
          for (unsigned int i = 0; i < volumes.size(); ++i)
            volumes[i] = volume * (i < 4 ? 1. / 32. : (1. - 4. / 32.) / 6.);
          return volumes;
        }
    for (const auto &simplex : sub_simplices<dim>(shape, x))
      add_integrals<dim>(
        x, simplex.nodes, simplex.weight * simplex_volume(x, simplex.nodes), measure, volumes);
    return volumes;
  }

  template <>
  std::vector<double>
  lumped_areas<2>(const CellShape   &shape,
                  const unsigned int face,
                  const Points<2>   &quadratic_points,
                  const Measure     &measure)
  {
    const Nodes        &nodes = shape.face_nodes[face]; // two ends and the middle
    Points<2>           x;
    std::vector<double> areas(nodes.size(), 0.);
    for (const unsigned int i : nodes)
      x.push_back(quadratic_points[i]);
    for (const unsigned int end : {0u, 1u})
      add_integrals<2>(
        x, std::array<unsigned int, 2>{{end, 2}}, length(difference(x[end], x[2])), measure, areas);
    return areas;
  }

  template <>
  std::vector<double>
  lumped_areas<3>(const CellShape   &shape,
                  const unsigned int face,
                  const Points<3>   &quadratic_points,
                  const Measure     &measure)
  {
    // the nodes of the side, as those of a triangle or a quadrilateral
    const Nodes     &corners   = shape.faces[face];
    const CellShape &side      = corners.size() == 3 ? triangle() : quadrilateral();
    const auto       global_of = [&](const Nodes &parents) {
      Nodes wanted;
      for (const unsigned int v : parents)
        wanted.push_back(corners[v]);
      std::sort(wanted.begin(), wanted.end());
      for (const unsigned int i : shape.face_nodes[face])
        {
          Nodes found = shape.node_parents[i];
          std::sort(found.begin(), found.end());
          if (found == wanted)
            return i;
        }
      return 0u;
    };
    Nodes node_of_side;
    for (const Nodes &parents : side.node_parents)
      node_of_side.push_back(global_of(parents));

    std::vector<double> of_cell(quadratic_points.size(), 0.), areas;
    for (const auto &simplex : sub_simplices<2>(side, {}))
      {
        std::array<unsigned int, 3> t;
        for (unsigned int i = 0; i < 3; ++i)
          t[i] = node_of_side[simplex.nodes[i]];
        const auto normal = cross(difference(quadratic_points[t[1]], quadratic_points[t[0]]),
                                  difference(quadratic_points[t[2]], quadratic_points[t[0]]));
        add_integrals<3>(
          quadratic_points, t, simplex.weight * length(normal) / 2, measure, of_cell);
      }
    for (const unsigned int i : shape.face_nodes[face])
      areas.push_back(of_cell[i]);
    return areas;
  }

  template Points<2>
  quadratic_node_points<2>(const CellShape &, const std::array<double, 2> *);
  template Points<3>
  quadratic_node_points<3>(const CellShape &, const std::array<double, 3> *);
  template std::vector<Nodes>
  sub_cells<2>(const CellShape &, const Points<2> &);
  template std::vector<Nodes>
  sub_cells<3>(const CellShape &, const Points<3> &);
  template std::vector<double>
  lumped_volumes<2>(const CellShape &, const Points<2> &, const Measure &);
  template std::vector<double>
  lumped_volumes<3>(const CellShape &, const Points<3> &, const Measure &);
} // namespace callus
