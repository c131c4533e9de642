// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "output/vtu_piece.h"

#include <boost/archive/iterators/base64_from_binary.hpp>
#include <boost/archive/iterators/transform_width.hpp>
#include <libdeflate.h>

#include <cstdint>
#include <map>
#include <memory>
#include <new>
#include <numeric>
#include <sstream>
#include <stdexcept>

namespace callus
{
  namespace
  {
    std::string
    base64(const unsigned char *bytes, std::size_t n)
    {
      using Iterator = boost::archive::iterators::base64_from_binary<
        boost::archive::iterators::transform_width<const unsigned char *, 6, 8>>;
      std::string text(Iterator(bytes), Iterator(bytes + n));
      text.append((3 - n % 3) % 3, '=');
      return text;
    }

    /// VTK's layout: number of blocks, size of a block, size of the last one, compressed sizes; then the data.
    std::string
    compress(const void *data, std::size_t n_bytes)
    {
      constexpr int fastest = 1; // a picture is written more often than its bytes are counted
      const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)>
        compressor(libdeflate_alloc_compressor(fastest), libdeflate_free_compressor);
      if (!compressor)
        throw std::bad_alloc();
      std::vector<unsigned char> buffer(libdeflate_zlib_compress_bound(compressor.get(), n_bytes));
      const std::size_t          size =
        libdeflate_zlib_compress(compressor.get(), data, n_bytes, buffer.data(), buffer.size());
      if (size == 0)
        throw std::runtime_error("an output array could not be compressed");
      const std::uint32_t header[4] = {1,
                                       static_cast<std::uint32_t>(n_bytes),
                                       static_cast<std::uint32_t>(n_bytes),
                                       static_cast<std::uint32_t>(size)};
      return base64(reinterpret_cast<const unsigned char *>(header), sizeof(header)) +
             base64(buffer.data(), size);
    }

    template <typename Number>
    std::string
    data_array(const std::string         &type,
               const std::string         &name,
               const std::vector<Number> &values,
               unsigned int               n_components)
    {
      std::ostringstream out;
      out << "<DataArray type=\"" << type << "\" Name=\"" << name << "\" NumberOfComponents=\""
          << n_components << "\" format=\"binary\">"
          << compress(values.data(), values.size() * sizeof(Number)) << "</DataArray>\n";
      return out.str();
    }
  } // namespace

  VtuGrid::VtuGrid(const std::vector<float> &points,
                   const std::vector<int>   &cells,
                   const CellShape          &shape)
    : n_points_(points.size() / 3)
    , n_cells_(cells.size() / shape.n_vertices)
  {
    static const std::map<std::string, unsigned char> vtk_types = {
      {"triangle", 5}, {"quadrilateral", 9}, {"tetrahedron", 10}, {"hexahedron", 12}};
    std::vector<int> offsets(n_cells_);
    for (std::size_t c = 0; c < n_cells_; ++c)
      offsets[c] = shape.n_vertices * (c + 1);
    xml_ = "<Points>\n" + data_array("Float32", "Points", points, 3) + "</Points>\n<Cells>\n" +
           data_array("Int32", "connectivity", cells, 1) +
           data_array("Int32", "offsets", offsets, 1) +
           data_array(
             "UInt8", "types", std::vector<unsigned char>(n_cells_, vtk_types.at(shape.name)), 1) +
           "</Cells>\n";
  }

  VtuPiece::VtuPiece(const VtuGrid &grid)
    : grid_(grid)
  {
  }

  void
  VtuPiece::add_point_data(const std::string        &name,
                           const std::vector<float> &values,
                           unsigned int              n_components)
  {
    point_data_ += data_array("Float32", name, values, n_components);
  }

  void
  VtuPiece::add_cell_data(const std::string &name, const std::vector<float> &values)
  {
    cell_data_ += data_array("Float32", name, values, 1);
  }

  std::string
  VtuPiece::xml() const
  {
    std::ostringstream out;
    out << "<Piece NumberOfPoints=\"" << grid_.n_points_ << "\" NumberOfCells=\"" << grid_.n_cells_
        << "\">\n"
        << grid_.xml_ << "<PointData>\n"
        << point_data_ << "</PointData>\n<CellData>\n"
        << cell_data_ << "</CellData>\n</Piece>\n";
    return out.str();
  }

  std::string
  vtu_header(double day)
  {
    std::ostringstream out;
    out << "<?xml version=\"1.0\"?>\n<VTKFile type=\"UnstructuredGrid\" version=\"0.1\" "
           "byte_order=\"LittleEndian\" "
           "compressor=\"vtkZLibDataCompressor\">\n<UnstructuredGrid>\n<FieldData>\n<DataArray "
           "type=\"Float64\" Name=\"TimeValue\" "
           "NumberOfTuples=\"1\" format=\"ascii\">"
        << day << "</DataArray>\n</FieldData>\n";
    return out.str();
  }

  std::string
  vtu_footer()
  {
    return "</UnstructuredGrid>\n</VTKFile>\n";
  }
} // namespace callus
