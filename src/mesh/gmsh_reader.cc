// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/gmsh_reader.h"

#include "base/problems.h"

#include <cstdlib>
#include <set>
#include <sstream>

namespace callus
{
  namespace
  {
    const char *const how_to_save = "Open it in Gmsh and export it as .msh, version 2.2 or 4.1.";

    struct Format
    {
      std::string version;
      bool        is_binary = false;
    };

    /// The byte order mark of a binary file.
    void
    check_byte_order(GmshScanner &scanner)
    {
      const bool has_carriage_return = scanner.is_behind_carriage_return();
      const int  one                 = scanner.integer("the number 1 in binary");
      if (has_carriage_return)
        scanner.fail("carriage returns in a binary file",
                     "the bytes that Gmsh wrote",
                     "The file was transferred as text: transfer it in binary mode, or export it "
                     "as ASCII.");
      if (one != 1 && one != 1 << 24)
        scanner.fail("something else than the number 1 in binary",
                     "binary data, because the file type is 1",
                     "If the file is text, its second line must say so (2.2 0 8); else export "
                     "the mesh from Gmsh again.");
      if (one != 1)
        scanner.fail("a binary file of another byte order",
                     "one written on a machine like this one",
                     "Export it as ASCII.");
    }

    Format
    read_format(GmshScanner &scanner)
    {
      std::istringstream text{std::string(scanner.text_line("version, file type, data size"))};
      Format             format;
      std::string        type, size;
      text >> format.version >> type >> size;
      if (size.empty())
        scanner.fail("'" + text.str().substr(0, 60) + "'",
                     "version, file type and data size, as in: 2.2 0 8",
                     "");
      if (format.version != "2.2" && format.version != "4.1")
        scanner.fail(
          "Gmsh format '" + format.version.substr(0, 20) + "'", "format 2.2 or 4.1", how_to_save);
      if (type != "0" && type != "1")
        scanner.fail(
          "file type '" + type.substr(0, 20) + "'", "0 (ASCII) or 1 (binary)", how_to_save);
      if (size != "8")
        scanner.fail("data size '" + size.substr(0, 20) + "'", "8", how_to_save);
      format.is_binary = type == "1";
      if (format.is_binary)
        {
          scanner.set_binary(true);
          check_byte_order(scanner);
        }
      scanner.end_section();
      return format;
    }

    /// 3 1 "cortical_bone"
    void
    read_name(GmshScanner &scanner, GmshFile &mesh)
    {
      const std::string  line(scanner.text_line("a physical name"));
      std::istringstream in(line);
      int                dimension = -1, number = 0;
      in >> dimension >> number;
      const std::size_t first = line.find('"'), last = line.rfind('"');
      if (!in || dimension < 0 || dimension > 3 || first == std::string::npos || last <= first)
        scanner.fail("'" + line.substr(0, 60) + "'",
                     "dimension, number and name of a physical group, as in: 3 1 \"callus\"",
                     "");
      const std::string name = line.substr(first + 1, last - first - 1);
      if (name.find_first_not_of(" \t") == std::string::npos)
        scanner.fail("a physical group without a name",
                     "a name between the quotation marks",
                     "Name the group in Gmsh.");
      if (name.find('|') != std::string::npos)
        scanner.fail("a physical group named '" + name.substr(0, 60) + "'",
                     "a name without '|', which stands for the interface of two regions",
                     "Give the group another name in Gmsh.");
      if (!mesh.group_names.emplace(std::make_pair(dimension, number), name).second)
        scanner.fail("a second name, '" + name.substr(0, 60) + "', for physical group " +
                       std::to_string(number) + " of dimension " + std::to_string(dimension),
                     "one name for each group",
                     "");
    }

