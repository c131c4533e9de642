// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/healing_loop.h"

#include "base/problems.h"
#include "simulation/promises.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <sstream>

namespace callus
{
  namespace
  {
    /// Adds the seconds of its life to a counter.
    class Stopwatch
    {
    public:
      explicit Stopwatch(double &seconds)
        : seconds_(seconds)
        , start_(std::chrono::steady_clock::now())
      {
      }
      ~Stopwatch()
      {
        seconds_ +=
          std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
      }

    private:
      double                               &seconds_;
      std::chrono::steady_clock::time_point start_;
    };

    /// Days are sums of steps: the same day to round-off counts as reached.
    bool
    reached(double day, double due)
    {
      return day >= due - 1e-9 * std::max(1., due);
    }
    /// How often a step that breaks a promise is repeated with half its size.
    constexpr unsigned int largest_number_of_repetitions = 8;

    std::string
    day_text(double day)
    {
      std::ostringstream text;
      text << day;
      return text.str();
    }

    std::string
    failure_text(double day, double step, unsigned int repetitions, const std::string &broken)
    {
      std::ostringstream text;
      text << "on day " << day << ", step " << step << " day, tried with " << repetitions
           << " step(s), the last the smallest: " << broken;
      return text.str();
    }
  } // namespace

  template <int dim>
  HealingLoop<dim>::HealingLoop(HealingCase<dim> &healing,
                                History<dim>     &history,
                                FieldWriter<dim> &pictures,
                                Log              &log)
    : healing_(healing)
    , history_(history)
    , pictures_(pictures)
    , log_(log)
    , agreement_(healing.mesh->communicator())
  {
    if (healing.mechanics)
      outcome_.load_cases.assign(healing.mechanics->load_cases().size(), empty_outcome(healing));
  }

  template <int dim>
  bool
  HealingLoop<dim>::run(const BetweenSteps &between_steps)
  {
    while (true)
      {
        if (!between_steps(day_, last_step_, reached(day_, healing_.time->end())))
          {
            log_.end_progress();
            return false;
          }
        apply_events();
        if (mechanics_is_due())
          update_mechanics();
        if (!state_is_balanced_ && healing_.anything_heals())
          healing_.biology->balance_quasi_steady(
            day_, healing_.state->fields, healing_.state->drivers);
        state_is_balanced_ = true;
        write_due();
        if (reached(day_, healing_.time->end()))
          break;
        if (healing_.anything_heals())
          take_step();
        else
          go_to_next_due();
      }
    log_.end_progress();
    return true;
  }

  template <int dim>
  void
  HealingLoop<dim>::apply_events()
  {
    const std::string applied =
      healing_.events->apply_due(day_, *healing_.network, [&](double factor) {
        load_changed_ = true;
        if (healing_.mechanics)
          healing_.mechanics->set_load_factor(factor);
      });
    log_ << applied;
    if (!applied.empty() && day_ > 0 && healing_.anything_heals())
      {
        healing_.biology->forget_the_past();
        healing_.time->restart("event");
        state_is_balanced_ = false;
      }
  }

  template <int dim>
  bool
  HealingLoop<dim>::mechanics_is_due() const
  {
    if (!healing_.mechanics)
      return false;
    healing_.mechanics->set_day(day_);
    if (load_changed_)
      return true;
    if (!reached(day_, last_mechanics_day_ + healing_.shortest_mechanics_interval))
      return false;
    return healing_.mechanics->is_due(
      healing_.state->at_local_nodes(healing_.mechanics->tissue_fields()));
  }

  template <int dim>
  void
  HealingLoop<dim>::update_mechanics()
  {
    show("solving mechanics");
    const bool load_changed = load_changed_ || healing_.mechanics->is_load_changed();
    // a failed solve leaves guesses behind that no later one should begin with
    const MechanicsMemory before = healing_.mechanics->memory();
    try
      {
        solve_mechanics();
      }
    catch (const NumericalFailure &failure)
      {
        const auto message = agreement_.message(failure.what());
        if (!message)
          throw;
        healing_.mechanics->restore(before);
        throw AgreedFailure("mechanics on day " + day_text(day_) + ": " + *message);
      }
    record_.reason = "mechanics: " + (load_changed ? std::string("the load changed")
                                                   : std::string("the material changed"));
    if (last_mechanics_day_ < 0)
      {
        outcome_.movement_of_day_0 = outcome_.first().movement.axial;
        record_.reason             = "mechanics: start";
      }
    last_mechanics_day_ = day_;
    load_changed_       = false;
    close_record(day_);
  }

