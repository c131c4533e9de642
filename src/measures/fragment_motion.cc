// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "measures/fragment_motion.h"

#include <deal.II/base/mpi.h>
#include <deal.II/base/symmetric_tensor.h>

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    using Vector = dealii::Tensor<1, 3>;

    Vector
    to_tensor(const std::array<double, 3> &a)
    {
      return Vector(dealii::ArrayView<const double>(a.data(), 3));
    }
  } // namespace

  template <int dim>
  FragmentMotion<dim>::FragmentMotion(const Section             &measures,
                                      const Mesh<dim>           &mesh,
                                      const std::vector<Region> &regions,
                                      const std::string         &bone)
    : mesh_(mesh)
    , fragment_of_cell_(mesh.cells().n_cells, -1)
  {
    std::vector<Fragment> fragments;
    const auto            component = mesh.fragments_of(bone, fragments);
    if (fragments.size() < 2)
      {
        measures.problem("Fragments",
                         "'" + bone + "' with " + std::to_string(fragments.size()) +
                           " connected part(s)",
                         "a region of the mesh with at least two separate fragments",
                         "Name the region of the bone whose fragments move against each other.");
        return;
      }
    for (std::size_t c = 0; c < component.size(); ++c)
      if (component[c] == 0 || component[c] + 1 == fragments.size())
        fragment_of_cell_[c] = component[c] == 0 ? 0 : 1;

    const auto  &space = mesh.space(2);
    const auto  &edges = mesh.shape().edges;
    unsigned int faces = 0;
    for (const Region &region : regions)
      {
        const std::string interface = region.name + "|" + bone;
        if (!region.heals || !mesh.has_surface(interface))
          continue;
        for (const auto &face : mesh.faces(interface))
          {
            double cosine = 0;
            for (unsigned int k = 0; k < dim; ++k)
              cosine += face.normal[k] * mesh.axis()[k];
            const int fragment = fragment_of_cell_[face.neighbor];
            if (face.cell >= mesh.cells().n_owned || std::abs(cosine) < std::sqrt(.5) ||
                fragment < 0)
              continue;
            ++faces;
            // the integral of a quadratic function over a triangle is a third of the area times its mid-edge values
            const auto *vertices  = mesh.cells().vertices_of(face.cell);
            const auto  is_corner = [&](unsigned int v) {
              const auto &corners = mesh.shape().faces[face.face];
              return std::find(corners.begin(), corners.end(), v) != corners.end();
            };
            for (unsigned int e = 0; e < edges.size(); ++e)
              if (is_corner(edges[e][0]) && is_corner(edges[e][1]))
                {
                  Sample sample;
                  sample.node = space.local_index(
                    space.cell_nodes[face.cell * space.nodes_per_cell + dim + 1 + e]);
                  sample.weight = face.area / 3;
                  for (unsigned int k = 0; k < dim; ++k)
                    sample.point[k] = .5 * (vertices[edges[e][0]][k] + vertices[edges[e][1]][k]);
                  samples_[fragment].push_back(sample);
                }
          }
      }
    if (dealii::Utilities::MPI::sum(faces, mesh.communicator()) == 0)
      measures.problem("Fragments",
                       "'" + bone + "', which has no face across the axis against a healing region",
                       "a bone with osteotomy faces",
                       "Check the entry Axis of the section Mesh and the Role of the regions.");
  }

  template <int dim>
  typename FragmentMotion<dim>::RigidMotion
  FragmentMotion<dim>::fit(unsigned int fragment, const std::vector<double> &displacement) const
  {
    const auto u_of = [&](const Sample &sample) {
      Vector u;
      for (unsigned int k = 0; k < dim; ++k)
        u[k] = displacement[sample.node * dim + k];
      return u;
    };
    double area = 0;
    Vector center, mean;
    for (const Sample &sample : samples_[fragment])
      {
        area += sample.weight;
        center += sample.weight * to_tensor(sample.point);
        mean += sample.weight * u_of(sample);
      }
    const MPI_Comm comm = mesh_.communicator();
    area                = dealii::Utilities::MPI::sum(area, comm);
    center              = dealii::Utilities::MPI::sum(center, comm) / area;
    mean                = dealii::Utilities::MPI::sum(mean, comm) / area;

    // least squares: minimise sum w |u - mean - omega x r|^2, so I omega = sum w r x u
    dealii::SymmetricTensor<2, 3> inertia;
    Vector                        moment;
    for (const Sample &sample : samples_[fragment])
      {
        const Vector r = to_tensor(sample.point) - center;
        inertia += sample.weight * (r.norm_square() * dealii::unit_symmetric_tensor<3>() -
                                    dealii::symmetrize(dealii::outer_product(r, r)));
        moment += sample.weight * dealii::cross_product_3d(r, u_of(sample));
      }
    inertia            = dealii::Utilities::MPI::sum(inertia, comm);
    moment             = dealii::Utilities::MPI::sum(moment, comm);
    const Vector omega = dealii::invert(inertia) * moment;
    return {{{mean[0], mean[1], mean[2]}}, {{omega[0], omega[1], omega[2]}}};
  }

  template <int dim>
  InterfragmentaryMovement
  FragmentMotion<dim>::measure(const std::vector<double> &displacement) const
  {
    const RigidMotion  distal = fit(0, displacement), proximal = fit(1, displacement);
    const auto         axis = mesh_.axis();
    const unsigned int along =
      std::max_element(axis.begin(), axis.end()) - axis.begin(); // the axis is one of x, y, z
    const double             degrees = 180 / std::acos(-1.);
    InterfragmentaryMovement movement;
    unsigned int             across = 0;
    for (unsigned int k = 0; k < 3; ++k)
      {
        const double translation = proximal.translation[k] - distal.translation[k];
        const double rotation    = (proximal.rotation[k] - distal.rotation[k]) * degrees;
        if (k == along)
          {
            movement.axial       = -translation;
            movement.rotation[2] = rotation;
          }
        else
          {
            movement.shear[across]    = translation;
            movement.rotation[across] = rotation;
            ++across;
          }
      }
    return movement;
  }

  template class FragmentMotion<3>;
} // namespace callus
