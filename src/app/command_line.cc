// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/command_line.h"

#include "app/guard.h"
#include "base/nearest_name.h"
#include "base/problems.h"

#include <boost/program_options.hpp>

#include <iostream>
#include <sstream>

namespace callus
{
  namespace
  {
    namespace po = boost::program_options;

    [[noreturn]] void
    fail(const std::string &found, const std::string &expected, const std::string &remedy)
    {
      throw InputError({{{"command line", 0, ""}, found, expected, remedy}});
    }

    std::vector<std::string>
    command_names()
    {
      std::vector<std::string> names;
      for (const Command &command : commands())
        names.push_back(command.name);
      return names;
    }

    bool
    is_first(MPI_Comm communicator)
    {
      int rank = 0;
      MPI_Comm_rank(communicator, &rank);
      return rank == 0;
    }

    /// The options of one command, bound to the arguments.
    po::options_description
    options_of(const Command &command, Arguments &arguments)
    {
      po::options_description all;
      for (const std::string &option : command.options)
        if (option == "output")
          all.add_options()("output", po::value(&arguments.output));
        else if (option == "set")
          all.add_options()("set", po::value(&arguments.overrides));
        else if (option == "overwrite")
          all.add_options()("overwrite", po::bool_switch(&arguments.overwrite));
        else if (option == "resume")
          all.add_options()("resume", po::value(&arguments.resume));
        else if (option == "acting-on")
          all.add_options()("acting-on", po::value(&arguments.acting_on));
        else if (option == "among")
          all.add_options()("among", po::value(&arguments.among));
        else if (option == "json")
          all.add_options()("json", po::bool_switch(&arguments.json));
      all.add_options()("words", po::value(&arguments.words));
      return all;
    }

    Arguments
    parse(const Command &command, const std::vector<std::string> &words)
    {
      Arguments                          arguments;
      const po::options_description      options = options_of(command, arguments);
      po::positional_options_description positions;
      positions.add("words", -1);
      const std::string usage = "callus " + command.name + ' ' + command.synopsis;
      try
        {
          using namespace po::command_line_style;
          po::variables_map values;
          po::store(po::command_line_parser(words)
                      .options(options)
                      .positional(positions)
                      .style(allow_long | long_allow_adjacent | long_allow_next)
                      .run(),
                    values);
          po::notify(values);
        }
      catch (const po::error &error)
        {
          fail(error.what(), "'" + usage + "'", "'callus --help' explains the options.");
        }
      if (arguments.words.size() < command.least_words ||
          arguments.words.size() > command.most_words)
        fail(std::to_string(arguments.words.size()) + " words behind '" + command.name + "'",
             "'" + usage + "'",
             "Put a name or an assignment with blanks in quotes.");
      return arguments;
    }

    std::string
    quoted_line(const std::vector<std::string> &words)
    {
      std::string line = "callus";
      for (const std::string &word : words)
        line += word.find_first_of(" \t*|'") == std::string::npos ? ' ' + word : " \"" + word + '"';
      return line;
    }
  } // namespace

  const std::vector<Command> &
  commands()
  {
    static const std::vector<Command> all = {
      {"run",
       "FILE.prm [--output DIR] [--overwrite | --resume {auto|CHECKPOINT}] [--set \"Section/Entry "
       "= value\"]...",
       "Computes a healing. DIR is output/<name of the file> if it is not given; the results of "
       "an\n"
       "earlier run are replaced only with --overwrite. --resume auto goes on from the newest "
       "checkpoint\n"
       "in DIR, on any number of processes, and starts afresh if there is none. --set changes or\n"
       "scales one entry of the file.",
       {"output", "overwrite", "resume", "set"},
       1,
       1,
       execute_run},
      {"check",
       "FILE.prm [--set \"Section/Entry = value\"]...",
       "Does everything up to the first assembly and reports all that is wrong with the input.",
       {"set"},
       1,
       1,
       execute_check},
      {"well-mixed",
       "FILE.prm [--output DIR] [--overwrite] [--set \"Section/Entry = value\"]...",
       "Computes the same biology without space, in seconds.",
       {"output", "overwrite", "set"},
       1,
       1,
       execute_well_mixed},
      {"list",
       "{fields|drivers|quantities|processes|equations|network|laws|materials|parameters} "
       "[FILE.prm] "
       "[--set ...] [--acting-on FIELD,...] [--among FIELD,...] [--json]",
       "Lists what FILE.prm uses, or what Callus ships if it is not given. 'network' is who acts\n"
       "on whom, a graph for Graphviz: callus list network FILE.prm | dot -Tsvg > network.svg.\n"
       "--acting-on draws only what acts on these fields, --among only what they do to each other.",
       {"json", "set", "acting-on", "among"},
       1,
       2,
       execute_list},
      {"homogenise",
       "FILE.prm [--output FILE.json] [--set \"Section/Entry = value\"]...",
       "Computes the apparent stiffness and diffusivity of a periodic scaffold from its unit cell.",
       {"output", "set"},
       1,
       1,
       execute_homogenise},
      {"template",
       "{2d|axisymmetric|3d} [--output FILE.prm]",
       "Writes a commented parameter file that can be run, and its mesh beside it; overwrites "
       "nothing.",
       {"output"},
       1,
       1,
       execute_template},
      {"version",
       "",
       "Prints the versions of Callus and of the libraries in use (also: --version).",
       {},
       0,
       0,
       execute_version},
    };
    return all;
  }

  std::string
  help_text()
  {
    std::ostringstream text;
    text << "Callus simulates bone healing.\n\n";
    for (const Command &command : commands())
      {
        text << "callus " << command.name << ' ' << command.synopsis << '\n';
        std::istringstream lines(command.description);
        for (std::string line; std::getline(lines, line);)
          text << "    " << line << '\n';
        text << '\n';
      }
    text
      << "In parallel: mpirun -n N callus run FILE.prm\n"
         "Exit codes: 0 done, 1 the input is wrong, 2 the computation failed, 3 internal error,\n"
         "4 the results cannot be written, 75 stopped by SIGTERM or SIGUSR1, to be resumed.\n";
    return text.str();
  }

  int
  run_command_line(const std::vector<std::string> &words, MPI_Comm communicator)
  {
    if (words.empty())
      fail("no command",
           "one of: run, check, well-mixed, list, homogenise, template, version",
           "'callus --help' explains them.");
    std::string name = words[0];
    for (const std::string &word : words)
      if (word == "--help" || word == "-h" || name == "help")
        {
          if (is_first(communicator))
            std::cout << help_text() << std::flush;
          return exit_code::done;
        }
    if (name == "--version")
      name = "version";
    for (const Command &command : commands())
      if (command.name == name)
        {
          Arguments arguments    = parse(command, {words.begin() + 1, words.end()});
          arguments.command_line = quoted_line(words);
          return command.execute(arguments, communicator);
        }
    fail("the command '" + name + "'", "a command of callus", suggest(name, command_names()));
  }
} // namespace callus
