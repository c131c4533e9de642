// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/surface_load.h"

#include "mechanics/face_integrals.h"

namespace callus
{
  namespace
  {
    /// b x r
    std::array<double, 3>
    turned(const Moment<3> &b, const std::array<double, 3> &r)
    {
      return {{b[1] * r[2] - b[2] * r[1], b[2] * r[0] - b[0] * r[2], b[0] * r[1] - b[1] * r[0]}};
    }
    std::array<double, 2>
    turned(const Moment<2> &b, const std::array<double, 2> &r)
    {
      return {{-b[0] * r[1], b[0] * r[0]}};
    }

    /// b of J b = M
    Moment<2>
    solved(const std::array<double, 1> &j, const Moment<2> &m)
    {
      return {{m[0] / j[0]}};
    }
    Moment<3>
    solved(const std::array<double, 9> &j, const Moment<3> &m)
    {
      // Cramer's rule by the triple products of the rows of the symmetric J
      const std::array<double, 3> row[3] = {
        {{j[0], j[1], j[2]}}, {{j[3], j[4], j[5]}}, {{j[6], j[7], j[8]}}};
      Moment<3> b{};
      double    determinant = 0;
      for (unsigned int k = 0; k < 3; ++k)
        {
          const std::array<double, 3> cofactors = turned(row[(k + 1) % 3], row[(k + 2) % 3]);
          for (unsigned int i = 0; i < 3; ++i)
            b[i] += cofactors[i] * m[k];
          if (k == 0)
            for (unsigned int i = 0; i < 3; ++i)
              determinant += row[0][i] * cofactors[i];
        }
      for (double &component : b)
        component /= determinant;
      return b;
    }

    void
    add_second_moments(const std::array<double, 2> &r, const double area, std::array<double, 1> &j)
    {
      j[0] += area * (r[0] * r[0] + r[1] * r[1]);
    }
    void
    add_second_moments(const std::array<double, 3> &r, const double area, std::array<double, 9> &j)
    {
      const double squared = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
      for (unsigned int i = 0; i < 3; ++i)
        for (unsigned int k = 0; k < 3; ++k)
          j[3 * i + k] += area * ((i == k ? squared : 0.) - r[i] * r[k]);
    }

    template <int dim, typename Action>
    void
    for_each_own_point(const Mesh<dim> &mesh, const std::string &surface, const Action &action)
    {
      for (const SurfaceFace<dim> &face : mesh.faces(surface))
        if (face.cell < mesh.cells().n_owned)
          for_each_face_point<dim>(mesh, face, action);
    }

    /// Finds the planes that mirror a surface into itself and puts the centroid on them. Returns the number of surfaces, one behind the other along the
    /// axis, among which the measure counts.
    template <int dim>
    double
    fold(const Mesh<dim> &mesh, const std::string &surface, CrossSection<dim> &section)
    {
      double n_surfaces = 1;
      for (const SymmetryPlane<dim> &plane : mesh.symmetry().planes())
        if (!plane.is_across || goes_on_behind(mesh, surface, plane))
          {
            section.centroid[plane.normal] = plane.position;
            section.mirrors.push_back(plane.normal);
          }
        else
          n_surfaces = 2;
      return n_surfaces;
    }

    // products of coordinates of a surface and its mirror image
    void
    clear_cancelling_moments(const std::vector<unsigned int> &mirrors, std::array<double, 9> &j)
    {
      for (const unsigned int n : mirrors)
        for (unsigned int k = 0; k < 3; ++k)
          if (k != n)
            j[3 * n + k] = j[3 * k + n] = 0;
    }
    void
    clear_cancelling_moments(const std::vector<unsigned int> &, std::array<double, 1> &)
    {
    }
  } // namespace


  template <>
  Moment<3>
  moment_of<3>(const std::array<double, 3> &r, const std::array<double, 3> &f)
  {
    return turned(r, f);
  }
  template <>
  Moment<2>
  moment_of<2>(const std::array<double, 2> &r, const std::array<double, 2> &f)
  {
    return {{r[0] * f[1] - r[1] * f[0]}};
  }


