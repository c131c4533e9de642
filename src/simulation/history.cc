// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/history.h"

#include "measures/tissue_volumes.h"

#include <deal.II/base/mpi.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

namespace callus
{
  namespace
  {
    const double not_yet = std::numeric_limits<double>::quiet_NaN();

    struct MovementColumn
    {
      Column header;
      double value;
    };

    /// The components of the movement that a body of this geometry can have.
    std::vector<MovementColumn>
    movement_columns(Geometry geometry, const InterfragmentaryMovement &movement)
    {
      const MovementColumn axial = {{"axial interfragmentary movement", "mm"}, movement.axial};
      if (geometry == Geometry::axisymmetric)
        return {axial};
      const MovementColumn shear   = {{"interfragmentary shear 1", "mm"}, movement.shear[0]};
      const MovementColumn bending = {{"interfragmentary bending 1", "degree"},
                                      movement.rotation[0]};
      if (geometry == Geometry::plane_strain)
        return {axial, shear, bending};
      return {axial,
              shear,
              {{"interfragmentary shear 2", "mm"}, movement.shear[1]},
              bending,
              {{"interfragmentary bending 2", "degree"}, movement.rotation[1]},
              {{"interfragmentary torsion", "degree"}, movement.rotation[2]}};
    }

    /// Columns of a load case.
    std::vector<Column>
    case_columns(const Geometry geometry)
    {
      std::vector<Column> columns;
      for (const MovementColumn &column : movement_columns(geometry, {}))
        columns.push_back(column.header);
      columns.insert(columns.end(),
                     {{"displacement of the loaded end", "mm"},
                      {"applied force", "N"},
                      {"fixator force", "N"},
                      {"callus force", "N"},
                      {"support force", "N"},
                      {"apparent stiffness", "N/mm"},
                      {"callus stiffness", "N/mm"}});
      return columns;
    }

    void
    append_case(const Geometry geometry, const CaseOutcome &outcome, std::vector<double> &row)
    {
      const double axial   = outcome.movement.axial;
      const auto  &loading = outcome.loading;
      for (const MovementColumn &column : movement_columns(geometry, outcome.movement))
        row.push_back(column.value);
      row.insert(row.end(),
                 {loading.axial_displacement,
                  loading.applied_force,
                  loading.fixator_force,
                  loading.callus_force,
                  loading.support_force,
                  loading.applied_force / axial,
                  loading.callus_force / axial});
    }

    template <int dim>
    std::vector<Column>
    history_columns(const HealingCase<dim> &healing)
    {
      std::vector<Column> columns;
      if (healing.mechanics)
        {
          columns = case_columns(healing.mesh->measure().geometry);
          for (const std::string &name : healing.bridging->sector_names())
            columns.push_back({"bridged " + name, "1"});
          columns.push_back({"union", "1"});
          const std::vector<std::string> &cases = healing.mechanics->load_cases();
          for (std::size_t i = 1; i < cases.size(); ++i)
            for (const Column &column : case_columns(healing.mesh->measure().geometry))
              columns.push_back({cases[i] + ": " + column.name, column.unit});
        }
      for (const Field &field : healing.network->catalogue().fields())
        if (field.kind == FieldKind::matrix)
          columns.push_back({field.name + " volume", "mm3"});
      for (const Field &field : healing.network->catalogue().fields())
        columns.push_back({field.name, field.unit});
      for (const Field &field : healing.network->catalogue().fields())
        columns.push_back({field.name + " maximum", field.unit});
      return columns;
    }

    std::vector<Column>
    diagnostics_columns()
    {
      return {{"step", "day"},
              {"reason of the step", ""},
              {"accepted", "1"},
              {"error estimate", "1"},
              {"field of the largest error", ""},
              {"reaction sub-steps", "1"},
              {"diffusion solves", "1"},
              {"diffusion iterations", "1"},
              {"diffusion residual", "1"},
              {"cut at bounds", "1"},
              {"mechanics solves", "1"},
              {"mechanics iterations", "1"},
              {"mechanics true residual", "1"},
              {"mechanics note", ""},
              {"biology time", "s"},
              {"mechanics time", "s"},
              {"mechanics assembly time", "s"},
              {"mechanics set-up time", "s"},
              {"mechanics solve time", "s"},
              {"output time", "s"}};
    }
    /// The numbers of a case's outcome (const or not), by name.
    template <typename Outcome, typename Action>
    void
    for_each_number_of_case(Outcome &outcome, const Action &action)
    {
      auto &movement = outcome.movement;
      auto &loading  = outcome.loading;
      action("axial movement", movement.axial);
      action("shear 1", movement.shear[0]);
      action("shear 2", movement.shear[1]);
      action("bending 1", movement.rotation[0]);
      action("bending 2", movement.rotation[1]);
      action("torsion", movement.rotation[2]);
      action("axial displacement", loading.axial_displacement);
      action("applied force", loading.applied_force);
      action("fixator force", loading.fixator_force);
      action("callus force", loading.callus_force);
      action("support force", loading.support_force);
    }

    /// The numbers of an outcome (const or not), by name.
    template <typename Outcome, typename Action>
    void
    for_each_number(Outcome &outcome, const Action &action)
    {
      for (std::size_t i = 0; i < outcome.load_cases.size(); ++i)
        for_each_number_of_case(outcome.load_cases[i], [&](const std::string &name, auto &number) {
          action((i == 0 ? "" : "load case " + std::to_string(i + 1) + "/") + name, number);
        });
      action("movement of day 0", outcome.movement_of_day_0);
    }
  } // namespace

