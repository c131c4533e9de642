// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/library_case.h"

#include "base/locations.h"
#include "base/problems.h"
#include "base/units.h"
#include "output/run_folder.h"

#include <algorithm>
#include <filesystem>

namespace callus
{
  RunOptions
  run_options(const Arguments &arguments)
  {
    RunOptions options;
    options.parameter_file    = arguments.words.at(0);
    options.output_directory  = arguments.output.empty()
                                  ? default_output_directory(options.parameter_file)
                                  : arguments.output;
    options.overwrite         = arguments.overwrite;
    options.resume            = arguments.resume;
    options.overrides         = arguments.overrides;
    options.library_directory = library_directory();
    options.command_line      = arguments.command_line;
    return options;
  }

  std::unique_ptr<ParameterFile>
  open_case(const RunOptions &options, const Units &units)
  {
    auto file = std::make_unique<ParameterFile>(
      options.parameter_file, options.overrides, options.library_directory, units);
    file->throw_if_unreadable();
    return file;
  }

  namespace
  {
    /// Names of the parameter files in a folder, sorted; none if there is no such folder.
    std::vector<std::string>
    parameter_files(const std::string &folder)
    {
      std::vector<std::string> names;
      if (std::filesystem::is_directory(folder))
        for (const auto &entry : std::filesystem::directory_iterator(folder))
          if (entry.path().extension() == ".prm")
            names.push_back(entry.path().filename().string());
      std::sort(names.begin(), names.end());
      return names;
    }
  } // namespace

  std::unique_ptr<ParameterFile>
  file_or_library(const Arguments &arguments, const Units &units)
  {
    const std::string library = library_directory();
    if (arguments.words.size() > 1)
      {
        Arguments of_case = arguments;
        of_case.words     = {arguments.words[1]};
        return open_case(run_options(of_case), units);
      }

    // what builds on others comes behind them
    std::string text;
    for (const char *folder :
         {"library", "library/delivered", "library/scaffolds", "library/overlays"})
      for (const std::string &name : parameter_files(library + '/' + folder))
        text += std::string("include ") + folder + '/' + name + '\n';
    return ParameterFile::from_text(text, "the shipped library", library, units);
  }
} // namespace callus
