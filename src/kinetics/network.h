// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "fields/catalogue.h"
#include "fields/point_values.h"

#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

namespace callus
{
  class Section;
  struct Equations;
  struct Influences;
  namespace biology
  {
    class Names;
  }

  /// How a surface process couples the healing region to what lies outside.
  enum class SurfaceForm
  {
    exchange,   ///< inward flux = coefficient * modifiers * (level - field)
    flux,       ///< inward flux = level * modifiers, whatever the field
    fixed_value ///< the field is held at level * modifiers; well-mixed, an exchange with the coefficient given for that
  };

  /// A process through named surfaces of the healing regions: supply or loss of one field.
  struct SurfaceProcess
  {
    std::string name;
    FieldId     field;
    SurfaceForm form;
    std::vector<std::string>
           surfaces; ///< names of surfaces or interfaces ("callus|marrow"), see docs/user/meshes.md
    double level;    ///< outside value [unit of the field], or flux [unit of the field * mm/day]
    double coefficient;   ///< mm/day
    unsigned int process; ///< index for Network::set_factor
  };

  /**
   * Movement of a field y along the gradient of a potential psi [mm2/day],
   *     dy/dt = -div(y (1 - y/capacity)+ (product of the modifiers) grad psi).
   * Receptor saturation and the factor of an event are in psi: Network::taxis_potential.
   */
  struct TaxisProcess
  {
    std::string  name;
    FieldId      field;
    double       capacity; ///< unit of the field; infinite: none
    unsigned int process;  ///< index for Network::set_factor
  };

  /// What slows down diffusion and taxis of some fields: see Network::hindrance.
  struct HindranceProcess
  {
    std::string          name;
    std::vector<FieldId> fields;
    unsigned int         process; ///< index for Network::set_factor
  };

  /// What one implicit field loses to another: rate times the first is produced of the second. See Conversions.
  struct Conversion
  {
    FieldId      from, to;
    unsigned int process; ///< index for Network::set_factor
    double       yield;   ///< unit of to / unit of from: what is gained per loss
  };

  /// A mechanism of the review that a process or modifier stands for.
  struct ReviewRow
  {
    unsigned int number;
    std::string  file; ///< that says so
  };

  /// A modifier of a process as listed.
  struct ModifierSummary
  {
    std::string            name, form;
    std::string            argument; ///< field, derived quantity, driver, or "day"
    std::vector<ReviewRow> rows;
    std::string            file; ///< in which it stands
  };

  /// A process of the network as listed by `callus list processes`.
  struct ProcessSummary
  {
    std::string                  name;
    std::string                  form;
    std::string                  equation;    ///< written out with the symbols of the fields
    std::string                  description; ///< what happens, in a sentence; may be empty
    std::vector<std::string>     reads;       ///< names of fields, drivers, quantities it reads
    std::vector<std::string>     changes;     ///< names of fields it changes
    std::vector<std::string>     sources;
    std::vector<unsigned int>    rows; ///< mechanism numbers of the review, also of its modifiers
    std::vector<ReviewRow>       own_rows; ///< without those of its modifiers
    bool                         active;
    std::string                  file; ///< in which it is defined
    std::vector<ModifierSummary> modifiers;
  };

  struct QuantitySummary
  {
    std::string              name, symbol, form, unit, description;
    std::vector<std::string> reads;
  };

  /**
   * The biology of a run: fields, derived quantities, processes and their modifiers, read from the sections `Fields`,
   * `Quantities`, `Processes` and `Species`, and compiled into a flat program that works on batches of points.
   *
   * For every field y the processes add to a production P >= 0 and a loss coefficient L >= 0:
   *     dy/dt = P - L y     [unit of y per day].
   *
   * Immutable but for the factors of processes (events); evaluation is const and reentrant: the caller brings the
   * scratch memory.
   */
  class Network
  {
  public:
    /// Reads and compiles. Problems go to the parameter file behind @p root.
    static std::unique_ptr<Network>
    read(const Section &root);
    ~Network();

    const Catalogue &
    catalogue() const;

    const std::vector<SurfaceProcess> &
    surface_processes() const;
    /// Those that are active and whose coefficient is not zero.
    const std::vector<TaxisProcess> &
    taxis_processes() const;
    /// Those that are active.
    const std::vector<HindranceProcess> &
    hindrance_processes() const;

    /// Those between implicit fields.
    const std::vector<Conversion> &
    conversions() const;

    std::vector<ProcessSummary>
    processes() const;
    std::vector<QuantitySummary>
    quantities() const;

