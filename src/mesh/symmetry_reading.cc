// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/symmetry_reading.h"

#include "base/nearest_name.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

namespace callus
{
  namespace
  {
    const char *const entry = "Symmetry planes";

    /// Points of a plane may be off it by this share of the length of the body: coordinates of meshes are rounded.
    constexpr double flatness = 1e-6;

    /// The box around some points of this rank, then of all.
    template <int dim>
    class Box
    {
    public:
      Box()
      {
        low_.fill(std::numeric_limits<double>::max());
        high_.fill(std::numeric_limits<double>::lowest());
      }
      void
      add(const std::array<double, dim> &x)
      {
        for (unsigned int k = 0; k < dim; ++k)
          {
            low_[k]  = std::min(low_[k], x[k]);
            high_[k] = std::max(high_[k], x[k]);
          }
      }
      void
      reduce(MPI_Comm communicator)
      {
        MPI_Allreduce(MPI_IN_PLACE, low_.data(), dim, MPI_DOUBLE, MPI_MIN, communicator);
        MPI_Allreduce(MPI_IN_PLACE, high_.data(), dim, MPI_DOUBLE, MPI_MAX, communicator);
      }
      bool
      is_empty() const
      {
        return high_[0] < low_[0];
      }
      double
      low(const unsigned int k) const
      {
        return low_[k];
      }
      double
      high(const unsigned int k) const
      {
        return high_[k];
      }
      double
      length(const unsigned int k) const
      {
        return high_[k] - low_[k];
      }
      double
      longest() const
      {
        double result = 0;
        for (unsigned int k = 0; k < dim; ++k)
          result = std::max(result, length(k));
        return result;
      }

    private:
      std::array<double, dim> low_, high_;
    };

    template <int dim>
    Box<dim>
    box_of_body(const Mesh<dim> &mesh)
    {
      Box<dim> box;
      for (const std::array<double, dim> &x : mesh.cells().vertices)
        box.add(x);
      box.reduce(mesh.communicator());
      return box;
    }

    template <int dim>
    Box<dim>
    box_of_surface(const Mesh<dim> &mesh, const std::string &surface)
    {
      Box<dim> box;
      for (const SurfaceFace<dim> &face : mesh.faces(surface))
        for (const unsigned int v : mesh.shape().faces[face.face])
          box.add(mesh.cells().vertices_of(face.cell)[v]);
      box.reduce(mesh.communicator());
      return box;
    }

    std::string
    plane_text(const unsigned int normal, const double position)
    {
      std::ostringstream text;
      text << "xyz"[normal] << " = " << position << " mm";
      return text.str();
    }

    /// Reads one entry; what it checks needs the whole mesh, on every rank.
    template <int dim>
    class Reader
    {
    public:
      Reader(const Section &section, const Mesh<dim> &mesh)
        : section_(section)
        , mesh_(mesh)
      {
      }

      std::vector<SymmetryPlane<dim>>
      read()
      {
        const std::vector<std::string> surfaces =
          section_.list(entry,
                        "",
                        "Flat outer surfaces behind which the body goes on as the mirror image of "
                        "what is meshed; the results are those of the whole body. Left out: the "
                        "whole body is meshed.");
        if (surfaces.empty())
          return {};
        body_ = box_of_body(mesh_);
        for (const std::string &surface : surfaces)
          if (is_usable(surface))
            add(surface);
        for (const SymmetryPlane<dim> &plane : planes_)
          check(plane);
        return planes_;
      }

    private:
      void
      problem(const std::string &found, const std::string &expected, const std::string &remedy)
      {
        section_.problem(entry, found, expected, remedy);
      }

      bool
      is_usable(const std::string &surface)
      {
        if (!mesh_.has_surface(surface))
          {
            problem("the surface '" + surface + "'",
                    "a surface of the mesh or of the section Surfaces",
                    suggest(surface, mesh_.all_surface_names()));
            return false;
          }
        if (surface.find('|') == std::string::npos)
          return true;
        problem("'" + surface + "', which is inside the body",
                "an outer surface",
                "Name the surface at which the mesh was cut.");
        return false;
      }

