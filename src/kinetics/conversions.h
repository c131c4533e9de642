// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "kinetics/network.h"

#include <vector>

namespace callus
{
  /**
   * What one implicit field loses to another the other gains, exactly.
   *
   * A stage of the two-stage method solves y0 = b + l (P + C p - L y0 + M y0), each field for itself: what conversions C bring is
   * taken from an estimate p, what they take from the new values. This adds the d that puts the new values in both places,
   *     d = l (C (y0 - p) + C d - L d),
   * a small system at each point. y0 + d conserves what C exchanges to round-off. The estimate is of second order, so d is of
   * third and does not change the order; M sees y0, and exchanges by itself. L is at least what C takes, so the matrix
   * 1 + l (L - C) is an M-matrix for every step.
   *
   * The second stage of long steps may convert more of a field than there is. That much is not converted: take_back() returns it from
   * what it became. Other bounds are kept afterwards, for each field by itself: where they limit what processes give, the exchange is
   * no longer exact.
   */
  class Conversions
  {
  public:
    /// @p fields: those that are advanced together; rows of tables follow their order.
    Conversions(const Network &network, const std::vector<FieldId> &fields);

    bool
    empty() const
    {
      return pairs_.empty();
    }

    /// Makes room for that many points.
    void
    resize(std::size_t n_points);

    /// Rates, and what is produced, at the estimate p: the first @p n points of the tables are those from @p begin on.
    void
    evaluate(double            day,
             const PointTable &fields,
             const PointTable &drivers,
             std::size_t       begin,
             std::size_t       n);

    /// Adds d to @p values, a column for each field, after a stage of the length l [day] with the losses L; and to the production what
    /// the new values convert more than the estimate.
    void
    conserve(double                       length,
             const PointTable            &loss,
             PointTable                  &production,
             const std::vector<double *> &values);

    /// After conserve() of the first stage: how much the whole step converts because of it.
    void
    remember_first_stage(double length, const std::vector<double *> &values);

    /// After conserve() of the second stage, with its arguments: brings fields that conversions carried below their lower bounds back to
    /// them, as far as what was converted in this step allows.
    void
    take_back(double                       length,
              const PointTable            &loss,
              PointTable                  &production,
              const std::vector<double *> &values);

  private:
    struct Pair
    {
      unsigned int index;                ///< in network.conversions()
      unsigned int from, to;             ///< rows
      std::size_t  from_place, to_place; ///< in rows_
      double       yield;                ///< gained per loss
    };

    const Network            &network_;
    std::vector<FieldId>      fields_;
    std::vector<Pair>         pairs_;
    std::vector<unsigned int> rows_; ///< of the fields that take part
    PointTable rate_, flow_; ///< C [unit of to / unit of from / day] and C p, a row for each pair
    PointTable
      first_lost_; ///< what the first stage makes the step convert [unit of from], likewise
    std::vector<double> matrix_, solution_, lost_; ///< of one point
    Network::Scratch    scratch_;

    void
    solve_point();
    /// Returns the deficits of a point to the fields they were converted from; false if there was nothing to return.
    bool
    take_back_point(std::size_t i, const std::vector<double *> &values);
  };
} // namespace callus
