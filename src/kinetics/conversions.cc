// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/conversions.h"

#include "kinetics/two_stage.h"

#include <algorithm>

namespace callus
{
  Conversions::Conversions(const Network &network, const std::vector<FieldId> &fields)
    : network_(network)
    , fields_(fields)
  {
    const auto row = [&](FieldId id) {
      return static_cast<unsigned int>(std::find(fields.begin(), fields.end(), id) -
                                       fields.begin());
    };
    const auto place = [&](unsigned int of_row) {
      const auto found = std::find(rows_.begin(), rows_.end(), of_row);
      const auto index = static_cast<std::size_t>(found - rows_.begin());
      if (found == rows_.end())
        rows_.push_back(of_row);
      return index;
    };
    for (unsigned int index = 0; index < network.conversions().size(); ++index)
      {
        const unsigned int from = row(network.conversions()[index].from),
                           to   = row(network.conversions()[index].to);
        if (from == fields.size() || to == fields.size())
          continue;
        const std::size_t from_place = place(from), to_place = place(to);
        pairs_.push_back(
          {index, from, to, from_place, to_place, network.conversions()[index].yield});
      }
    matrix_.resize(rows_.size() * rows_.size());
    solution_.resize(rows_.size());
    lost_.resize(pairs_.size());
  }


  void
  Conversions::resize(std::size_t n_points)
  {
    rate_ = flow_ = first_lost_ = PointTable(pairs_.size(), n_points);
  }


  void
  Conversions::evaluate(double            day,
                        const PointTable &fields,
                        const PointTable &drivers,
                        std::size_t       begin,
                        std::size_t       n)
  {
    if (empty())
      return;
    std::vector<double> rate(n);
    for (unsigned int k = 0; k < pairs_.size(); ++k)
      {
        network_.conversion_rate(
          pairs_[k].index, day, fields, drivers, 0, n, rate.data(), scratch_);
        const double *from = fields[fields_[pairs_[k].from]];
        for (std::size_t i = 0; i < n; ++i)
          {
            rate_[k][begin + i] = rate[i];
            flow_[k][begin + i] = rate[i] * from[i];
          }
      }
  }


  void
  Conversions::conserve(double                       length,
                        const PointTable            &loss,
                        PointTable                  &production,
                        const std::vector<double *> &values)
  {
    const std::size_t m = rows_.size();
    for (std::size_t i = 0; i < loss.n_points() && !empty(); ++i)
      {
        std::fill(matrix_.begin(), matrix_.end(), 0.);
        std::fill(solution_.begin(), solution_.end(), 0.);
        for (std::size_t a = 0; a < m; ++a)
          matrix_[a * m + a] = 1 + length * loss[rows_[a]][i];
        for (unsigned int k = 0; k < pairs_.size(); ++k)
          {
            const double rate = rate_[k][i];
            matrix_[pairs_[k].to_place * m + pairs_[k].from_place] -= length * rate;
            solution_[pairs_[k].to_place] +=
              length * (rate * values[pairs_[k].from][i] - flow_[k][i]);
          }
        solve_point();
        for (std::size_t a = 0; a < m; ++a)
          values[rows_[a]][i] += solution_[a];
        for (unsigned int k = 0; k < pairs_.size(); ++k)
          production[pairs_[k].to][i] += rate_[k][i] * values[pairs_[k].from][i] - flow_[k][i];
      }
  }


  void
  Conversions::remember_first_stage(double length, const std::vector<double *> &values)
  {
    for (unsigned int k = 0; k < pairs_.size(); ++k)
      for (std::size_t i = 0; i < rate_.n_points(); ++i)
        first_lost_[k][i] = two_stage::base_weight * length * rate_[k][i] *
                            values[pairs_[k].from][i] / pairs_[k].yield;
  }


  void
  Conversions::take_back(double                       length,
                         const PointTable            &loss,
                         PointTable                  &production,
                         const std::vector<double *> &values)
  {
    const std::size_t m = rows_.size();
    for (std::size_t i = 0; i < loss.n_points() && !empty(); ++i)
      {
        bool is_below = false;
        for (const unsigned int row : rows_)
          is_below = is_below || values[row][i] < network_.catalogue()[fields_[row]].lower_bound;
        if (!is_below)
          continue;
        for (unsigned int k = 0; k < pairs_.size(); ++k)
          lost_[k] = std::max(0.,
                              first_lost_[k][i] +
                                length * rate_[k][i] * values[pairs_[k].from][i] / pairs_[k].yield);
        for (std::size_t a = 0; a < m; ++a)
          solution_[a] = values[rows_[a]][i];
        // what was taken back may be missing where it came from in turn
        for (std::size_t pass = 0; pass < m && take_back_point(i, values); ++pass)
          ;
        for (std::size_t a = 0; a < m; ++a)
          production[rows_[a]][i] +=
            (values[rows_[a]][i] - solution_[a]) * (1 / length + loss[rows_[a]][i]);
      }
  }


  bool
  Conversions::take_back_point(std::size_t i, const std::vector<double *> &values)
  {
    bool has_returned = false;
    for (const unsigned int row : rows_)
      {
        const double lower   = network_.catalogue()[fields_[row]].lower_bound;
        const double deficit = lower - values[row][i];
        double       all     = 0;
        for (unsigned int k = 0; k < pairs_.size(); ++k)
          all += pairs_[k].from == row ? lost_[k] : 0.;
        if (!(deficit > 0.) || !(all > 0.))
          continue;
        const double share = std::min(1., deficit / all);
        for (unsigned int k = 0; k < pairs_.size(); ++k)
          if (pairs_[k].from == row)
            {
              values[pairs_[k].to][i] -= share * lost_[k] * pairs_[k].yield;
              lost_[k] *= 1 - share;
            }
        values[row][i] = share < 1. ? lower : values[row][i] + all;
        has_returned   = true;
      }
    return has_returned;
  }


  void
  Conversions::solve_point()
  {
    // an M-matrix needs no pivots
    const std::size_t m = rows_.size();
    for (std::size_t a = 0; a < m; ++a)
      for (std::size_t b = a + 1; b < m; ++b)
        {
          const double factor = matrix_[b * m + a] / matrix_[a * m + a];
          for (std::size_t c = a; c < m; ++c)
            matrix_[b * m + c] -= factor * matrix_[a * m + c];
          solution_[b] -= factor * solution_[a];
        }
    for (std::size_t a = m; a-- > 0;)
      {
        for (std::size_t c = a + 1; c < m; ++c)
          solution_[a] -= matrix_[a * m + c] * solution_[c];
        solution_[a] /= matrix_[a * m + a];
      }
  }
} // namespace callus
