// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/mesh_cache.h"

#include "base/checksum.h"
#include "mesh/cache_piece.h"
#include "mesh/rank_exchange.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <random>
#include <system_error>

namespace callus
{
  namespace fs = std::filesystem;

  namespace
  {
    /// To be raised whenever the files of a cache, or what reading, checking or partitioning a mesh gives, change.
    constexpr int format = 2;

    std::string
    join_sorted(std::vector<std::string> names)
    {
      std::sort(names.begin(), names.end());
      std::string result;
      for (const std::string &name : names)
        result += name + '\n';
      return result;
    }

    /// All that decides what the ranks get from a mesh file.
    std::string
    kind_of(const MeshReading &reading, const int n_ranks)
    {
      char scale[32];
      std::snprintf(scale, sizeof(scale), "%.17g", reading.scale);
      return "callus mesh cache " + std::to_string(format) + "\nranks " + std::to_string(n_ranks) +
             "\ngeometry " + name_of(reading.measure.geometry) + "\nscale " + scale +
             "\nhealing\n" + join_sorted(reading.healing) +
             (reading.cell_data.empty() ? "" : "\ncell data\n" + join_sorted(reading.cell_data));
    }

    std::string
    key_of(const std::string &kind, const std::string &checksum, const std::uint64_t size)
    {
      return kind + "mesh " + checksum + ' ' + std::to_string(size);
    }

    std::uint64_t
    size_of(const std::string &file)
    {
      std::error_code error;
      const auto      size = fs::file_size(file, error);
      return error ? 0 : size;
    }

    std::uint64_t
    random_number()
    {
      std::random_device device;
      return (std::uint64_t(device()) << 32) + device();
    }
  } // namespace

  CacheSettings
  CacheSettings::read(const Section &mesh_section)
  {
    const std::string text =
      mesh_section.text("Cache",
                        "auto",
                        "Where the partitioned mesh is kept for the next start: auto: beside the "
                        "mesh file if it has more than 100,000 cells; off: nowhere; else a "
                        "directory, relative to this file, which all ranks see");
    CacheSettings settings;
    if (text == "auto")
      settings.place = Place::beside_mesh;
    else if (text != "off" && !text.empty())
      {
        settings.place     = Place::directory;
        settings.directory = (fs::path(mesh_section.directory_of("Cache")) / text).string();
      }
    return settings;
  }

  MeshCache::MeshCache(const CacheSettings &settings,
                       const std::string   &mesh_file,
                       const MeshReading   &reading,
                       MPI_Comm             communicator)
    : settings_(settings)
    , mesh_file_(mesh_file)
    , communicator_(communicator)
  {
    int n_ranks = 1;
    MPI_Comm_rank(communicator, &rank_);
    MPI_Comm_size(communicator, &n_ranks);
    kind_ = kind_of(reading, n_ranks);
    if (settings.place == CacheSettings::Place::off)
      return;
    const fs::path file(mesh_file);
    const bool     is_beside = settings.place == CacheSettings::Place::beside_mesh;
    // in a directory meshes of one name from several places may meet
    std::error_code   error;
    const std::string home = is_beside ? "" : fs::weakly_canonical(file, error).string();
    folder_                = ((is_beside ? file.parent_path() : fs::path(settings.directory)) /
               (file.filename().string() + '.' + std::to_string(n_ranks) + "_ranks." +
                bytes_checksum(kind_ + home).substr(6) + ".cache"))
                .string();
    broadcast(folder_, 0, communicator);
  }

  std::string
  MeshCache::piece() const
  {
    char name[32];
    std::snprintf(name, sizeof(name), "/rank_%05d.piece", rank_);
    return name;
  }

