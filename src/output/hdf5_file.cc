// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "output/hdf5_file.h"

#include <hdf5.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace callus
{
  namespace
  {
    /// An HDF5 identifier that is closed at the end. Throws std::runtime_error if it is none.
    class Handle
    {
    public:
      Handle(hid_t id, herr_t (*close)(hid_t), const std::string &what)
        : id_(id)
        , close_(close)
      {
        if (id < 0)
          throw std::runtime_error("HDF5 cannot " + what);
      }
      Handle(Handle &&other) noexcept
        : id_(std::exchange(other.id_, -1))
        , close_(other.close_)
      {
      }
      ~Handle()
      {
        if (id_ >= 0)
          close_(id_);
      }
      Handle(const Handle &) = delete;
      Handle &
      operator=(const Handle &) = delete;

      operator hid_t() const
      {
        return id_;
      }

    private:
      hid_t id_;
      herr_t (*close_)(hid_t);
    };

    void
    check(herr_t result, const std::string &what)
    {
      if (result < 0)
        throw std::runtime_error("HDF5 cannot " + what);
    }

    Handle
    text_type(std::size_t length)
    {
      Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "make a type");
      check(H5Tset_size(type, std::max<std::size_t>(length, 1)), "make a type");
      check(H5Tset_strpad(type, H5T_STR_NULLPAD), "make a type");
      return type;
    }

    /// A new file in memory that is never written by HDF5 itself.
    Handle
    create_in_memory(std::size_t first_bytes)
    {
      constexpr std::size_t growth = 16 << 20; // bytes
      const Handle          creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "begin a file");
      const Handle          access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "begin a file");
      check(H5Pset_userblock(creation, first_bytes), "begin a file");
      check(H5Pset_fapl_core(access, growth, false), "begin a file");
      return {H5Fcreate("in memory", H5F_ACC_TRUNC, creation, access), H5Fclose, "begin a file"};
    }

    Handle
    open_file(const std::string &path)
    {
      // errors come as exceptions with words of ours, not as lists on the terminal
      H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
      return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open " + path};
    }

    herr_t
    add_name(hid_t, const char *name, const H5O_info_t *info, void *list)
    {
      if (info->type == H5O_TYPE_DATASET)
        static_cast<std::vector<std::string> *>(list)->push_back(name);
      return 0;
    }
  } // namespace


  class Hdf5Image::Implementation
  {
  public:
    explicit Implementation(std::size_t first_bytes)
      : first_bytes_(first_bytes)
      , file_(create_in_memory(first_bytes))
      , groups_(H5Pcreate(H5P_LINK_CREATE), H5Pclose, "make groups")
    {
      check(H5Pset_create_intermediate_group(groups_, 1), "make groups");
    }

    void
    write(const std::string &name, hid_t type, hid_t extent, const void *values)
    {
      const Handle set(
        H5Dcreate2(file_, name.c_str(), type, extent, groups_, H5P_DEFAULT, H5P_DEFAULT),
        H5Dclose,
        "make the data set " + name);
      check(H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values),
            "write the data set " + name);
    }

    std::size_t first_bytes_;
    Handle      file_, groups_;
  };


  Hdf5Image::Hdf5Image(std::size_t first_bytes)
    : implementation_(std::make_unique<Implementation>(first_bytes))
  {
  }

  Hdf5Image::~Hdf5Image() = default;

  void
  Hdf5Image::add(const std::string &name, const std::vector<double> &values, unsigned int n_columns)
  {
    const hsize_t extents[2] = {values.size() / n_columns, n_columns};
    const Handle  extent(H5Screate_simple(2, extents, nullptr), H5Sclose, "make a data space");
    implementation_->write(name, H5T_NATIVE_DOUBLE, extent, values.data());
  }

  void
  Hdf5Image::add(const std::string &name, const std::string &text)
  {
    const Handle extent(H5Screate(H5S_SCALAR), H5Sclose, "make a data space");
    implementation_->write(name, text_type(text.size()), extent, text.c_str());
  }

  Bytes
  Hdf5Image::contents()
  {
    const hid_t file   = implementation_->file_;
    void       *memory = nullptr;
    check(H5Fflush(file, H5F_SCOPE_LOCAL), "finish a file");
    const ssize_t size = H5Fget_file_image(
      file, nullptr, 0); // asks for the size only, which does not count the first bytes
    check(size < 0 ? -1 : 0, "finish a file");
    check(H5Fget_vfd_handle(file, H5P_DEFAULT, &memory), "finish a file");
    // the handle of a file in memory is the address of its first byte
    const char *bytes = *static_cast<const char **>(memory);
    return {bytes + implementation_->first_bytes_, static_cast<std::size_t>(size)};
  }


  class Hdf5Reader::Implementation
  {
  public:
    explicit Implementation(const std::string &path)
      : file(open_file(path))
    {
    }

    Handle
    open(const std::string &name) const
    {
      return {H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, "find '" + name + "'"};
    }

    Handle file;
  };


  Hdf5Reader::Hdf5Reader(const std::string &path)
    : implementation_(std::make_unique<Implementation>(path))
  {
  }

  Hdf5Reader::~Hdf5Reader() = default;

  std::vector<std::string>
  Hdf5Reader::names(const std::string &group) const
  {
    std::vector<std::string> result;
    if (H5Lexists(implementation_->file, group.c_str(), H5P_DEFAULT) <= 0)
      return result;
    check(H5Ovisit_by_name2(implementation_->file,
                            group.c_str(),
                            H5_INDEX_NAME,
                            H5_ITER_INC,
                            add_name,
                            &result,
                            H5O_INFO_BASIC,
                            H5P_DEFAULT),
          "list '" + group + "'");
    return result;
  }

  std::vector<double>
  Hdf5Reader::values(const std::string &name, unsigned int &n_columns) const
  {
    const Handle set = implementation_->open(name);
    const Handle extent(H5Dget_space(set), H5Sclose, "read '" + name + "'");
    hsize_t      extents[2] = {0, 0};
    if (H5Sget_simple_extent_ndims(extent) != 2)
      throw std::runtime_error("'" + name + "' is no table of numbers");
    check(H5Sget_simple_extent_dims(extent, extents, nullptr), "read '" + name + "'");
    std::vector<double> result(extents[0] * extents[1]);
    check(H5Dread(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, result.data()),
          "read '" + name + "'");
    n_columns = static_cast<unsigned int>(extents[1]);
    return result;
  }

  std::string
  Hdf5Reader::text(const std::string &name) const
  {
    const Handle set = implementation_->open(name);
    const Handle type(H5Dget_type(set), H5Tclose, "read '" + name + "'");
    if (H5Tget_class(type) != H5T_STRING)
      throw std::runtime_error("'" + name + "' is no text");
    std::string result(H5Tget_size(type), '\0');
    check(H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, result.data()), "read '" + name + "'");
    result.resize(std::min(result.size(), result.find('\0')));
    return result;
  }
} // namespace callus
