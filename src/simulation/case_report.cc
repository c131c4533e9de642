// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/case_report.h"

#include "base/communication.h"
#include "mechanics/loading_cycle.h"
#include "simulation/case_summary.h"
#include "simulation/field_lengths.h"


#include <algorithm>
#include <chrono>
#include <iomanip>
#include <map>
#include <ostream>
#include <sstream>

namespace callus
{
  namespace
  {
    /// Three significant digits.
    std::string
    short_number(double value)
    {
      std::ostringstream text;
      text << std::setprecision(3) << value;
      return text.str();
    }

    template <std::size_t n>
    std::string
    point_text(const std::array<double, n> &point)
    {
      std::string text = "(";
      for (std::size_t k = 0; k < n; ++k)
        text += (k > 0 ? ", " : "") + short_number(point[k]);
      return text + ")";
    }

    /// Words with commas between them, in lines of a readable length.
    void
    write_list(std::ostream &out, const std::vector<std::string> &words, unsigned int indent)
    {
      constexpr std::size_t longest = 110;
      std::size_t           column  = longest;
      for (std::size_t i = 0; i < words.size(); ++i)
        {
          const std::string word = words[i] + (i + 1 < words.size() ? "," : "");
          if (column + 1 + word.size() > longest)
            {
              out << (i > 0 ? "\n" : "") << std::string(indent, ' ');
              column = indent;
            }
          else
            {
              out << ' ';
              ++column;
            }
          out << word;
          column += word.size();
        }
      out << '\n';
    }

    void
    write_processes(const Network &network, std::ostream &out)
    {
      std::map<std::string, std::vector<std::string>> by_form;
      std::vector<std::string>                        switched_off;
      std::size_t                                     n_active = 0;
      for (const ProcessSummary &process : network.processes())
        {
          n_active += process.active;
          (process.active ? by_form[process.form] : switched_off).push_back(process.name);
        }
      out << "Processes: " << n_active << " active\n";
      for (const auto &[form, names] : by_form)
        {
          out << "  " << form << '\n';
          write_list(out, names, 4);
        }
      if (!switched_off.empty())
        {
          out << "  switched off\n";
          write_list(out, switched_off, 4);
        }
    }

    /// The laws that the file chose, as it names them.
    void
    write_laws(ParameterFile &file, std::ostream &out)
    {
      out << "Laws\n";
      const auto value = [&](const std::string &path) {
        for (const DeclaredEntry &entry : file.declared())
          if (entry.path == path)
            return entry.value;
        return std::string();
      };
      for (const auto &[what, path] :
           std::vector<std::pair<std::string, std::string>>{{"stimulus", "Mechanics/Stimulus/Law"},
                                                            {"mixture of tissues", "Mixture/Form"},
                                                            {"species", "Species/Name"}})
        if (const std::string law = value(path); !law.empty())
          out << "  " << std::left << std::setw(20) << what << law << std::right << '\n';
    }

    /// Seconds of all rates at one node, the fastest of some sweeps over the state.
    double
    rates_seconds(const Network &network, const PointTable &fields, const PointTable &drivers)
    {
      const std::size_t  n        = std::min<std::size_t>(fields.n_points(), 2000);
      const unsigned int n_fields = network.catalogue().n_fields();
      PointTable         production(n_fields, fields.n_points()), loss(n_fields, fields.n_points());
      Network::Scratch   scratch;
      double             fastest = 1;
      for (unsigned int repeat = 0; repeat < 5 && n > 0; ++repeat)
        {
          const auto start = std::chrono::steady_clock::now();
          network.rates(0., fields, drivers, 0, n, production, loss, scratch);
          const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
          fastest                                     = std::min(fastest, seconds.count() / n);
        }
      return fastest;
    }

    /// Names the fields that fall off within less than the distance of two nodes.
    template <int dim>
    void
    write_coarseness(const Catalogue                &catalogue,
                     const std::vector<FieldLength> &lengths,
                     const NodeSpacing<dim>         &spacing,
                     std::ostream                   &out)
    {
      std::vector<std::string> names;
      double                   shortest = spacing.largest;
      for (const FieldLength &length : lengths)
        if (length.length < spacing.largest)
          {
            names.push_back(catalogue[length.field].name + " (" + short_number(length.length) +
                            " mm)");
            shortest = std::min(shortest, length.length);
          }
      if (names.empty())
        return;
      out << "  Warning: the mesh is coarse for " << names.size()
          << (names.size() == 1 ? " field, which falls" : " fields, which fall")
          << " off within less than the distance of two nodes\n  (up to "
          << short_number(spacing.largest) << " mm, in the cell at " << point_text(spacing.where)
          << " mm): means are right, peaks near sources are not. Edges of cells of\n  at most "
          << short_number(2 * shortest) << " mm would resolve all of them.\n";
      write_list(out, names, 4);
    }

    /// The layers that drain in a loading cycle, and where cells are too deep for them.
    template <int dim>
    void
    write_layers(const Mechanics<dim> &mechanics, std::ostream &out)
    {
      constexpr double enough_elements = 8;
      const auto       layers          = mechanics.layer_resolutions();
      if (layers.empty())
        return;
      bool all_resolved = true;
      out << "Drainage layers at surfaces with p = 0, the thinnest that a region may have\n";
      for (const LayerResolution &layer : layers)
        {
          all_resolved = all_resolved && layer.elements_over_layer() >= enough_elements;
          out << "  " << layer.surface << " of " << layer.region << ": "
              << short_number(layer.thickness) << " mm in " << layer.tissue << "; cells up to "
              << short_number(layer.depth) << " mm deep, "
              << short_number(layer.elements_over_layer()) << " over the layer\n";
        }
      if (all_resolved)
        return;
      if (mechanics.is_layer_analytical())
        out << "  Where that is less than " << enough_elements
            << ", the fluid speed at the surface is that of the one-dimensional layer.\n";
      else
        out << "  Warning: the fluid speed depends on the mesh where that is less than "
            << enough_elements
            << ". Set Drainage layer = analytical in the section\n"
               "  Mechanics, or choose a stimulus law that does not read the fluid speed.\n";
    }