  template <int dim>
  CrossSection<dim>
  CrossSection<dim>::of(const Mesh<dim> &mesh, const std::string &surface)
  {
    CrossSection                section;
    std::array<double, dim + 1> sums{}, all{};
    for_each_own_point(mesh, surface, [&](const FacePoint<dim> &point) {
      sums[dim] += point.area;
      for (unsigned int k = 0; k < dim; ++k)
        sums[k] += point.area * point.x[k];
    });
    MPI_Allreduce(sums.data(), all.data(), dim + 1, MPI_DOUBLE, MPI_SUM, mesh.communicator());
    for (unsigned int k = 0; k < dim; ++k)
      section.centroid[k] = all[k] / all[dim];
    const double n_surfaces = fold(mesh, surface, section);
    section.area            = all[dim] / n_surfaces;

    decltype(section.second_moments) local{};
    for_each_own_point(mesh, surface, [&](const FacePoint<dim> &point) {
      std::array<double, dim> r;
      for (unsigned int k = 0; k < dim; ++k)
        r[k] = point.x[k] - section.centroid[k];
      add_second_moments(r, point.area, local);
    });
    MPI_Allreduce(local.data(),
                  section.second_moments.data(),
                  local.size(),
                  MPI_DOUBLE,
                  MPI_SUM,
                  mesh.communicator());
    for (double &moment : section.second_moments)
      moment /= n_surfaces;
    clear_cancelling_moments(section.mirrors, section.second_moments);
    return section;
  }


  template <int dim>
  SurfaceLoad<dim>
  SurfaceLoad<dim>::uniform(const std::string             &surface,
                            const CrossSection<dim>       &section,
                            const std::array<double, dim> &traction)
  {
    SurfaceLoad load;
    load.surface_  = surface;
    load.area_     = section.area;
    load.mean_     = traction;
    load.centroid_ = section.centroid;
    return load;
  }


  template <int dim>
  SurfaceLoad<dim>
  SurfaceLoad<dim>::resultant(const std::string             &surface,
                              const CrossSection<dim>       &section,
                              const std::array<double, dim> &force,
                              const Moment<dim>             &moment)
  {
    SurfaceLoad load = uniform(surface, section, force);
    for (double &component : load.mean_)
      component /= section.area;
    if (moment != Moment<dim>{})
      load.rotation_ = solved(section.second_moments, moment);
    return load;
  }


  template <int dim>
  std::array<double, dim>
  SurfaceLoad<dim>::force() const
  {
    std::array<double, dim> result = mean_;
    for (double &component : result)
      component *= area_;
    return result;
  }


  template <int dim>
  std::array<double, dim>
  SurfaceLoad<dim>::traction(const std::array<double, dim> &x) const
  {
    std::array<double, dim> r;
    for (unsigned int k = 0; k < dim; ++k)
      r[k] = x[k] - centroid_[k];
    std::array<double, dim> t = turned(rotation_, r);
    for (unsigned int k = 0; k < dim; ++k)
      t[k] += mean_[k];
    return t;
  }


  template <int dim>
  void
  SurfaceLoad<dim>::nodal_forces(const Mesh<dim>        &mesh,
                                 const SurfaceFace<dim> &face,
                                 std::vector<double>    &forces) const
  {
    const std::size_t n_nodes = forces.size() / dim;
    for_each_face_point<dim>(mesh, face, [&](const FacePoint<dim> &point) {
      const std::array<double, dim> t = traction(point.x);
      for (std::size_t i = 0; i < n_nodes; ++i)
        for (unsigned int k = 0; k < dim; ++k)
          forces[dim * i + k] += point.area * point.quadratic[i] * t[k];
    });
  }


  template struct CrossSection<2>;
  template struct CrossSection<3>;
  template class SurfaceLoad<2>;
  template class SurfaceLoad<3>;
} // namespace callus
