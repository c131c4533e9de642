// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "kinetics/sweep.h"

#include "base/processor_versions.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace callus
{
  namespace
  {
    constexpr std::size_t  width       = Sweep::batch_size;
    constexpr unsigned int most_inputs = 64;

    /// target = c a b, or where it is not the first += c a b; a null array counts as 1.
    template <bool is_first>
    CALLUS_FOR_EACH_PROCESSOR void
    add_product(double        c,
                const double *a,
                const double *b,
                double *__restrict target,
                std::size_t n)
    {
      if (a != nullptr && b != nullptr)
        {
#pragma omp simd
          for (std::size_t i = 0; i < n; ++i)
            target[i] = (is_first ? 0. : target[i]) + c * a[i] * b[i];
        }
      else if (a != nullptr || b != nullptr)
        {
          const double *x = a != nullptr ? a : b;
#pragma omp simd
          for (std::size_t i = 0; i < n; ++i)
            target[i] = (is_first ? 0. : target[i]) + c * x[i];
        }
      else
        for (std::size_t i = 0; i < n; ++i)
          target[i] = (is_first ? 0. : target[i]) + c;
    }

    /// Marks @p value and everything it is computed from.
    void
    mark_needed(const ExpressionGraph &graph, Value value, std::vector<bool> &needed)
    {
      if (graph.is_input(value) || needed[value - graph.n_inputs()])
        return;
      needed[value - graph.n_inputs()] = true;
      for (const Value argument : graph.node(value).arguments)
        mark_needed(graph, argument, needed);
    }
  } // namespace


  /// Emits instructions, each node just before its first use, and then gives the intermediate results their slots.
  class Sweep::Builder
  {
  public:
    Builder(const ExpressionGraph &graph, Sweep &sweep)
      : graph(graph)
      , sweep(sweep)
      , value_of_node(graph.n_nodes(), -1)
    {
    }

    Operand
    operand(Value value)
    {
      if (value < graph.n_fields())
        return {Operand::Source::field, value};
      if (value == graph.day())
        {
          if (day_number < 0)
            day_number = n_numbers++;
          return {Operand::Source::slot, static_cast<unsigned int>(day_number)};
        }
      if (graph.is_input(value))
        return {Operand::Source::driver, value - graph.n_fields()};
      int &number = value_of_node[value - graph.n_inputs()];
      if (number < 0)
        {
          const ExpressionNode &node = graph.node(value);
          Instruction           instruction{node.function, node.parameters, {}, 0, {}, false};
          if (node.arguments.size() > most_inputs)
            throw std::length_error("a derived quantity combines more than 64 others");
          for (const Value argument : node.arguments)
            instruction.operands.push_back(operand(argument));
          number           = n_numbers++;
          instruction.slot = number;
          sweep.instructions_.push_back(std::move(instruction));
        }
      return {Operand::Source::slot, static_cast<unsigned int>(number)};
    }

    void
    add(const Contribution &contribution)
    {
      const auto has_this_target = [&](const Instruction &other) {
        return other.function == nullptr && other.contribution.field == contribution.field &&
               other.contribution.is_loss == contribution.is_loss;
      };
      const bool is_first =
        std::none_of(sweep.instructions_.begin(), sweep.instructions_.end(), has_this_target);
      Instruction instruction{nullptr, {}, {{}, {}}, 0, contribution, is_first};
      if (contribution.shape)
        instruction.operands[0] = operand(*contribution.shape);
      if (contribution.modifier)
        instruction.operands[1] = operand(*contribution.modifier);
      sweep.instructions_.push_back(std::move(instruction));
    }

    /// Until here slots are numbered like values; now values whose last use is past give their slot away.
    void
    assign_slots()
    {
      std::vector<std::size_t> last_use(n_numbers, 0);
      for (std::size_t i = 0; i < sweep.instructions_.size(); ++i)
        for (const Operand &operand : sweep.instructions_[i].operands)
          if (operand.source == Operand::Source::slot)
            last_use[operand.index] = i;
      if (sweep.result_.source == Operand::Source::slot)
        last_use[sweep.result_.index] = sweep.instructions_.size();

      std::vector<unsigned int> slot_of(n_numbers, 0), free_slots;
      const auto                take = [&]() {
        if (free_slots.empty())
          return sweep.n_slots_++;
        const unsigned int slot = free_slots.back();
        free_slots.pop_back();
        return slot;
      };
      if (day_number >= 0)
        {
          slot_of[day_number] = take();
          sweep.day_slot_     = slot_of[day_number];
        }
      for (std::size_t i = 0; i < sweep.instructions_.size(); ++i)
        {
          Instruction &instruction = sweep.instructions_[i];
          if (instruction.function != nullptr)
            {
              const unsigned int number = instruction.slot;
              instruction.slot = slot_of[number] = take();
            }
          std::vector<unsigned int> released;
          for (Operand &operand : instruction.operands)
            if (operand.source == Operand::Source::slot)
              {
                const unsigned int number = operand.index;
                operand.index             = slot_of[number];
                if (last_use[number] == i && static_cast<int>(number) != day_number &&
                    std::find(released.begin(), released.end(), operand.index) == released.end())
                  released.push_back(operand.index);
              }
          free_slots.insert(free_slots.end(), released.begin(), released.end());
        }
      if (sweep.result_.source == Operand::Source::slot)
        sweep.result_.index = slot_of[sweep.result_.index];
    }

  private:
    const ExpressionGraph &graph;
    Sweep                 &sweep;
    std::vector<int>       value_of_node;
    unsigned int           n_numbers  = 0;
    int                    day_number = -1;
  };


  Sweep::Sweep(const ExpressionGraph           &graph,
               const std::vector<Contribution> &contributions,
               const std::vector<unsigned int> &fields)
  {
    Builder builder(graph, *this);
    for (const Contribution &contribution : contributions)
      builder.add(contribution);
    builder.assign_slots();
    for (const unsigned int field : fields)
      for (const bool is_loss : {false, true})
        if (std::none_of(contributions.begin(), contributions.end(), [&](const auto &contribution) {
              return contribution.field == field && contribution.is_loss == is_loss;
            }))
          empty_rows_.push_back({field, is_loss});
  }


  Sweep::Sweep(const ExpressionGraph &graph, Value result)
  {
    Builder builder(graph, *this);
    result_ = builder.operand(result);
    builder.assign_slots();
  }


  const double *
  Sweep::array(const Operand &operand, const SweepInput &input, const std::vector<double> &scratch)
  {
    if (operand.source == Operand::Source::field)
      return input.fields[operand.index] + input.begin;
    if (operand.source == Operand::Source::driver)
      return input.drivers[operand.index] + input.begin;
    if (operand.source == Operand::Source::slot)
      return scratch.data() + operand.index * width;
    return nullptr;
  }


  void
  Sweep::prepare(const SweepInput &input, std::vector<double> &scratch) const
  {
    if (scratch.size() < n_slots_ * width)
      scratch.resize(n_slots_ * width);
    if (day_slot_)
      std::fill_n(scratch.data() + *day_slot_ * width, input.n, input.day);
  }


  void
  Sweep::run(const Instruction   &instruction,
             const SweepInput    &input,
             std::vector<double> &scratch) const
  {
    std::array<const double *, most_inputs> arguments;
    const unsigned int                      n_arguments = instruction.operands.size();
    for (unsigned int k = 0; k < n_arguments; ++k)
      arguments[k] = array(instruction.operands[k], input, scratch);
    instruction.function->value(instruction.parameters.data(),
                                arguments.data(),
                                n_arguments,
                                scratch.data() + instruction.slot * width,
                                input.n);
  }


  void
  Sweep::sum_contributions(const SweepInput          &input,
                           const std::vector<double> &factors,
                           PointTable                &production,
                           PointTable                &loss,
                           std::vector<double>       &scratch) const
  {
    prepare(input, scratch);
    const auto row = [&](unsigned int field, bool is_loss) {
      return (is_loss ? loss : production)[field] + input.begin;
    };
    for (const EmptyRow &empty : empty_rows_)
      std::fill_n(row(empty.field, empty.is_loss), input.n, 0.);
    for (const Instruction &instruction : instructions_)
      if (instruction.function != nullptr)
        run(instruction, input, scratch);
      else
        {
          const Contribution &contribution = instruction.contribution;
          const double  coefficient = contribution.coefficient * factors[contribution.process];
          const double *shape       = array(instruction.operands[0], input, scratch),
                       *modifier    = array(instruction.operands[1], input, scratch);
          double *const target      = row(contribution.field, contribution.is_loss);
          if (coefficient == 0.)
            {
              if (instruction.is_first)
                std::fill_n(target, input.n, 0.);
            }
          else
            {
              const auto add = instruction.is_first ? add_product<true> : add_product<false>;
              add(coefficient, shape, modifier, target, input.n);
            }
        }
  }


  void
  Sweep::evaluate(const SweepInput &input, double *result, std::vector<double> &scratch) const
  {
    prepare(input, scratch);
    for (const Instruction &instruction : instructions_)
      run(instruction, input, scratch);
    std::copy_n(array(result_, input, scratch), input.n, result);
  }


  TangentSweep::TangentSweep(const ExpressionGraph           &graph,
                             const std::vector<Contribution> &all,
                             unsigned int                     field)
    : graph_(&graph)
    , field_(field)
    , position_(graph.n_nodes(), -1)
  {
    std::vector<bool> needed(graph.n_nodes(), false);
    for (const Contribution &contribution : all)
      if (contribution.field == field)
        {
          contributions_.push_back(contribution);
          for (const auto &value : {contribution.shape, contribution.modifier})
            if (value)
              mark_needed(graph, *value, needed);
        }
    for (unsigned int i = 0; i < needed.size(); ++i)
      if (needed[i])
        {
          const Value node = graph.n_inputs() + i;
          position_[i]     = nodes_.size();
          nodes_.push_back(node);
          bool depends = false;
          for (const Value argument : graph.node(node).arguments)
            depends = depends || (graph.is_input(argument)
                                    ? argument == graph.field(field)
                                    : is_tangent_[position_[argument - graph.n_inputs()]]);
          is_tangent_.push_back(depends);
        }
  }


  const double *
  TangentSweep::value(Value v, const SweepInput &input, const double *values) const
  {
    if (v < graph_->n_fields())
      return input.fields[v] + input.begin;
    if (v == graph_->day())
      return values + 2 * nodes_.size() * width;
    if (graph_->is_input(v))
      return input.drivers[v - graph_->n_fields()] + input.begin;
    return values + position_[v - graph_->n_inputs()] * width;
  }


  void
  TangentSweep::evaluate(const SweepInput          &input,
                         const std::vector<double> &factors,
                         double                    *rate,
                         double                    *derivative,
                         std::vector<double>       &scratch) const
  {
    // Memory: values of the nodes, their tangents, the day, ones, one array for a partial derivative.
    const std::size_t m = nodes_.size();
    if (scratch.size() < (2 * m + 3) * width)
      scratch.resize((2 * m + 3) * width);
    double *const values = scratch.data(), *const tangents = values + m * width,
                  *const day = tangents + m * width, *const ones = day + width,
                  *const partial = ones + width;
    std::fill_n(day, input.n, input.day);
    std::fill_n(ones, input.n, 1.);

    // The derivative of a value with respect to the field; null where it does not depend on it.
    const auto tangent = [&](Value v) -> const double * {
      if (graph_->is_input(v))
        return v == graph_->field(field_) ? ones : nullptr;
      const int position = position_[v - graph_->n_inputs()];
      return is_tangent_[position] ? tangents + position * width : nullptr;
    };

    std::array<const double *, most_inputs> arguments;
    for (std::size_t j = 0; j < m; ++j)
      {
        const ExpressionNode &node        = graph_->node(nodes_[j]);
        const unsigned int    n_arguments = node.arguments.size();
        for (unsigned int k = 0; k < n_arguments; ++k)
          arguments[k] = value(node.arguments[k], input, values);
        node.function->value(
          node.parameters.data(), arguments.data(), n_arguments, values + j * width, input.n);
        if (!is_tangent_[j])
          continue;
        std::fill_n(tangents + j * width, input.n, 0.);
        for (unsigned int k = 0; k < n_arguments; ++k)
          if (const double *inner = tangent(node.arguments[k]))
            {
              node.function->derivative(
                k, node.parameters.data(), arguments.data(), n_arguments, partial, input.n);
              add_product<false>(1., partial, inner, tangents + j * width, input.n);
            }
      }

    std::fill_n(rate, input.n, 0.);
    std::fill_n(derivative, input.n, 0.);
    const double *const y = input.fields[field_] + input.begin;
    for (const Contribution &contribution : contributions_)
      {
        const double c = (contribution.is_loss ? -1. : 1.) * contribution.coefficient *
                         factors[contribution.process];
        const double *shape = contribution.shape ? value(*contribution.shape, input, values) : ones;
        const double *modifier =
          contribution.modifier ? value(*contribution.modifier, input, values) : ones;
        const double *shape_slope = contribution.shape ? tangent(*contribution.shape) : nullptr;
        const double *modifier_slope =
          contribution.modifier ? tangent(*contribution.modifier) : nullptr;
        for (std::size_t i = 0; i < input.n; ++i)
          {
            const double r = c * shape[i] * modifier[i];
            const double slope =
              c * ((shape_slope != nullptr ? shape_slope[i] * modifier[i] : 0.) +
                   (modifier_slope != nullptr ? shape[i] * modifier_slope[i] : 0.));
            rate[i] += contribution.is_loss ? r * y[i] : r;
            derivative[i] += contribution.is_loss ? slope * y[i] + r : slope;
          }
      }
  }
} // namespace callus
