// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "output/field_writer.h"

#include "base/communication.h"
#include "base/problems.h"
#include "mesh/sub_cells.h"
#include "output/durable_file.h"
#include "output/first_rank.h"
#include "output/gather_texts.h"

#include <deal.II/base/mpi.h>

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <set>

namespace callus
{
  namespace
  {
    std::string
    file_name(std::size_t picture, unsigned int group)
    {
      char name[64];
      std::snprintf(name, sizeof(name), "fields_%04zu.%u.vtu", picture, group);
      return name;
    }
  } // namespace

  template <int dim>
  FieldWriter<dim>::FieldWriter(const Mesh<dim> &mesh,
                                std::string      directory,
                                unsigned int     files_per_picture)
    : mesh_(mesh)
    , directory_(std::move(directory))
  {
    const unsigned int n_ranks = mpi::n_ranks(mesh.communicator());
    const unsigned int rank    = mpi::this_rank(mesh.communicator());
    n_groups_                  = std::max(1u, std::min(files_per_picture, n_ranks));
    group_                     = rank * n_groups_ / n_ranks;
    MPI_Comm_split(mesh.communicator(), group_, rank, &group_communicator_);
    number_nodes();
  }

  template <int dim>
  FieldWriter<dim>::~FieldWriter()
  {
    MPI_Comm_free(&group_communicator_);
  }

  template <int dim>
  void
  FieldWriter<dim>::number_nodes()
  {
    // the nodes of owned cells, each once; values are linear on the sub-cells, and so are the pictures
    const auto        &space = mesh_.space(2);
    constexpr int      none  = -1;
    std::vector<float> points;
    std::vector<int>   cells;
    std::vector<int>   point_of_node(space.n_local(), none);
    for (std::size_t c = 0; c < mesh_.cells().n_owned; ++c)
      {
        const auto x = quadratic_node_points<dim>(mesh_.shape(), mesh_.cells().vertices_of(c));
        std::vector<int> point(space.nodes_per_cell);
        for (unsigned int i = 0; i < space.nodes_per_cell; ++i)
          {
            const std::size_t node =
              space.local_index(space.cell_nodes[c * space.nodes_per_cell + i]);
            if (point_of_node[node] == none)
              {
                point_of_node[node] = node_of_point_.size();
                node_of_point_.push_back(node);
                for (unsigned int k = 0; k < 3; ++k)
                  points.push_back(k < dim ? x[i][k] : 0.);
                // pore pressure is multilinear on the cell: its value at a node is the mean over the node's parents
                const auto              &linear = mesh_.space(1);
                std::vector<std::size_t> parents;
                for (const unsigned int v : mesh_.shape().node_parents[i])
                  parents.push_back(
                    linear.local_index(linear.cell_nodes[c * linear.nodes_per_cell + v]));
                parents_of_point_.push_back(parents);
              }
            point[i] = point_of_node[node];
          }
        for (const auto &sub_cell : sub_cells<dim>(mesh_.shape(), x))
          for (const unsigned int i : sub_cell)
            cells.push_back(point[i]);
      }
    grid_ = std::make_unique<VtuGrid>(points, cells, mesh_.shape());
  }

  template <int dim>
  std::string
  FieldWriter<dim>::own_piece(const Picture &picture) const
  {
    VtuPiece           piece(*grid_);
    const std::size_t  n = node_of_point_.size();
    std::vector<float> values(n);
    for (const auto &row : picture.nodal)
      {
        for (std::size_t i = 0; i < n; ++i)
          values[i] = row.values[node_of_point_[i]];
        piece.add_point_data(row.name, values, 1);
      }
    if (!picture.pressure.empty())
      {
        for (std::size_t i = 0; i < n; ++i)
          {
            double sum = 0;
            for (const std::size_t parent : parents_of_point_[i])
              sum += picture.pressure[parent];
            values[i] = sum / parents_of_point_[i].size();
          }
        piece.add_point_data("pore_pressure", values, 1);
      }
    if (!picture.displacement.empty())
      {
        std::vector<float> vectors(3 * n, 0.f);
        for (std::size_t i = 0; i < n; ++i)
          for (unsigned int k = 0; k < dim; ++k)
            vectors[3 * i + k] = picture.displacement[node_of_point_[i] * dim + k];
        piece.add_point_data("displacement", vectors, 3);
      }
    for (const auto &row : picture.cellwise)
      {
        constexpr unsigned int sub_cells_per_cell = 1 << dim;
        std::vector<float>     repeated;
        for (std::size_t c = 0; c < mesh_.cells().n_owned; ++c)
          repeated.insert(repeated.end(), sub_cells_per_cell, row.values[c]);
        piece.add_cell_data(row.name, repeated);
      }
    return piece.xml();
  }

