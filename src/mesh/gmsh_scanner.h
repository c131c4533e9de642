// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace callus
{
  /**
   * The bytes of a Gmsh file, read from front to back. Everything is checked against the end of the file and against the kind of number
   * that is asked for; what does not fit throws InputError with file, line, section, what was found and what was expected.
   */
  class GmshScanner
  {
  public:
    GmshScanner(std::string file, std::string bytes);

    /// Numbers are text until this is called.
    void
    set_binary(bool is_binary);
    bool
    is_binary() const
    {
      return binary_;
    }

    /// Moves to the next section and returns its name without the '$'; "" at the end of the file.
    std::string
    next_section();
    /// Expects the end of the section of that name.
    void
    end_section();
    /// Whether the line that was read last ended with a carriage return too, as in text files of Windows.
    bool
    is_behind_carriage_return() const
    {
      return position_ > 1 && bytes_.compare(position_ - 2, 2, "\r\n") == 0;
    }
    /// Jumps behind the end of the current section.
    void
    skip_section();

    /// The rest of the current line, without blanks at both ends.
    std::string_view
    line();
    /// The next line with something on it.
    std::string_view
    text_line(const char *what);

    // one number, as text or four or eight bytes
    int
    integer(const char *what);
    std::uint64_t
    size(const char *what);
    double
    real(const char *what);
    /// In a line of text also where the numbers are binary (2.2).
    std::uint64_t
    text_size(const char *what);

    /// Checks that @p n things of at least @p bytes_each bytes can follow in the file, and returns n.
    std::size_t
    plausible(std::uint64_t n, std::size_t bytes_each, const char *what) const;
    /// The least number of bytes that a number of @p width bytes needs in this file: a digit and a blank as text.
    std::size_t
    least_bytes(std::size_t width) const
    {
      return binary_ ? width : 2;
    }

    /// Throws the problem, with the place where the scanner is.
    [[noreturn]] void
    fail(const std::string &found, const std::string &expected, const std::string &remedy) const;

  private:
    std::string_view
    token(const char *what);
    template <typename Number>
    Number
    number(std::string_view text, const char *what) const;
    template <typename Number>
    Number
    raw(const char *what);
    [[noreturn]] void
    fail_at_end(const char *what) const;
    void
    skip_blanks();

    std::string file_, bytes_, section_;
    std::size_t position_ = 0;
    std::size_t last_     = 0; ///< where the last token began
    bool        binary_   = false;
  };
} // namespace callus
