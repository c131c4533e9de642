// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/fixation.h"

#include <cmath>

namespace callus
{
  namespace
  {
    using Matrix = dealii::FullMatrix<double>;

    /// A block of a stiffness: all values row by row, or those of the diagonal.
    Matrix
    read_block(const Section     &section,
               const std::string &entry,
               const std::string &unit,
               const std::string &meaning,
               const unsigned int n_rows,
               const unsigned int n_columns,
               const bool         may_be_diagonal)
    {
      const std::vector<double> values = section.quantities(entry, unit, Range::any(), meaning);
      Matrix                    block(n_rows, n_columns);
      if (values.size() == n_rows * n_columns)
        block.fill(values.data());
      else if (may_be_diagonal && values.size() == n_rows)
        for (unsigned int i = 0; i < n_rows; ++i)
          block(i, i) = values[i];
      else if (!values.empty())
        section.problem(entry,
                        std::to_string(values.size()) + " values",
                        (may_be_diagonal && n_rows > 1
                           ? std::to_string(n_rows) + " values (one for each axis) or "
                           : "") +
                          std::to_string(n_rows * n_columns) + " (row by row)",
                        "Give the values in the order of the axes of the device.");
      return block;
    }

    /// Axes of the device as columns.
    Matrix
    read_axes(const Section &section, const unsigned int dim)
    {
      Matrix axes{dealii::IdentityMatrix(dim)};
      section.may_have({"First axis", "Second axis"});
      if (!section.has("First axis"))
        return axes;
      std::vector<double> first =
        section.quantities("First axis",
                           "1",
                           Range::any(),
                           "Direction of the first axis of the device, of any length.");
      std::vector<double> second =
        dim == 3 ? section.quantities("Second axis",
                                      "1",
                                      Range::any(),
                                      "Direction of the second axis, across the first; the third "
                                      "is across both.")
                 : std::vector<double>{};
      if (dim == 2 && first.size() == 2)
        second = {-first[1], first[0]};
      double a = 0, b = 0, across = 0;
      if (first.size() == dim && second.size() == dim)
        for (unsigned int k = 0; k < dim; ++k)
          {
            a += first[k] * first[k];
            b += second[k] * second[k];
            across += first[k] * second[k];
          }
      if (!(a > 0 && b > 0 && std::abs(across) < 1e-6 * std::sqrt(a * b)))
        {
          section.problem("First axis",
                          "axes that are not across each other, or have no length",
                          "perpendicular directions of " + std::to_string(dim) + " components",
                          "Write for example: set First axis = 0, 0, 1 [measured] and set Second "
                          "axis = 1, 0, 0 [measured].");
          return axes;
        }
      for (unsigned int k = 0; k < dim; ++k)
        {
          axes(k, 0) = first[k] / std::sqrt(a);
          axes(k, 1) = second[k] / std::sqrt(b);
        }
      for (unsigned int k = 0; dim == 3 && k < 3; ++k)
        axes(k, 2) =
          axes((k + 1) % 3, 0) * axes((k + 2) % 3, 1) - axes((k + 2) % 3, 0) * axes((k + 1) % 3, 1);
      return axes;
    }

    /// Symmetric, and no motion gains energy? By a Cholesky factorisation of the matrix scaled to a unit diagonal.
    bool
    is_a_stiffness(const Matrix &k)
    {
      const unsigned int n = k.m();
      Matrix             l(n, n);
      for (unsigned int i = 0; i < n; ++i)
        for (unsigned int j = 0; j <= i; ++j)
          {
            const double scale = std::sqrt(std::abs(k(i, i) * k(j, j)));
            if (k(i, i) < 0 || std::abs(k(i, j) - k(j, i)) > 1e-9 * scale ||
                (scale == 0 && k(i, j) != 0))
              return false;
            double value = scale == 0 ? 0 : k(i, j) / scale;
            if (i == j)
              value += 1e-9;
            for (unsigned int m = 0; m < j; ++m)
              value -= l(i, m) * l(j, m);
            if (i == j && value < 0)
              return false;
            l(i, j) = i == j ? std::sqrt(value) : (l(j, j) > 0 ? value / l(j, j) : 0);
          }
      return true;
    }

