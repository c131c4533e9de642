// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/space_numbering.h"

#include "mesh/rank_exchange.h"

#include <boost/sort/spreadsort/integer_sort.hpp>

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace callus
{
  namespace
  {
    using Numbers = std::vector<std::int64_t>;

    /// The nodes of the local cells, each once, by key.
    struct LocalNodes
    {
      Numbers                    key;     ///< ascending
      std::vector<std::uint32_t> of_cell; ///< index into key, cell after cell
      std::vector<std::uint32_t> owner;   ///< rank; meaningful for the nodes of owned cells
      std::vector<char>          in_owned_cell;

      std::uint32_t
      find(const std::int64_t wanted) const
      {
        return std::lower_bound(key.begin(), key.end(), wanted) - key.begin();
      }
    };

    template <int dim>
    LocalNodes
    collect(const unsigned int    nodes_per_cell,
            const unsigned int    keys_per_cell,
            const LocalMesh<dim> &part,
            const Numbers        &keys)
    {
      LocalNodes nodes;
      using Place = std::pair<std::int64_t, std::uint32_t>;
      std::vector<Place> sorted;
      sorted.reserve(part.cell.size() * nodes_per_cell);
      for (std::size_t c = 0; c < part.cell.size(); ++c)
        for (unsigned int i = 0; i < nodes_per_cell; ++i)
          sorted.emplace_back(keys[c * keys_per_cell + i], sorted.size());
      boost::sort::spreadsort::integer_sort( // by radix: half the time of comparisons
        sorted.begin(),
        sorted.end(),
        [](const Place &place, const unsigned int shift) { return place.first >> shift; },
        [](const Place &a, const Place &b) { return a.first < b.first; });
      nodes.of_cell.resize(sorted.size());
      for (const auto &[key, place] : sorted)
        {
          if (nodes.key.empty() || nodes.key.back() != key)
            nodes.key.push_back(key);
          nodes.of_cell[place] = nodes.key.size() - 1;
        }
      nodes.owner.assign(nodes.key.size(), std::numeric_limits<std::uint32_t>::max());
      nodes.in_owned_cell.assign(nodes.key.size(), 0);
      for (std::size_t i = 0; i < nodes.of_cell.size(); ++i)
        {
          const std::size_t cell = i / nodes_per_cell;
          std::uint32_t    &rank = nodes.owner[nodes.of_cell[i]];
          rank                   = std::min(rank, part.owner[cell]);
          if (cell < part.n_owned)
            nodes.in_owned_cell[nodes.of_cell[i]] = 1;
        }
      return nodes;
    }

    /// Asks each rank for the numbers of nodes; @p answer gives the numbers for one question. Collective.
    template <typename Answer>
    std::vector<Numbers>
    ask(const std::vector<Numbers> &questions, const Answer &answer, MPI_Comm communicator)
    {
      std::vector<Numbers> answers(questions.size());
      const auto           asked = exchange_numbers(questions, communicator);
      for (std::size_t r = 0; r < asked.size(); ++r)
        for (const std::int64_t question : asked[r])
          answer(question, answers[r]);
      return exchange_numbers(answers, communicator);
    }

    /// Numbers of the nodes of owned cells that other ranks own.
    void
    number_shared(const LocalNodes   &nodes,
                  const std::uint32_t rank,
                  Numbers            &number,
                  MPI_Comm            communicator)
    {
      int n_ranks = 1;
      MPI_Comm_size(communicator, &n_ranks);
      std::vector<Numbers> questions(n_ranks);
      for (std::size_t i = 0; i < nodes.key.size(); ++i)
        if (nodes.in_owned_cell[i] && nodes.owner[i] != rank)
          questions[nodes.owner[i]].push_back(nodes.key[i]);
      const auto answers = ask(
        questions,
        [&](const std::int64_t key, Numbers &result) { result.push_back(number[nodes.find(key)]); },
        communicator);
      for (int r = 0; r < n_ranks; ++r)
        for (std::size_t i = 0; i < answers[r].size(); ++i)
          number[nodes.find(questions[r][i])] = answers[r][i];
    }

    /// Numbers of the nodes of ghost cells: the owner of the cell knows all of them.
    template <int dim>
    void
    number_ghosts(const unsigned int    nodes_per_cell,
                  const LocalMesh<dim> &part,
                  const LocalNodes     &nodes,
                  Numbers              &number,
                  MPI_Comm              communicator)
    {
      int n_ranks = 1;
      MPI_Comm_size(communicator, &n_ranks);
      std::vector<Numbers>                  questions(n_ranks);
      std::vector<std::vector<std::size_t>> cells(n_ranks);
      for (std::size_t c = part.n_owned; c < part.cell.size(); ++c)
        {
          questions[part.owner[c]].push_back(part.cell[c]);
          cells[part.owner[c]].push_back(c);
        }
      const auto answers = ask(
        questions,
        [&](const std::int64_t cell, Numbers &result) {
          const std::size_t local = std::lower_bound(part.cell.begin(),
                                                     part.cell.begin() + part.n_owned,
                                                     std::uint64_t(cell)) -
                                    part.cell.begin();
          for (unsigned int i = 0; i < nodes_per_cell; ++i)
            result.push_back(number[nodes.of_cell[local * nodes_per_cell + i]]);
        },
        communicator);
      for (int r = 0; r < n_ranks; ++r)
        for (std::size_t i = 0; i < answers[r].size(); ++i)
          number[nodes
                   .of_cell[cells[r][i / nodes_per_cell] * nodes_per_cell + i % nodes_per_cell]] =
            answers[r][i];
    }

    /// Numbers of the own nodes: Cuthill-McKee behind those of the lower ranks.
    void
    number_own(const LocalNodes   &nodes,
               const std::uint32_t rank,
               const unsigned int  nodes_per_cell,
               Numbers            &number,
               std::int64_t       &n_owned,
               std::int64_t       &first_owned,
               MPI_Comm            communicator)
    {
      constexpr std::uint32_t    other = -1;
      std::vector<std::uint32_t> own(nodes.key.size(), other), cell_nodes(nodes.of_cell.size());
      n_owned = 0;
      for (std::size_t i = 0; i < own.size(); ++i)
        if (nodes.owner[i] == rank)
          own[i] = n_owned++;
      for (std::size_t i = 0; i < cell_nodes.size(); ++i)
        cell_nodes[i] = own[nodes.of_cell[i]];
      const std::vector<std::uint32_t> order = cuthill_mckee(n_owned, nodes_per_cell, cell_nodes);
      first_owned                            = 0;
      MPI_Exscan(&n_owned, &first_owned, 1, MPI_INT64_T, MPI_SUM, communicator);
      if (rank == 0)
        first_owned = 0; // left undefined by MPI_Exscan
      for (std::size_t i = 0; i < own.size(); ++i)
        if (own[i] != other)
          number[i] = first_owned + order[own[i]];
    }
  } // namespace

  template <int dim>
  NodalSpace<dim>
  number_space(const unsigned int    degree,
               const CellShape      &shape,
               const LocalMesh<dim> &part,
               const Numbers        &keys,
               MPI_Comm              communicator)
  {
    int rank = 0;
    MPI_Comm_rank(communicator, &rank);
    NodalSpace<dim> space;
    space.degree           = degree;
    space.nodes_per_cell   = shape.n_nodes(degree);
    const LocalNodes nodes = collect(space.nodes_per_cell, shape.n_nodes(2), part, keys);
    Numbers          number(nodes.key.size(), -1);
    number_own(
      nodes, rank, space.nodes_per_cell, number, space.n_owned, space.first_owned, communicator);
    number_shared(nodes, rank, number, communicator);
    number_ghosts(space.nodes_per_cell, part, nodes, number, communicator);
    MPI_Allreduce(&space.n_owned, &space.n_global, 1, MPI_INT64_T, MPI_SUM, communicator);

    for (const std::uint32_t i : nodes.of_cell)
      space.cell_nodes.push_back(number[i]);
    for (const std::int64_t n : number)
      if (!space.owns(n))
        space.ghost_nodes.push_back(n);
    std::sort(space.ghost_nodes.begin(), space.ghost_nodes.end());
    space.key.resize(space.n_local());
    for (std::size_t i = 0; i < number.size(); ++i)
      space.key[space.local_index(number[i])] = nodes.key[i];

    space.owned_points.resize(space.n_owned);
    for (std::size_t i = 0; i < space.cell_nodes.size(); ++i)
      if (space.owns(space.cell_nodes[i]))
        {
          const std::size_t       c       = i / space.nodes_per_cell;
          const auto             &parents = shape.node_parents[i % space.nodes_per_cell];
          std::array<double, dim> x{};
          for (const unsigned int v : parents)
            for (unsigned int k = 0; k < dim; ++k)
              x[k] += part.points[part.vertices[c * shape.n_vertices + v]][k] / parents.size();
          space.owned_points[space.cell_nodes[i] - space.first_owned] = x;
        }
    return space;
  }

  template NodalSpace<2>
  number_space(unsigned int, const CellShape &, const LocalMesh<2> &, const Numbers &, MPI_Comm);
  template NodalSpace<3>
  number_space(unsigned int, const CellShape &, const LocalMesh<3> &, const Numbers &, MPI_Comm);
} // namespace callus
