// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/resume.h"

#include "base/problems.h"
#include "output/checkpoint_file.h"
#include "output/first_rank.h"
#include "simulation/checkpoints.h"
#include "simulation/model_identity.h"

#include <deal.II/base/mpi.h>

#include <filesystem>

namespace callus
{
  namespace
  {
    [[noreturn]] void
    fail(const std::string &file,
         const std::string &found,
         const std::string &expected,
         const std::string &remedy)
    {
      throw InputError({{{file, 0, ""}, found, expected, remedy}});
    }

    /// A file that cannot be used, in words; or its words, if it is whole.
    Snapshot
    words_of(const std::string &path, std::string &damage)
    {
      damage = checkpoint_file::damage(path);
      if (damage.empty())
        try
          {
            return checkpoint_file::read_words(path);
          }
        catch (const std::runtime_error &error)
          {
            damage = error.what();
          }
      return {};
    }

    StartingPoint
    newest(const RunFolder &folder, const std::string &earlier_status, Snapshot &words)
    {
      StartingPoint start;
      for (const std::string &path : Checkpoints::found_in(folder))
        {
          std::string damage;
          words = words_of(path, damage);
          if (damage.empty())
            {
              start.checkpoint = path;
              return start;
            }
          start.notes.push_back("The checkpoint " + path + " is damaged (" + damage +
                                "); going back to the one before.");
        }
      if (earlier_status.find("\"state\": \"completed\"") != std::string::npos)
        fail(folder.path(),
             "the results of a completed run without a checkpoint",
             "a checkpoint to go on from",
             "Give --overwrite instead of --resume to compute them again.");
      start.notes.push_back(start.notes.empty()
                              ? "No checkpoint to resume from: starting afresh."
                              : "No whole checkpoint to resume from: starting afresh.");
      return start;
    }

    StartingPoint
    given(const std::string &path, Snapshot &words)
    {
      if (!std::filesystem::exists(path))
        fail(path, "no file", "a checkpoint (checkpoints/day_*.h5 of a run), or the word auto", "");
      std::string damage;
      words = words_of(path, damage);
      if (!damage.empty())
        fail(path,
             "a file that is no whole checkpoint: " + damage,
             "a checkpoint",
             "--resume auto takes the newest one that is whole.");
      return {path, {}};
    }

    /// Throws InputError with one problem a difference; returns what may differ.
    std::vector<std::string>
    compare(const std::string &path, const Snapshot &words, const RunIdentity &identity)
    {
      Problems   problems;
      const auto add = [&](const std::string &found, const std::string &expected) {
        problems.add({{path, 0, ""}, found, expected, ""});
      };
      if (words.text("mesh checksum") != identity.mesh_checksum)
        add("the mesh " + identity.mesh_checksum + " where the checkpoint has " +
              words.text("mesh checksum"),
            "the mesh of the checkpoint");
      const ModelDifferences differences = compare_models(words.text("model"), identity.model);
      for (const std::string &difference : differences.refused)
        add(difference, "the model of the checkpoint");
      if (words.number("loop/day") > identity.end_day * (1 + 1e-9))
        add("Time/End = " + std::to_string(identity.end_day) +
              " day, before the day of the checkpoint, " + std::to_string(words.number("loop/day")),
            "a later end");
      if (!problems.empty())
        {
          std::vector<Problem> list = problems.list();
          list.back().remedy = "Choose another folder with --output for another model, or give "
                               "--overwrite instead of --resume to start afresh.";
          throw InputError(list);
        }
      return differences.allowed;
    }
  } // namespace

  StartingPoint
  choose_start(const RunFolder   &folder,
               const std::string &resume,
               const RunIdentity &identity,
               MPI_Comm           communicator)
  {
    StartingPoint start;
    if (resume.empty())
      return start;
    on_first_rank(communicator, [&]() {
      Snapshot words;
      start =
        resume == "auto" ? newest(folder, identity.earlier_status, words) : given(resume, words);
      if (start.checkpoint.empty())
        return;
      try
        {
          for (const std::string &change : compare(start.checkpoint, words, identity))
            start.notes.push_back("Changed since the checkpoint: " + change);
        }
      catch (const InputError &)
        {
          throw;
        }
      catch (const std::runtime_error &error)
        {
          fail(start.checkpoint,
               "a checkpoint of another version: " + std::string(error.what()),
               "one of this version of Callus",
               "");
        }
    });
    start.checkpoint = dealii::Utilities::MPI::broadcast(communicator, start.checkpoint);
    return start;
  }
} // namespace callus
