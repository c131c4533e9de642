// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/command_line.h"
#include "app/guard.h"
#include "app/library_case.h"
#include "app/listings.h"
#include "base/locations.h"
#include "base/nearest_name.h"
#include "base/problems.h"
#include "base/units.h"
#include "kinetics/network.h"

#include <functional>
#include <iostream>

namespace callus
{
  namespace
  {
    /// What can be listed, and how it is found.
    struct Topic
    {
      std::string                                         name;
      std::function<Listing(const Arguments &, MPI_Comm)> list;
    };

    /// A topic that is part of the biology of a file or of the library.
    Topic
    of_network(const std::string &name, Listing (*list)(const Network &))
    {
      return {name, [list](const Arguments &arguments, MPI_Comm) {
                const Units units;
                const auto  file    = file_or_library(arguments, units);
                const auto  network = Network::read(file->root());
                file->problems().throw_if_any();
                return list(*network);
              }};
    }

    Listing
    materials(const Arguments &arguments, MPI_Comm)
    {
      const Units units;
      const auto  file    = file_or_library(arguments, units);
      Listing     listing = list_materials(file->root());
      file->problems().throw_if_any();
      return listing;
    }

    /// Without a file: those of the shipped case that uses every part of the program.
    Listing
    parameters(const Arguments &arguments, MPI_Comm)
    {
      Arguments of_case = arguments;
      of_case.words     = {arguments.words.size() > 1
                             ? arguments.words[1]
                             : library_directory() +
                                 "/tutorials/sheep_metatarsus/sheep_metatarsus.prm"};
      return list_case_parameters(run_options(of_case));
    }

    const std::vector<Topic> &
    topics()
    {
      static const std::vector<Topic> all = {
        of_network("fields", list_fields),
        of_network("drivers", list_drivers),
        of_network("quantities", list_quantities),
        of_network("processes", list_processes),
        {"laws", [](const Arguments &, MPI_Comm) { return list_laws(); }},
        {"materials", materials},
        {"parameters", parameters},
      };
      return all;
    }
  } // namespace

  int
  execute_list(const Arguments &arguments, MPI_Comm communicator)
  {
    int rank = 0;
    MPI_Comm_rank(communicator, &rank);
    std::vector<std::string> names;
    for (const Topic &topic : topics())
      {
        names.push_back(topic.name);
        if (topic.name != arguments.words.at(0))
          continue;
        const Listing listing = topic.list(arguments, communicator);
        if (rank == 0 && arguments.json)
          write_json(std::cout, listing);
        else if (rank == 0)
          write_text(std::cout, listing);
        std::cout << std::flush;
        return exit_code::done;
      }
    throw InputError({{{"command line", 0, ""},
                       "'list " + arguments.words[0] + "'",
                       "something that can be listed",
                       suggest(arguments.words[0], names)}});
  }
} // namespace callus
