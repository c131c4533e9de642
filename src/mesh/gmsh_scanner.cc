// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "mesh/gmsh_scanner.h"

#include "base/problems.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

namespace callus
{
  namespace
  {
    const char *const save_again =
      "Export the mesh from Gmsh again (format 2.2 or 4.1), or fetch an unbroken copy.";

    bool
    is_blank(const char c)
    {
      return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
    }

    /// Text to show in a message: short, and without control characters.
    std::string
    shown(const std::string_view text)
    {
      std::string result;
      for (const char c : text.substr(0, 40))
        result += (c >= ' ' && c <= '~') ? c : '?';
      return "'" + result + (text.size() > 40 ? "..." : "") + "'";
    }
  } // namespace

  GmshScanner::GmshScanner(std::string file, std::string bytes)
    : file_(std::move(file))
    , bytes_(std::move(bytes))
  {
  }

  void
  GmshScanner::set_binary(const bool is_binary)
  {
    binary_ = is_binary;
  }

  void
  GmshScanner::fail(const std::string &found,
                    const std::string &expected,
                    const std::string &remedy) const
  {
    const unsigned int line =
      binary_ ? 0 : 1 + std::count(bytes_.begin(), bytes_.begin() + last_, '\n');
    throw InputError({Problem{{file_, line, section_.empty() ? "" : "$" + section_},
                              found + (binary_ ? " at byte " + std::to_string(last_) : ""),
                              expected,
                              remedy.empty() ? save_again : remedy}});
  }

  void
  GmshScanner::fail_at_end(const char *what) const
  {
    fail("the end of the file", what, "The file is cut off. " + std::string(save_again));
  }

  void
  GmshScanner::skip_blanks()
  {
    while (position_ < bytes_.size() && is_blank(bytes_[position_]))
      ++position_;
    last_ = position_;
  }

  std::string
  GmshScanner::next_section()
  {
    section_.clear();
    skip_blanks();
    if (position_ == bytes_.size())
      return "";
    const std::string_view text = line();
    if (text.size() < 2 || text[0] != '$' || text.substr(0, 4) == "$End")
      fail(shown(text), "the beginning of a section ($Nodes, $Elements, ...)", "");
    section_ = std::string(text.substr(1, 60));
    return section_;
  }

  void
  GmshScanner::end_section()
  {
    skip_blanks();
    const std::string end = "$End" + section_;
    if (position_ == bytes_.size())
      fail_at_end(end.c_str());
    if (const std::string_view text = line(); text != end)
      fail(shown(text), end + " (the section says that it holds less)", "");
    section_.clear();
  }

  void
  GmshScanner::skip_section()
  {
    const std::size_t end = bytes_.find("$End" + section_, position_);
    if (end == std::string::npos)
      fail("no end of this section", "$End" + section_, "");
    position_ = end;
    end_section();
  }

  std::string_view
  GmshScanner::line()
  {
    std::size_t end = bytes_.find('\n', position_);
    end             = end == std::string::npos ? bytes_.size() : end;
    std::string_view text(bytes_.data() + position_, end - position_);
    position_ = std::min(end + 1, bytes_.size());
    while (!text.empty() && is_blank(text.back()))
      text.remove_suffix(1);
    while (!text.empty() && is_blank(text.front()))
      text.remove_prefix(1);
    return text;
  }

  std::string_view
  GmshScanner::text_line(const char *what)
  {
    skip_blanks();
    if (position_ == bytes_.size())
      fail_at_end(what);
    return line();
  }

  std::string_view
  GmshScanner::token(const char *what)
  {
    skip_blanks();
    const std::size_t begin = position_;
    while (position_ < bytes_.size() && !is_blank(bytes_[position_]))
      ++position_;
    if (begin == position_)
      fail_at_end(what);
    return {bytes_.data() + begin, position_ - begin};
  }

  template <typename Number>
  Number
  GmshScanner::number(const std::string_view text, const char *what) const
  {
    Number     value{};
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (result.ec != std::errc() || result.ptr != text.data() + text.size())
      fail(shown(text),
           what,
           text.find(',') == std::string_view::npos ? "" : "Write numbers with a decimal point.");
    return value;
  }

  template <typename Number>
  Number
  GmshScanner::raw(const char *what)
  {
    last_ = position_;
    if (bytes_.size() - position_ < sizeof(Number))
      fail_at_end(what);
    Number value;
    std::memcpy(&value, bytes_.data() + position_, sizeof(Number));
    position_ += sizeof(Number);
    return value;
  }

  int
  GmshScanner::integer(const char *what)
  {
    return binary_ ? raw<int>(what) : number<int>(token(what), what);
  }

  std::uint64_t
  GmshScanner::size(const char *what)
  {
    return binary_ ? raw<std::uint64_t>(what) : number<std::uint64_t>(token(what), what);
  }

  double
  GmshScanner::real(const char *what)
  {
    return binary_ ? raw<double>(what) : number<double>(token(what), what);
  }

  std::uint64_t
  GmshScanner::text_size(const char *what)
  {
    skip_blanks();
    const std::string_view text = text_line(what);
    return number<std::uint64_t>(text, what);
  }

  std::size_t
  GmshScanner::plausible(const std::uint64_t n,
                         const std::size_t   bytes_each,
                         const char         *what) const
  {
    const std::size_t left = bytes_.size() - position_;
    // the last number of a text file may lack its blank
    if (n > 0 && (bytes_each == 0 || n - 1 > left / bytes_each))
      fail(std::to_string(n) + " " + what + ", more than the rest of the file can hold",
           "the number of " + std::string(what) + " that follow",
           "The file is cut off or damaged. " + std::string(save_again));
    return n;
  }
} // namespace callus
