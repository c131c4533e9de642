// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "base/temporary_directory.h"
#include "base/units.h"

#include <memory>
#include <string>
#include <vector>

namespace callus
{
  namespace test
  {
    /// A parameter file from a text, for tests; may include the shipped library.
    class ParameterText
    {
    public:
      explicit ParameterText(const std::string              &text,
                             const std::vector<std::string> &overrides = {})
        : file_(std::make_unique<ParameterFile>(directory_.write("test.prm", text),
                                                overrides,
                                                CALLUS_SOURCE_DIR "/parameter_files",
                                                units_))
      {
      }

      ParameterFile *
      operator->()
      {
        return file_.get();
      }

    private:
      TemporaryDirectory             directory_;
      Units                          units_;
      std::unique_ptr<ParameterFile> file_;
    };
  } // namespace test
} // namespace callus