      void
      add(const std::string &surface)
      {
        const Box<dim> box       = box_of_surface(mesh_, surface);
        const double   tolerance = flatness * body_.longest();
        if (box.is_empty())
          {
            problem("'" + surface + "', which has no face",
                    "a surface with faces of the mesh",
                    "Widen its limits in the section Surfaces: faces count that lie between From "
                    "and To.");
            return;
          }
        SymmetryPlane<dim> plane;
        while (plane.normal < dim && box.length(plane.normal) > tolerance)
          ++plane.normal;
        if (plane.normal == dim)
          {
            problem("'" + surface + "', which is not flat or not normal to a coordinate",
                    "a plane x, y or z = constant",
                    "Cut the body in a coordinate plane, or turn the mesh; points may be off it by "
                    "a millionth of the length of the body.");
            return;
          }
        plane.position  = (box.low(plane.normal) + box.high(plane.normal)) / 2;
        plane.tolerance = tolerance;
        plane.above =
          body_.high(plane.normal) - plane.position > plane.position - body_.low(plane.normal);
        plane.is_across = std::abs(mesh_.axis()[plane.normal]) > .5;
        plane.surfaces  = {surface};
        for (SymmetryPlane<dim> &other : planes_)
          if (other.normal == plane.normal)
            {
              if (std::abs(other.position - plane.position) <= 2 * tolerance)
                other.surfaces.push_back(surface);
              else
                problem("parallel planes, '" + other.surfaces[0] + "' and '" + surface + "'",
                        "planes across each other",
                        "A body between two mirrors never ends: remove one of them.");
              return;
            }
        planes_.push_back(plane);
      }

      void
      check(const SymmetryPlane<dim> &plane)
      {
        const std::string where = plane_text(plane.normal, plane.position);
        if (mesh_.measure().geometry == Geometry::axisymmetric && !plane.is_across)
          problem("the plane " + where + " along the axis of an axisymmetric body",
                  "a plane across the axis",
                  "A circle about the axis is the whole body already, also where x = 0. Remove '" +
                    plane.surfaces[0] + "'.");
        else if (body_.low(plane.normal) < plane.position - plane.tolerance &&
                 body_.high(plane.normal) > plane.position + plane.tolerance)
          problem("the plane " + where + ", with a body on both sides of it",
                  "a body on one side",
                  "Name a surface at which the mesh was cut, or leave the entry out.");
        else if (const std::uint64_t n = n_forgotten(plane); n > 0)
          problem("outer faces on the plane " + where + " that none of the surfaces has (" +
                    std::to_string(n) + ")",
                  "all faces of the plane",
                  "Name all surfaces of the plane, one after the other: what is not named would "
                  "be open.");
      }

      /// Outer faces of the plane in none of its surfaces.
      std::uint64_t
      n_forgotten(const SymmetryPlane<dim> &plane) const
      {
        const CellShape  &shape   = mesh_.shape();
        const std::size_t n_faces = shape.faces.size();
        std::vector<char> named(mesh_.cells().n_owned * n_faces, 0);
        for (const std::string &surface : plane.surfaces)
          for (const SurfaceFace<dim> &face : mesh_.faces(surface))
            if (face.cell < mesh_.cells().n_owned)
              named[n_faces * face.cell + face.face] = 1;
        std::uint64_t here = 0, everywhere = 0;
        for (std::size_t cell = 0; cell < mesh_.cells().n_owned; ++cell)
          for (unsigned int f = 0; f < n_faces; ++f)
            here += !named[n_faces * cell + f] &&
                    std::all_of(shape.faces[f].begin(), shape.faces[f].end(), [&](const auto v) {
                      return plane.contains(mesh_.cells().vertices_of(cell)[v]);
                    });
        MPI_Allreduce(&here, &everywhere, 1, MPI_UINT64_T, MPI_SUM, mesh_.communicator());
        return everywhere;
      }

      const Section                  &section_;
      const Mesh<dim>                &mesh_;
      Box<dim>                        body_;
      std::vector<SymmetryPlane<dim>> planes_;
    };
  } // namespace


  template <int dim>
  Symmetry<dim>
  read_symmetry(const Section &mesh_section, const Mesh<dim> &mesh)
  {
    return Symmetry<dim>(Reader<dim>(mesh_section, mesh).read());
  }


  template Symmetry<2>
  read_symmetry(const Section &, const Mesh<2> &);
  template Symmetry<3>
  read_symmetry(const Section &, const Mesh<3> &);
} // namespace callus
