// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "output/tables.h"
#include "simulation/healing_case.h"

namespace callus
{
  /// What mechanics said last of a load case.
  struct CaseOutcome
  {
    InterfragmentaryMovement movement;
    LoadingResult            loading;
  };

  /// Zeros, for all devices of the case.
  template <int dim>
  CaseOutcome
  empty_outcome(const HealingCase<dim> &healing);

  /// What mechanics said last; carried forward between solves.
  struct MechanicalOutcome
  {
    std::vector<CaseOutcome> load_cases = std::vector<CaseOutcome>(1); ///< in the order of the file
    double                   movement_of_day_0 = 0; ///< mm, axial, of the first case

    /// The case that the rule of union looks at.
    const CaseOutcome &
    first() const
    {
      return load_cases.front();
    }

    void
    save(Snapshot &snapshot) const;
    void
    load(const Snapshot &snapshot);
  };

  /// What one time step cost, for diagnostics.csv.
  struct StepRecord
  {
    double            step = 0; ///< day
    std::string       reason;
    bool              accepted = true;
    BiologyStepReport biology;
    TransportReport   transport;
    MechanicsReport   mechanics; ///< solves = 0 if mechanics was not due
    double            biology_seconds   = 0;
    double            mechanics_seconds = 0;
    double            output_seconds    = 0;
  };

  /// The two tables of a run: history.csv (physical numbers, one row an output day) and diagnostics.csv (one row a step). They
  /// begin anew or go on behind the rows that are there.
  template <int dim>
  class History
  {
  public:
    History(const HealingCase<dim> &healing,
            const std::string      &history_file,
            const std::string      &diagnostics_file,
            bool                    is_writer,
            bool                    goes_on = false);

    /// Collective.
    void
    write_state(double day, const MechanicalOutcome &outcome);

    /// @p day: at the end of the step. Collective.
    void
    write_step(double day, const StepRecord &record);

    /// Days on which bridging and union were first seen, and the rule; lines for the log.
    std::string
    verdict() const;

    void
    save(Snapshot &snapshot) const;
    void
    load(const Snapshot &snapshot);

  private:
    void
    append_bridging(double day, const MechanicalOutcome &outcome, std::vector<double> &row);
    void
    append_fields(std::vector<double> &row) const;

    const HealingCase<dim> &healing_;
    HistoryWriter           history_;
    DiagnosticsWriter       diagnostics_;
    std::vector<double>     day_of_bridging_; ///< of each sector
    double                  day_of_union_;
  };
} // namespace callus
