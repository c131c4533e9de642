// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/history.h"

#include "base/communication.h"
#include "measures/tissue_volumes.h"
#include "mechanics/fixation.h"


#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

namespace callus
{
  namespace
  {
    const double not_yet = std::numeric_limits<double>::quiet_NaN();

    struct NumberColumn
    {
      Column header;
      double value;
    };

    /// The components of the movement that a body of this geometry can have.
    std::vector<NumberColumn>
    movement_columns(Geometry geometry, const InterfragmentaryMovement &movement)
    {
      const NumberColumn axial = {{"axial interfragmentary movement", "mm"}, movement.axial};
      if (geometry == Geometry::axisymmetric)
        return {axial};
      const NumberColumn shear   = {{"interfragmentary shear 1", "mm"}, movement.shear[0]};
      const NumberColumn bending = {{"interfragmentary bending 1", "degree"}, movement.rotation[0]};
      if (geometry == Geometry::plane_strain)
        return {axial, shear, bending};
      return {axial,
              shear,
              {{"interfragmentary shear 2", "mm"}, movement.shear[1]},
              bending,
              {{"interfragmentary bending 2", "degree"}, movement.rotation[1]},
              {{"interfragmentary torsion", "degree"}, movement.rotation[2]}};
    }

    /// Force and moment of each device.
    template <int dim>
    std::vector<NumberColumn>
    device_columns(const HealingCase<dim> &healing, const LoadingResult &loading)
    {
      std::vector<NumberColumn>       columns;
      const std::vector<std::string> &names = healing.mechanics->devices();
      for (std::size_t f = 0; f < names.size(); ++f)
        for (const LoadComponent &component :
             load_components<dim>(healing.mesh->measure().geometry))
          columns.push_back({{names[f] + " " + component.name, component.unit},
                             loading.fixation_loads[f][component.number]});
      return columns;
    }

    /// What a load case adds to a row.
    template <int dim>
    std::vector<NumberColumn>
    case_columns(const HealingCase<dim> &healing, const CaseOutcome &outcome)
    {
      std::vector<NumberColumn> columns;
      const auto                add = [&](const std::vector<NumberColumn> &more) {
        columns.insert(columns.end(), more.begin(), more.end());
      };
      const LoadingResult &loading = outcome.loading;
      if (healing.motion)
        add(movement_columns(healing.mesh->measure().geometry, outcome.movement));
      add({{{"displacement of the loaded end", "mm"}, loading.axial_displacement},
           {{"applied force", "N"}, loading.applied_force},
           {{"fixator force", "N"}, loading.fixator_force},
           {{"callus force", "N"}, loading.callus_force},
           {{"support force", "N"}, loading.support_force}});
      if (healing.motion)
        add({{{"apparent stiffness", "N/mm"}, loading.applied_force / outcome.movement.axial},
             {{"callus stiffness", "N/mm"}, loading.callus_force / outcome.movement.axial}});
      else
        add({{{"stiffness of the loaded end", "N/mm"},
              loading.applied_force / loading.axial_displacement}});
      add(device_columns(healing, loading));
      return columns;
    }

