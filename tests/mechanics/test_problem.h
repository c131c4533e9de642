// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "mechanics/mechanics.h"
#include "mesh/sub_cells.h"
#include "support/box_mesh.h"
#include "support/parameter_text.h"

#include <cmath>
#include <functional>
#include <memory>
#include <string>

namespace callus
{
  namespace test
  {
    /// A subsection's text.
    inline std::string
    subsection(const std::string &name, const std::string &content)
    {
      return "subsection " + name + "\n" + content + "end\n";
    }

    /// A support or a load.
    inline std::string
    on_surface(const std::string &name,
               const std::string &surface,
               const std::string &type,
               const std::string &more = "")
    {
      return subsection(name, "set Surface = " + surface + "\nset Type = " + type + "\n" + more);
    }

    /// What the mesh of a problem stands for: the top of its parameter file.
    struct Setting
    {
      std::string geometry    = "3d"; ///< or plane_strain, axisymmetric
      std::string axis        = "z";
      std::string mesh        = "";              ///< more entries of the section `Mesh`
      std::string more        = "";              ///< more sections of the file, after the library
      std::string law         = "Claes-Heigele"; ///< of the stimulus
      std::string formulation = "";              ///< of mechanics, if not the program's default
    };

    /// Mechanics on the mesh of a BoxMesh or ShapedBox. The text of the sections `Regions` and `Mechanics` comes from the test; library of
    /// materials and of stimulus laws, mesh and catalogue are provided.
    template <int dim>
    class ProblemInDimension
    {
    public:
      template <typename Box>
      ProblemInDimension(const Box         &box,
                         const std::string &regions,
                         const std::string &mechanics,
                         const MPI_Comm     communicator = MPI_COMM_SELF,
                         const Setting     &setting      = Setting())
        : text_(std::make_unique<ParameterText>(
            "include library/materials.prm\ninclude library/stimulus_laws.prm\nset Geometry = " +
            setting.geometry + "\n" + setting.more +
            subsection("Mesh",
                       "set File = " + box.write(directory_.path("box.msh")) +
                         "\nset Length unit = mm\nset Axis = " + setting.axis + "\n" +
                         setting.mesh) +
            subsection("Regions", regions) +
            subsection("Mechanics",
                       mechanics +
                         (setting.formulation.empty()
                            ? ""
                            : "set Formulation = " + setting.formulation + "\n") +
                         subsection("Stimulus", "set Law = " + setting.law + "\n"))))
        , mesh(Mesh<dim>::read((*text_)->root(), communicator))
        , catalogue(make_catalogue())
        , mechanics((*text_)->root(), *mesh, catalogue)
        , tissue(4, mesh->space(2).n_local())
        , drivers(catalogue.n_drivers(), mesh->space(2).n_owned)
      {
      }

      ParameterFile &
      file()
      {
        return *text_->operator->();
      }

      LoadingResult
      update()
      {
        file().throw_if_wrong();
        report = MechanicsReport();
        return mechanics.update(tissue, drivers, report);
      }

      /// Gives a field of the tissue a value at every local node.
      void
      set_tissue(const unsigned int                                            field,
                 const std::function<double(const std::array<double, dim> &)> &value)
      {
        const NodalSpace<dim> &space = mesh->space(2);
        for (std::size_t cell = 0; cell < mesh->cells().n_cells; ++cell)
          {
            const auto points =
              quadratic_node_points<dim>(mesh->shape(), mesh->cells().vertices_of(cell));
            for (unsigned int i = 0; i < points.size(); ++i)
              tissue[field][space.local_index(space.cell_nodes[points.size() * cell + i])] =
                value(points[i]);
          }
      }

      const std::vector<std::array<double, dim>> &
      points() const
      {
        return mesh->space(2).owned_points;
      }

    private:
      static Catalogue
      make_catalogue()
      {
        std::vector<Field> fields;
        for (const char *name : {"fibrous_matrix", "cartilage_matrix", "woven_bone", "mature_bone"})
          {
            Field field;
            field.name = name;
            fields.push_back(field);
          }
        return Catalogue(fields, standard_drivers());
      }

      TemporaryDirectory             directory_;
      std::unique_ptr<ParameterText> text_;

    public:
      std::unique_ptr<Mesh<dim>> mesh;
      Catalogue                  catalogue;
      Mechanics<dim>             mechanics;
      PointTable                 tissue, drivers;
      MechanicsReport            report;
    };

    using MechanicsProblem = ProblemInDimension<3>;

    inline const std::string healing = "set Role = healing\n";

    inline std::string
    fixed(const std::string &material)
    {
      return "set Role = fixed\nset Material = " + material + "\n";
    }

    inline std::string
    ramp(const double duration, const unsigned int steps, const std::string &shape = "linear")
    {
      return subsection("Ramp",
                        "set Duration = " + std::to_string(duration) +
                          " s [assumed]\nset Steps = " + std::to_string(steps) +
                          "\nset Shape = " + shape + "\n");
    }

    inline std::string
    tolerance(const std::string &value, const std::string &more = "")
    {
      return subsection("Linear solver", "set Relative tolerance = " + value + "\n" + more);
    }

    /// Three planes that slide: no force arises as long as the box may change its size.
    inline const std::string sliding_supports = subsection(
      "Supports",
      on_surface("x", "x_min", "sliding plane") + on_surface("y", "y_min", "sliding plane") +
        on_surface("z", "z_min", "sliding plane"));

    /// Two blocks of cortical bone with a gap of 1 mm between them, 4 x 4 x 5 mm.
    inline BoxMesh
    two_bones()
    {
      BoxMesh box;
      box.bricks = {{4, 4, 10}};
      box.upper  = {{4, 4, 5}};
      box.region = [](const BoxMesh::Point &p) { return p[2] > 2 && p[2] < 3 ? "gap" : "bone"; };
      return box;
    }

    inline const std::string two_bones_regions =
      subsection("bone", fixed("cortical_bone")) + subsection("gap", healing);

    inline std::string
    plate_and_fixator_between(const std::string &low_end, const std::string &high_end)
    {
      return subsection("Supports", on_surface("distal", low_end, "fixed")) +
             subsection(
               "Loads",
               on_surface(
                 "weight", high_end, "rigid plate force", "set Force = 500 N [ansoms2024]\n")) +
             subsection("Fixator",
                        "set Between = " + high_end + ", " + low_end +
                          "\nset Displacements = 0, 0.021739, 0.16366, 0.358696 mm [ansoms2024]\n"
                          "set Forces = 0, 100, 102.83843, 1000 N [ansoms2024]\n");
    }
    inline const std::string plate_and_fixator = plate_and_fixator_between("z_min", "z_max");
  } // namespace test
} // namespace callus