  template <int dim>
  void
  HealingLoop<dim>::solve_mechanics()
  {
    const Stopwatch watch(record_.mechanics_seconds);
    PointTable drivers(healing_.state->catalogue().n_drivers(), healing_.mesh->space(2).n_owned);
    record_.mechanics = {};
    healing_.mechanics->update(healing_.state->at_local_nodes(healing_.mechanics->tissue_fields()),
                               drivers,
                               record_.mechanics);
    if (!record_.mechanics.reason.empty())
      {
        log_.end_progress();
        log_ << "day " << day_text(day_)
             << ": the mechanics solver had to fall back: " << record_.mechanics.reason << '\n';
      }
    healing_.state->take_mechanical_drivers(drivers);
    for (std::size_t i = 0; i < outcome_.load_cases.size(); ++i)
      {
        outcome_.load_cases[i].loading = healing_.mechanics->result(i);
        if (healing_.motion)
          outcome_.load_cases[i].movement =
            healing_.motion->measure(healing_.mechanics->displacement(i));
      }
  }

  template <int dim>
  void
  HealingLoop<dim>::write_due()
  {
    const Stopwatch watch(record_.output_seconds);
    const bool      is_last = reached(day_, healing_.time->end());
    if (reached(day_, next_row_) || is_last)
      {
        history_.write_state(day_, outcome_);
        while (reached(day_, next_row_))
          next_row_ += healing_.output.history_interval;
      }
    if (reached(day_, next_picture_) || is_last)
      {
        write_picture();
        while (reached(day_, next_picture_))
          next_picture_ += healing_.output.picture_interval;
      }
  }

  template <int dim>
  typename HealingLoop<dim>::Due
  HealingLoop<dim>::next_due() const
  {
    return std::min({Due{next_row_, "output"},
                     Due{next_picture_, "output"},
                     Due{healing_.events->next_day(), "event"}},
                    [](const Due &a, const Due &b) { return a.day < b.day; });
  }

  template <int dim>
  void
  HealingLoop<dim>::go_to_next_due()
  {
    const Due    due  = next_due();
    const double next = std::min(due.day, healing_.time->end());
    record_.step      = next - day_;
    record_.reason    = due.day > next ? "end of the run" : due.reason;
    last_step_        = record_.step;
    day_              = next;
    close_record(day_);
  }

  template <int dim>
  void
  HealingLoop<dim>::take_step()
  {
    show("biology");
    const Due         due     = next_due();
    const StepControl control = *healing_.time;
    for (unsigned int repetitions = 0;;)
      {
        const auto   proposal         = healing_.time->propose(day_, due.day, due.reason);
        const bool   hits             = proposal.step >= (due.day - day_) * (1 - 1e-12);
        const double next             = hits ? due.day : day_ + proposal.step;
        record_.step                  = proposal.step;
        record_.reason                = proposal.reason;
        last_step_                    = proposal.step;
        const std::string broken      = try_step(proposal.step, next);
        record_.transport             = healing_.transport->take_report();
        record_.accepted              = false;
        const std::string failed      = broken.empty() ? judge_step() : "";
        const bool        is_accepted = record_.accepted;
        if (!broken.empty())
          record_.reason = "broken promise: " + broken;
        close_record(is_accepted ? next : day_);
        if (is_accepted)
          {
            day_ = next;
            healing_.state->update_cell_scale_stiffness();
            return;
          }
        healing_.state->fields = healing_.biology->start();
        const bool gives_up =
          !failed.empty() ||
          (!broken.empty() && (++repetitions > largest_number_of_repetitions ||
                               proposal.step <= healing_.time->smallest() * (1 + 1e-9)));
        if (gives_up)
          {
            *healing_.time = control;
            healing_.biology->forget_last_step();
            throw AgreedFailure(failure_text(
              day_, proposal.step, std::max(1u, repetitions), broken.empty() ? failed : broken));
          }
        if (!broken.empty())
          healing_.time->halve("a step broke a promise", proposal.step);
      }
  }

