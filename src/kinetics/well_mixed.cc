// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/well_mixed.h"

#include "base/parameters.h"
#include "base/problems.h"
#include "fields/doses.h"
#include "kinetics/biology_step.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace callus
{
  namespace
  {
    double
    interpolate(const std::vector<double> &days, const std::vector<double> &values, double day)
    {
      const std::size_t j = std::upper_bound(days.begin(), days.end(), day) - days.begin();
      if (j == 0 || j == days.size())
        return values[j == 0 ? 0 : j - 1];
      return values[j - 1] +
             (values[j] - values[j - 1]) * (day - days[j - 1]) / (days[j] - days[j - 1]);
    }

    void
    update_peaks(WellMixedResult &result, double day, const PointTable &fields)
    {
      for (unsigned int f = 0; f < result.columns.size(); ++f)
        if (fields[f][0] > result.peaks[f].value)
          result.peaks[f] = {fields[f][0], day};
    }
  } // namespace


  unsigned int
  WellMixedResult::column(const std::string &name) const
  {
    for (unsigned int i = 0; i < columns.size(); ++i)
      if (columns[i].name == name)
        return i;
    throw std::out_of_range("there is no column '" + name + "'");
  }


  WellMixedRun::WellMixedRun(const Section &root, const std::optional<WellMixedGeometry> &measured)
    : network_(Network::read(root))
    , control_(root.subsection("Time"))
    , output_interval_(root.subsection("Output").setting("History every",
                                                         "day",
                                                         Range::positive(),
                                                         "1 day",
                                                         "Interval of the rows of history.csv"))
  {
    const Section section = root.subsection("Well-mixed");
    read_geometry(section, measured);
    read_drivers(section.subsection("Drivers"));
    for (const Field &field : network_->catalogue().fields())
      initial_values_.push_back(field.initial_value);
    read_doses(root.subsection("Doses"));
  }


  WellMixedRun::~WellMixedRun() = default;


  void
  WellMixedRun::read_geometry(const Section                          &section,
                              const std::optional<WellMixedGeometry> &measured)
  {
    const auto &processes = network_->surface_processes();
    if (measured)
      geometry_.region_volumes = measured->region_volumes;
    geometry_.volume =
      section.optional_quantity("Volume",
                                "mm3",
                                Range::positive(),
                                measured ? measured->volume : 0.,
                                "Volume of the healing region; left out: that of the mesh");
    if (geometry_.volume <= 0. && !processes.empty())
      section.problem("Volume",
                      "no volume",
                      "the volume of the healing region, because there are surface processes",
                      "Write for example: set Volume = 700 mm3 [assumed]");
    const Section areas = section.subsection("Surface areas");
    for (const SurfaceProcess &process : processes)
      for (const std::string &surface : process.surfaces)
        {
          if (geometry_.surface_areas.count(surface) > 0)
            continue;
          double known = -1;
          if (measured && measured->surface_areas.count(surface) > 0)
            known = measured->surface_areas.at(surface);
          const double area =
            areas.optional_quantity(surface,
                                    "mm2",
                                    Range::non_negative(),
                                    known,
                                    "Area of the surface; left out: that of the mesh");
          if (area < 0.)
            areas.problem(surface,
                          "no area",
                          "the area of the surface '" + surface + "' of the process '" +
                            process.name + "'",
                          "Write for example: set " + surface + " = 200 mm2 [assumed]");
          geometry_.surface_areas[surface] = std::max(area, 0.);
        }
  }


  void
  WellMixedRun::read_drivers(const Section &section)
  {
    const Catalogue &catalogue = network_->catalogue();
    for (unsigned int d = 0; d < catalogue.n_drivers(); ++d)
      {
        const Driver &driver = catalogue.drivers()[d];
        DriverCourse  course{DriverId{d}, {0.}, {driver.neutral}};
        if (section.has_subsection(driver.name))
          {
            const Section table = section.subsection(driver.name);
            course.days =
              table.quantities("Days", "day", Range::any(), "Days after surgery, rising");
            course.values =
              table.quantities("Values", driver.unit, Range::any(), "Values at these days");
            if (course.days.size() != course.values.size() || course.days.empty() ||
                !std::is_sorted(course.days.begin(), course.days.end()))
              {
                table.problem("Values",
                              std::to_string(course.values.size()) + " values for " +
                                std::to_string(course.days.size()) + " days",
                              "one value a day, for rising days",
                              "Give both lists the same length and sort the days.");
                course = {DriverId{d}, {0.}, {driver.neutral}};
              }
          }
        else
          course.values[0] =
            section.optional_quantity(driver.name,
                                      driver.unit,
                                      Range::any(),
                                      driver.neutral,
                                      "Value of the driver; left out: its neutral value");
        courses_.push_back(std::move(course));
      }
  }


  void
  WellMixedRun::read_doses(const Section &section)
  {
    for (const Dose &dose : callus::read_doses(section, network_->catalogue()))
      {
        double volume = geometry_.volume, fraction = 1;
        if (dose.is_concentration && !dose.regions.empty())
          {
            double of_regions = 0;
            for (const std::string &name : dose.regions)
              if (const auto region = geometry_.region_volumes.find(name);
                  region != geometry_.region_volumes.end())
                of_regions += region->second;
            fraction = of_regions / volume;
            volume   = std::min(volume, of_regions);
          }
        const bool needs_volume = !dose.is_concentration || !dose.regions.empty();
        if (needs_volume && volume <= 0.)
          {
            dose.section.problem(
              "Amount",
              dose.is_concentration ? "a concentration in regions of unknown volume"
                                    : "an amount, and no volume to spread it over",
              dose.is_concentration ? "a mesh, an amount, or no entry Regions"
                                    : "the volume of the healing region",
              dose.is_concentration ? "Give the amount: the concentration times the volume."
                                    : "Write for example: subsection Well-mixed / set Volume = 700 "
                                      "mm3 [assumed] / end");
            continue;
          }
        double      &value = initial_values_[dose.field.value];
        const double added = dose.concentration(volume) * fraction;
        expect_within_bounds(dose, network_->catalogue()[dose.field], value, added);
        value += added;
      }
  }


  void
  WellMixedRun::set_drivers(double day, PointTable &drivers) const
  {
    for (const DriverCourse &course : courses_)
      drivers[course.driver][0] = interpolate(course.days, course.values, day);
  }


  WellMixedResult
  WellMixedRun::run(const RowCallback &on_row, std::vector<ProcessEvent> events)
  {
    const Catalogue   &catalogue = network_->catalogue();
    WellMixedSpreading spreading(*network_, geometry_);
    BiologyStep        biology(*network_, spreading);
    StepControl        control = control_;
    PointTable         fields(catalogue.n_fields(), 1), drivers(catalogue.n_drivers(), 1);
    WellMixedResult    result;
    for (unsigned int f = 0; f < catalogue.n_fields(); ++f)
      {
        const Field &field = catalogue.fields()[f];
        fields[f][0]       = initial_values_[f];
        result.columns.push_back({field.name, field.unit});
        result.peaks.push_back({initial_values_[f], 0.});
      }
    std::stable_sort(events.begin(),
                     events.end(),
                     [](const ProcessEvent &a, const ProcessEvent &b) { return a.day < b.day; });

    const auto write_row = [&](double day) {
      WellMixedResult::Row row{day, {}};
      for (unsigned int f = 0; f < catalogue.n_fields(); ++f)
        row.values.push_back(fields[f][0]);
      if (on_row)
        on_row(row);
      result.rows.push_back(std::move(row));
    };

    double       day        = 0;
    unsigned int n_rows     = 0;
    std::size_t  next_event = 0;
    while (true)
      {
        bool has_event = false;
        for (; next_event < events.size() && events[next_event].day <= day;
             ++next_event, has_event = true)
          network_->set_factor(network_->process_index(events[next_event].process),
                               events[next_event].factor);
        set_drivers(day, drivers);
        if (day == 0. || has_event)
          biology.balance_quasi_steady(day, fields, drivers);
        if (has_event && day > 0.)
          {
            biology.forget_the_past();
            control.restart("event");
          }
        update_peaks(result, day, fields);
        if (day >= n_rows * output_interval_ || day >= control.end())
          {
            write_row(day);
            n_rows = static_cast<unsigned int>(std::floor(day / output_interval_ + 1e-9)) + 1;
          }
        if (day >= control.end())
          break;

        double      due    = n_rows * output_interval_;
        std::string reason = "output";
        if (next_event < events.size() && events[next_event].day < due)
          {
            due    = events[next_event].day;
            reason = "event";
          }
        while (true)
          {
            const double step   = control.propose(day, due, reason).step;
            const double target = std::min(due, control.end());
            StepError    error;
            bool         is_kept = true;
            try
              {
                error = biology.advance(day, step, fields, drivers).error;
              }
            catch (const NumericalFailure &failure)
              {
                control.halve(failure.what());
                is_kept = false;
              }
            if (is_kept && control.accept(step, error))
              {
                // Due times are hit exactly, not to round-off.
                day = std::abs(day + step - target) < 1e-9 * step ? target : day + step;
                ++result.n_steps;
                break;
              }
            fields = biology.start();
          }
      }
    return result;
  }
} // namespace callus
