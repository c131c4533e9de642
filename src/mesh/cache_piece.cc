// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/cache_piece.h"

#include "base/checksum.h"
#include "mesh/packing.h"

#include <exception>
#include <fstream>
#include <sstream>

namespace callus
{
  namespace
  {
    /// Length of "crc32:cbf43926", which ends the file.
    constexpr std::size_t checksum_length = 14;
  } // namespace

  template <int dim>
  bool
  write_piece(const std::string   &path,
              const std::string   &key,
              const std::uint64_t  writing,
              const ReadMesh<dim> &mesh)
  {
    Packer packer;
    packer.add(key);
    packer.add_value(writing);
    packer.add(pack(mesh.summary));
    packer.add(pack(mesh.part));
    std::ofstream out(path, std::ios::binary);
    out << packer.bytes() << bytes_checksum(packer.bytes());
    out.close();
    return !out.fail();
  }

  template <int dim>
  PieceState
  read_piece(const std::string &path,
             const std::string &key,
             std::uint64_t     &writing,
             ReadMesh<dim>     &mesh)
  {
    try
      {
        std::ifstream in(path, std::ios::binary);
        if (!in)
          return PieceState::missing;
        std::ostringstream text;
        text << in.rdbuf();
        std::string bytes = text.str();
        if (bytes.size() < checksum_length)
          return PieceState::damaged;
        const std::string checksum = bytes.substr(bytes.size() - checksum_length);
        bytes.resize(bytes.size() - checksum_length);
        if (bytes_checksum(bytes) != checksum)
          return PieceState::damaged;
        std::string found, summary, part;
        Unpacker    unpacker(bytes);
        unpacker.take(found);
        if (found != key)
          return PieceState::other_mesh;
        unpacker.take_value(writing);
        unpacker.take(summary);
        unpacker.take(part);
        unpacker.finish();
        unpack(summary, mesh.summary);
        unpack(part, mesh.part);
        return PieceState::fits;
      }
    catch (const std::exception
             &) // it does not unpack, or is too large: the mesh file says what is right
      {
        return PieceState::damaged;
      }
  }

  template bool
  write_piece(const std::string &, const std::string &, std::uint64_t, const ReadMesh<2> &);
  template bool
  write_piece(const std::string &, const std::string &, std::uint64_t, const ReadMesh<3> &);
  template PieceState
  read_piece(const std::string &, const std::string &, std::uint64_t &, ReadMesh<2> &);
  template PieceState
  read_piece(const std::string &, const std::string &, std::uint64_t &, ReadMesh<3> &);
} // namespace callus