    void
    read_names(GmshScanner &scanner, GmshFile &mesh)
    {
      const std::uint64_t n = scanner.text_size("the number of physical names");
      scanner.plausible(n, 7, "physical names");
      for (std::uint64_t i = 0; i < n; ++i)
        read_name(scanner, mesh);
      std::set<std::pair<int, std::string>> seen;
      for (const auto &[group, name] : mesh.group_names)
        if (!seen.emplace(group.first, name).second)
          scanner.fail("two physical groups named '" + name.substr(0, 60) + "'",
                       "one group for each name",
                       "Join the two groups in Gmsh, or rename one.");
    }

    /// What is no Gmsh file at all.
    void
    check_beginning(const std::string &file, const std::string &bytes)
    {
      const auto fail = [&](const std::string &found, const std::string &remedy) {
        throw InputError({Problem{{file, 1, ""}, found, "a Gmsh .msh file ($MeshFormat)", remedy}});
      };
      if (bytes.rfind("version https://git-lfs", 0) == 0)
        fail("a Git LFS pointer instead of the mesh", "Fetch the file itself with 'git lfs pull'.");
      if (bytes.empty())
        fail("an empty file", "Generate the mesh again.");
      if (bytes.find("$MeshFormat") == std::string::npos)
        fail("something else than a Gmsh mesh (no $MeshFormat)",
             "Open it in Gmsh, mesh it if it is a geometry, and export it as .msh, version 2.2 or "
             "4.1.");
    }
  } // namespace

  const GmshElementType &
  known_type(const GmshScanner &scanner, const int number)
  {
    const GmshElementType *type = gmsh_element_type(number);
    if (type == nullptr)
      scanner.fail("elements of Gmsh's type " + std::to_string(number),
                   "triangles, quadrilaterals, tetrahedra or hexahedra of first order",
                   "Mesh with 'Mesh.ElementOrder = 1' in Gmsh; Callus adds the nodes of quadratic "
                   "elements itself.");
    return *type;
  }

  GmshFile
  read_gmsh(const std::string &file, std::string bytes, const std::vector<std::string> &cell_data)
  {
    check_beginning(file, bytes);
    GmshScanner  scanner(file, std::move(bytes));
    GmshFile     mesh;
    GmshEntities entities;
    Format       format;
    mesh.file = file;
    std::set<std::string> seen;
    for (std::string section = scanner.next_section(); !section.empty();
         section             = scanner.next_section())
      {
                    const bool is_ours = section == "MeshFormat" || section == "PhysicalNames" ||
                                         section == "Entities" || section == "Nodes" || section == "Elements";
                    if (is_ours && !seen.insert(section).second)
          scanner.fail("a second section $" + section, "one", "");
        if (section == "MeshFormat")
          {
                        format = read_format(scanner);
                        continue;
          }
        if (format.version.empty())
          scanner.fail("$" + section + " before $MeshFormat", "$MeshFormat first", "");
        if (section == "PartitionedEntities")
          scanner.fail("a partitioned mesh",
                       "the mesh in one piece; Callus distributes it itself",
                       "Save it without partitions (Mesh.NbPartitions = 1).");
        const bool is_4 = format.version == "4.1";
                    if (section == "PhysicalNames")
          read_names(scanner, mesh);
        else if (section == "Entities" && is_4)
          entities = read_entities_4(scanner);
        else if (section == "Nodes")
          is_4 ? read_nodes_4(scanner, mesh) : read_nodes_2(scanner, mesh);
        else if (section == "Elements")
          is_4 ? read_elements_4(scanner, entities, mesh) : read_elements_2(scanner, mesh);
        else
          {
                        if (section == "ElementData" && !cell_data.empty())
              read_cell_data(scanner, cell_data, mesh);
            scanner.skip_section();
                        continue;
          }
        scanner.end_section();
      }
    for (const char *section : {"Nodes", "Elements"})
      if (seen.count(section) == 0)
        scanner.fail(
          "no section $" + std::string(section),
          "a mesh with nodes and elements",
          "Mesh the geometry in Gmsh (gmsh -3, or -2 for a plane mesh) before saving it.");
    return mesh;
  }
} // namespace callus
