// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "output/status_file.h"

#include "base/json_writer.h"
#include "output/durable_file.h"
#include "output/manifest.h"

#include <unistd.h>

#include <array>
#include <cmath>
#include <sstream>

namespace callus
{
  namespace
  {
    std::string
    host_name()
    {
      std::array<char, 256> name{};
      return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
    }

    double
    to_tenths(double seconds)
    {
      return std::round(10 * seconds) / 10;
    }

    void
    write_checkpoint(JsonWriter &json, const RunStatus &status)
    {
      if (!status.last_checkpoint)
        {
          json.value(std::numeric_limits<double>::quiet_NaN()); // null
          return;
        }
      json.begin_object();
      json.key("file").value(status.last_checkpoint->file);
      json.key("day").value(status.last_checkpoint->day);
      json.key("written").value(status.last_checkpoint->written);
      json.end_object();
    }
  } // namespace

  void
  write_status(const std::string &path, const RunStatus &status)
  {
    std::ostringstream text;
    JsonWriter         json(text);
    json.begin_object();
    json.key("state").value(status.state);
    json.key("message").value(status.message);
    json.key("day").value(status.day);
    json.key("end").value(status.end);
    json.key("step").value(status.step);
    json.key("wall_seconds").value(to_tenths(status.wall_seconds));
    json.key("remaining_seconds").value(to_tenths(status.remaining_seconds));
    json.key("host").value(host_name());
    json.key("process").value(static_cast<unsigned int>(getpid()));
    json.key("ranks").value(status.n_ranks);
    json.key("started").value(status.started);
    json.key("updated").value(time_stamp());
    json.key("last_checkpoint");
    write_checkpoint(json, status);
    json.key("exit_code")
      .value(status.exit_code ? double(*status.exit_code)
                              : std::numeric_limits<double>::quiet_NaN());
    json.end_object();
    replace_file(path, text.str());
  }
} // namespace callus