    Matrix
    read_axial(const Section &section)
    {
      Matrix result(3, 3);
      for (const std::string entry : {"Rotational stiffness", "Coupling stiffness", "First axis"})
        if (section.has(entry))
          section.problem(entry,
                          "a rotation or another axis in an axisymmetric body",
                          "Translational stiffness alone, one value along the axis",
                          "Bending, torsion and shear need Geometry = 3d. Remove this entry.");
      section.may_have({"Rotational stiffness", "Coupling stiffness", "First axis"});
      result(1, 1) = read_block(section,
                                "Translational stiffness",
                                "N/mm",
                                "Along the axis, of the whole device.",
                                1,
                                1,
                                true)(0, 0);
      return result;
    }
  } // namespace


  template <int dim>
  std::vector<LoadComponent>
  load_components(const Geometry geometry)
  {
    if (geometry == Geometry::axisymmetric)
      return {{1, "axial force", "N"}};
    std::vector<LoadComponent> result;
    for (unsigned int k = 0; k < dim; ++k)
      result.push_back({k, std::string("force ") + "xyz"[k], "N"});
    for (unsigned int k = dim; k < n_rigid_components<dim>; ++k)
      result.push_back(
        {k, std::string("moment about ") + (dim == 3 ? "xyz"[k - dim] : 'z'), "N mm"});
    return result;
  }


  template <int dim>
  std::array<double, dim>
  RigidSurface<dim>::displacement(const unsigned int             component,
                                  const std::array<double, dim> &x) const
  {
    std::array<double, dim> result{};
    if (component < dim)
      result[component] = 1;
    else if constexpr (dim == 3)
      {
        const unsigned int j = (component + 1) % 3, k = (component + 2) % 3; // about component - 3
        result[j] = -(x[k] - centroid[k]);
        result[k] = x[j] - centroid[j];
      }
    else
      result = {{-(x[1] - centroid[1]), x[0] - centroid[0]}};
    return result;
  }


  template <int dim>
  dealii::FullMatrix<double>
  Fixation<dim>::read_stiffness(const Section &section, const Geometry geometry)
  {
    if (geometry == Geometry::axisymmetric)
      return read_axial(section);
    constexpr unsigned int n = n_rigid_components<dim>, n_rotations = n - dim;
    const Matrix           translational = read_block(section,
                                            "Translational stiffness",
                                            "N/mm",
                                            "Force per translation, along the axes of the device.",
                                            dim,
                                            dim,
                                            true);
    const Matrix           rotational    = read_block(section,
                                         "Rotational stiffness",
                                         "N mm",
                                         "Moment per rotation in radian, about the axes.",
                                         n_rotations,
                                         n_rotations,
                                         true);
    Matrix                 coupling(dim, n_rotations);
    section.may_have({"Coupling stiffness"});
    if (section.has("Coupling stiffness"))
      coupling = read_block(section,
                            "Coupling stiffness",
                            "N",
                            "Force per rotation in radian, row by row: rows are forces, columns "
                            "rotations. Left out: 0.",
                            dim,
                            n_rotations,
                            false);
    Matrix local(n, n), turn(n, n), half(n, n), result(n, n);
    local.fill(translational, 0, 0);
    local.fill(rotational, dim, dim);
    local.fill(coupling, 0, dim);
    for (unsigned int i = 0; i < dim; ++i)
      for (unsigned int j = 0; j < n_rotations; ++j)
        local(dim + j, i) = coupling(i, j);
    if (!is_a_stiffness(local))
      section.problem("Translational stiffness",
                      "a stiffness that is not symmetric, or gives energy away in some motion",
                      "a symmetric, positive matrix of all blocks together",
                      "Check signs and order of the values, and Coupling stiffness.");
    const Matrix axes = read_axes(section, dim);
    turn.fill(axes, 0, 0);
    if (dim == 3)
      turn.fill(axes, dim, dim);
    else
      turn(n - 1, n - 1) = 1;
    turn.mmult(half, local);
    half.mTmult(result, turn);
    return result;
  }


  template <int dim>
  bool
  Fixation<dim>::is_even(const unsigned int normal) const
  {
    for (unsigned int i = 0; i < stiffness.m(); ++i)
      for (unsigned int j = 0; j < i; ++j)
        if (sign_in_mirror<dim>(i, normal) != sign_in_mirror<dim>(j, normal) &&
            std::abs(stiffness(i, j)) > 1e-9 * std::sqrt(stiffness(i, i) * stiffness(j, j)))
          return false;
    return true;
  }


  template std::vector<LoadComponent> load_components<2>(Geometry);
  template std::vector<LoadComponent> load_components<3>(Geometry);
  template struct RigidSurface<2>;
  template struct RigidSurface<3>;
  template struct Fixation<2>;
  template struct Fixation<3>;
} // namespace callus
