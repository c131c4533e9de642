// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include <memory>
#include <string>

namespace callus
{
  /**
   * Units, by UDUNITS-2 with Callus' own definitions (cells as a base unit, mmHg, molar, body weight).
   * Spellings as in the field: "1e6 cells/mL", "ng/mL/day per 1e6 cells/mL" is written "ng/mL/day/(1e6 cells/mL)",
   * "mm2/day", "m4/(N s)", "1/day", "1" for a pure number.
   *
   * Not copyable; one per run, handed down by reference (no global state).
   */
  class Units
  {
  public:
    Units();
    ~Units();
    Units(const Units &) = delete;
    Units &
    operator=(const Units &) = delete;

    /// True if UDUNITS can read @p unit.
    bool
    is_valid(const std::string &unit) const;

    /// True if both can be read and measure the same thing.
    bool
    are_convertible(const std::string &from, const std::string &to) const;

    /// The factor f such that value [to] = f * value [from]. Throws std::invalid_argument if they do not convert, if
    /// the conversion has an offset (degrees Celsius), or if the factor is not a positive finite number.
    double
    factor(const std::string &from, const std::string &to) const;

    /// Unit of a product or ratio, in a form that can be read again: combine("ng/mL", "1/day") = "(ng/mL) (1/day)".
    static std::string
    product(const std::string &a, const std::string &b);
    static std::string
    ratio(const std::string &numerator, const std::string &denominator);
    /// A unit made by product() and ratio() as people write it: "((ng/mL)/(day))/(1e6 cells/mL)" is
    /// "ng/mL/day/(1e6 cells/mL)". Measures the same and can be read again.
    static std::string
    readable(const std::string &unit);

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
  };
} // namespace callus