  template <int dim>
  void
  FieldWriter<dim>::write(double day, const Picture &picture)
  {
    const MPI_Comm              comm   = mesh_.communicator();
    const std::filesystem::path folder = std::filesystem::path(directory_) / "fields";
    const std::size_t           number = written_.size();
    const auto                  pieces = gather_texts(own_piece(picture), group_communicator_);
    std::string                 trouble;
    try
      {
        // not the folders above: a run's folder that has gone is an error
        if (!std::filesystem::is_directory(folder) && mkdir(folder.c_str(), 0777) != 0 &&
            errno != EEXIST)
          throw OutputFailure(writing_failed(folder.string(), errno));
        if (!pieces.empty()) // the first rank of the group
          {
            std::string text = vtu_header(day);
            for (const std::string &piece : pieces)
              text += piece;
            replace_file((folder / file_name(number, group_)).string(), text + vtu_footer());
          }
      }
    catch (const std::exception &exception)
      {
        trouble = exception.what();
      }
    for (const std::string &message : dealii::Utilities::MPI::all_gather(comm, trouble))
      if (!message.empty())
        throw OutputFailure(message);
    written_.push_back({day, n_groups_});
    on_first_rank(comm, [&]() { write_collection(); });
  }

  template <int dim>
  void
  FieldWriter<dim>::write_collection() const
  {
    std::string text =
      "<?xml version=\"1.0\"?>\n<VTKFile type=\"Collection\" version=\"0.1\">\n<Collection>\n";
    for (std::size_t picture = 0; picture < written_.size(); ++picture)
      for (unsigned int group = 0; group < written_[picture].n_files; ++group)
        {
          char day[64];
          std::snprintf(day, sizeof(day), "%.10g", written_[picture].day);
          // of a run that goes on in another folder only the later ones are there
          if (std::filesystem::exists(directory_ + "/fields/" + file_name(picture, group)))
            text += "<DataSet timestep=\"" + std::string(day) + "\" part=\"" +
                    std::to_string(group) + "\" file=\"fields/" + file_name(picture, group) +
                    "\"/>\n";
        }
    replace_file(directory_ + "/fields.pvd", text + "</Collection>\n</VTKFile>\n");
  }

  template <int dim>
  void
  FieldWriter<dim>::save(Snapshot &snapshot) const
  {
    snapshot.numbers["pictures/number"] = written_.size();
    for (std::size_t picture = 0; picture < written_.size(); ++picture)
      {
        const std::string name            = "pictures/" + std::to_string(picture);
        snapshot.numbers[name + "/day"]   = written_[picture].day;
        snapshot.numbers[name + "/files"] = written_[picture].n_files;
      }
  }

  template <int dim>
  void
  FieldWriter<dim>::load(const Snapshot &snapshot)
  {
    written_.clear();
    for (std::size_t picture = 0; picture < snapshot.number("pictures/number"); ++picture)
      {
        const std::string name = "pictures/" + std::to_string(picture);
        written_.push_back({snapshot.number(name + "/day"),
                            static_cast<unsigned int>(snapshot.number(name + "/files"))});
      }
    on_first_rank(mesh_.communicator(), [&]() {
      remove_later_files();
      if (!written_.empty())
        write_collection();
    });
  }

  template <int dim>
  void
  FieldWriter<dim>::remove_later_files() const
  {
    namespace fs = std::filesystem;
    std::set<std::string> kept;
    for (std::size_t picture = 0; picture < written_.size(); ++picture)
      for (unsigned int group = 0; group < written_[picture].n_files; ++group)
        kept.insert(file_name(picture, group));
    std::error_code       error;
    std::vector<fs::path> others;
    for (const auto &file : fs::directory_iterator(directory_ + "/fields", error))
      if (const std::string name = file.path().filename().string();
          name.compare(0, 7, "fields_") == 0 && kept.count(name) == 0)
        others.push_back(file.path());
    for (const fs::path &file : others)
      fs::remove(file, error);
    if (written_.empty())
      fs::remove(directory_ + "/fields.pvd", error);
  }

  template class FieldWriter<2>;
  template class FieldWriter<3>;
} // namespace callus
