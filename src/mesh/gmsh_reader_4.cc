// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Entities, nodes and elements of Gmsh's format 4.1.

#include "mesh/gmsh_reader.h"

#include <cstdlib>

namespace callus
{
  namespace
  {
    constexpr std::size_t most_groups =
      100; // of one entity, so that a damaged file cannot fill the memory

    std::size_t
    count(GmshScanner &scanner, const std::size_t bytes_each, const char *what)
    {
      const std::uint64_t n = scanner.size(what);
      return scanner.plausible(n, bytes_each, what);
    }

    void
    skip_reals(GmshScanner &scanner, const unsigned int n)
    {
      for (unsigned int i = 0; i < n; ++i)
        scanner.real("a coordinate of an entity");
    }

    void
    read_entity(GmshScanner &scanner, const int dim, GmshEntities &entities)
    {
      const int tag = scanner.integer("the number of an entity");
      skip_reals(scanner, dim == 0 ? 3 : 6); // a point, or a bounding box
      auto             &groups   = entities[{dim, tag}];
      const std::size_t n_groups = count(scanner, scanner.least_bytes(4), "physical groups");
      if (n_groups > most_groups)
        scanner.fail(std::to_string(n_groups) + " physical groups of one entity",
                     "at most " + std::to_string(most_groups),
                     "");
      for (std::size_t i = 0; i < n_groups; ++i)
        if (const int group = scanner.integer("the number of a physical group");
            group > -1000000000) // its sign is an orientation
          groups.push_back(std::abs(group));
      if (dim > 0)
        {
          const std::size_t n = count(scanner, scanner.least_bytes(4), "bounding entities");
          for (std::size_t i = 0; i < n; ++i)
            scanner.integer("the number of a bounding entity");
        }
    }

    struct BlockHead
    {
      int         dim, entity, kind; ///< kind: parametric (nodes), element type (elements)
      std::size_t n;
    };

    BlockHead
    read_block_head(GmshScanner &scanner, const std::size_t bytes_each, const char *what)
    {
      BlockHead block;
      block.dim    = scanner.integer("the dimension of an entity");
      block.entity = scanner.integer("the number of an entity");
      block.kind   = scanner.integer("a kind");
      if (block.dim < 0 || block.dim > 3)
        scanner.fail("an entity of dimension " + std::to_string(block.dim), "0, 1, 2 or 3", "");
      block.n = count(scanner, bytes_each, what);
      return block;
    }

    void
    check_sum(const GmshScanner  &scanner,
              const std::uint64_t announced,
              const std::uint64_t found,
              const std::string  &what)
    {
      if (announced != found)
        scanner.fail(std::to_string(found) + " " + what + " in the blocks",
                     "the " + std::to_string(announced) + " that the section announces",
                     "");
    }
  } // namespace

  GmshEntities
  read_entities_4(GmshScanner &scanner)
  {
    std::size_t n[4];
    for (std::size_t &number : n)
      number = count(scanner, scanner.least_bytes(4), "entities");
    GmshEntities entities;
    for (int dim = 0; dim < 4; ++dim)
      for (std::size_t i = 0; i < n[dim]; ++i)
        read_entity(scanner, dim, entities);
    return entities;
  }

  void
  read_nodes_4(GmshScanner &scanner, GmshFile &mesh)
  {
    const std::size_t   least    = scanner.least_bytes(8);
    const std::size_t   n_blocks = count(scanner, 1, "blocks of nodes");
    const std::uint64_t n_nodes  = count(scanner, 4 * least, "nodes");
    scanner.size("the smallest number of a node");
    scanner.size("the largest number of a node");
    for (std::size_t b = 0; b < n_blocks; ++b)
      {
        const BlockHead block = read_block_head(scanner, 4 * least, "nodes");
        for (std::size_t i = 0; i < block.n; ++i)
          mesh.node_tags.push_back(scanner.size("the number of a node"));
        for (std::size_t i = 0; i < block.n; ++i)
          {
            std::array<double, 3> point;
            for (double &x : point)
              x = scanner.real("a coordinate");
            for (int p = 0; block.kind != 0 && p < block.dim; ++p)
              scanner.real("a parametric coordinate");
            mesh.points.push_back(point);
          }
      }
    check_sum(scanner, n_nodes, mesh.points.size(), "nodes");
  }

  void
  read_elements_4(GmshScanner &scanner, const GmshEntities &entities, GmshFile &mesh)
  {
    const std::size_t   least      = scanner.least_bytes(8);
    const std::size_t   n_blocks   = count(scanner, 1, "blocks of elements");
    const std::uint64_t n_elements = count(scanner, 2 * least, "elements");
    scanner.size("the smallest number of an element");
    scanner.size("the largest number of an element");
    std::uint64_t found = 0;
    for (std::size_t b = 0; b < n_blocks; ++b)
      {
        const BlockHead        block  = read_block_head(scanner, 2 * least, "elements");
        const GmshElementType &type   = known_type(scanner, block.kind);
        const auto             entity = entities.find({block.dim, block.entity});
        // without physical group, an element still counts once
        const std::vector<int> groups =
          entity == entities.end() || entity->second.empty() ? std::vector<int>{0} : entity->second;
        if (type.dim != static_cast<unsigned int>(block.dim))
          scanner.fail(std::string(type.name) + " on an entity of dimension " +
                         std::to_string(block.dim),
                       "elements of the dimension of their entity",
                       "");
        GmshElements              &elements = mesh.elements[block.kind];
        std::vector<std::uint64_t> nodes(type.n_nodes);
        for (std::size_t i = 0; i < block.n; ++i)
          {
            const std::uint64_t tag = scanner.size("the number of an element");
            for (std::uint64_t &node : nodes)
              node = scanner.size("the number of a node");
            for (const int group : groups)
              {
                elements.tags.push_back(tag);
                elements.groups.push_back(group);
                elements.nodes.insert(elements.nodes.end(), nodes.begin(), nodes.end());
              }
          }
        found += block.n;
      }
    check_sum(scanner, n_elements, found, "elements");
  }
} // namespace callus
