// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "fields/point_values.h"
#include "kinetics/expression_graph.h"

#include <optional>
#include <vector>

namespace callus
{
  /// coefficient * factor of the process * modifier * shape, added to the production or the loss of a field.
  struct Contribution
  {
    unsigned int         field;
    bool                 is_loss;
    unsigned int         process;
    double               coefficient;
    std::optional<Value> shape;    ///< left out: 1
    std::optional<Value> modifier; ///< left out: 1
  };

  /// The inputs of one evaluation and where its points lie in the tables.
  struct SweepInput
  {
    double            day;
    const PointTable &fields;
    const PointTable &drivers;
    std::size_t       begin; ///< first point of the batch
    std::size_t       n;     ///< number of points, at most Sweep::batch_size
  };

  /**
   * A flat list of instructions that works on batches of points: each instruction is one call of a function that
   * loops over contiguous arrays. Intermediate results live in slots of the scratch memory; a slot is used again as
   * soon as nobody needs its value any more, so that a batch stays in the cache.
   */
  class Sweep
  {
  public:
    static constexpr std::size_t batch_size = 512;

    Sweep() = default;

    /// All contributions, in the order given, of the fields @p fields and no others.
    Sweep(const ExpressionGraph           &graph,
          const std::vector<Contribution> &contributions,
          const std::vector<unsigned int> &fields);

    /// The one value.
    Sweep(const ExpressionGraph &graph, Value result);

    /// Production and loss of the fields at the points of @p input, into the same points of the tables.
    void
    sum_contributions(const SweepInput          &input,
                      const std::vector<double> &factors,
                      PointTable                &production,
                      PointTable                &loss,
                      std::vector<double>       &scratch) const;

    /// Copies the value to @p result (input.n numbers).
    void
    evaluate(const SweepInput &input, double *result, std::vector<double> &scratch) const;

  private:
    struct Operand
    {
      enum class Source
      {
        none, ///< counts as 1
        field,
        driver,
        slot
      };
      Source       source = Source::none;
      unsigned int index  = 0;
    };

    struct Instruction
    {
      const biology::PointFunction *function; ///< null: add to a production or loss
      std::vector<double>           parameters;
      std::vector<Operand>          operands;
      unsigned int                  slot;
      Contribution                  contribution;
      bool is_first; ///< to its production or loss, whatever that held before
    };

    /// What nothing contributes to: zero.
    struct EmptyRow
    {
      unsigned int field;
      bool         is_loss;
    };

    class Builder;

    static const double *
    array(const Operand &operand, const SweepInput &input, const std::vector<double> &scratch);

    void
    prepare(const SweepInput &input, std::vector<double> &scratch) const;

    void
    run(const Instruction   &instruction,
        const SweepInput    &input,
        std::vector<double> &scratch) const;

    std::vector<Instruction> instructions_;
    std::vector<EmptyRow>    empty_rows_;
    Operand                  result_;
    std::optional<unsigned>  day_slot_;
    unsigned int             n_slots_ = 0;
  };


  /**
   * The net rate P - L y of one field and its derivative with respect to that field, by forward differentiation through
   * the same functions (their coded derivatives and the chain rule).
   */
  class TangentSweep
  {
  public:
    TangentSweep() = default;
    TangentSweep(const ExpressionGraph           &graph,
                 const std::vector<Contribution> &all,
                 unsigned int                     field);

    /// @p rate and @p derivative hold input.n numbers.
    void
    evaluate(const SweepInput          &input,
             const std::vector<double> &factors,
             double                    *rate,
             double                    *derivative,
             std::vector<double>       &scratch) const;

  private:
    const double *
    value(Value v, const SweepInput &input, const double *values) const;

    const ExpressionGraph    *graph_ = nullptr;
    unsigned int              field_ = 0;
    std::vector<Contribution> contributions_;
    std::vector<Value>        nodes_;      ///< needed, in order
    std::vector<int>          position_;   ///< of a node in nodes_; -1 if not needed
    std::vector<bool>         is_tangent_; ///< whether nodes_[i] depends on the field
  };
} // namespace callus
