// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "output/checkpoint_file.h"

#include "base/communication.h"
#include "output/first_rank.h"
#include "output/hdf5_file.h"

#include <deal.II/base/mpi.h>

#include <boost/crc.hpp>
#include <boost/serialization/map.hpp>

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace callus
{
  namespace
  {
    constexpr std::size_t header_bytes = 512;
    const char *const     first_line   = "Callus checkpoint, format 1";
    const std::string     numbering    = "numbering of "; // names of the checksums of the orders

    const char *
    name_of(Support support)
    {
      static const std::map<Support, const char *> names = {
        {Support::healing_nodes, "healing_nodes"},
        {Support::quadratic_nodes, "quadratic_nodes"},
        {Support::linear_nodes, "linear_nodes"},
        {Support::cells, "cells"}};
      return names.at(support);
    }

    std::string
    place_of(const std::string &name, Support support)
    {
      return std::string("arrays/") + name_of(support) + '/' + name;
    }

    std::string
    header_text(double day, const Bytes &contents)
    {
      boost::crc_32_type crc;
      crc.process_bytes(contents.first, contents.second);
      char text[header_bytes] = {};
      std::snprintf(text,
                    sizeof(text),
                    "%s\nday %.17g\nbytes %zu\ncrc32 %08x\n",
                    first_line,
                    day,
                    contents.second,
                    static_cast<unsigned int>(crc.checksum()));
      return {text, sizeof(text)};
    }

    /// Runs an action on rank 0, between collective calls; what it throws there is kept for the end.
    class FirstRankWork
    {
    public:
      explicit FirstRankWork(MPI_Comm communicator)
        : communicator_(communicator)
        , is_first_(mpi::this_rank(communicator) == 0)
      {
      }

      template <typename Action>
      void
      operator()(const Action &action)
      {
        if (is_first_ && !failure_)
          try
            {
              action();
            }
          catch (...)
            {
              failure_ = std::current_exception();
            }
      }

      /// Throws on all ranks what was thrown on the first. Collective.
      void
      finish()
      {
        on_first_rank(communicator_, [&]() {
          if (failure_)
            std::rethrow_exception(failure_);
        });
      }

    private:
      MPI_Comm           communicator_;
      bool               is_first_;
      std::exception_ptr failure_;
    };

    Snapshot
    read_words_from(const Hdf5Reader &file)
    {
      Snapshot     words;
      unsigned int n_columns = 0;
      for (const std::string &name : file.names("numbers"))
        words.numbers[name] = file.values("numbers/" + name, n_columns).at(0);
      for (const std::string &name : file.names("texts"))
        words.texts[name] = file.text("texts/" + name);
      return words;
    }
  } // namespace


  void
  checkpoint_file::write(const std::string &path,
                         double             day,
                         const Snapshot    &snapshot,
                         const Orders      &orders,
                         MPI_Comm           communicator)
  {
    FirstRankWork              on_first(communicator);
    std::unique_ptr<Hdf5Image> image;
    on_first([&]() {
      image = std::make_unique<Hdf5Image>(header_bytes);
      for (const auto &[name, number] : snapshot.numbers)
        image->add("numbers/" + name, {number}, 1);
      for (const auto &[name, text] : snapshot.texts)
        image->add("texts/" + name, text);
      for (const auto &[support, order] : orders)
        image->add("numbers/" + numbering + name_of(support), {double(order.checksum())}, 1);
    });
    for (const auto &[name, array] : snapshot.arrays)
      {
        const std::vector<double> ordered =
          orders.at(array.support).collect(array.values, array.n_components);
        on_first([&, &name = name, &array = array]() {
          image->add(place_of(name, array.support), ordered, array.n_components);
        });
      }
    on_first([&]() {
      const Bytes       contents = image->contents();
      const std::string header   = header_text(day, contents);
      replace_durably(path, {{header.data(), header.size()}, contents});
    });
    on_first.finish();
  }


  std::string
  checkpoint_file::damage(const std::string &path)
  {
    std::ifstream file(path, std::ios::binary);
    std::string   header(header_bytes, '\0');
    if (!file || !file.read(header.data(), header.size()))
      return "it cannot be read, or is shorter than its header";
    std::istringstream lines(header);
    std::string        line, word;
    double             day     = 0;
    std::size_t        n_bytes = 0, n_read = 0;
    unsigned int       expected = 0;
    std::getline(lines, line);
    if (line != first_line)
      return "it does not begin with '" + std::string(first_line) + "'";
    lines >> word >> day >> word >> n_bytes >> word >> std::hex >> expected;
    if (!lines)
      return "its header is damaged";

    boost::crc_32_type      crc;
    std::array<char, 65536> block;
    while (file.read(block.data(), block.size()) || file.gcount() > 0)
      {
        crc.process_bytes(block.data(), static_cast<std::size_t>(file.gcount()));
        n_read += static_cast<std::size_t>(file.gcount());
      }
    if (n_read != n_bytes)
      return "it has " + std::to_string(n_read) + " bytes instead of " + std::to_string(n_bytes);
    if (crc.checksum() != expected)
      return "its checksum is wrong";
    return "";
  }


  Snapshot
  checkpoint_file::read_words(const std::string &path)
  {
    return read_words_from(Hdf5Reader(path));
  }


  Snapshot
  checkpoint_file::read(const std::string &path, const Orders &orders, MPI_Comm communicator)
  {
    FirstRankWork               on_first(communicator);
    std::unique_ptr<Hdf5Reader> file;
    Snapshot                    snapshot;
    std::vector<std::string>    names[4]; // of the arrays on each support
    const Support               supports[4] = {
                    Support::healing_nodes, Support::quadratic_nodes, Support::linear_nodes, Support::cells};
    on_first([&]() {
      file     = std::make_unique<Hdf5Reader>(path);
      snapshot = read_words_from(*file);
      for (unsigned int s = 0; s < 4; ++s)
        {
          names[s]         = file->names(std::string("arrays/") + name_of(supports[s]));
          const auto order = orders.find(supports[s]);
          if (names[s].empty())
            continue;
          if (order == orders.end() ||
              snapshot.number(numbering + name_of(supports[s])) != double(order->second.checksum()))
            throw std::runtime_error(std::string("the ") + name_of(supports[s]) +
                                     " are numbered differently");
        }
    });
    on_first.finish();

    snapshot.numbers = dealii::Utilities::MPI::broadcast(communicator, snapshot.numbers);
    snapshot.texts   = dealii::Utilities::MPI::broadcast(communicator, snapshot.texts);
    for (unsigned int s = 0; s < 4; ++s)
      for (const std::string &name : dealii::Utilities::MPI::broadcast(communicator, names[s]))
        {
          unsigned int        n_components = 1;
          std::vector<double> ordered;
          on_first([&]() {
            ordered = file->values(place_of(name, supports[s]), n_components);
            if (ordered.size() != orders.at(supports[s]).size() * n_components)
              throw std::runtime_error("'" + name + "' has another number of rows");
          });
          on_first.finish();
          n_components          = dealii::Utilities::MPI::broadcast(communicator, n_components);
          snapshot.arrays[name] = {
            supports[s], n_components, orders.at(supports[s]).distribute(ordered, n_components)};
        }
    return snapshot;
  }
} // namespace callus
