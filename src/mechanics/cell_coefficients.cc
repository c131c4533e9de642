// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mechanics/cell_coefficients.h"

#include "base/communication.h"
#include "base/nearest_name.h"

#include <deal.II/base/function_parser.h>
#include <deal.II/base/mpi.h>

#include <cmath>
#include <limits>
#include <sstream>

namespace callus
{
  namespace cell_coefficients
  {
    namespace
    {
      struct Kind
      {
        std::string name, unit;
        double PoroelasticMaterial::*coefficient;
        Range                        range;
      };

      std::vector<Kind>
      kinds()
      {
        Range poisson;
        poisson.lower          = -1;
        poisson.upper          = 0.5;
        poisson.lower_excluded = poisson.upper_excluded = true;
        return {
          {"Young's modulus", "MPa", &PoroelasticMaterial::youngs_modulus, Range::positive()},
          {"Poisson ratio", "1", &PoroelasticMaterial::poisson_ratio, poisson},
          {"Permeability", "mm4/(N s)", &PoroelasticMaterial::permeability, Range::positive()}};
      }

      std::optional<Kind>
      find_kind(const VaryingCoefficient &varying)
      {
        std::vector<std::string> names;
        for (const Kind &kind : kinds())
          {
            if (kind.name == varying.coefficient)
              return kind;
            names.push_back(kind.name);
          }
        varying.section.problem("",
                                "the coefficient '" + varying.coefficient + "'",
                                "one of: Young's modulus, Poisson ratio, Permeability",
                                suggest(varying.coefficient, names));
        varying.section.leave_unread();
        return {};
      }

      /// Where the numbers that the user wants lie, within what physics allows.
      Range
      read_range(const Section &section, const Kind &kind)
      {
        Range range          = kind.range;
        range.lower          = std::max(range.lower,
                               section.optional_quantity("Least",
                                                         kind.unit,
                                                         Range::any(),
                                                         -std::numeric_limits<double>::infinity(),
                                                         "Smallest value that is no mistake"));
        range.upper          = std::min(range.upper,
                               section.optional_quantity("Largest",
                                                         kind.unit,
                                                         Range::any(),
                                                         std::numeric_limits<double>::infinity(),
                                                         "Largest value that is no mistake"));
        range.lower_excluded = range.lower_excluded && range.lower == kind.range.lower;
        range.upper_excluded = range.upper_excluded && range.upper == kind.range.upper;
        return range;
      }

      template <int dim>
      dealii::Point<dim>
      centre(const Mesh<dim> &mesh, const std::size_t cell)
      {
        dealii::Point<dim> result;
        const unsigned int n = mesh.shape().n_vertices;
        for (unsigned int v = 0; v < n; ++v)
          for (int k = 0; k < dim; ++k)
            result[k] += mesh.cells().vertices_of(cell)[v][k] / n;
        return result;
      }

      /// The function at the centres; none if it is no function.
      template <int dim>
      std::optional<std::vector<double>>
      evaluate(const VaryingCoefficient &varying, const Mesh<dim> &mesh)
      {
        const std::string variables = dim == 2 ? "x,y" : "x,y,z";
        try
          {
            dealii::FunctionParser<dim> function(1);
            function.initialize(variables, varying.function, {});
            std::vector<double> values;
            for (std::size_t cell = 0; cell < mesh.cells().n_cells; ++cell)
              values.push_back(function.value(centre(mesh, cell)));
            return values;
          }
        catch (const std::exception &)
          {
            varying.section.problem(
              "Function",
              "'" + varying.function + "', which is no function of " + variables,
              "a function, as in: 1000 + 50 * x",
              "Use + - * / ^, parentheses, and functions such as exp, sqrt, min, max.");
            return {};
          }
      }

