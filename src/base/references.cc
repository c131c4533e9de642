// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "base/references.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>

namespace callus
{
  namespace
  {
    /// Walks through the text of a BibTeX file.
    class Scanner
    {
    public:
      explicit Scanner(const std::string &text)
        : text_(text)
      {
      }

      bool
      find(char c)
      {
        position_ = text_.find(c, position_);
        return position_ != std::string::npos && ++position_ <= text_.size();
      }

      /// The word up to one of @p ends, without blanks at its ends; stands on that end afterwards.
      std::string
      until(const std::string &ends)
      {
        const std::size_t begin = position_;
        position_               = std::min(text_.find_first_of(ends, begin), text_.size());
        return trimmed(text_.substr(begin, position_ - begin));
      }

      bool
      at(char c) const
      {
        return position_ < text_.size() && text_[position_] == c;
      }

      void
      advance()
      {
        ++position_;
      }

      void
      skip_blanks()
      {
        while (position_ < text_.size() &&
               std::isspace(static_cast<unsigned char>(text_[position_])))
          ++position_;
      }

      /// A value: {braced, {nested}}, "quoted" or bare. Braces are dropped, runs of blanks become one.
      std::string
      value()
      {
        skip_blanks();
        if (!at('{') && !at('"'))
          return until(",}\n");
        const bool  quoted = at('"');
        int         depth  = quoted ? 0 : 1;
        std::string result;
        for (advance(); position_ < text_.size(); advance())
          {
            const char c = text_[position_];
            depth += c == '{' ? 1 : (c == '}' ? -1 : 0);
            if (quoted ? (c == '"' && depth == 0) : depth == 0)
              {
                advance();
                break;
              }
            if (c != '{' && c != '}')
              result += c;
          }
        return trimmed(result);
      }

    private:
      static std::string
      trimmed(const std::string &text)
      {
        std::string result;
        for (const char c : text)
          if (!std::isspace(static_cast<unsigned char>(c)))
            result += c;
          else if (!result.empty() && result.back() != ' ')
            result += ' ';
        if (!result.empty() && result.back() == ' ')
          result.pop_back();
        return result;
      }

      const std::string &text_;
      std::size_t        position_ = 0;
    };

    std::string
    lower_case(std::string text)
    {
      std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
      });
      return text;
    }
  } // namespace

  References
  References::read(const std::string &path)
  {
    References        references;
    std::ifstream     file(path);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    Scanner           scanner(text);
    while (scanner.find('@'))
      {
        const std::string type = lower_case(scanner.until("{\n"));
        if (!scanner.at('{') || type == "comment" || type == "string" || type == "preamble")
          continue;
        scanner.advance();
        const std::string key = scanner.until(",}");
        Fields            fields;
        while (scanner.at(','))
          {
            scanner.advance();
            const std::string name = lower_case(scanner.until("=}"));
            if (!scanner.at('='))
              break;
            scanner.advance();
            fields[name] = scanner.value();
            scanner.skip_blanks();
          }
        references.entries_[key] = fields;
      }
    return references;
  }

  bool
  References::has(const std::string &key) const
  {
    return entries_.count(key) > 0;
  }

  std::vector<std::string>
  References::keys() const
  {
    std::vector<std::string> keys;
    for (const auto &entry : entries_)
      keys.push_back(entry.first);
    return keys;
  }

  std::string
  References::citation(const std::string &key) const
  {
    const Fields &fields = entries_.at(key);
    const auto    field  = [&](const std::string &name) {
      const auto found = fields.find(name);
      return found == fields.end() ? std::string() : found->second;
    };
    std::string text = field("author").empty() ? key : field("author");
    if (!field("year").empty())
      text += " (" + field("year") + ")";
    for (const std::string name :
         {"title", "journal", "booktitle", "publisher", "howpublished", "note"})
      if (!field(name).empty())
        text += ". " + field(name);
    if (!field("doi").empty())
      text += ". doi:" + field("doi");
    else if (!field("url").empty())
      text += ". " + field("url");
    return text;
  }

  bool
  References::is_source_word(const std::string &text)
  {
    return text == "assumed" || text == "calibrated" || text == "measured";
  }
} // namespace callus
