// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "output/run_folder.h"

#include <string>
#include <vector>

namespace callus
{
  /// What must be the same in a checkpoint and in the run that goes on from it.
  struct RunIdentity
  {
    std::string model; ///< of model_identity()
    std::string mesh_checksum;
    double      end_day;
    std::string earlier_status; ///< status.json as it was found; rank 0
  };

  /// Where a run begins.
  struct StartingPoint
  {
    std::string              checkpoint; ///< path; empty: afresh
    std::vector<std::string> notes;      ///< for the log: what was passed over, what has changed
  };

  /**
   * What @p resume asks for: "" to start afresh; "auto" for the newest checkpoint in the folder that is whole, or afresh without one; else
   * the path of a checkpoint. Damaged ones are passed over with a note. Nothing is changed yet.
   *
   * Throws InputError on every rank, with one problem a difference, if the checkpoint belongs to another mesh or model, or if a given
   * one cannot be used; and if results of a completed run are there without a checkpoint, which starting afresh would destroy. Collective.
   */
  StartingPoint
  choose_start(const RunFolder   &folder,
               const std::string &resume,
               const RunIdentity &identity,
               MPI_Comm           communicator);
} // namespace callus
