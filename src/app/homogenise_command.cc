// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/command_line.h"
#include "app/guard.h"
#include "app/library_case.h"
#include "app/listings.h"
#include "base/json_writer.h"
#include "base/units.h"
#include "homogenise/homogenised_cell.h"
#include "homogenise/unit_cell_input.h"
#include "laws/scaffold/stiffness_law.h"
#include "output/durable_file.h"
#include "output/first_rank.h"

#include <cmath>
#include <iomanip>
#include <iostream>
#include <sstream>

namespace callus
{
  namespace
  {
    /// The cell as it is, with half the voxels, and what follows from it.
    struct Outcome
    {
      std::string          title;
      UnitCellInput        input;
      HomogenisedCell      fine, coarse;
      EngineeringConstants constants, coarse_constants;
      ElasticModuli        bound; ///< of Hashin and Shtrikman

      double
      relative_diffusivity() const
      {
        return (fine.diffusivity[0][0] + fine.diffusivity[1][1] + fine.diffusivity[2][2]) / 3;
      }
      /// m of (1 - s)^m.
      double
      diffusivity_exponent() const
      {
        return std::log(relative_diffusivity()) / std::log(1 - fine.solid_fraction);
      }
      /// mm, of tubes with the porosity and surface of the cell: 4 phi / S
      double
      pore_size() const
      {
        return 4 * (1 - fine.solid_fraction) / fine.surface;
      }
      /// Largest relative change of a Young's modulus when the voxels are halved; over the bounds of both solid fractions, which whole
      /// voxels do not meet alike.
      double
      change() const
      {
        const double coarse_bound =
          hashin_shtrikman_upper_bound(coarse.solid_fraction, input.solid).youngs_modulus;
        double most = 0;
        for (unsigned int k = 0; k < 3; ++k)
          most = std::max(most,
                          std::abs(coarse_constants.youngs_modulus[k] / coarse_bound /
                                     (constants.youngs_modulus[k] / bound.youngs_modulus) -
                                   1));
        return most;
      }
    };

    std::string
    read_title(ParameterFile &file)
    {
      return file.root().text("Title", "", "Name of the case, for the report");
    }

    ShareOfWork
    share_of_work(MPI_Comm communicator)
    {
      int rank = 0, n_ranks = 1;
      MPI_Comm_rank(communicator, &rank);
      MPI_Comm_size(communicator, &n_ranks);
      return {
        static_cast<unsigned int>(rank),
        static_cast<unsigned int>(n_ranks),
        [=](std::vector<double> &values) {
          MPI_Allreduce(
            MPI_IN_PLACE, values.data(), int(values.size()), MPI_DOUBLE, MPI_SUM, communicator);
        }};
    }

    Outcome
    compute(const Arguments &arguments, MPI_Comm communicator)
    {
      const Units units;
      const auto  file = open_case(run_options(arguments), units);
      Outcome     outcome;
      outcome.title = read_title(*file);
      outcome.input = read_unit_cell(file->root());
      file->throw_if_wrong();
      const UnitCellInput   &input = outcome.input;
      const ShareOfWork      share = share_of_work(communicator);
      const ElasticityTensor solid =
        isotropic(input.solid.youngs_modulus, input.solid.poisson_ratio);
      outcome.coarse           = homogenise(input.coarser, solid, input.tolerance, share);
      outcome.fine             = homogenise(input.cell, solid, input.tolerance, share);
      outcome.constants        = engineering_constants(outcome.fine.stiffness);
      outcome.coarse_constants = engineering_constants(outcome.coarse.stiffness);
      outcome.bound = hashin_shtrikman_upper_bound(outcome.fine.solid_fraction, input.solid);
      return outcome;
    }

    /// Kozeny-Carman with the surface of the cell, for c = 5 [mm4/(N s)]; docs/user/homogenise.md.
    constexpr double kozeny_constant = 5;

    double
    permeability(const Outcome &outcome)
    {
      const double porosity = 1 - outcome.fine.solid_fraction;
      return std::pow(porosity, 3) / (kozeny_constant * outcome.fine.surface *
                                      outcome.fine.surface * outcome.input.viscosity);
    }

    template <std::size_t n>
    std::string
    row(const std::array<double, n> &values)
    {
      std::ostringstream text;
      text << std::setprecision(4);
      for (const double value : values)
        text << std::setw(12) << (std::abs(value) < 1e-12 ? 0. : value);
      return text.str();
    }

