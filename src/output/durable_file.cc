// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "output/durable_file.h"

#include "base/problems.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace callus
{
  namespace
  {
    /// A file descriptor that is closed at the end.
    class OpenFile
    {
    public:
      OpenFile(const std::string &path, int flags)
        : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0666))
      {
        if (descriptor_ < 0)
          throw OutputFailure(writing_failed(path, errno));
      }
      ~OpenFile()
      {
        close(descriptor_);
      }
      OpenFile(const OpenFile &) = delete;
      OpenFile &
      operator=(const OpenFile &) = delete;

      operator int() const
      {
        return descriptor_;
      }

    private:
      int descriptor_;
    };

    void
    write_all(int file, const std::string &path, const Bytes &piece)
    {
      const char *next = static_cast<const char *>(piece.first);
      for (std::size_t left = piece.second; left > 0;)
        {
          const ssize_t written = ::write(file, next, left);
          if (written < 0 && errno == EINTR)
            continue;
          if (written <= 0)
            throw OutputFailure(writing_failed(path, written < 0 ? errno : ENOSPC));
          next += written;
          left -= static_cast<std::size_t>(written);
        }
    }

    void
    sync(int file, const std::string &path)
    {
      // some file systems cannot sync a directory and say so; then there is nothing to wait for
      if (fsync(file) != 0 && errno != EINVAL && errno != EROFS)
        throw OutputFailure(writing_failed(path, errno));
    }

    void
    replace(const std::string &path, const std::vector<Bytes> &pieces, bool is_durable)
    {
      const std::string aside = path + ".new";
      try
        {
          {
            const OpenFile file(aside, O_WRONLY | O_CREAT | O_TRUNC);
            for (const Bytes &piece : pieces)
              write_all(file, path, piece);
            if (is_durable)
              sync(file, path);
          }
          if (std::rename(aside.c_str(), path.c_str()) != 0)
            throw OutputFailure(writing_failed(path, errno));
        }
      catch (const OutputFailure &)
        {
          std::remove(aside.c_str());
          throw;
        }
      if (is_durable)
        sync_to_disk(std::filesystem::absolute(path).parent_path().string());
    }
  } // namespace

  std::string
  writing_failed(const std::string &path, int error_number)
  {
    const std::string reason =
      error_number == 0 ? "" : std::string(": ") + std::strerror(error_number);
    std::string remedy;
    if (error_number == ENOSPC || error_number == EDQUOT)
      remedy = ". Make room on the disk; a run with checkpoints then goes on with --resume auto.";
    else if (error_number == EFBIG)
      remedy =
        ". The limit is that of ulimit -f; a run with checkpoints goes on with --resume auto.";
    else if (error_number == ENOENT || error_number == ENOTDIR)
      remedy = ". Was the folder removed while the run was writing to it?";
    else if (error_number == EACCES || error_number == EROFS || error_number == EPERM)
      remedy = ". Check the permissions of the folder, or choose another with --output.";
    return "cannot write " + path + reason + remedy;
  }

  void
  replace_durably(const std::string &path, const std::vector<Bytes> &pieces)
  {
    replace(path, pieces, true);
  }

  void
  replace_durably(const std::string &path, const std::string &text)
  {
    replace(path, {{text.data(), text.size()}}, true);
  }

  void
  replace_file(const std::string &path, const std::string &text)
  {
    replace(path, {{text.data(), text.size()}}, false);
  }

  void
  sync_to_disk(const std::string &path)
  {
    const OpenFile file(path, O_RDONLY);
    sync(file, path);
  }

  std::string
  file_contents(const std::string &path)
  {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }
} // namespace callus