      /// Reports the cells of the region whose value is bad; the same on every rank.
      template <int dim>
      bool
      report(const VaryingCoefficient  &varying,
             const Mesh<dim>           &mesh,
             const std::size_t          region,
             const std::vector<double> &values,
             const Kind                &kind,
             const Range               &range,
             double                    &smallest)
      {
        std::uint64_t n_missing = 0, n_outside = 0, n_cells = 0;
        std::uint64_t first_missing = -1, first_outside = -1;
        double        least = std::numeric_limits<double>::infinity(), largest = -least;
        for (std::size_t cell = 0; cell < mesh.cells().n_owned; ++cell)
          if (mesh.cells().region[cell] == region)
            {
              const std::uint64_t number = mesh.cells().global_index[cell];
              ++n_cells;
              if (std::isnan(values[cell]))
                {
                  ++n_missing;
                  first_missing = std::min(first_missing, number);
                  continue;
                }
              least   = std::min(least, values[cell]);
              largest = std::max(largest, values[cell]);
              if (!range.contains(values[cell]))
                {
                  ++n_outside;
                  first_outside = std::min(first_outside, number);
                }
            }
        const MPI_Comm all   = mesh.communicator();
        n_missing            = mpi::sum(n_missing, all);
        n_outside            = mpi::sum(n_outside, all);
        n_cells              = mpi::sum(n_cells, all);
        first_missing        = mpi::min(first_missing, all);
        first_outside        = mpi::min(first_outside, all);
        least                = mpi::min(least, all);
        largest              = mpi::max(largest, all);
        const std::string of = " of the " + std::to_string(n_cells) + " cells";
        if (n_missing > 0)
          varying.section.problem(
            varying.cell_data.empty() ? "Function" : "Cell data",
            std::to_string(n_missing) + of + " without a value (the first is cell " +
              std::to_string(first_missing + 1) + " of the mesh)",
            "a value for every cell of the region",
            varying.cell_data.empty() ? "Write a function that is defined in the whole region."
                                      : "Write the data for all cells of the region.");
        if (n_outside > 0)
          {
            std::ostringstream found;
            found << n_outside << of << " with a value outside (the first is cell "
                  << first_outside + 1 << " of the mesh); the values are " << least << " ... "
                  << largest << ' ' << kind.unit;
            varying.section.problem(
              varying.cell_data.empty() ? "Function" : "Cell data",
              found.str(),
              range.to_string() + " " + kind.unit,
              "Correct the values, their unit (Factor), or Least and Largest.");
          }
        smallest = least;
        return n_missing == 0 && n_outside == 0;
      }
    } // namespace


    template <int dim>
    std::optional<Values>
    read(const VaryingCoefficient &varying,
         const Mesh<dim>          &mesh,
         const std::size_t         region,
         const BiotCoefficient     biot)
    {
      const std::optional<Kind> kind = find_kind(varying);
      if (!kind)
        return {};
      const double factor = varying.section.quantity(
        "Factor", kind->unit, Range::positive(), "What 1 in the data or function stands for");
      const Range range = read_range(varying.section, *kind);
      if (biot == BiotCoefficient::from_moduli && kind->name != "Permeability")
        {
          varying.section.problem("",
                                  "a varying modulus with Mechanics/Biot coefficient = from moduli",
                                  "Biot coefficient = one",
                                  "The Biot coefficient would vary too, which is not computed.");
          return {};
        }
      if (varying.cell_data.empty() == varying.function.empty()) // has been reported
        return {};
      std::optional<std::vector<double>> values;
      if (varying.cell_data.empty())
        values = evaluate(varying, mesh);
      else
        values = mesh.cell_data(varying.cell_data);
      if (!values || std::isnan(factor))
        return {};
      for (double &value : *values)
        value *= factor;
      double least = 0;
      if (!report(varying, mesh, region, *values, *kind, range, least))
        return {};
      return Values{kind->coefficient, *values, least};
    }


    template std::optional<Values>
    read(const VaryingCoefficient &, const Mesh<2> &, std::size_t, BiotCoefficient);
    template std::optional<Values>
    read(const VaryingCoefficient &, const Mesh<3> &, std::size_t, BiotCoefficient);
  } // namespace cell_coefficients
} // namespace callus