  template <int dim>
  std::string
  HealingLoop<dim>::judge_step()
  {
    try
      {
        record_.accepted = healing_.time->accept(record_.step, record_.biology.error);
      }
    catch (const NumericalFailure &failure) // on every rank: they all know the error
      {
        return failure.what();
      }
    return "";
  }

  template <int dim>
  std::string
  HealingLoop<dim>::try_step(double step, double day_after)
  {
    const Stopwatch watch(record_.biology_seconds);
    try
      {
        record_.biology =
          healing_.biology->advance(day_, step, healing_.state->fields, healing_.state->drivers);
        check_promises(day_after, *healing_.state, *healing_.mesh);
      }
    catch (const NumericalFailure &failure)
      {
        const auto message = agreement_.message(failure.what());
        if (!message)
          throw;
        record_.biology = {};
        return message->empty() ? "the reason is not known" : *message;
      }
    return "";
  }

  template <int dim>
  void
  HealingLoop<dim>::write_picture()
  {
    show("writing fields");
    Picture           picture;
    const State<dim> &state       = *healing_.state;
    const bool        has_biology = healing_.anything_heals();
    for (const FieldId id : state.catalogue().field_ids())
      if (has_biology)
        picture.nodal.push_back({state.catalogue()[id].name, state.spread(state.fields[id], 0.)});
    for (unsigned int d = 0; has_biology && d < state.catalogue().n_drivers(); ++d)
      if (const Driver &driver = state.catalogue().drivers()[d]; driver.name != "pore_pressure")
        picture.nodal.push_back({driver.name, state.spread(state.drivers[d], 0.)});
    std::vector<double> region;
    for (const unsigned int r : healing_.mesh->cells().region)
      region.push_back(r);
    picture.cellwise.push_back({"region", region});
    if (healing_.mechanics)
      {
        picture.displacement = healing_.mechanics->displacement();
        picture.pressure     = healing_.mechanics->pressure();
        picture.cellwise.push_back({"youngs_modulus", healing_.mechanics->youngs_modulus()});
      }
    pictures_.write(day_, picture);
  }

  template <int dim>
  void
  HealingLoop<dim>::close_record(double day)
  {
    times_.biology += record_.biology_seconds;
    times_.mechanics += record_.mechanics_seconds;
    times_.output += record_.output_seconds;
    times_.mechanics_updates += record_.mechanics.solves > 0;
    times_.steps += record_.step > 0;
    history_.write_step(day, record_);
    record_ = {};
  }

  template <int dim>
  void
  HealingLoop<dim>::show(const std::string &doing)
  {
    log_.progress({day_, healing_.time->end(), last_step_, doing});
  }

  template <int dim>
  void
  HealingLoop<dim>::save(Snapshot &snapshot) const
  {
    auto &numbers                             = snapshot.numbers;
    numbers["loop/day"]                       = day_;
    numbers["loop/last step"]                 = last_step_;
    numbers["loop/next row of the history"]   = next_row_;
    numbers["loop/next picture"]              = next_picture_;
    numbers["loop/day of the last mechanics"] = last_mechanics_day_;
    numbers["loop/load has changed"]          = load_changed_;
    numbers["loop/state is balanced"]         = state_is_balanced_;
    outcome_.save(snapshot);
  }

  template <int dim>
  void
  HealingLoop<dim>::load(const Snapshot &snapshot)
  {
    day_                = snapshot.number("loop/day");
    last_step_          = snapshot.number("loop/last step");
    next_row_           = snapshot.number("loop/next row of the history");
    next_picture_       = snapshot.number("loop/next picture");
    last_mechanics_day_ = snapshot.number("loop/day of the last mechanics");
    load_changed_       = snapshot.number("loop/load has changed") != 0;
    state_is_balanced_  = snapshot.number("loop/state is balanced") != 0;
    outcome_.load(snapshot);
  }

  template class HealingLoop<2>;
  template class HealingLoop<3>;
} // namespace callus
