// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/fixation_balance.h"

#include "mechanics/small_systems.h"

#include <algorithm>

namespace callus
{
  using Matrix = dealii::FullMatrix<double>;


  template <int dim>
  FixationBalance<dim>::FixationBalance(const BoundaryConditions<dim> &conditions)
    : conditions_(conditions)
    , has_plate_(conditions.has_plate())
    , n_(has_plate_ ? 1 : 0)
  {
    std::vector<unsigned int> first; // amplitude of each surface
    for (const RigidSurface<dim> &rigid : conditions.rigid_surfaces())
      {
        first.push_back(n_);
        n_ += rigid.components.size();
      }
    stiffness_.reinit(n_, n_);
    for (const Fixation<dim> &fixation : conditions.fixations())
      {
        Matrix g(n_rigid_components<dim>, n_);
        for (unsigned int side = 0; side < 2; ++side)
          add_motion_of_side(fixation, side, first[fixation.surfaces[side]], g);
        if (n_ > 0)
          {
            // of a device between mirror images the body has half on each side
            Matrix energy = fixation.stiffness;
            energy *= fixation.mirror ? .5 : 1;
            stiffness_.triple_product(energy, g, g, true, false);
          }
        relative_motions_.push_back(g);
      }
  }


  template <int dim>
  void
  FixationBalance<dim>::add_motion_of_side(const Fixation<dim> &fixation,
                                           const unsigned int   side,
                                           const unsigned int   first,
                                           Matrix              &g) const
  {
    const RigidSurface<dim> &rigid = conditions_.rigid_surfaces()[fixation.surfaces[side]];
    for (unsigned int i = 0; i < rigid.components.size(); ++i)
      {
        const unsigned int            component = rigid.components[i];
        const std::array<double, dim> d         = rigid.displacement(component, fixation.reference);
        std::array<double, n_rigid_components<dim>> motion{};
        std::copy(d.begin(), d.end(), motion.begin());
        if (component >= dim)
          motion[component] = 1;
        for (unsigned int k = 0; k < motion.size(); ++k)
          {
            double sign = side == 0 ? 1 : -1;
            if (side == 1 && fixation.mirror)
              sign *= sign_in_mirror<dim>(k, *fixation.mirror);
            g(k, first + i) += sign * motion[k];
          }
      }
  }


  template <int dim>
  std::vector<double>
  FixationBalance<dim>::equilibrium(const Matrix              &body,
                                    const std::vector<double> &offsets,
                                    const double               plate_load) const
  {
    const unsigned int n_plate = has_plate_, n_rest = n_ - n_plate;
    Matrix             rest(n_rest, n_rest);
    // how the clamped surfaces follow: b + w c
    std::vector<double> b(n_rest), c(n_rest, 0.);
    for (unsigned int i = 0; i < n_rest; ++i)
      {
        for (unsigned int j = 0; j < n_rest; ++j)
          rest(i, j) = body(n_plate + i, n_plate + j) + stiffness_(n_plate + i, n_plate + j);
        b[i] = -offsets[n_plate + i];
        if (has_plate_)
          c[i] = -body(n_plate + i, 0);
      }
    if (!solve_small_system(rest, b) || !solve_small_system(rest, c))
      throw NumericalFailure("Nothing holds the load: a part of the body that a device of the "
                             "section Fixation clamps can move without resistance.");
    std::vector<double> result;
    if (has_plate_)
      {
        double stiffness = body(0, 0), offset = offsets[0];
        for (unsigned int i = 0; i < n_rest; ++i)
          {
            stiffness += body(0, 1 + i) * c[i];
            offset += body(0, 1 + i) * b[i];
          }
        const FixatorLaw nothing({0, 1}, {0, 0});
        result.push_back((conditions_.fixator() ? *conditions_.fixator() : nothing)
                           .equilibrium(stiffness, offset, plate_load));
      }
    for (unsigned int i = 0; i < n_rest; ++i)
      result.push_back(b[i] + (has_plate_ ? result[0] * c[i] : 0.));
    return result;
  }


  template <int dim>
  std::vector<std::complex<double>>
  FixationBalance<dim>::oscillation(const Matrix                            &in_phase,
                                    const Matrix                            &out_of_phase,
                                    const std::vector<std::complex<double>> &offsets,
                                    const double                             plate_load) const
  {
    Matrix              both(2 * n_, 2 * n_); // of real and imaginary parts
    std::vector<double> b(2 * n_);
    for (unsigned int i = 0; i < n_; ++i)
      {
        for (unsigned int j = 0; j < n_; ++j)
          {
            both(i, j) = both(n_ + i, n_ + j) = in_phase(i, j) + stiffness_(i, j);
            both(n_ + i, j)                   = out_of_phase(i, j);
            both(i, n_ + j)                   = -out_of_phase(i, j);
          }
        b[i]      = -offsets[i].real();
        b[n_ + i] = -offsets[i].imag();
      }
    if (has_plate_)
      {
        b[0] += plate_load;
        if (conditions_.fixator())
          both(0, 0) = both(n_, n_) = both(0, 0) + conditions_.fixator()->stiffness();
      }
    if (!solve_small_system(both, b))
      throw NumericalFailure("Nothing holds the oscillating load: fixators, devices and bone have "
                             "no stiffness against it.");
    std::vector<std::complex<double>> result;
    for (unsigned int i = 0; i < n_; ++i)
      result.emplace_back(b[i], b[n_ + i]);
    return result;
  }


  template <int dim>
  std::vector<double>
  FixationBalance<dim>::load_of(const std::size_t          fixation,
                                const std::vector<double> &amplitudes) const
  {
    const Matrix       &g = relative_motions_[fixation];
    const Matrix       &k = conditions_.fixations()[fixation].stiffness;
    std::vector<double> relative(g.m(), 0.), result(g.m(), 0.);
    for (unsigned int i = 0; i < g.m(); ++i)
      for (unsigned int j = 0; j < n_; ++j)
        relative[i] += g(i, j) * amplitudes[j];
    for (unsigned int i = 0; i < g.m(); ++i)
      for (unsigned int j = 0; j < g.m(); ++j)
        result[i] += k(i, j) * relative[j];
    return result;
  }


  template <int dim>
  double
  FixationBalance<dim>::axial_force(const std::vector<double> &amplitudes) const
  {
    const auto &direction = conditions_.closing_direction();
    double      sum       = 0;
    for (std::size_t f = 0; f < conditions_.fixations().size(); ++f)
      {
        const Fixation<dim>      &fixation = conditions_.fixations()[f];
        const std::vector<double> load     = load_of(f, amplitudes);
        double                    force = 0, distance = 0; // of the first surface from the second
        for (unsigned int k = 0; k < dim; ++k)
          {
            force += load[k] * direction[k];
            const double first = conditions_.rigid_surfaces()[fixation.surfaces[0]].centroid[k],
                         second =
                           fixation.mirror
                             ? 2 * fixation.reference[k] - first
                             : conditions_.rigid_surfaces()[fixation.surfaces[1]].centroid[k];
            distance += direction[k] * (first - second);
          }
        sum += distance > 0 ? -force : force;
      }
    return sum;
  }


  template class FixationBalance<2>;
  template class FixationBalance<3>;
} // namespace callus
