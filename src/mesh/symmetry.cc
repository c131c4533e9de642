// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/symmetry.h"

#include "mesh/mesh.h"

#include <algorithm>
#include <ostream>

namespace callus
{
  template <int dim>
  const SymmetryPlane<dim> *
  Symmetry<dim>::across() const
  {
    for (const SymmetryPlane<dim> &plane : planes_)
      if (plane.is_across)
        return &plane;
    return nullptr;
  }


  template <int dim>
  const SymmetryPlane<dim> *
  Symmetry<dim>::plane_of(const std::string &surface) const
  {
    for (const SymmetryPlane<dim> &plane : planes_)
      if (std::find(plane.surfaces.begin(), plane.surfaces.end(), surface) != plane.surfaces.end())
        return &plane;
    return nullptr;
  }


  template <int dim>
  std::array<double, dim>
  Symmetry<dim>::on_planes_along_axis(std::array<double, dim> x) const
  {
    for (const SymmetryPlane<dim> &plane : planes_)
      if (!plane.is_across)
        x[plane.normal] = plane.position;
    return x;
  }


  template <int dim>
  void
  Symmetry<dim>::describe(std::ostream &out) const
  {
    if (planes_.empty())
      return;
    out << "  symmetry: "
        << (planes_.size() == 1 ? "half" : (planes_.size() == 2 ? "a quarter" : "an eighth"))
        << " of the body is meshed; planes";
    for (std::size_t p = 0; p < planes_.size(); ++p)
      {
        const SymmetryPlane<dim> &plane = planes_[p];
        out << (p > 0 ? ", " : " ") << "xyz"[plane.normal] << " = " << plane.position << " mm ("
            << (plane.is_across ? "across" : "along") << " the axis of the bone; ";
        for (std::size_t s = 0; s < plane.surfaces.size(); ++s)
          out << (s > 0 ? ", " : "") << plane.surfaces[s];
        out << ')';
      }
    out << "\n    results are those of the whole body: factor " << n_images()
        << " on volumes and areas, " << n_images() / n_along_axis() << " on forces, "
        << n_along_axis() << " on the movement of the fragments\n";
  }


  template <int dim>
  bool
  goes_on_behind(const Mesh<dim> &mesh, const std::string &surface, const SymmetryPlane<dim> &plane)
  {
    int here = 0, anywhere = 0;
    for (const SurfaceFace<dim> &face : mesh.faces(surface))
      for (const unsigned int v : mesh.shape().faces[face.face])
        here = here || plane.contains(mesh.cells().vertices_of(face.cell)[v]);
    MPI_Allreduce(&here, &anywhere, 1, MPI_INT, MPI_MAX, mesh.communicator());
    return anywhere;
  }


  template class Symmetry<2>;
  template class Symmetry<3>;
  template bool
  goes_on_behind(const Mesh<2> &, const std::string &, const SymmetryPlane<2> &);
  template bool
  goes_on_behind(const Mesh<3> &, const std::string &, const SymmetryPlane<3> &);
} // namespace callus