    template <int dim>
    std::vector<Column>
    history_columns(const HealingCase<dim> &healing)
    {
      std::vector<Column> columns;
      const auto          add_case = [&](const std::string &prefix, const CaseOutcome &nothing) {
        for (const NumberColumn &column : case_columns(healing, nothing))
          columns.push_back({prefix + column.header.name, column.header.unit});
      };
      if (healing.mechanics)
        {
          const CaseOutcome nothing = empty_outcome(healing);
          add_case("", nothing);
          if (healing.bridging)
            {
              for (const std::string &name : healing.bridging->sector_names())
                columns.push_back({"bridged " + name, "1"});
              columns.push_back({"union", "1"});
            }
          if (healing.mechanics->scaffold_share())
            columns.push_back({"share of the scaffold in the stiffness", "1"});
          const std::vector<std::string> &cases = healing.mechanics->load_cases();
          for (std::size_t i = 1; i < cases.size(); ++i)
            add_case(cases[i] + ": ", nothing);
        }
      if (!healing.anything_heals())
        return columns;
      for (const Field &field : healing.network->catalogue().fields())
        if (field.kind == FieldKind::matrix)
          columns.push_back({field.name + " volume", "mm3"});
      for (const Field &field : healing.network->catalogue().fields())
        columns.push_back({field.name, field.unit});
      for (const Field &field : healing.network->catalogue().fields())
        columns.push_back({field.name + " maximum", field.unit});
      for (const std::string &probe : healing.probes->names())
        for (const Field &field : healing.network->catalogue().fields())
          columns.push_back({probe + ": " + field.name, field.unit});
      for (const auto &mean : healing.means->means())
        columns.push_back({mean.name, mean.unit});
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
              {"diffusion sweeps", "1"},
              {"diffusion residual", "1"},
              {"cut at bounds", "1"},
              {"limited fields", "1"},
              {"indefinite solves", "1"},
              {"mass balance", "1"},
              {"mechanics solves", "1"},
              {"mechanics iterations", "1"},
              {"mechanics true residual", "1"},
              {"mechanics error estimate", "1"},
              {"mechanics note", ""},
              {"biology time", "s"},
              {"diffusion time", "s"},
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
      for (std::size_t f = 0; f < loading.fixation_loads.size(); ++f)
        for (std::size_t k = 0; k < loading.fixation_loads[f].size(); ++k)
          action("load of device " + std::to_string(f + 1) + "/" + std::to_string(k + 1),
                 loading.fixation_loads[f][k]);
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

  template <int dim>
  CaseOutcome
  empty_outcome(const HealingCase<dim> &healing)
  {
    CaseOutcome outcome;
    outcome.loading.fixation_loads.assign(healing.mechanics->devices().size(),
                                          std::vector<double>(n_rigid_components<dim>, 0.));
    return outcome;
  }

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
    const auto          append_case = [&](const CaseOutcome &of_case) {
      for (const NumberColumn &column : case_columns(healing_, of_case))
        row.push_back(column.value);
    };
    if (healing_.mechanics)
      {
        append_case(outcome.first());
        if (healing_.bridging)
          append_bridging(day, outcome, row);
        if (const auto share = healing_.mechanics->scaffold_share())
          row.push_back(*share);
        for (std::size_t i = 1; i < outcome.load_cases.size(); ++i)
          append_case(outcome.load_cases[i]);
      }
    if (healing_.anything_heals())
      append_fields(row);
    history_.write_row(day, row);
  }

  template <int dim>
  void
  History<dim>::append_fields(std::vector<double> &row) const
  {
    const auto  summaries = summarise_fields(*healing_.state, healing_.mesh->communicator());
    const auto &fields    = healing_.network->catalogue().fields();
    for (unsigned int f = 0; f < fields.size(); ++f)
      if (fields[f].kind == FieldKind::matrix)
        row.push_back(summaries[f].integral);
    for (const FieldSummary &summary : summaries)
      row.push_back(summary.mean);
    for (const FieldSummary &summary : summaries)
      row.push_back(summary.largest);
    const std::vector<double> at_probes = healing_.probes->fields(*healing_.state);
    row.insert(row.end(), at_probes.begin(), at_probes.end());
    const std::vector<double> means =
      healing_.means->values(*healing_.state, healing_.mesh->communicator());
    row.insert(row.end(), means.begin(), means.end());
  }

  template <int dim>
  void
  History<dim>::write_step(double day, const StepRecord &record)
  {
    const unsigned int sub_steps =
      mpi::max(record.biology.reaction_steps, healing_.mesh->communicator());
    const std::string error_field =
      record.biology.error.value > 0
        ? healing_.network->catalogue().fields()[record.biology.error.field].name
        : "";
    diagnostics_.write_row(day,
                           {record.step,
                            record.reason,
                            record.accepted ? 1. : 0.,
                            record.biology.error.value,
                            error_field,
                            double(sub_steps),
                            double(record.transport.solves),
                            double(record.transport.iterations),
                            double(record.transport.sweeps),
                            record.transport.largest_residual,
                            record.transport.largest_clipping,
                            double(record.transport.limited),
                            double(record.transport.indefinite),
                            record.transport.largest_imbalance,
                            double(record.mechanics.solves),
                            double(record.mechanics.iterations),
                            record.mechanics.largest_true_residual,
                            record.mechanics.largest_error,
                            record.mechanics.reason,
                            record.biology_seconds,
                            record.transport.seconds,
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

  template CaseOutcome
  empty_outcome(const HealingCase<2> &);
  template CaseOutcome
  empty_outcome(const HealingCase<3> &);
  template class History<2>;
  template class History<3>;
} // namespace callus
