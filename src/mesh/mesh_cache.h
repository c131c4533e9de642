// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "mesh/reading.h"

#include <mpi.h>

#include <string>

namespace callus
{
  /// Where partitioned meshes are kept: the entry Mesh/Cache.
  struct CacheSettings
  {
    enum class Place
    {
      off,
      beside_mesh, ///< of meshes that take long to read
      directory
    };
    Place       place = Place::off;
    std::string directory;

    /// Below this number of cells a mesh is read and partitioned in about the time that it takes to read the cache.
    static constexpr std::uint64_t least_cells = 100000;

    static CacheSettings
    read(const Section &mesh_section);
  };

  /**
   * The parts of a mesh as the ranks got them when it was read before, so that the next start neither reads the mesh file as text, nor
   * checks, matches and partitions it.
   *
   * A folder for each mesh file, number of ranks, geometry, unit of length and set of healing regions (which decide the partition and the
   * side from which named interfaces are seen); the axis and limited surfaces act later and do not count. One file for each
   * rank: the key (format, checksum and size of the mesh file, and what the folder stands for), the part, and a checksum. It is
   * written aside and renamed. What does not fit or is damaged counts as not there, and is written again: a cache never
   * changes a result, and failing to write one stops nothing. Every rank must see the folder.
   */
  class MeshCache
  {
  public:
    /// Collective, like all below.
    MeshCache(const CacheSettings &settings,
              const std::string   &mesh_file,
              const MeshReading   &reading,
              MPI_Comm             communicator);

    /// False if there is nothing that fits.
    template <int dim>
    bool
    load(ReadMesh<dim> &mesh);

    /// Keeps a mesh that was just read, if the settings want it.
    template <int dim>
    void
    store(const ReadMesh<dim> &mesh);

    /// In words what was found and done, for the report; empty if the settings wanted nothing. The same on every rank.
    const std::string &
    note() const
    {
      return note_;
    }

  private:
    std::string
    piece() const;
    std::string
    begin_writing(std::string &error) const;
    void
    finish_writing(const std::string &aside, std::string &error) const;

    CacheSettings settings_;
    std::string   mesh_file_, kind_; ///< kind: what the folder stands for
    std::string   folder_;
    MPI_Comm      communicator_;
    int           rank_ = 0;
    std::string   note_;
  };
} // namespace callus
