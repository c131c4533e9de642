// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mesh/mesh.h"

#include <array>
#include <string>
#include <vector>

namespace callus
{
  /// Components of a moment: three in space, the one across the plane in the plane.
  template <int dim>
  using Moment = std::array<double, dim == 3 ? 3 : 1>;

  /// r x f [N mm] of a force f [N] at r [mm].
  template <int dim>
  Moment<dim>
  moment_of(const std::array<double, dim> &r, const std::array<double, dim> &f);

  /// A surface as a cross-section: integrals over its faces and over their mirror images behind planes of symmetry (mesh/symmetry.h), but
  /// for the other end of the bone.
  template <int dim>
  struct CrossSection
  {
    double                  area = 0;   ///< mm2 of the body
    std::array<double, dim> centroid{}; ///< mm
    /// Tensor of second moments int (r.r I - r r^T) dA about the centroid [mm4], row by row; in the plane int r.r dA.
    std::array<double, dim == 3 ? 9 : 1> second_moments{};
    /// Normals of the planes of symmetry that mirror it into itself, together with its images around the axis.
    std::vector<unsigned int> mirrors;

    /// Collective.
    static CrossSection
    of(const Mesh<dim> &mesh, const std::string &surface);
  };

  /**
   * A load spread over a surface with the traction
   *
   *     t(x) = a + b x (x - c)                                        [MPa]
   *
   * c being the centroid: the part of a has the resultant F = a * area and no moment about c, that of b has the moment M = J b,
   * J being CrossSection::second_moments, and no resultant. So bending moments give the linear distribution of beam theory, and
   * twisting moments that of a round bar.
   */
  template <int dim>
  class SurfaceLoad
  {
  public:
    /// The same traction [MPa] everywhere.
    static SurfaceLoad
    uniform(const std::string             &surface,
            const CrossSection<dim>       &section,
            const std::array<double, dim> &traction);
    /// Resultant @p force [N] and @p moment [N mm] about the centroid. The surface must not be a straight line.
    static SurfaceLoad
    resultant(const std::string             &surface,
              const CrossSection<dim>       &section,
              const std::array<double, dim> &force,
              const Moment<dim>             &moment);

    const std::string &
    surface() const
    {
      return surface_;
    }
    /// Resultant force [N].
    std::array<double, dim>
    force() const;
    std::array<double, dim>
    traction(const std::array<double, dim> &x) const;

    /// Adds int N_i t dA [N] to the nodes of a face: dim values for each of quadratic_face_nodes(). Their forces and moments sum to
    /// those of t exactly.
    void
    nodal_forces(const Mesh<dim>        &mesh,
                 const SurfaceFace<dim> &face,
                 std::vector<double>    &forces) const;

  private:
    std::string             surface_;
    double                  area_ = 0;
    std::array<double, dim> mean_{};     ///< a [MPa]
    Moment<dim>             rotation_{}; ///< b [MPa / mm]
    std::array<double, dim> centroid_{}; ///< c [mm]
  };
} // namespace callus
