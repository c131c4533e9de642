// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "kinetics/compiled_movement.h"
#include "kinetics/network.h"
#include "kinetics/network_entries.h"
#include "kinetics/sweep.h"

#include <optional>
#include <string>
#include <vector>

namespace callus
{
  /// What was read, the expressions it became, and the programs made of them.
  class Network::Implementation
  {
  public:
    explicit Implementation(const Section &root);

    /// The node of a variable; quantities are compiled when first needed.
    Value
    value(biology::Variable variable);

    std::vector<biology::Delay> delays;
    Catalogue                   catalogue;
    NetworkEntries              entries;
    ExpressionGraph             graph;
    std::vector<double>         factors; ///< of processes (events)
    std::vector<Contribution>   contributions;

    std::vector<SurfaceProcess>       surface_processes;
    std::vector<std::optional<Sweep>> surface_sweeps; ///< none: no modifiers
    std::vector<Conversion>           conversions;
    CompiledMovement                  movement;
    Sweep                             all;
    std::vector<Sweep>                sweeps; ///< by Integration
    std::vector<TangentSweep>         tangents;
    /// Coefficients of the conversions and what multiplies them; none: 1
    std::vector<std::pair<double, std::optional<Sweep>>> conversion_rates;

  private:
    /// @p fields: the catalogue as the section Fields has it, without the stages of delays.
    Implementation(const Section &processes, const Section &root, const Catalogue &fields);

    Value
    value(const biology::Application &application);

    /// The product of the modifiers of a process.
    std::optional<Value>
    modifier(const ProcessEntry &process);

    /// The same as a program.
    std::optional<Sweep>
    modifier_sweep(const ProcessEntry &process);

    void
    add_terms(const ProcessEntry &process, unsigned int index);
    void
    add_conversion(const ProcessEntry &process, const biology::Term &gain, unsigned int index);
    void
    add_surface(const ProcessEntry &process, unsigned int index);
    void
    add_taxis(const ProcessEntry &process, unsigned int index);
    void
    add_process(const ProcessEntry &process, unsigned int index);
    void
    compile();

    std::vector<std::optional<Value>> of_quantity_;
  };
} // namespace callus
