// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Nodes and elements of Gmsh's format 2.2.

#include "mesh/gmsh_reader.h"

#include <cstdlib>

namespace callus
{
  namespace
  {
    constexpr int most_tags = 1000;

    std::uint64_t
    node_number(GmshScanner &scanner)
    {
      const int number = scanner.integer("the number of a node");
      if (number < 0)
        scanner.fail("node " + std::to_string(number), "a positive number", "");
      return number;
    }

    int
    number_of_tags(GmshScanner &scanner)
    {
      const int n_tags = scanner.integer("the number of tags of an element");
      if (n_tags < 0 || n_tags > most_tags)
        scanner.fail(std::to_string(n_tags) + " tags of an element",
                     "at most " + std::to_string(most_tags),
                     "");
      return n_tags;
    }

    /// The tags (the first is the physical group) and nodes of one element.
    void
    read_rest(GmshScanner           &scanner,
              const GmshElementType &type,
              const int              number,
              const int              n_tags,
              GmshElements          &elements)
    {
      int group = 0;
      for (int t = 0; t < n_tags; ++t)
        {
          const int tag = scanner.integer("a tag of an element");
          group         = t == 0 ? tag : group;
        }
      elements.tags.push_back(number < 0 ? 0 : number);
      elements.groups.push_back(group < -1000000000 ? 0 : std::abs(group));
      for (unsigned int i = 0; i < type.n_nodes; ++i)
        elements.nodes.push_back(node_number(scanner));
    }

    void
    read_binary_block(GmshScanner &scanner, std::uint64_t &left, GmshFile &mesh)
    {
      const int              type_number = scanner.integer("an element type");
      const GmshElementType &type        = known_type(scanner, type_number);
      const int              n           = scanner.integer("the number of elements that follow");
      const int              n_tags      = number_of_tags(scanner);
      if (n < 1 || std::uint64_t(n) > left)
        scanner.fail(std::to_string(n) + " elements in a block",
                     "between 1 and the " + std::to_string(left) + " that the section has left",
                     "");
      for (int i = 0; i < n; ++i)
        {
          const int number = scanner.integer("the number of an element");
          read_rest(scanner, type, number, n_tags, mesh.elements[type_number]);
        }
      left -= n;
    }
  } // namespace

  void
  read_nodes_2(GmshScanner &scanner, GmshFile &mesh)
  {
    const std::size_t n =
      scanner.plausible(scanner.text_size("the number of nodes"),
                        4 + 3 * scanner.least_bytes(8) - 4 * !scanner.is_binary(),
                        "nodes");
    mesh.node_tags.reserve(n);
    mesh.points.reserve(n);
    for (std::size_t i = 0; i < n; ++i)
      {
        mesh.node_tags.push_back(node_number(scanner));
        std::array<double, 3> point;
        for (double &x : point)
          x = scanner.real("a coordinate");
        mesh.points.push_back(point);
      }
  }

  void
  read_elements_2(GmshScanner &scanner, GmshFile &mesh)
  {
    std::uint64_t left = scanner.plausible(
      scanner.text_size("the number of elements"), scanner.is_binary() ? 8 : 6, "elements");
    if (scanner.is_binary())
      {
        while (left > 0)
          read_binary_block(scanner, left, mesh);
        return;
      }
    for (; left > 0; --left)
      {
        const int              number      = scanner.integer("the number of an element");
        const int              type_number = scanner.integer("an element type");
        const GmshElementType &type        = known_type(scanner, type_number);
        const int              n_tags      = number_of_tags(scanner);
        read_rest(scanner, type, number, n_tags, mesh.elements[type_number]);
      }
  }
} // namespace callus
