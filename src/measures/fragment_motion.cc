// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "measures/fragment_motion.h"

#include "mesh/sub_cells.h"

#include <deal.II/base/mpi.h>
#include <deal.II/base/symmetric_tensor.h>

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    /// Share of a straight face that each of its quadratic nodes stands for, by its number of parents: exact for quadratic functions
    /// (Simpson's rule on a line and, twice, on a quadrilateral; the mid-edge rule on a triangle).
    double
    quadrature_share(std::size_t n_face_vertices, std::size_t n_parents)
    {
      if (n_face_vertices == 3)
        return n_parents == 2 ? 1. / 3 : 0.;
      if (n_face_vertices == 2)
        return n_parents == 2 ? 4. / 6 : 1. / 6;
      return n_parents == 4 ? 16. / 36 : n_parents == 2 ? 4. / 36 : 1. / 36;
    }

    /// Rotation [rad] of a face from sums of w r x u and of the second moments of r about its centre.
    std::array<double, 3>
    rotation(const dealii::Tensor<2, 3> &moments, const dealii::Tensor<2, 3> &mixed)
    {
      // least squares: minimise sum w |u - mean - omega x r|^2, so I omega = sum w r x u
      dealii::Tensor<2, 3> inertia = -moments;
      dealii::Tensor<1, 3> moment;
      for (unsigned int k = 0; k < 3; ++k)
        {
          inertia[k][k] += dealii::trace(moments);
          moment[k] = mixed[(k + 1) % 3][(k + 2) % 3] - mixed[(k + 2) % 3][(k + 1) % 3];
        }
      const dealii::Tensor<1, 3> omega = dealii::invert(inertia) * moment;
      return {{omega[0], omega[1], omega[2]}};
    }
    std::array<double, 1>
    rotation(const dealii::Tensor<2, 2> &moments, const dealii::Tensor<2, 2> &mixed)
    {
      return {{(mixed[0][1] - mixed[1][0]) / dealii::trace(moments)}};
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
    if (!find_fragments(measures, bone))
      return;
    const bool anything_heals =
      std::any_of(regions.begin(), regions.end(), [](const Region &r) { return r.heals; });
    std::array<unsigned int, 2> faces{};
    for (const Region &region : regions)
      {
        const std::string interface = region.name + "|" + bone;
        if ((anything_heals && !region.heals) || !mesh.has_surface(interface))
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
            ++faces[fragment];
            add_samples(face, fragment);
          }
      }
    for (unsigned int &n : faces)
      n = dealii::Utilities::MPI::sum(n, mesh.communicator());
    if ((faces[0] == 0 && is_meshed(0)) || (faces[1] == 0 && is_meshed(1)))
      measures.problem("Fragments",
                       "'" + bone + "', which has no face across the axis against " +
                         (anything_heals ? "a healing region" : "another region"),
                       "a bone with osteotomy faces",
                       "Check the entry Axis of the section Mesh and the Role of the regions.");
  }

  template <int dim>
  bool
  FragmentMotion<dim>::find_fragments(const Section &measures, const std::string &bone)
  {
    std::vector<Fragment> fragments;
    const auto            component = mesh_.fragments_of(bone, fragments);
    const std::size_t     least     = mesh_.symmetry().across() ? 1 : 2;
    if (fragments.size() < least)
      {
        measures.problem("Fragments",
                         "'" + bone + "' with " + std::to_string(fragments.size()) +
                           " connected part(s)",
                         least == 2 ? "a region of the mesh with at least two separate fragments"
                                    : "a region of the mesh, the fragment before the plane of "
                                      "symmetry across the axis",
                         std::string("Name the region of the bone whose fragments move against "
                                     "each other.") +
                           (fragments.size() == 1
                              ? " If it is in one piece (a hole, a wedge): set Fragments = none; "
                                "then neither movement nor bridging is measured."
                              : ""));
        return false;
      }
    const auto [lowest, highest] = extreme_heights(fragments);
    const double near            = .25 * (highest - lowest);
    for (std::size_t c = 0; c < component.size(); ++c)
      if (component[c] < fragments.size())
        {
          const double height  = fragments[component[c]].axial_mean;
          fragment_of_cell_[c] = height <= lowest + near ? 0 : height >= highest - near ? 1 : -1;
        }
    return true;
  }

  template <int dim>
  std::array<double, 2>
  FragmentMotion<dim>::extreme_heights(const std::vector<Fragment> &fragments) const
  {
    double lowest = fragments.front().axial_mean, highest = fragments.back().axial_mean;
    if (const SymmetryPlane<dim> *plane = mesh_.symmetry().across())
      (plane->above ? lowest : highest) = 2 * plane->position - (plane->above ? highest : lowest);
    return {{lowest, highest}};
  }

  template <int dim>
  bool
  FragmentMotion<dim>::is_meshed(const unsigned int fragment) const
  {
    const SymmetryPlane<dim> *plane = mesh_.symmetry().across();
    return !plane || plane->above == (fragment == 1);
  }

  template <int dim>
  void
  FragmentMotion<dim>::add_samples(const SurfaceFace<dim> &face, unsigned int fragment)
  {
    const CellShape    &shape      = mesh_.shape();
    const auto         &space      = mesh_.space(2);
    const std::size_t   n_vertices = shape.faces[face.face].size();
    const auto          x = quadratic_node_points<dim>(shape, mesh_.cells().vertices_of(face.cell));
    std::vector<Sample> samples;
    double              sum = 0;
    for (const unsigned int i : shape.face_nodes[face.face])
      {
        const double share = quadrature_share(n_vertices, shape.node_parents[i].size());
        samples.push_back(
          {space.local_index(space.cell_nodes[face.cell * space.nodes_per_cell + i]),
           share * mesh_.measure().template weight<dim>(x[i]),
           x[i]});
        sum += samples.back().weight;
      }
    for (Sample &sample : samples)
      {
        sample.weight *= face.area / sum;
        if (sample.weight > 0)
          samples_[fragment].push_back(sample);
      }
  }

  template <int dim>
  typename FragmentMotion<dim>::RigidMotion
  FragmentMotion<dim>::fit(unsigned int fragment, const std::vector<double> &displacement) const
  {
    // calls action(weight, r, u) for every sample and its images; r from the centre of the planes
    const std::array<double, dim> origin          = mesh_.symmetry().on_planes_along_axis({});
    const auto                    for_each_sample = [&](const auto &action) {
      for (const Sample &sample : samples_[fragment])
        mesh_.symmetry().for_each_image_around_axis([&](const std::array<double, dim> &signs) {
          dealii::Tensor<1, dim> r, u;
          for (unsigned int k = 0; k < dim; ++k)
            {
              r[k] = signs[k] * (sample.point[k] - origin[k]);
              u[k] = signs[k] * displacement[sample.node * dim + k];
            }
          action(sample.weight, r, u);
        });
    };
    double                 area = 0;
    dealii::Tensor<1, dim> center, mean;
    for_each_sample([&](const double weight, const auto &r, const auto &u) {
      area += weight;
      center += weight * r;
      mean += weight * u;
    });
    const MPI_Comm comm = mesh_.communicator();
    area                = dealii::Utilities::MPI::sum(area, comm);
    center              = dealii::Utilities::MPI::sum(center, comm) / area;
    mean                = dealii::Utilities::MPI::sum(mean, comm) / area;

    dealii::Tensor<2, dim> moments, mixed;
    for_each_sample([&](const double weight, const auto &from_origin, const auto &u) {
      const dealii::Tensor<1, dim> r = from_origin - center;
      moments += weight * dealii::outer_product(r, r);
      mixed += weight * dealii::outer_product(r, u);
    });
    moments = dealii::Utilities::MPI::sum(moments, comm);
    mixed   = dealii::Utilities::MPI::sum(mixed, comm);
    RigidMotion motion;
    for (unsigned int k = 0; k < dim; ++k)
      motion.translation[k] = mean[k];
    motion.rotation = rotation(moments, mixed);
    return motion;
  }

  template <int dim>
  typename FragmentMotion<dim>::RigidMotion
  FragmentMotion<dim>::motion_of(const unsigned int         fragment,
                                 const std::vector<double> &displacement) const
  {
    if (is_meshed(fragment))
      return fit(fragment, displacement);
    RigidMotion        motion = fit(1 - fragment, displacement);
    const unsigned int normal = mesh_.symmetry().across()->normal;
    for (unsigned int k = 0; k < dim; ++k)
      motion.translation[k] *= sign_in_mirror<dim>(k, normal);
    for (unsigned int k = 0; k < motion.rotation.size(); ++k)
      motion.rotation[k] *= sign_in_mirror<dim>(dim + k, normal);
    return motion;
  }

  template <int dim>
  InterfragmentaryMovement
  FragmentMotion<dim>::measure(const std::vector<double> &displacement) const
  {
    const RigidMotion  distal = motion_of(0, displacement), proximal = motion_of(1, displacement);
    const auto         axis = mesh_.axis();
    const unsigned int along =
      std::max_element(axis.begin(), axis.end()) - axis.begin(); // the axis is one of x, y, z
    const double             degrees = 180 / std::acos(-1.);
    InterfragmentaryMovement movement;
    movement.axial = -(proximal.translation[along] - distal.translation[along]);
    if (mesh_.measure().geometry == Geometry::axisymmetric)
      return movement;
    unsigned int across = 0;
    for (unsigned int k = 0; k < dim; ++k)
      if (k != along)
        movement.shear[across++] = proximal.translation[k] - distal.translation[k];
    across = 0;
    for (unsigned int k = 0; k < proximal.rotation.size(); ++k)
      movement.rotation[dim == 3 && k == along ? 2 : across++] =
        (proximal.rotation[k] - distal.rotation[k]) * degrees;
    return movement;
  }

  template class FragmentMotion<2>;
  template class FragmentMotion<3>;
} // namespace callus
