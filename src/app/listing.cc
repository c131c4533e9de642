// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "app/listing.h"

#include "base/json_writer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ostream>

namespace callus
{
  namespace
  {
    std::string
    as_text(const std::string &text)
    {
      return text;
    }

    std::string
    as_text(double value)
    {
      if (std::isinf(value))
        return "none";
      char text[32];
      std::snprintf(text, sizeof(text), "%.6g", value);
      return text;
    }

    std::string
    as_text(bool flag)
    {
      return flag ? "yes" : "no";
    }

    std::string
    as_text(const std::vector<std::string> &words)
    {
      std::string text;
      for (const std::string &word : words)
        text += (text.empty() ? "" : ", ") + word;
      return text;
    }

    std::string
    as_text(const std::vector<unsigned int> &numbers)
    {
      std::string text;
      for (const unsigned int number : numbers)
        text += (text.empty() ? "" : ", ") + std::to_string(number);
      return text;
    }

    std::string
    as_text(const Listing &listing)
    {
      std::vector<std::string> names;
      for (const ListedItem &item : listing)
        names.push_back(std::visit([](const auto &value) { return as_text(value); },
                                   item.properties.at(0).second));
      return as_text(names);
    }

    template <typename T>
    void
    write_value(JsonWriter &json, const T &value)
    {
      json.value(value);
    }

    void
    write_value(JsonWriter &json, const std::vector<unsigned int> &numbers)
    {
      json.begin_array();
      for (const unsigned int number : numbers)
        json.value(number);
      json.end_array();
    }

    void
    write_value(JsonWriter &json, const Listing &listing)
    {
      json.begin_array();
      for (const ListedItem &item : listing)
        {
          json.begin_object();
          for (const auto &property : item.properties)
            {
              json.key(property.first);
              std::visit([&](const auto &value) { write_value(json, value); }, property.second);
            }
          json.end_object();
        }
      json.end_array();
    }
  } // namespace

  void
  write_text(std::ostream &out, const Listing &listing)
  {
    for (const ListedItem &item : listing)
      {
        std::size_t width = 0;
        for (const auto &property : item.properties)
          width = std::max(width, property.first.size());
        for (std::size_t i = 0; i < item.properties.size(); ++i)
          {
            const std::string  text = std::visit([](const auto &value) { return as_text(value); },
                                                item.properties[i].second);
            const std::string &name = item.properties[i].first;
            if (i == 0)
              out << text << '\n';
            else if (!text.empty())
              out << "    " << name << std::string(width - name.size() + 2, ' ') << text << '\n';
          }
      }
  }

  void
  write_json(std::ostream &out, const Listing &listing)
  {
    JsonWriter json(out);
    write_value(json, listing);
  }
} // namespace callus
