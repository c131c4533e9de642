// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <array>
#include <iosfwd>
#include <string>
#include <vector>

namespace callus
{
  template <int dim>
  class Mesh;

  /// A plane x[normal] = position behind which the body goes on as the mirror image of what is meshed.
  template <int dim>
  struct SymmetryPlane
  {
    unsigned int             normal    = 0;     ///< number of the coordinate
    double                   position  = 0;     ///< mm
    double                   tolerance = 0;     ///< mm, by which points may be off it
    bool                     above     = true;  ///< is the meshed part where x[normal] is larger?
    bool                     is_across = false; ///< normal to the axis of the bone, or along it?
    std::vector<std::string> surfaces;

    bool
    contains(const std::array<double, dim> &x) const
    {
      return x[normal] >= position - tolerance && x[normal] <= position + tolerance;
    }
  };

  /// What a plane of symmetry with this normal makes of a component of a rigid motion, or of a force and a moment: 1 or -1. Components are the
  /// translations (forces) along the coordinates, then the rotations (moments): three in space, one in the plane.
  template <int dim>
  constexpr int
  sign_in_mirror(const unsigned int component, const unsigned int normal)
  {
    if (component < dim)
      return component == normal ? -1 : 1;
    return dim == 3 && component - dim == normal ? 1 : -1;
  }

  /**
   * The planes of symmetry of a body of which a half, a quarter or an eighth is meshed: the entry `Mesh/Symmetry planes`.
   *
   * All integrals over the mesh are those over the body (Measure::n_images). A plane along the axis of the bone cuts plates and cross-sections in two. One
   * across it, of which there is at most one, has the other end of the bone behind it: the force through the bone is the same on both sides, and
   * the ends move against each other by twice what the meshed one does.
   */
  template <int dim>
  class Symmetry
  {
  public:
    Symmetry() = default;
    explicit Symmetry(const std::vector<SymmetryPlane<dim>> &planes)
      : planes_(planes)
    {
    }

    const std::vector<SymmetryPlane<dim>> &
    planes() const
    {
      return planes_;
    }
    /// The plane across the axis of the bone, or null.
    const SymmetryPlane<dim> *
    across() const;
    /// The plane that a surface lies on, or null.
    const SymmetryPlane<dim> *
    plane_of(const std::string &surface) const;
    /// How many images of the mesh make the body.
    unsigned int
    n_images() const
    {
      return 1u << planes_.size();
    }
    /// How many of them lie behind each other along the axis of the bone: 1 or 2.
    unsigned int
    n_along_axis() const
    {
      return across() ? 2 : 1;
    }
    /// Calls the action with the signs that turn a vector into that of each image, by the planes along the axis only.
    template <typename Action>
    void
    for_each_image_around_axis(const Action &action) const;
    /// The point of the planes along the axis that is next to @p x: where the centre of the body is if that of the mesh is x.
    std::array<double, dim>
    on_planes_along_axis(std::array<double, dim> x) const;

    /// In words, what is meshed and what results are multiplied with; nothing without a plane.
    void
    describe(std::ostream &out) const;

  private:
    std::vector<SymmetryPlane<dim>> planes_;
  };

  /// Does a surface go on behind the plane, so that it and its mirror image are one? Collective.
  template <int dim>
  bool
  goes_on_behind(const Mesh<dim>          &mesh,
                 const std::string        &surface,
                 const SymmetryPlane<dim> &plane);


  template <int dim>
  template <typename Action>
  void
  Symmetry<dim>::for_each_image_around_axis(const Action &action) const
  {
    for (unsigned int image = 0; image < n_images(); ++image)
      {
        std::array<double, dim> signs;
        signs.fill(1);
        bool is_around = true;
        for (unsigned int p = 0; p < planes_.size(); ++p)
          if (image >> p & 1)
            {
              signs[planes_[p].normal] = -1;
              is_around                = is_around && !planes_[p].is_across;
            }
        if (is_around)
          action(signs);
      }
  }
} // namespace callus
