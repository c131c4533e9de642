// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace callus
{
  /// The text as a JSON string, in quotes, with escapes.
  std::string
  json_string(const std::string &text);

  /// The shortest JSON number that reads back to the same double; null if it is not finite.
  std::string
  json_number(double value);

  /**
   * Writes one JSON document, indented by two. Commas and line ends are its business; calling begin and end in pairs,
   * and key() before each value of an object, is the caller's.
   */
  class JsonWriter
  {
  public:
    explicit JsonWriter(std::ostream &out);

    JsonWriter &
    begin_object();
    JsonWriter &
    end_object();
    JsonWriter &
    begin_array();
    JsonWriter &
    end_array();
    JsonWriter &
    key(const std::string &name);

    JsonWriter &
    value(const std::string &text);
    JsonWriter &
    value(const char *text);
    JsonWriter &
    value(double number);
    JsonWriter &
    value(unsigned int number);
    JsonWriter &
    value(bool flag);
    JsonWriter &
    value(const std::vector<std::string> &texts);

  private:
    void
    begin(char bracket);
    void
    end(char bracket);
    void
    start_value();

    std::ostream     &out_;
    std::vector<bool> has_elements_; ///< of each open object or array
    bool              after_key_ = false;
  };
} // namespace callus
