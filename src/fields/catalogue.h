// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace callus
{
  class Section;

  /// A strong index: a FieldId cannot be used where a DriverId is asked for.
  template <typename Tag>
  struct Id
  {
    unsigned int value;

    friend bool
    operator==(Id a, Id b)
    {
      return a.value == b.value;
    }
    friend bool
    operator!=(Id a, Id b)
    {
      return a.value != b.value;
    }
  };
  using FieldId  = Id<struct FieldTag>;
  using DriverId = Id<struct DriverTag>;

  /// What a field is: decides which rates a species file scales, and how reports group it.
  enum class FieldKind
  {
    cell,     ///< 1e6 cells/mL
    signal,   ///< a protein, drug or ion in solution
    gas,      ///< oxygen
    vessel,   ///< perfused vessel fraction
    matrix,   ///< volume fraction of a tissue matrix
    scaffold, ///< volume fraction (or property) of a scaffold
    debris    ///< necrotic cells
  };

  /// How a field is advanced in time (see docs/developer/numerics.md).
  enum class Integration
  {
    explicit_, ///< slow (cells, matrices): two-stage strong-stability-preserving Runge-Kutta, conservative
    implicit,    ///< fast production and loss (signals): backward Euler together with diffusion
    quasi_steady ///< in balance at every moment (oxygen): production + diffusion = loss
  };

  /// A field of biology: cells, a cytokine, a matrix, ... on the nodes of the healing regions.
  struct Field
  {
    std::string name;   ///< "m1_macrophages"
    std::string symbol; ///< "M1"
    std::string label;  ///< for pictures: "M1 macrophages"
    std::string unit;   ///< "1e6 cells/mL"
    FieldKind   kind;
    Integration integration;
    double      lower_bound   = 0;
    double      upper_bound   = std::numeric_limits<double>::infinity();
    double      diffusivity   = 0; ///< mm2/day, 0 if it does not move
    double      initial_value = 0;
    double      volume_per_unit =
      0; ///< volume fraction taken per unit of the field: 1 for matrices; 0 takes none
    double typical_value =
      0; ///< a magnitude below which errors in time do not matter, for step control
    std::string description;
  };

  /// True for the kinds whose time scale follows the species: cells, vessels, matrices, debris and scaffold; proteins
  /// and gases do not.
  bool
  follows_species(FieldKind kind);

  /// "cell", "signal", ...: the words of the parameter file, in the order of FieldKind.
  const std::vector<std::string> &
  field_kind_names();

  /// A value that biology reads and does not compute: written by mechanics (strain, stimulus) or set by region
  /// (stiffness that cells feel).
  struct Driver
  {
    std::string name;   ///< "octahedral_shear_strain"
    std::string symbol; ///< "gamma"
    std::string label;  ///< "octahedral shear strain"
    std::string unit;
    double      neutral; ///< value without mechanics or scaffold
    std::string description;
    double      lower_bound = 0;
    double      upper_bound = std::numeric_limits<double>::infinity();
  };

  /// All fields and drivers of a run, found by name once and then used by id.
  class Catalogue
  {
  public:
    /// Reads the subsection `Fields`; the drivers are those of standard_drivers().
    static Catalogue
    read(const Section &fields);

    Catalogue(std::vector<Field> fields, std::vector<Driver> drivers);

    const std::vector<Field> &
    fields() const
    {
      return fields_;
    }
    const std::vector<Driver> &
    drivers() const
    {
      return drivers_;
    }
    const Field &
    operator[](FieldId id) const
    {
      return fields_[id.value];
    }
    const Driver &
    operator[](DriverId id) const
    {
      return drivers_[id.value];
    }
    unsigned int
    n_fields() const
    {
      return fields_.size();
    }
    unsigned int
    n_drivers() const
    {
      return drivers_.size();
    }
    std::optional<FieldId>
    find_field(const std::string &name) const;
    std::optional<DriverId>
    find_driver(const std::string &name) const;
    std::vector<std::string>
    field_names() const;

    std::vector<FieldId>
    field_ids() const;

  private:
    std::vector<Field>  fields_;
    std::vector<Driver> drivers_;
  };
} // namespace callus
