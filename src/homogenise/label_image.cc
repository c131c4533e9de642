// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "homogenise/label_image.h"

#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

namespace callus
{
  namespace
  {
    /// What is wrong with an image; for read_label_image() alone.
    struct BadImage
    {
      std::string found, expected, remedy;
    };

    struct Header
    {
      std::map<std::string, std::string> fields;
      std::size_t                        end = 0; ///< where the data begin

      std::string
      text(const std::string &name) const
      {
        const auto found = fields.find(name);
        return found == fields.end() ? "" : found->second;
      }
    };

    Header
    read_header(const std::string &bytes)
    {
      if (bytes.rfind("version https://git-lfs", 0) == 0)
        throw BadImage{
          "a pointer of Git LFS instead of the image", "the image itself", "Run: git lfs pull"};
      if (bytes.rfind("NRRD", 0) != 0)
        throw BadImage{"a file that does not begin with NRRD",
                       "an NRRD image",
                       "Save the labels as NRRD, in 3D Slicer for example."};
      Header      header;
      std::size_t begin = bytes.find('\n');
      while (begin != std::string::npos)
        {
          ++begin;
          const std::size_t end = bytes.find('\n', begin);
          std::string line      = bytes.substr(begin, end == std::string::npos ? end : end - begin);
          if (!line.empty() && line.back() == '\r')
            line.pop_back();
          if (end == std::string::npos)
            break;
          if (line.empty())
            {
              header.end = end + 1;
              return header;
            }
          if (const std::size_t colon = line.find(": ");
              line[0] != '#' && colon != std::string::npos)
            header.fields[line.substr(0, colon)] = line.substr(colon + 2);
          begin = end;
        }
      throw BadImage{
        "a header without end", "an empty line behind the header", "Save the image again."};
    }

    std::string
    unpacked(const std::string &packed, const std::size_t n_bytes)
    {
      std::string result(n_bytes, '\0');
      z_stream    stream{};
      stream.next_in      = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
      stream.avail_in     = static_cast<uInt>(packed.size());
      stream.next_out     = reinterpret_cast<Bytef *>(&result[0]);
      stream.avail_out    = static_cast<uInt>(result.size());
      const bool is_ready = inflateInit2(&stream, 15 + 32) == Z_OK; // 32: gzip or zlib
      if (is_ready)
        inflate(&stream, Z_FINISH);
      const std::size_t left = stream.avail_out;
      if (is_ready)
        inflateEnd(&stream);
      if (!is_ready || left > 0)
        throw BadImage{"compressed data that end early", "all voxels", "Save the image again."};
      return result;
    }

    /// Numbers between whatever is no part of a number: "(0.1,0,0) (0,0.1,0)".
    std::vector<double>
    numbers_of(std::string text)
    {
      for (char &c : text)
        if (c == '(' || c == ')' || c == ',')
          c = ' ';
      std::istringstream  in(text);
      std::vector<double> result;
      for (double x; in >> x;)
        result.push_back(x);
      return result;
    }

    std::array<double, 3>
    spacings(const Header &header)
    {
      std::array<double, 3>     result;
      const std::vector<double> plain = numbers_of(header.text("spacings")),
                                axes  = numbers_of(header.text("space directions"));
      if (plain.size() == 3)
        std::copy(plain.begin(), plain.end(), result.begin());
      else if (axes.size() == 9)
        for (unsigned int k = 0; k < 3; ++k)
          result[k] = std::sqrt(axes[3 * k] * axes[3 * k] + axes[3 * k + 1] * axes[3 * k + 1] +
                                axes[3 * k + 2] * axes[3 * k + 2]);
      else
        throw BadImage{"no size of the voxels",
                       "three spacings, or three space directions, in mm",
                       "Save the image with its spacing."};
      for (const double x : result)
        if (!(x > 0))
          throw BadImage{"a voxel of size " + std::to_string(x), "sizes above 0", ""};
      return result;
    }

    /// Bytes of a label.
    std::size_t
    width_of(const std::string &type)
    {
      if (type == "uchar" || type == "unsigned char" || type == "uint8" || type == "uint8_t")
        return 1;
      if (type == "short" || type == "int16" || type == "int16_t" || type == "unsigned short" ||
          type == "ushort" || type == "uint16" || type == "uint16_t")
        return 2;
      throw BadImage{"labels of the type '" + type + "'",
                     "whole numbers of 8 or 16 bits (uchar, short, ushort)",
                     "Convert the labels to 'unsigned char'."};
    }

    UnitCell
    read_image(const std::string &path, const std::set<int> &solid_labels)
    {
      std::ifstream in(path, std::ios::binary);
      if (!in)
        throw BadImage{"no such file: " + path, "a label image", "Correct the path."};
      const std::string bytes{std::istreambuf_iterator<char>(in), {}};
      const Header      header = read_header(bytes);
      const auto        sizes  = numbers_of(header.text("sizes"));
      if (sizes.size() != 3 || *std::min_element(sizes.begin(), sizes.end()) < 1 ||
          *std::max_element(sizes.begin(), sizes.end()) > 1024)
        throw BadImage{"sizes of " + header.text("sizes"), "three sizes of 1 to 1024 voxels", ""};
      UnitCell    cell;
      const auto  spacing = spacings(header);
      std::size_t n       = 1;
      for (unsigned int k = 0; k < 3; ++k)
        {
          cell.n[k]    = std::size_t(sizes[k]);
          cell.edge[k] = cell.n[k] * spacing[k];
          n *= cell.n[k];
        }
      const std::size_t width    = width_of(header.text("type"));
      const std::string encoding = header.text("encoding");
      std::string       data     = bytes.substr(header.end);
      if (encoding == "gzip" || encoding == "gz")
        data = unpacked(data, n * width);
      else if (encoding != "raw")
        throw BadImage{
          "the encoding '" + encoding + "'", "raw or gzip", "Save the image as raw or gzip NRRD."};
      if (data.size() < n * width)
        throw BadImage{std::to_string(data.size() / width) + " voxels",
                       std::to_string(n) + " voxels",
                       header.text("data file").empty() ? "The file is cut off; save it again."
                                                        : "Save the image as one file (.nrrd)."};
      const bool is_big = width == 2 && header.text("endian") == "big";
      for (std::size_t v = 0; v < n; ++v)
        {
          const auto byte = [&](std::size_t b) {
            return int(static_cast<unsigned char>(data[width * v + b]));
          };
          const int label = width == 1 ? byte(0)
                            : is_big   ? 256 * byte(0) + byte(1)
                                       : 256 * byte(1) + byte(0);
          cell.phase.push_back(solid_labels.count(label));
        }
      return cell;
    }
  } // namespace


  UnitCell
  read_label_image(const Section                  &section,
                   const std::string              &file,
                   const std::vector<std::string> &solid_labels)
  {
    std::set<int> labels;
    for (const std::string &word : solid_labels)
      {
        int        label  = 0;
        const auto result = std::from_chars(word.data(), word.data() + word.size(), label);
        if (result.ec != std::errc() || result.ptr != word.data() + word.size() || label < 0)
          section.problem("Solid labels",
                          "'" + word + "'",
                          "whole numbers with commas between them",
                          "For example: 1, 2");
        labels.insert(label);
      }
    try
      {
        return read_image(
          (std::filesystem::path(section.directory_of("File")) / file).lexically_normal().string(),
          labels);
      }
    catch (const BadImage &bad)
      {
        section.problem("File", bad.found, bad.expected, bad.remedy);
      }
    return {};
  }
} // namespace callus