    std::string
    report(const Outcome &outcome)
    {
      const HomogenisedCell      &cell      = outcome.fine;
      const EngineeringConstants &constants = outcome.constants;
      const UnitCell             &voxels    = outcome.input.cell;
      std::ostringstream          text;
      text << std::setprecision(4);
      if (!outcome.title.empty())
        text << outcome.title << '\n';
      text << "unit cell: " << voxels.n[0] << " x " << voxels.n[1] << " x " << voxels.n[2]
           << " voxels, " << voxels.edge[0] << " x " << voxels.edge[1] << " x " << voxels.edge[2]
           << " mm, solid fraction " << cell.solid_fraction << " (with half the voxels "
           << outcome.coarse.solid_fraction << ")\n"
           << "stiffness [MPa], rows and columns xx, yy, zz, yz, zx, xy:\n";
      // symmetric places of the cell agree to the tolerance of the solves
      for (ElasticityTensor::value_type r : cell.stiffness)
        {
          for (double &value : r)
            if (std::abs(value) < 1e-5 * cell.stiffness[0][0])
              value = 0;
          text << row(r) << '\n';
        }
      text << "Young's moduli E_x, E_y, E_z [MPa]:        " << row(constants.youngs_modulus) << '\n'
           << "shear moduli G_yz, G_zx, G_xy [MPa]:       " << row(constants.shear_modulus) << '\n'
           << "Poisson ratios nu_xy, nu_yz, nu_zx:        " << row(constants.poisson_ratio) << '\n'
           << "isotropic mean (Voigt-Reuss-Hill): E = " << constants.mean_youngs_modulus
           << " MPa, nu = " << constants.mean_poisson_ratio
           << "; upper bound of Hashin and Shtrikman: " << outcome.bound.youngs_modulus << " MPa\n"
           << "half the voxels along each edge change a Young's modulus, over that bound, by up to "
           << 100 * outcome.change() << " %\n"
           << "diffusivity along x, y, z over that in the pores: "
           << row(std::array<double, 3>{
                {cell.diffusivity[0][0], cell.diffusivity[1][1], cell.diffusivity[2][2]}})
           << '\n'
           << "surface of the pores: " << cell.surface
           << " 1/mm; pore size 4 phi/S: " << outcome.pore_size() << " mm\n";
      if (outcome.input.viscosity > 0)
        text << "permeability without tissue, estimated by Kozeny and Carman (c = "
             << kozeny_constant << "): " << permeability(outcome) << " mm4/(N s)\n";
      text << "solves: " << cell.iterations << " iterations, largest residual "
           << cell.largest_residual << " of the load\n"
           << "In a region's Scaffold, for a load along x:\n"
           << "      set Stiffness law        = apparent modulus\n"
           << "      set Solid fraction       = " << cell.solid_fraction << " 1 [calibrated]\n"
           << "      set Young's modulus      = " << constants.youngs_modulus[0]
           << " MPa [calibrated]\n"
           << "      set Poisson ratio        = "
           << std::min(0.499, std::max(0., constants.poisson_ratio[0])) << " 1 [calibrated]\n"
           << "      set Diffusivity exponent = " << outcome.diffusivity_exponent() << '\n';
      return text.str();
    }

    template <typename Values>
    void
    write_numbers(JsonWriter &json, const std::string &key, const Values &values)
    {
      json.key(key).begin_array();
      for (const double value : values)
        json.value(value);
      json.end_array();
    }

    std::string
    as_json(const Outcome &outcome)
    {
      std::ostringstream          text;
      JsonWriter                  json(text);
      const EngineeringConstants &constants = outcome.constants;
      json.begin_object().key("title").value(outcome.title);
      json.key("solid_fraction").value(outcome.fine.solid_fraction);
      json.key("stiffness_MPa").begin_array();
      for (const auto &values : outcome.fine.stiffness)
        {
          json.begin_array();
          for (const double value : values)
            json.value(value);
          json.end_array();
        }
      json.end_array();
      write_numbers(json, "youngs_moduli_MPa", constants.youngs_modulus);
      write_numbers(json, "shear_moduli_MPa", constants.shear_modulus);
      write_numbers(json, "poisson_ratios", constants.poisson_ratio);
      json.key("mean_youngs_modulus_MPa").value(constants.mean_youngs_modulus);
      json.key("mean_poisson_ratio").value(constants.mean_poisson_ratio);
      json.key("upper_bound_youngs_modulus_MPa").value(outcome.bound.youngs_modulus);
      json.key("change_with_half_the_voxels").value(outcome.change());
      write_numbers(json,
                    "relative_diffusivities",
                    std::array<double, 3>{{outcome.fine.diffusivity[0][0],
                                           outcome.fine.diffusivity[1][1],
                                           outcome.fine.diffusivity[2][2]}});
      json.key("diffusivity_exponent").value(outcome.diffusivity_exponent());
      json.key("pore_surface_per_mm").value(outcome.fine.surface);
      json.key("pore_size_mm").value(outcome.pore_size());
      if (outcome.input.viscosity > 0)
        json.key("permeability_estimate_mm4_per_N_s").value(permeability(outcome));
      json.key("largest_residual").value(outcome.fine.largest_residual);
      json.end_object();
      return text.str() + "\n";
    }
  } // namespace

  bool
  check_unit_cell(const RunOptions &options, std::ostream &out)
  {
    const Units units;
    const auto  file = open_case(options, units);
    if (!file->root().has_subsection("Unit cell") || file->root().has_subsection("Mesh"))
      return false;
    read_title(*file);
    const UnitCell cell = read_unit_cell(file->root()).cell;
    file->throw_if_wrong();
    out << "A unit cell for 'callus homogenise', of " << cell.n[0] << " x " << cell.n[1] << " x "
        << cell.n[2] << " voxels and the solid fraction " << cell.fraction(1)
        << ".\nThe input is fine.\n";
    return true;
  }

  Listing
  list_case_parameters(const RunOptions &options)
  {
    const Units units;
    const auto  file = open_case(options, units);
    if (!file->root().has_subsection("Unit cell") || file->root().has_subsection("Mesh"))
      return list_healing_parameters(*file);
    read_title(*file);
    read_unit_cell(file->root());
    file->throw_if_wrong();
    return list_parameters(file->declared(), file->root());
  }

  int
  execute_homogenise(const Arguments &arguments, MPI_Comm communicator)
  {
    const Outcome outcome = compute(arguments, communicator);
    on_first_rank(communicator, [&]() {
      if (!arguments.output.empty())
        replace_file(arguments.output, as_json(outcome));
      std::cout << report(outcome) << std::flush;
    });
    return exit_code::done;
  }
} // namespace callus
