// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/gmsh_names.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace callus
{
  namespace
  {
    void
    check_format(std::istream &in, const std::string &file)
    {
      std::string line;
      std::getline(in, line);
      if (line.rfind("version https://git-lfs", 0) == 0)
        throw std::runtime_error(
          file + " is a Git LFS pointer, not a mesh; fetch the file itself with 'git lfs pull'");
      if (line.rfind("$MeshFormat", 0) != 0)
        throw std::runtime_error(file +
                                 " is not a Gmsh .msh file (it does not begin with $MeshFormat)");
      std::getline(in, line);
      std::istringstream format(line);
      std::string        version;
      int                binary = 0;
      format >> version >> binary;
      if (version != "2.2" && version != "4.1")
        throw std::runtime_error(file + " has Gmsh format " + version + "; save it as 2.2 or 4.1");
      if (binary != 0)
        throw std::runtime_error(
          file + " is a binary .msh file; save it as ASCII (gmsh FILE -save -format msh22)");
    }

    /// 3 1 "cortical_bone"
    void
    read_name(const std::string &line, int dim, GmshNames &names)
    {
      std::istringstream in(line);
      int                dimension = 0, tag = 0;
      in >> dimension >> tag;
      const std::size_t first = line.find('"'), last = line.rfind('"');
      if (first == std::string::npos || last <= first)
        return;
      const std::string name = line.substr(first + 1, last - first - 1);
      if (dimension == dim)
        names.volumes[tag] = name;
      else if (dimension == dim - 1)
        names.surfaces[tag] = name;
    }
  } // namespace

  GmshNames
  read_gmsh_names(const std::string &file, int dim)
  {
    std::ifstream in(file);
    if (!in)
      throw std::runtime_error(file + " cannot be opened");
    check_format(in, file);

    GmshNames   names;
    std::string line;
    bool        inside = false;
    while (std::getline(in, line))
      {
        if (line.rfind("$EndPhysicalNames", 0) == 0)
          break;
        if (inside)
          read_name(line, dim, names);
        if (line.rfind("$PhysicalNames", 0) == 0)
          inside = true;
      }
    if (names.volumes.empty())
      throw std::runtime_error(
        file + " names no region; give every volume a physical group with a name in Gmsh");
    return names;
  }
} // namespace callus
