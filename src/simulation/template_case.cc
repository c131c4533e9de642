// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/template_case.h"

#include "base/nearest_name.h"
#include "base/parameters.h"
#include "base/units.h"
#include "mesh/osteotomy_mesh.h"
#include "simulation/healing_case.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace callus
{
  namespace
  {
    namespace fs = std::filesystem;

    struct Kind
    {
      std::string   name;
      OsteotomyMesh mesh;
      void (*read)(ParameterFile &file); ///< reads the case, so that its entries are declared
    };

    template <int dim>
    void
    read_case(ParameterFile &file)
    {
      const HealingCase<dim> healing(file, MPI_COMM_SELF);
    }

    const std::vector<Kind> &
    kinds()
    {
      static const std::vector<Kind> all = {
        {"2d", OsteotomyMesh::plane, &read_case<2>},
        {"axisymmetric", OsteotomyMesh::axisymmetric, &read_case<2>},
        {"3d", OsteotomyMesh::three_dimensional, &read_case<3>},
      };
      return all;
    }

    const Kind &
    find_kind(const std::string &name)
    {
      for (const Kind &kind : kinds())
        if (kind.name == name)
          return kind;
      throw InputError({{{"command line", 0, ""},
                         "'template " + name + "'",
                         "a kind of template",
                         suggest(name, template_kinds())}});
    }

    /// What each section is for, and where more is said.
    const std::map<std::string, std::string> &
    section_comments()
    {
      static const std::map<std::string, std::string> comments = {
        {"Mesh",
         "--- Where: the mesh with its regions and surfaces by name (docs/user/meshes.md)"},
        {"Surfaces",
         "Names for parts of a surface or of an interface 'a|b' between two regions; supplies and "
         "loads can use them"},
        {"Regions",
         "What each region of the mesh is: it heals, or it is of a material that does not change"},
        {"Mechanics",
         "--- One loading cycle: supports, loads, fixator, stimulus law (docs/user/mechanics.md)"},
        {"Mechanics/Supports", "What is held, one subsection each"},
        {"Mechanics/Loads", "What acts on the body, one subsection each"},
        {"Mechanics/Fixator",
         "Force of the fixator by the displacement of its ends, piecewise linear"},
        {"Mechanics/Update", "When mechanics is solved again"},
        {"Coupling", "How often mechanics and biology meet"},
        {"Transport", "--- Solver of diffusion"},
        {"Time", "--- How long, and with which steps"},
        {"Measures",
         "--- What is measured: movement of the fragments, bridging, union (docs/user/output.md)"},
        {"Output", "--- What is written, and how often (docs/user/output.md)"}};
      return comments;
    }

    std::string
    header(const std::string &kind, const std::string &file)
    {
      return "# A healing that can be run as it is, and changed. Written by: callus template " +
             kind +
             "\n#\n"
             "#     callus check " +
             file +
             "     what is understood, what it will cost\n"
             "#     callus run " +
             file +
             "       (in parallel: mpirun -n 2 callus run ...)\n#\n"
             "# Values are written `number unit [source]`: any unit that converts; the source is a "
             "key of\n"
             "# docs/references.bib, `assumed`, `calibrated`, or `measured` (your own). Settings "
             "of the program need no\n"
             "# source and may be left out. What begins with '#' is a comment.\n"
             "# docs/user/parameter_files.md explains the rest.\n\n"
             "# --- What heals, and how: the shipped library. A later `set` of one of its entries "
             "replaces it, `*=` scales it.\n"
             "include library/biology.prm                # fields and processes: inflammation, "
             "cells, matrices, vessels, oxygen\n"
             "include library/species_sheep.prm          # how much slower than in the mouse: "
             "species_*.prm\n"
             "include library/mechanics_to_biology.prm   # what the mechanical stimulus does to "
             "cells\n"
             "include library/supply.prm                 # cells and vessels from marrow and "
             "periosteum\n"
             "include library/materials.prm              # poroelastic materials, and how tissues "
             "mix\n"
             "include library/stimulus_laws.prm          # thresholds of the stimulus laws\n\n";
    }

    void
    refuse_to_overwrite(const std::string &file)
    {
      std::error_code error;
      if (fs::exists(file, error))
        throw InputError(
          {{{file, 0, ""},
            "a file of this name",
            "a name that is free",
            "Templates do not overwrite: move the file, or choose another with --output."}});
    }

    void
    write_file(const std::string &name, const std::string &text)
    {
      std::ofstream out(name);
      out << text << std::flush;
      if (!out)
        {
          fs::remove(name);
          throw InputError({{{name, 0, ""},
                             "a place where no file can be written",
                             "a folder that exists, with room and the right to write",
                             "Choose another place with --output."}});
        }
    }
  } // namespace

  const std::vector<std::string> &
  template_kinds()
  {
    static const std::vector<std::string> names = [] {
      std::vector<std::string> all;
      for (const Kind &kind : kinds())
        all.push_back(kind.name);
      return all;
    }();
    return names;
  }

  std::string
  write_template(const std::string &kind_name,
                 const std::string &parameter_file,
                 const std::string &library_directory)
  {
    const Kind       &kind = find_kind(kind_name);
    const std::string mesh = fs::path(parameter_file).replace_extension(".msh").string();
    if (mesh == parameter_file)
      throw InputError({{{"command line", 0, ""},
                         "'--output " + parameter_file + "'",
                         "a name that ends in .prm",
                         "The mesh is written beside it, with .msh."}});
    refuse_to_overwrite(parameter_file);
    refuse_to_overwrite(mesh);

    const Units   units;
    ParameterFile file(library_directory + "/templates/" + kind_name + ".prm",
                       {"Mesh/File = " + fs::absolute(mesh).string()},
                       library_directory,
                       units);
    file.throw_if_unreadable();
    const auto geometry = OsteotomyGeometry::read(file.root().subsection("Template mesh"));
    file.ignore("Template mesh");
    file.problems().throw_if_any();

    std::ostringstream mesh_text, text;
    write_osteotomy_mesh(geometry, kind.mesh, mesh_text);
    write_file(mesh, mesh_text.str());
    try
      {
        kind.read(file);
        text << header(kind_name, fs::path(parameter_file).filename().string());
        file.write_commented(
          text, section_comments(), {{"Mesh/File", fs::path(mesh).filename().string()}});
        write_file(parameter_file, text.str());
      }
    catch (...)
      {
        fs::remove(mesh);
        throw;
      }
    return mesh;
  }
} // namespace callus
