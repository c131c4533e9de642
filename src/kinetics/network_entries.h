// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "kinetics/network.h"
#include "laws/biology/delays.h"
#include "laws/biology/reader.h"

#include <string>
#include <vector>

namespace callus
{
  class Section;

  /// A derived quantity as read: one function of fields, drivers and other quantities.
  struct QuantityEntry
  {
    std::string          name, form, unit, description;
    biology::Application application;
  };

  /// A modifier of a process as read.
  struct ModifierEntry
  {
    std::string            name, form;
    std::string            file; ///< in which it stands
    std::vector<ReviewRow> rows;
    biology::Application   application;
  };

  /// A process as read, before it is compiled.
  struct ProcessEntry
  {
    std::string                name, form, description;
    std::string                file; ///< in which its form stands
    std::vector<ReviewRow>     rows;
    bool                       active = true;
    biology::ProcessTerms      terms; ///< coefficients already divided for the species
    std::vector<ModifierEntry> modifiers;
    std::vector<std::string>   sources;
  };

  /// What the sections `Quantities`, `Processes` and `Species` say. @p is_valid: nothing was wrong, it can be compiled.
  struct NetworkEntries
  {
    std::vector<QuantityEntry> quantities;
    std::vector<ProcessEntry>  processes;
    biology::Names             names;
    bool                       is_valid;
  };

  /// Reads them; problems go to the parameter file. @p catalogue has the fields of the stages of @p delays. The first quantities
  /// are the built-in ones: `free_pore_space`, and of each delay the sum of its stages.
  NetworkEntries
  read_network(const Section                     &root,
               const Catalogue                   &catalogue,
               const std::vector<biology::Delay> &delays);
} // namespace callus
