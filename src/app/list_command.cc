// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/command_line.h"
#include "app/guard.h"
#include "app/library_case.h"
#include "app/listings.h"
#include "app/network_graph.h"
#include "base/locations.h"
#include "base/nearest_name.h"
#include "base/problems.h"
#include "base/units.h"
#include "kinetics/network.h"

#include <functional>
#include <iostream>
#include <sstream>

namespace callus
{
  namespace
  {
    /// What can be listed, and how it is written.
    struct Topic
    {
      std::string                                            name;
      std::function<void(const Arguments &, std::ostream &)> write;
    };

    void
    write(std::ostream &out, const Listing &listing, bool as_json)
    {
      if (as_json)
        write_json(out, listing);
      else
        write_text(out, listing);
    }

    Topic
    of_listing(const std::string &name, std::function<Listing(const Arguments &)> list)
    {
      return {name, [list](const Arguments &arguments, std::ostream &out) {
                write(out, list(arguments), arguments.json);
              }};
    }

    std::unique_ptr<Network>
    read_network(const Arguments &arguments)
    {
      const Units units;
      const auto  file    = file_or_library(arguments, units);
      auto        network = Network::read(file->root());
      file->problems().throw_if_any();
      return network;
    }

    /// A topic that is part of the biology of a file or of the library.
    Topic
    of_network(const std::string &name, Listing (*list)(const Network &))
    {
      return of_listing(
        name, [list](const Arguments &arguments) { return list(*read_network(arguments)); });
    }

    void
    equations(const Arguments &arguments, std::ostream &out)
    {
      const auto network = read_network(arguments);
      if (arguments.json)
        write_json(out, list_equations(*network));
      else
        write_equations(out, *network);
    }

    /// The names behind an option. Throws InputError if one is no field.
    std::vector<std::string>
    fields_of(const std::string &option, const std::string &words, const Catalogue &catalogue)
    {
      std::vector<std::string> names;
      std::istringstream       list(words);
      for (std::string name; std::getline(list, name, ',');)
        {
          if (!catalogue.find_field(name))
            throw InputError({{{"command line", 0, ""},
                               "'" + name + "' behind " + option,
                               "names of fields with commas between them",
                               suggest(name, catalogue.field_names())}});
          names.push_back(name);
        }
      return names;
    }

    void
    graph(const Arguments &arguments, std::ostream &out)
    {
      const auto      network = read_network(arguments);
      const GraphPart part{fields_of("--acting-on", arguments.acting_on, network->catalogue()),
                           fields_of("--among", arguments.among, network->catalogue())};
      if (arguments.json)
        write_json(out, list_graph(*network, part));
      else
        write_graph(out, *network, part);
    }

    Listing
    materials(const Arguments &arguments)
    {
      const Units units;
      const auto  file    = file_or_library(arguments, units);
      Listing     listing = list_materials(file->root());
      file->problems().throw_if_any();
      return listing;
    }

    /// Without a file: those of the shipped case that uses every part of the program.
    Listing
    parameters(const Arguments &arguments)
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
        {"equations", equations},
        {"network", graph},
        of_listing("laws", [](const Arguments &) { return list_laws(); }),
        of_listing("materials", materials),
        of_listing("parameters", parameters),
      };
      return all;
    }

    /// Only the network can be restricted to some fields.
    void
    expect_network(const Arguments &arguments)
    {
      const std::string option = !arguments.acting_on.empty() ? "--acting-on"
                                 : !arguments.among.empty()   ? "--among"
                                                              : "";
      if (!option.empty() && arguments.words.at(0) != "network")
        throw InputError({{{"command line", 0, ""},
                           option + " with 'list " + arguments.words[0] + "'",
                           option + " only with 'list network'",
                           "Leave " + option + " out."}});
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
        expect_network(arguments);
        std::ostringstream out;
        topic.write(arguments, out);
        if (rank == 0)
          std::cout << out.str() << std::flush;
        return exit_code::done;
      }
    throw InputError({{{"command line", 0, ""},
                       "'list " + arguments.words[0] + "'",
                       "something that can be listed",
                       suggest(arguments.words[0], names)}});
  }
} // namespace callus