  template <int dim>
  bool
  MeshCache::load(ReadMesh<dim> &mesh)
  {
    if (folder_.empty())
      return false;
    std::string     key;
    std::error_code ignored;
    if (rank_ == 0 && fs::is_directory(folder_, ignored))
      try
        {
          key = key_of(kind_, file_checksum(mesh_file_), size_of(mesh_file_));
        }
      catch (const std::exception &) // whoever reads the mesh says so
        {
        }
    broadcast(key, 0, communicator_);
    if (key.empty())
      return false;

    ReadMesh<dim>    found;
    std::uint64_t    writing = 0, least = 0, most = 0;
    const PieceState mine = read_piece(folder_ + piece(), key, writing, found);
    struct
    {
      int state, rank;
    } worst = {static_cast<int>(mine), rank_};
    MPI_Allreduce(MPI_IN_PLACE, &worst, 1, MPI_2INT, MPI_MAXLOC, communicator_);
    MPI_Allreduce(&writing, &least, 1, MPI_UINT64_T, MPI_MIN, communicator_);
    MPI_Allreduce(&writing, &most, 1, MPI_UINT64_T, MPI_MAX, communicator_);
    const PieceState state = static_cast<PieceState>(worst.state);
    if (state == PieceState::fits && least == most)
      {
        note_ = "read from " + folder_;
        mesh  = std::move(found);
        return true;
      }
    note_ =
      folder_ +
      (state == PieceState::other_mesh ? " was made from another content of the mesh file; "
       : state == PieceState::fits     ? " mixes files of several starts; "
                                   : " is damaged (the file of rank " + std::to_string(worst.rank) +
                                       (state == PieceState::missing ? " is missing); " : "); "));
    return false;
  }

  template <int dim>
  void
  MeshCache::store(const ReadMesh<dim> &mesh)
  {
    if (folder_.empty() || (settings_.place == CacheSettings::Place::beside_mesh &&
                            mesh.summary.n_cells <= CacheSettings::least_cells && note_.empty()))
      return;
    std::string error, aside = begin_writing(error);
    broadcast(aside, 0, communicator_);
    std::uint64_t writing = random_number(), size = size_of(mesh_file_);
    MPI_Bcast(&writing, 1, MPI_UINT64_T, 0, communicator_);
    MPI_Bcast(&size, 1, MPI_UINT64_T, 0, communicator_);
    int fine =
      !aside.empty() &&
      write_piece(aside + piece(), key_of(kind_, mesh.summary.checksum, size), writing, mesh);
    MPI_Allreduce(MPI_IN_PLACE, &fine, 1, MPI_INT, MPI_MIN, communicator_);
    if (rank_ == 0 && !aside.empty())
      {
        if (!fine)
          error = "not all of it could be written";
        finish_writing(aside, error);
      }
    broadcast(error, 0, communicator_);
    if (error.empty())
      note_ += (note_.empty() ? "written to " + folder_ : "written again") + " for the next start";
    else
      note_ +=
        (note_.empty() ? "" : "it is left out; ") +
        ("cannot write " + folder_ + " (" + error + "); the next start reads the mesh file again");
  }

  /// On the first rank a new folder; empty with an error if it cannot be made.
  std::string
  MeshCache::begin_writing(std::string &error) const
  {
    if (rank_ != 0)
      return "";
    char name[32];
    std::snprintf(name, sizeof(name), ".new-%016llx", (unsigned long long)random_number());
    std::error_code code;
    fs::create_directories(folder_ + name, code);
    error = code ? code.message() : "";
    return code ? "" : folder_ + name;
  }

  /// Puts the new folder in the place of the old one, or removes it after an error.
  void
  MeshCache::finish_writing(const std::string &aside, std::string &error) const
  {
    std::error_code   code, ignored;
    const std::string old = aside + "-old";
    if (error.empty())
      {
        fs::rename(folder_, old, ignored);
        fs::rename(aside, folder_, code);
        if (code &&
            !fs::is_directory(folder_, ignored)) // else another run was faster with the same
          error = code.message();
      }
    fs::remove_all(old, ignored);
    fs::remove_all(aside, ignored);
  }

  template bool
  MeshCache::load(ReadMesh<2> &);
  template bool
  MeshCache::load(ReadMesh<3> &);
  template void
  MeshCache::store(const ReadMesh<2> &);
  template void
  MeshCache::store(const ReadMesh<3> &);
} // namespace callus