    /// The whole system as formulas (kinetics/equations.h). Nothing must have been wrong with the input.
    Equations
    equations() const;
    /// Who acts on whom (kinetics/influences.h). Nothing must have been wrong with the input.
    Influences
    influences() const;
    /// Names, symbols and units of everything that formulas refer to.
    const biology::Names &
    names() const;

    /// Index of a process by name, for events; throws std::out_of_range.
    unsigned int
    process_index(const std::string &name) const;
    /// Multiplies the rate of a process from now on (0 switches it off).
    void
    set_factor(unsigned int process, double factor);
    double
    factor(unsigned int process) const;

    /// Scratch memory of one evaluation; reuse it.
    class Scratch
    {
    public:
      std::vector<double> slots;
    };

    /// Production P [unit/day] and loss coefficient L [1/day] of every field at points begin <= i < end of the tables.
    /// Results go to the same points of @p production and @p loss (tables with n_fields rows). @p day is the time
    /// since surgery (time windows, tables).
    void
    rates(double            day,
          const PointTable &fields,
          const PointTable &drivers,
          std::size_t       begin,
          std::size_t       end,
          PointTable       &production,
          PointTable       &loss,
          Scratch          &scratch) const;

    /// The same for the fields advanced in the way @p which only; the rows of the others are left alone.
    void
    rates(Integration       which,
          double            day,
          const PointTable &fields,
          const PointTable &drivers,
          std::size_t       begin,
          std::size_t       end,
          PointTable       &production,
          PointTable       &loss,
          Scratch          &scratch) const;

    /// Net rate P - L y of one field and its derivative with respect to that field (coded derivatives of forms and
    /// modifiers, forward mode), at points begin <= i < end; for quasi-steady fields.
    void
    net_rate(FieldId           field,
             double            day,
             const PointTable &fields,
             const PointTable &drivers,
             std::size_t       begin,
             std::size_t       end,
             double           *rate,       ///< indexed by point, absolute index i
             double           *derivative, ///< likewise
             Scratch          &scratch) const;

    /// Rate [unit of to / unit of from / day] of conversion @p index (into conversions()) at points begin <= i < end.
    void
    conversion_rate(unsigned int      index,
                    double            day,
                    const PointTable &fields,
                    const PointTable &drivers,
                    std::size_t       begin,
                    std::size_t       end,
                    double           *rate, ///< indexed by point, absolute index i
                    Scratch          &scratch) const;

    /// Product of the modifiers and the event factor of surface process @p index (into surface_processes()) at points
    /// begin <= i < end.
    void
    surface_modifier(unsigned int      index,
                     double            day,
                     const PointTable &fields,
                     const PointTable &drivers,
                     std::size_t       begin,
                     std::size_t       end,
                     double           *modifier, ///< indexed by point, absolute index i
                     Scratch          &scratch) const;

    /// Potential [mm2/day] of taxis process @p index (into taxis_processes()), times its event factor, at points
    /// begin <= i < end.
    void
    taxis_potential(unsigned int      index,
                    double            day,
                    const PointTable &fields,
                    const PointTable &drivers,
                    std::size_t       begin,
                    std::size_t       end,
                    double           *potential, ///< indexed by point, absolute index i
                    Scratch          &scratch) const;

    /// Product of the modifiers of taxis process @p index, without the event factor.
    void
    taxis_modifier(unsigned int      index,
                   double            day,
                   const PointTable &fields,
                   const PointTable &drivers,
                   std::size_t       begin,
                   std::size_t       end,
                   double           *modifier, ///< indexed by point, absolute index i
                   Scratch          &scratch) const;

    /// Mobility in [0, 1] that hindrance process @p index (into hindrance_processes()) leaves: 1 - f (1 - m) with the
    /// product m of its modifiers and the event factor f, both cut to [0, 1].
    void
    hindrance(unsigned int      index,
              double            day,
              const PointTable &fields,
              const PointTable &drivers,
              std::size_t       begin,
              std::size_t       end,
              double           *mobility, ///< indexed by point, absolute index i
              Scratch          &scratch) const;

    /// Value of the derived quantity @p name (or field, or driver) at points; for output.
    void
    evaluate(const std::string &name,
             double             day,
             const PointTable  &fields,
             const PointTable  &drivers,
             std::size_t        begin,
             std::size_t        end,
             double            *values,
             Scratch           &scratch) const;

  private:
    class Implementation;
    explicit Network(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> implementation_;
  };
} // namespace callus
