// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "kinetics/step_control.h"
#include "kinetics/well_mixed_spreading.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace callus
{
  class Section;

  /// From @p day on the rate of a process is multiplied by @p factor (0: off, 1: as in the file).
  struct ProcessEvent
  {
    double      day;
    std::string process;
    double      factor;
  };

  /// The courses of all fields without space.
  struct WellMixedResult
  {
    struct Column
    {
      std::string name, unit;
    };
    struct Row
    {
      double              day;
      std::vector<double> values; ///< one for each column
    };
    struct Peak
    {
      double value, day;
    };
    std::vector<Column> columns; ///< the fields in the catalogue's order
    std::vector<Row>    rows;    ///< day 0, then one each output interval
    std::vector<Peak>   peaks;   ///< of each column over all time steps
    unsigned int        n_steps = 0;

    /// Index of the column @p name; throws std::out_of_range.
    unsigned int
    column(const std::string &name) const;
  };

  /**
   * The biology without space: one fully mixed healing region. Reads `Fields`, `Quantities`, `Processes`, `Species`,
   * `Time`, `Output/History every` and
   *     subsection Well-mixed
   *       set Volume = 700 mm3 [assumed]
   *       subsection Surface areas      one entry for each surface of a surface process
   *         set callus|marrow = 240 mm2 [assumed]
   *       end
   *       subsection Drivers            constant, or a course in time; left out: the driver's neutral value
   *         set cell_scale_stiffness = 10 kPa [assumed]
   *         subsection cartilage_weight
   *           set Days   = 0, 20, 40 day [assumed]
   *           set Values = 1, 0.5, 0 [assumed]
   *         end
   *       end
   *     end
   * Volume and areas may be left out where the mesh gives them. `Doses` (fields/doses.h) are spread over the whole volume; the
   * concentration in some of the regions becomes one in all by their volumes, which need a mesh.
   */
  class WellMixedRun
  {
  public:
    /// Reads; problems go to the parameter file behind @p root. @p measured: volume and areas from the mesh.
    explicit WellMixedRun(const Section                          &root,
                          const std::optional<WellMixedGeometry> &measured = {});
    ~WellMixedRun();

    const Network &
    network() const
    {
      return *network_;
    }

    /// Called for each row as soon as it is known; its values are in the order of the catalogue's fields.
    using RowCallback = std::function<void(const WellMixedResult::Row &row)>;

    /// Throws NumericalFailure if a promise cannot be kept.
    WellMixedResult
    run(const RowCallback &on_row = {}, std::vector<ProcessEvent> events = {});

  private:
    /// A driver's constant value or course in time.
    struct DriverCourse
    {
      DriverId            driver;
      std::vector<double> days, values;
    };

    void
    read_geometry(const Section &section, const std::optional<WellMixedGeometry> &measured);
    void
    read_drivers(const Section &section);
    /// Adds the doses to the initial values.
    void
    read_doses(const Section &section);
    void
    set_drivers(double day, PointTable &drivers) const;

    std::unique_ptr<Network>  network_;
    StepControl               control_;
    double                    output_interval_;
    WellMixedGeometry         geometry_;
    std::vector<double>       initial_values_; ///< of the fields
    std::vector<DriverCourse> courses_;
  };
} // namespace callus