  void
  MechanicalOutcome::save(Snapshot &snapshot) const
  {
    for_each_number(*this, [&](const std::string &name, double number) {
      snapshot.numbers["outcome/" + name] = number;
    });
  }

  void
  MechanicalOutcome::load(const Snapshot &snapshot)
  {
    for_each_number(*this, [&](const std::string &name, double &number) {
      number = snapshot.number("outcome/" + name);
    });
  }

  template <int dim>
  History<dim>::History(const HealingCase<dim> &healing,
                        const std::string      &history_file,
                        const std::string      &diagnostics_file,
                        bool                    is_writer,
                        bool                    goes_on)
    : healing_(healing)
    , history_(history_file, history_columns(healing), is_writer, goes_on)
    , diagnostics_(diagnostics_file, diagnostics_columns(), is_writer, goes_on)
    , day_of_union_(not_yet)
  {
    if (healing.bridging)
      day_of_bridging_.assign(healing.bridging->sector_names().size(), not_yet);
  }

  template <int dim>
  void
  History<dim>::append_bridging(double                   day,
                                const MechanicalOutcome &outcome,
                                std::vector<double>     &row)
  {
    const auto result = healing_.bridging->measure(*healing_.state);
    for (unsigned int s = 0; s < result.sector.size(); ++s)
      {
        row.push_back(result.sector[s]);
        if (result.sector[s] && std::isnan(day_of_bridging_[s]))
          day_of_bridging_[s] = day;
      }
    const bool is_union = healing_.bridging->is_union(
      result, outcome.first().movement.axial / outcome.movement_of_day_0);
    row.push_back(is_union);
    if (is_union && std::isnan(day_of_union_))
      day_of_union_ = day;
  }

  template <int dim>
  void
  History<dim>::write_state(double day, const MechanicalOutcome &outcome)
  {
    std::vector<double> row;
    if (healing_.mechanics)
      {
        const Geometry geometry = healing_.mesh->measure().geometry;
        append_case(geometry, outcome.first(), row);
        append_bridging(day, outcome, row);
        for (std::size_t i = 1; i < outcome.load_cases.size(); ++i)
          append_case(geometry, outcome.load_cases[i], row);
      }
    const auto  summaries = summarise_fields(*healing_.state, healing_.mesh->communicator());
    const auto &fields    = healing_.network->catalogue().fields();
    for (unsigned int f = 0; f < fields.size(); ++f)
      if (fields[f].kind == FieldKind::matrix)
        row.push_back(summaries[f].integral);
    for (const FieldSummary &summary : summaries)
      row.push_back(summary.mean);
    for (const FieldSummary &summary : summaries)
      row.push_back(summary.largest);
    history_.write_row(day, row);
  }

  template <int dim>
  void
  History<dim>::write_step(double day, const StepRecord &record)
  {
    const unsigned int sub_steps =
      dealii::Utilities::MPI::max(record.biology.reaction_steps, healing_.mesh->communicator());
    const std::string error_field =
      record.biology.error > 0
        ? healing_.network->catalogue().fields()[record.biology.error_field].name
        : "";
    diagnostics_.write_row(day,
                           {record.step,
                            record.reason,
                            record.accepted ? 1. : 0.,
                            record.biology.error,
                            error_field,
                            double(sub_steps),
                            double(record.diffusion.solves),
                            double(record.diffusion.iterations),
                            record.diffusion.largest_residual,
                            record.diffusion.largest_clipping,
                            double(record.mechanics.solves),
                            double(record.mechanics.iterations),
                            record.mechanics.largest_true_residual,
                            record.mechanics.reason,
                            record.biology_seconds,
                            record.mechanics_seconds,
                            record.mechanics.assembly_seconds,
                            record.mechanics.setup_seconds,
                            record.mechanics.solve_seconds,
                            record.output_seconds});
  }

  template <int dim>
  std::string
  History<dim>::verdict() const
  {
    if (!healing_.bridging)
      return "";
    std::ostringstream text;
    for (unsigned int s = 0; s < day_of_bridging_.size(); ++s)
      {
        text << (s == 0 ? "bridged: " : ", ") << healing_.bridging->sector_names()[s] << ' ';
        if (std::isnan(day_of_bridging_[s]))
          text << "not";
        else
          text << "on day " << day_of_bridging_[s];
      }
    text << '\n' << healing_.bridging->union_rule() << ": ";
    if (std::isnan(day_of_union_))
      text << "not reached";
    else
      text << "reached on day " << day_of_union_;
    text << '\n';
    return text.str();
  }

  template <int dim>
  void
  History<dim>::save(Snapshot &snapshot) const
  {
    for (unsigned int q = 0; q < day_of_bridging_.size(); ++q)
      snapshot.numbers["history/day of bridging " + std::to_string(q)] = day_of_bridging_[q];
    snapshot.numbers["history/day of union"] = day_of_union_;
  }

  template <int dim>
  void
  History<dim>::load(const Snapshot &snapshot)
  {
    for (unsigned int q = 0; q < day_of_bridging_.size(); ++q)
      day_of_bridging_[q] = snapshot.number("history/day of bridging " + std::to_string(q));
    day_of_union_ = snapshot.number("history/day of union");
  }

  template class History<2>;
  template class History<3>;
} // namespace callus
