// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/reading.h"

#include "base/checksum.h"
#include "mesh/gmsh_reader.h"
#include "mesh/packing.h"
#include "mesh/rank_exchange.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <new>

namespace callus
{
  namespace
  {
    /// Ranks that share one reading of the file; the first of each group holds the whole mesh for a moment.
    constexpr int ranks_per_reader = 64;

    std::string
    bytes_of(const std::string &file, const Place &place)
    {
      std::ifstream in(file, std::ios::binary);
      std::string   bytes;
      if (in)
        {
          in.seekg(0, std::ios::end);
          const std::streamoff size = in.tellg();
          in.seekg(0);
          if (size >= 0 && size < std::streamoff(1) << 46)
            {
              bytes.resize(size);
              if (size > 0)
                in.read(&bytes[0], size);
            }
          else
            in.setstate(std::ios::failbit);
        }
      std::error_code error;
      if (!in)
        throw InputError(
          {Problem{place,
                   file + (std::filesystem::is_directory(file, error) ? ", which is a directory"
                                                                      : ", which cannot be opened"),
                   "a mesh file",
                   "Give the path of the mesh relative to the parameter file, or "
                   "generate it first (see the README of the case)."}});
      return bytes;
    }

    /// The whole mesh and its partition, on the rank that reads.
    template <int dim>
    struct Source
    {
      WholeMesh<dim>             mesh;
      std::vector<std::uint32_t> rank_of_cell;
      MeshSummary                summary;
    };

    template <int dim>
    void
    load(const std::string &file,
         const Place       &place,
         const MeshReading &reading,
         const unsigned int n_ranks,
         Source<dim>       &source)
    {
      std::string  bytes   = bytes_of(file, place);
      MeshSummary &summary = source.summary;
      summary.checksum     = file_checksum(file);
      WholeMesh<dim> &mesh = source.mesh;
      mesh = build_whole_mesh<dim>(read_gmsh(file, std::move(bytes), reading.cell_data), reading);
      std::vector<char> heals;
      for (const std::string &name : mesh.region_names)
        heals.push_back(std::count(reading.healing.begin(), reading.healing.end(), name) > 0);
      source.rank_of_cell  = partition_cells(mesh, heals, n_ranks);
      summary.shape        = mesh.shape->name;
      summary.region_names = mesh.region_names;
      summary.surfaces     = mesh.surfaces;
      summary.n_cells      = mesh.n_cells();
      summary.n_vertices   = mesh.points.size();
      summary.n_turned     = mesh.n_turned;
      summary.n_unused     = mesh.n_unused;
      summary.n_unnamed    = mesh.n_unnamed;
      summary.imbalance    = imbalance_of(mesh, heals, source.rank_of_cell, n_ranks);
    }

    /// What went wrong, as problems of the mesh file.
    template <typename Action>
    std::vector<Problem>
    problems_of(const std::string &file, const Action &action)
    {
      try
        {
          action();
        }
      catch (const InputError &error)
        {
          return error.problems();
        }
      catch (const std::bad_alloc &)
        {
          return {Problem{{file, 0, ""},
                          "a mesh too large for the memory of one rank",
                          "a mesh that one rank can hold while it is distributed",
                          "Use a coarser mesh, or a machine with more memory for each rank."}};
        }
      catch (const std::exception &exception)
        {
          return {
            Problem{{file, 0, ""},
                    std::string("a mesh that cannot be distributed (") + exception.what() + ")",
                    "a mesh that can be distributed",
                    "Try fewer ranks, and check the mesh in Gmsh."}};
        }
      return {};
    }
  } // namespace

  void
  agree(const std::vector<Problem> &problems, MPI_Comm communicator)
  {
    int rank = 0, n_ranks = 1;
    MPI_Comm_rank(communicator, &rank);
    MPI_Comm_size(communicator, &n_ranks);
    int mine = problems.empty() ? n_ranks : rank, first = n_ranks;
    MPI_Allreduce(&mine, &first, 1, MPI_INT, MPI_MIN, communicator);
    if (first == n_ranks)
      return;
    Packer packer;
    packer.add_value<std::uint64_t>(problems.size());
    for (const Problem &problem : problems)
      {
        packer.add_value(problem.where.line);
        for (const std::string *text : {&problem.where.file,
                                        &problem.where.path,
                                        &problem.found,
                                        &problem.expected,
                                        &problem.remedy})
          packer.add(*text);
      }
    std::string bytes = packer.bytes();
    broadcast(bytes, first, communicator);
    Unpacker             unpacker(bytes);
    std::vector<Problem> agreed(unpacker.take_size());
    for (Problem &problem : agreed)
      {
        unpacker.take_value(problem.where.line);
        for (std::string *text : {&problem.where.file,
                                  &problem.where.path,
                                  &problem.found,
                                  &problem.expected,
                                  &problem.remedy})
          unpacker.take(*text);
      }
    throw InputError(agreed);
  }

  template <int dim>
  ReadMesh<dim>
  read_and_distribute(const std::string &file,
                      const Place       &file_place,
                      const MeshReading &reading,
                      MPI_Comm           communicator)
  {
    int rank = 0, n_ranks = 1;
    MPI_Comm_rank(communicator, &rank);
    MPI_Comm_size(communicator, &n_ranks);
    const int     leader = rank - rank % ranks_per_reader;
    Source<dim>   source;
    ReadMesh<dim> result;
    agree(rank == leader
            ? problems_of(file, [&]() { load(file, file_place, reading, n_ranks, source); })
            : std::vector<Problem>(),
          communicator);

    if (rank != leader)
      unpack(receive_bytes(leader, communicator), result.part);
    else
      {
        const MeshDivision<dim> division(source.mesh, source.rank_of_cell, n_ranks);
        for (int to = rank + 1; to < std::min(rank + ranks_per_reader, n_ranks); ++to)
          send_bytes(pack(division.part(to)), to, communicator);
        result.part = division.part(rank);
      }
    std::string summary = pack(source.summary);
    broadcast(summary, 0, communicator);
    unpack(summary, result.summary);
    return result;
  }

  template ReadMesh<2>
  read_and_distribute(const std::string &, const Place &, const MeshReading &, MPI_Comm);
  template ReadMesh<3>
  read_and_distribute(const std::string &, const Place &, const MeshReading &, MPI_Comm);
} // namespace callus
