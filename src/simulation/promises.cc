// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/promises.h"

#include "base/communication.h"
#include "base/problems.h"

#include <deal.II/base/mpi.h>

#include <sstream>

namespace callus
{
  namespace
  {
    constexpr double volume_slack = 1e-12;

    template <int dim>
    std::string
    first_broken(const State<dim> &state, const Mesh<dim> &mesh)
    {
      const Catalogue  &catalogue = state.catalogue();
      const std::size_t n         = state.nodes().n_owned();
      const auto        at        = [&](std::size_t node) {
        const auto        &x = mesh.space(2).owned_points[state.nodes().node_of(node)];
        std::ostringstream text;
        for (unsigned int k = 0; k < dim; ++k)
          text << (k == 0 ? " at (" : ", ") << x[k];
        text << ") mm";
        return text.str();
      };
      std::vector<double> filled(n, 0.);
      for (const FieldId id : catalogue.field_ids())
        {
          const Field  &field  = catalogue[id];
          const double *values = state.fields[id];
          for (std::size_t i = 0; i < n; ++i)
            {
              // written so that NaN fails too
              if (!(values[i] >= field.lower_bound && values[i] <= field.upper_bound))
                return field.name + " = " + std::to_string(values[i]) + " " + field.unit +
                       " left its bounds" + at(i);
              filled[i] += field.volume_per_unit * values[i];
            }
        }
      for (std::size_t i = 0; i < n; ++i)
        if (!(filled[i] <= 1 + volume_slack))
          return "the volume fractions sum to 1 + " + std::to_string(filled[i] - 1) + at(i);
      return "";
    }
  } // namespace

  template <int dim>
  void
  check_promises(double day, const State<dim> &state, const Mesh<dim> &mesh)
  {
    const std::string mine = first_broken(state, mesh);
    if (mpi::max(mine.empty() ? 0u : 1u, mesh.communicator()) == 0)
      return;
    for (const std::string &broken : dealii::Utilities::MPI::all_gather(mesh.communicator(), mine))
      if (!broken.empty())
        throw NumericalFailure("day " + std::to_string(day) + ": " + broken);
  }

  template void
  check_promises(double, const State<2> &, const Mesh<2> &);
  template void
  check_promises(double, const State<3> &, const Mesh<3> &);
} // namespace callus
