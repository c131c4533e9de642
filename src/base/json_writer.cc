// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/json_writer.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <ostream>

namespace callus
{
  std::string
  json_string(const std::string &text)
  {
    std::string result = "\"";
    for (const char c : text)
      if (c == '"' || c == '\\')
        result += std::string("\\") + c;
      else if (c == '\n')
        result += "\\n";
      else if (c == '\t')
        result += "\\t";
      else if (static_cast<unsigned char>(c) < 0x20)
        {
          char escape[8];
          std::snprintf(escape, sizeof(escape), "\\u%04x", static_cast<unsigned int>(c));
          result += escape;
        }
      else
        result += c;
    return result + '"';
  }

  std::string
  json_number(double value)
  {
    if (!std::isfinite(value))
      return "null";
    char       text[40];
    const auto end = std::to_chars(text, text + sizeof(text), value).ptr;
    return std::string(text, end);
  }

  JsonWriter::JsonWriter(std::ostream &out)
    : out_(out)
  {
  }

  void
  JsonWriter::start_value()
  {
    if (after_key_)
      {
        after_key_ = false;
        return;
      }
    if (has_elements_.empty())
      return;
    out_ << (has_elements_.back() ? ",\n" : "\n") << std::string(2 * has_elements_.size(), ' ');
    has_elements_.back() = true;
  }

  void
  JsonWriter::begin(char bracket)
  {
    start_value();
    out_ << bracket;
    has_elements_.push_back(false);
  }

  void
  JsonWriter::end(char bracket)
  {
    const bool had_elements = has_elements_.back();
    has_elements_.pop_back();
    if (had_elements)
      out_ << '\n' << std::string(2 * has_elements_.size(), ' ');
    out_ << bracket;
    if (has_elements_.empty())
      out_ << '\n';
  }

  JsonWriter &
  JsonWriter::begin_object()
  {
    begin('{');
    return *this;
  }

  JsonWriter &
  JsonWriter::end_object()
  {
    end('}');
    return *this;
  }

  JsonWriter &
  JsonWriter::begin_array()
  {
    begin('[');
    return *this;
  }

  JsonWriter &
  JsonWriter::end_array()
  {
    end(']');
    return *this;
  }

  JsonWriter &
  JsonWriter::key(const std::string &name)
  {
    start_value();
    out_ << json_string(name) << ": ";
    after_key_ = true;
    return *this;
  }

  JsonWriter &
  JsonWriter::value(const std::string &text)
  {
    start_value();
    out_ << json_string(text);
    return *this;
  }

  JsonWriter &
  JsonWriter::value(const char *text)
  {
    return value(std::string(text));
  }

  JsonWriter &
  JsonWriter::value(double number)
  {
    start_value();
    out_ << json_number(number);
    return *this;
  }

  JsonWriter &
  JsonWriter::value(unsigned int number)
  {
    start_value();
    out_ << number;
    return *this;
  }

  JsonWriter &
  JsonWriter::value(bool flag)
  {
    start_value();
    out_ << (flag ? "true" : "false");
    return *this;
  }

  JsonWriter &
  JsonWriter::value(const std::vector<std::string> &texts)
  {
    begin_array();
    for (const std::string &text : texts)
      value(text);
    return end_array();
  }
} // namespace callus
