// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "homogenise/unit_cell_input.h"

#include "homogenise/label_image.h"
#include "homogenise/structures.h"
#include "laws/tissue/poroelastic_material.h"

#include <algorithm>
#include <cmath>

namespace callus
{
  namespace
  {
    const std::string label_image = "label image";

    std::vector<std::string>
    structure_names()
    {
      std::vector<std::string> names;
      for (const Structure &structure : structures())
        names.push_back(structure.name);
      names.push_back(label_image);
      return names;
    }

    ElasticModuli
    read_solid(const Section &section, const Section &root)
    {
      const MaterialTable materials = MaterialTable::read(root.subsection("Materials"));
      const std::string   name      = section.text(
        "Material", "", "A material of the section Materials; left out: the moduli stand here");
      if (!name.empty())
        {
          const PoroelasticMaterial material = materials.find(name, section, "Material");
          return {material.youngs_modulus, material.poisson_ratio};
        }
      const double modulus = section.quantity(
        "Young's modulus", "MPa", Range::positive(), "Young's modulus of the solid");
      return {modulus,
              section.quantity(
                "Poisson ratio", "1", Range::between(0, 0.499), "Poisson ratio of the solid")};
    }

    void
    read_by_function(const Section &section, const std::string &name, UnitCellInput &input)
    {
      const double fraction = section.quantity(
        "Solid fraction", "1", Range::between(0.01, 0.99), "Volume fraction of solid");
      const double edge =
        section.quantity("Edge length", "mm", Range::positive(), "First edge of the cell");
      const unsigned int resolution =
        section.count("Voxels", 32, "Voxels along the first edge of the cell; an even number");
      if (resolution < 4 || resolution > 512 || resolution % 2 == 1)
        {
          section.problem("Voxels",
                          std::to_string(resolution),
                          "an even number from 4 to 512",
                          "32 is a good beginning; 64 takes about 15 times as long.");
          return;
        }
      for (const Structure &structure : structures())
        if (structure.name == name && fraction > 0 && edge > 0)
          {
            input.cell    = build_unit_cell(structure, fraction, resolution, edge);
            input.coarser = build_unit_cell(structure, fraction, resolution / 2, edge);
          }
    }

    /// Half as many voxels along each edge that has an even number of them: solid where most of it is, and of what is half solid every other one.
    UnitCell
    coarsened(const UnitCell &fine)
    {
      UnitCell                   coarse = fine;
      std::array<std::size_t, 3> ratio;
      for (unsigned int k = 0; k < 3; ++k)
        {
          ratio[k]    = fine.n[k] % 2 == 0 ? 2 : 1;
          coarse.n[k] = fine.n[k] / ratio[k];
        }
      coarse.phase.assign(coarse.n_voxels(), 0);
      const std::size_t n_parts = ratio[0] * ratio[1] * ratio[2];
      bool              is_turn = false;
      for (std::size_t v = 0; v < coarse.n_voxels(); ++v)
        {
          const std::size_t i = v % coarse.n[0], j = v / coarse.n[0] % coarse.n[1],
                            k = v / (coarse.n[0] * coarse.n[1]);
          std::size_t solid   = 0;
          for (std::size_t p = 0; p < n_parts; ++p)
            solid += fine.phase[fine.index(ratio[0] * i + p % ratio[0],
                                           ratio[1] * j + p / ratio[0] % ratio[1],
                                           ratio[2] * k + p / (ratio[0] * ratio[1]))];
          if (2 * solid == n_parts)
            is_turn = !is_turn;
          coarse.phase[v] = 2 * solid > n_parts || (2 * solid == n_parts && is_turn);
        }
      return coarse;
    }

    void
    read_from_image(const Section &section, UnitCellInput &input)
    {
      const std::string file = section.text(
        "File", "A label image (NRRD), relative to this file; it is repeated periodically");
      const std::vector<std::string> labels =
        section.list("Solid labels", "Labels of the image that are solid; the others are pores");
      if (file.empty() || labels.empty())
        return;
      input.cell = read_label_image(section, file, labels);
      if (input.cell.phase.empty())
        return;
      const double solid = input.cell.fraction(1);
      if (solid == 0 || solid == 1)
        section.problem("Solid labels",
                        solid == 0 ? "labels that no voxel has" : "labels that all voxels have",
                        "labels of the solid",
                        "Look at the image: 0 is often what is outside.");
      input.coarser = coarsened(input.cell);
    }
  } // namespace


  UnitCellInput
  read_unit_cell(const Section &root)
  {
    UnitCellInput     input;
    const Section     section = root.subsection("Unit cell");
    const std::string name =
      section.choice("Structure", structure_names(), "What is solid in the cell");
    input.solid = read_solid(section.subsection("Solid"), root);
    if (name == label_image)
      read_from_image(section, input);
    else
      read_by_function(section, name, input);
    input.viscosity = section.optional_quantity(
      "Fluid viscosity",
      "MPa s",
      Range::positive(),
      0,
      "Viscosity of the fluid in the pores; left out: no estimate of the permeability");
    input.tolerance = section.setting("Tolerance",
                                      "1",
                                      Range::between(1e-12, 1e-2),
                                      "1e-6",
                                      "Residual of the solves, over the load");
    return input;
  }
} // namespace callus
