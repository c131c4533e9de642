// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "output/manifest.h"

#include "base/json_writer.h"
#include "output/durable_file.h"

#include <ctime>
#include <sstream>

namespace callus
{
  namespace
  {
    void
    write(std::ostream &out, const Manifest &manifest)
    {
      JsonWriter json(out);
      json.begin_object();
      json.key("title").value(manifest.title);
      json.key("status").value(manifest.status);
      json.key("started").value(manifest.started);
      json.key("wall_seconds").value(manifest.wall_seconds);
      json.key("seconds").begin_object();
      for (const auto &[activity, seconds] : manifest.seconds)
        json.key(activity).value(seconds);
      json.end_object();
      json.key("command_line").value(manifest.command_line);
      json.key("resumed").value(manifest.resumed);
      json.key("ranks").value(manifest.n_ranks);
      json.key("parameter_files").value(manifest.parameter_files);

      json.key("mesh").begin_object();
      json.key("file").value(manifest.mesh_file);
      json.key("checksum").value(manifest.mesh_checksum);
      json.key("regions").value(manifest.regions);
      json.end_object();

      json.key("drivers").begin_object();
      for (const auto &driver : manifest.drivers)
        json.key(driver.first).value(driver.second);
      json.end_object();

      json.key("callus").begin_object();
      json.key("version").value(manifest.made_by.version);
      json.key("revision").value(manifest.made_by.revision);
      json.key("compiler").value(manifest.made_by.compiler);
      json.key("build_type").value(manifest.made_by.build_type);
      json.end_object();

      json.key("libraries").begin_object();
      for (const auto &library : manifest.made_by.libraries)
        json.key(library.first).value(library.second);
      json.end_object();

      json.key("references").begin_array();
      for (const auto &reference : manifest.references)
        {
          json.begin_object();
          json.key("key").value(reference.first);
          json.key("citation").value(reference.second);
          json.end_object();
        }
      json.end_array();
      json.end_object();
    }
  } // namespace

  std::string
  time_stamp()
  {
    const std::time_t now = std::time(nullptr);
    std::tm           utc{};
    gmtime_r(&now, &utc);
    char text[32];
    std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
  }

  void
  write_manifest(const std::string &path, const Manifest &manifest)
  {
    std::ostringstream text;
    write(text, manifest);
    replace_durably(path, text.str());
  }
} // namespace callus
