// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

// Data of cells: $ElementData of a Gmsh file.

#include "base/nearest_name.h"
#include "mesh/gmsh_reader.h"
#include "mesh/whole_mesh.h"

#include <algorithm>
#include <limits>

namespace callus
{
  namespace
  {
    /// "youngs_modulus", in quotation marks or without.
    std::string
    read_name(GmshScanner &scanner)
    {
      std::string name(scanner.text_line("the name of the data"));
      if (name.size() > 1 && name.front() == '"' && name.back() == '"')
        name = name.substr(1, name.size() - 2);
      return name;
    }

    /// The tags in front of the data, which are text in every format: name, number of components, number of elements.
    struct DataHead
    {
      std::string   name;
      std::uint64_t n_components = 0, n_elements = 0;
    };

    DataHead
    read_head(GmshScanner &scanner)
    {
      DataHead            head;
      const std::uint64_t n_texts =
        scanner.plausible(scanner.text_size("the number of string tags"), 1, "string tags");
      for (std::uint64_t i = 0; i < n_texts; ++i)
        {
          const std::string text = read_name(scanner);
          head.name              = i == 0 ? text : head.name;
        }
      const std::uint64_t n_reals =
        scanner.plausible(scanner.text_size("the number of real tags"), 1, "real tags");
      for (std::uint64_t i = 0; i < n_reals; ++i)
        scanner.text_line("a real tag");
      const std::uint64_t n_integers =
        scanner.plausible(scanner.text_size("the number of integer tags"), 1, "integer tags");
      for (std::uint64_t i = 0; i < n_integers; ++i)
        {
          const std::uint64_t value = scanner.text_size("an integer tag");
          if (i == 1)
            head.n_components = value;
          if (i == 2)
            head.n_elements = value;
        }
      if (n_integers < 3)
        scanner.fail(std::to_string(n_integers) + " integer tags of the data '" + head.name + "'",
                     "at least three: time step, components, elements",
                     "");
      return head;
    }
  } // namespace

  void
  read_cell_data(GmshScanner &scanner, const std::vector<std::string> &wanted, GmshFile &mesh)
  {
    const DataHead head = read_head(scanner);
    mesh.cell_data_names.push_back(head.name);
    if (std::find(wanted.begin(), wanted.end(), head.name) == wanted.end())
      return;
    if (head.n_components != 1)
      scanner.fail(std::to_string(head.n_components) + " components of '" + head.name + "'",
                   "one number a cell",
                   "Write each component as data of its own.");
    if (mesh.cell_data.count(head.name) > 0)
      scanner.fail("a second $ElementData '" + head.name + "'",
                   "one set of data of a name",
                   "Keep one time step, or give the others another name.");
    GmshCellData &data = mesh.cell_data[head.name];
    scanner.plausible(head.n_elements, scanner.is_binary() ? 12 : 4, "values");
    for (std::uint64_t i = 0; i < head.n_elements; ++i)
      {
        const int tag = scanner.integer("the number of an element");
        data.tags.push_back(tag < 0 ? 0 : tag);
        data.values.push_back(scanner.real("a value"));
      }
  }

  template <int dim>
  void
  take_cell_data(const GmshFile                   &file,
                 const MeshReading                &reading,
                 const std::vector<std::uint64_t> &tags,
                 WholeMesh<dim>                   &mesh)
  {
    if (reading.cell_data.empty())
      return;
    std::vector<std::pair<std::uint64_t, std::size_t>> cell_of;
    for (std::size_t c = 0; c < tags.size(); ++c)
      cell_of.emplace_back(tags[c], c);
    std::sort(cell_of.begin(), cell_of.end());
    for (const std::string &name : reading.cell_data)
      {
        const auto data = file.cell_data.find(name);
        if (data == file.cell_data.end())
          refuse_mesh(file.file,
                      "no data of cells called '" + name + "'",
                      "a section $ElementData of that name",
                      file.cell_data_names.empty()
                        ? "The file has no $ElementData; callus-mesh material writes it."
                        : suggest(name, file.cell_data_names));
        std::vector<double> values(tags.size(), std::numeric_limits<double>::quiet_NaN());
        for (std::size_t i = 0; i < data->second.tags.size(); ++i)
          {
            const auto found = std::lower_bound(
              cell_of.begin(), cell_of.end(), std::make_pair(data->second.tags[i], std::size_t(0)));
            // data of faces and lines are none of ours
            if (found != cell_of.end() && found->first == data->second.tags[i])
              values[found->second] = data->second.values[i];
          }
        mesh.cell_data.push_back(std::move(values));
      }
  }

  template void
  take_cell_data(const GmshFile &,
                 const MeshReading &,
                 const std::vector<std::uint64_t> &,
                 WholeMesh<2> &);
  template void
  take_cell_data(const GmshFile &,
                 const MeshReading &,
                 const std::vector<std::uint64_t> &,
                 WholeMesh<3> &);
} // namespace callus