    template <int dim>
    void
    write_fields(const HealingCase<dim> &healing, std::ostream &out)
    {
      const Catalogue       &catalogue = healing.network->catalogue();
      const auto             lengths   = field_lengths(healing);
      const NodeSpacing<dim> spacing   = node_spacing(healing);
      out << "Fields: " << catalogue.n_fields() << "; nodes of biology are "
          << short_number(spacing.mean) << " mm apart on average, " << short_number(spacing.largest)
          << " mm at most\n"
          << "  " << std::left << std::setw(28) << "name" << std::setw(10) << "kind"
          << std::setw(16) << "unit" << std::setw(14) << "integration" << std::right
          << std::setw(16) << "D [mm2/day]" << std::setw(18) << "sqrt(D/loss) [mm]" << '\n';
      for (const FieldId id : catalogue.field_ids())
        {
          const Field &field  = catalogue[id];
          const auto   length = std::find_if(
            lengths.begin(), lengths.end(), [&](const auto &l) { return l.field == id; });
          static const char *const integrations[] = {"explicit", "implicit", "quasi-steady"};
          out << "  " << std::left << std::setw(28) << field.name << std::setw(10)
              << field_kind_names()[static_cast<int>(field.kind)] << std::setw(15) << field.unit
              << ' ' << std::setw(14) << integrations[static_cast<int>(field.integration)]
              << std::right << std::setw(16)
              << (field.diffusivity > 0 ? short_number(field.diffusivity) : "-") << std::setw(18)
              << (length == lengths.end() ? "-" : short_number(length->length)) << '\n';
        }
      write_coarseness(catalogue, lengths, spacing, out);
    }
  } // namespace

  template <int dim>
  void
  report_case(const HealingCase<dim> &healing, ParameterFile &file, std::ostream &out)
  {
    if (healing.anything_heals())
      {
        write_fields(healing, out);
        write_processes(*healing.network, out);
      }
    else
      out << "Biology: none (no region heals): mechanics is solved when the load changes\n";
    if (const auto quantities = healing.network->quantities();
        healing.anything_heals() && !quantities.empty())
      {
        std::vector<std::string> names;
        for (const QuantitySummary &quantity : quantities)
          names.push_back(quantity.name);
        out << "Derived quantities: " << names.size() << '\n';
        write_list(out, names, 4);
      }
    write_laws(file, out);

    const RunSize size = run_size(healing, file);
    out << std::setprecision(15) << "Unknowns\n"
        << "  biology    " << size.healing_nodes << " nodes of the healing regions x "
        << size.fields << " fields = " << size.healing_nodes * size.fields << '\n';
    if (healing.mechanics)
      {
        out << "  mechanics  " << size.mechanics_unknowns << " ("
            << healing.mechanics->unknowns().fields << ")\n";
        describe_clipped(healing.mechanics->clipped_biot_coefficients(), out);
        write_layers(*healing.mechanics, out);
      }
    else
      out << "  mechanics  none (no section Mechanics in the file): drivers keep their neutral "
             "values\n";
    write_cost(size, estimate_cost(size), out);
  }

  template <int dim>
  RunSize
  run_size(const HealingCase<dim> &healing, ParameterFile &file)
  {
    const Mesh<dim> &mesh         = *healing.mesh;
    const MPI_Comm   communicator = mesh.communicator();
    const Catalogue &catalogue    = healing.network->catalogue();
    RunSize          size;
    size.n_ranks           = mpi::n_ranks(communicator);
    size.cells             = mpi::sum(double(mesh.cells().n_owned), communicator);
    size.unknowns_per_cell = dim * mesh.space(2).nodes_per_cell + mesh.space(1).nodes_per_cell;
    size.nodes             = mesh.space(2).n_global;
    size.healing_nodes     = healing.state->nodes().n_global();
    size.fields            = catalogue.n_fields();
    for (const Field &field : catalogue.fields())
      size.mobile_fields += field.diffusivity > 0;
    if (healing.mechanics)
      {
        size.mechanics_unknowns = healing.mechanics->unknowns().number;
        size.loading_steps =
          LoadingSettings::read(file.root().subsection("Mechanics")).solves_per_case() *
          healing.mechanics->load_cases().size();
      }
    size.rates_seconds = mpi::min(
      rates_seconds(*healing.network, healing.state->fields, healing.state->drivers), communicator);
    size.machine_speed      = mpi::min(measure_machine_speed(), communicator);
    size.days               = healing.time->end();
    size.largest_step       = healing.time->largest_step();
    size.mechanics_interval = healing.shortest_mechanics_interval;
    size.history_interval   = healing.output.history_interval;
    size.picture_interval   = healing.output.picture_interval;
    return size;
  }

  template void
  report_case(const HealingCase<2> &, ParameterFile &, std::ostream &);
  template RunSize
  run_size(const HealingCase<2> &, ParameterFile &);
  template void
  report_case(const HealingCase<3> &, ParameterFile &, std::ostream &);
  template RunSize
  run_size(const HealingCase<3> &, ParameterFile &);
} // namespace callus
