// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/problems.h"

#include <iosfwd>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace callus
{
  class Units;

  /// The interval in which a quantity must lie, in the unit asked for.
  struct Range
  {
    double lower          = -std::numeric_limits<double>::infinity();
    double upper          = std::numeric_limits<double>::infinity();
    bool   lower_excluded = false;
    bool   upper_excluded = false;

    static Range
    any();
    static Range
    positive(); ///< > 0
    static Range
    non_negative(); ///< >= 0
    static Range
    fraction(); ///< 0 ... 1
    static Range
    between(double lower, double upper);

    bool
    contains(double value) const;
    std::string
    to_string() const;
  };

  /// One entry as it was declared while reading: for `callus list parameters`, the manual and the written-out file.
  struct DeclaredEntry
  {
    std::string path; ///< "Processes/m1_decay/Rate"
    std::string
      kind; ///< "quantity", "number", "count", "flag", "text", "choice", "list", "quantities"
    std::string unit;          ///< for quantities
    std::string range;         ///< for numbers; the choices for a choice
    std::string description;   ///< one sentence
    std::string default_value; ///< empty if the entry is required
    bool        required = false;
    std::string value;  ///< what was read, as text that can be read again, with its source key
    std::string source; ///< key of docs/references.bib, "assumed", "calibrated", or empty
  };

  class ParameterFile;

  /**
   * A view of one subsection of the parameter file. Each read declares the entry (name, unit, range, meaning) and
   * returns its value, so that schema and reading are one statement beside the code that uses the value.
   *
   * Nothing throws for bad input: problems are collected in the ParameterFile (a usable substitute is returned: NaN,
   * the first choice, ""), and ParameterFile::throw_if_wrong() reports all of them together, with entries that
   * nobody declared.
   *
   * A quantity is written `number unit [source]`. The source is required where @p sourced is true (the default for
   * quantities without default: physical and biological values); it is a key of docs/references.bib, `assumed`,
   * `calibrated`, or `measured` (the user's own).
   */
  class Section
  {
  public:
    const std::string &
    path() const; ///< "Processes/m1_decay"; "" for the top level
    std::string
    name() const; ///< last part of the path

    bool
    has(const std::string &entry) const;
    bool
    has_subsection(const std::string &name) const;

    /// The unit in which a quantity is written: "1" if it has none, "" if there is no quantity. For entries that may be
    /// measured in several ways; does not declare the entry.
    std::string
    written_unit(const std::string &entry) const;

    /// Names of the subsections present, in the order in which they first appear.
    std::vector<std::string>
    subsections() const;

    /// The subsection (an empty one if it is not in the file: then required entries are reported as missing).
    Section
    subsection(const std::string &name) const;

    // --- required entries -------------------------------------------------------------------------------------
    /// A physical or biological value with unit and source, converted to @p unit.
    double
    quantity(const std::string &entry,
             const std::string &unit,
             const Range       &range,
             const std::string &description) const;
    /// Several such values, separated by commas, with one unit and one source: `0, 100, 500 N [ansoms2024]`.
    std::vector<double>
    quantities(const std::string &entry,
               const std::string &unit,
               const Range       &range,
               const std::string &description) const;
    std::string
    text(const std::string &entry, const std::string &description) const;
    std::string
    choice(const std::string              &entry,
           const std::vector<std::string> &choices,
           const std::string              &description) const;
    /// Comma-separated words.
    std::vector<std::string>
    list(const std::string &entry, const std::string &description) const;

    // --- entries with a default: settings of the program, never physics or biology -----------------------------
    /// @p default_value as the user would write it, with its unit: "0.1 day". Needs no source.
    double
    setting(const std::string &entry,
            const std::string &unit,
            const Range       &range,
            const std::string &default_value,
            const std::string &description) const;
    std::string
    text(const std::string &entry,
         const std::string &default_value,
         const std::string &description) const;
    std::string
    choice(const std::string              &entry,
           const std::vector<std::string> &choices,
           const std::string              &default_value,
           const std::string              &description) const;
    bool
    flag(const std::string &entry, bool default_value, const std::string &description) const;
    unsigned int
    count(const std::string &entry,
          unsigned int       default_value,
          const std::string &description) const;
    std::vector<std::string>
    list(const std::string &entry,
         const std::string &default_value,
         const std::string &description) const;
    /// A quantity that may be left out (then @p absent is returned): `Upper bound`, say. Needs unit and source if given.
    double
    optional_quantity(const std::string &entry,
                      const std::string &unit,
                      const Range       &range,
                      double             absent,
                      const std::string &description) const;

    /// Entries of these names may stand here, which are read only where they do: so that they are suggested for a misspelt one.
    void
    may_have(const std::vector<std::string> &entries) const;
    /// What stands in this subsection is not reported as unknown: there is a problem with the subsection itself.
    void
    leave_unread() const;

    // --- entries and subsections that had another name -----------------------------------------------------------
    /// What used to be written as @p old_name is written as @p line now: "set Geometry = 3d". If @p old_name is still
    /// there, an entry or a subsection, every place where it stands is reported with that line. Call it before reading
    /// @p new_name, an entry of this subsection: then its absence is not reported a second time.
    void
    renamed(const std::string &old_name,
            const std::string &new_name,
            const std::string &line) const;

    /// This subsection is switched off by its entry @p switch_name. A value that stands in it in the same file or in a
    /// later one would have no effect and is reported, except for the entries and subsections named in @p allowed; values of the library
    /// and of earlier files may stay. With @p on as its value the switch would be on.
    void
    switched_off_by(const std::string              &switch_name,
                    const std::vector<std::string> &allowed = {},
                    const std::string              &on      = "true") const;

    /// Is this subsection replaced by @p other, which a later file brings? Not where values of both stand in the same file, or
    /// one of this behind all of the other.
    bool
    gives_way_to(const Section &other) const;

    // --- reporting -----------------------------------------------------------------------------------------------
    /// Where @p entry stands (or where the subsection begins, if @p entry is empty or missing).
    Place
    place(const std::string &entry = "") const;
    /// Where @p item of the list @p entry stands: with the list, or with what appends it ('+=').
    Place
    place_of_item(const std::string &entry, const std::string &item) const;
    /// Report that the value of @p entry cannot be used.
    void
    problem(const std::string &entry,
            const std::string &found,
            const std::string &expected,
            const std::string &remedy) const;
    /// The units of this run, for consistency checks.
    const Units &
    units() const;
    /// Where the values read so far in this subsection and below come from: keys, assumed, calibrated, measured.
    std::vector<std::string>
    sources() const;
    /// The directory of the file in which @p entry stands (to resolve file names relative to it).
    std::string
    directory_of(const std::string &entry) const;

  private:
    friend class ParameterFile;
    Section(ParameterFile &file, std::string path);

    std::string
    read_choice(const std::string              &entry,
                const std::vector<std::string> &choices,
                DeclaredEntry                   declaration) const;

    ParameterFile *file_;
    std::string    path_;
  };

  /**
   * A parameter file with everything it includes and the overrides of the command line, merged in layers.
   *
   * Grammar, one statement a line, `#` begins a comment, a trailing `\` continues the line:
   *     include path/to/file.prm            relative to the including file, else to the shipped parameter_files/
   *     subsection Name ... end
   *     set Entry = value
   *     set Entry *= factor [source]        scales whatever value the other layers give, whatever their order
   *     set Entry += item, item             appends to whatever list the other layers give, whatever their order
   *     library                             the file describes what can be; see Section::switched_off_by()
   * A later file's `set Entry =` replaces an earlier one; scalings multiply and are applied last; items that
   * are appended come behind those that are set, and words that stand there already are left out. Within one file an entry
   * is set once, no two subsections that stand beside each other have one name, and a file is included once.
   */
  class ParameterFile
  {
  public:
    /// Reads @p path. @p overrides are "Section/Subsection/Entry = value" or "... *= factor" or "... += items".
    /// @p library_directory is
    /// the shipped parameter_files/. Never throws for bad content: see throw_if_wrong().
    ParameterFile(const std::string              &path,
                  const std::vector<std::string> &overrides,
                  const std::string              &library_directory,
                  const Units                    &units);
    ~ParameterFile();
    ParameterFile(const ParameterFile &) = delete;
    ParameterFile &
    operator=(const ParameterFile &) = delete;

    /// The same from text (tests, templates); @p name stands for the file's name in messages.
    static std::unique_ptr<ParameterFile>
    from_text(const std::string &text,
              const std::string &name,
              const std::string &library_directory,
              const Units       &units);

    Section
    root();

    Problems &
    problems();

    /// The subsection @p name of the top level belongs to a part of the program that does not take part: its entries are
    /// neither checked nor written out. heed() takes that back.
    void
    ignore(const std::string &name);
    void
    heed(const std::string &name);

    /// Throws InputError if there is no file, or one in which a subsection or an 'end' is missing: whatever else seemed
    /// wrong then would only hide that. Call before reading.
    void
    throw_if_unreadable();

    /// Throws InputError with all problems, among them every entry and subsection that nobody has declared so far
    /// (with the nearest declared name of that subsection). Call when every room has read its part.
    void
    throw_if_wrong();

    /// Everything that was declared so far, in order of first declaration, with the values in force.
    std::vector<DeclaredEntry>
    declared() const;

    /// Writes all declared entries with the values in force as one file without includes that reads to the same
    /// values bit by bit (`parameters.used.prm`).
    void
    write_used(std::ostream &out) const;

    /// Writes the entries of the case, without those that only the library gives, each with a comment of what it means, its
    /// unit, range and default: the text behind the includes of a file for people. @p comments stand before the subsections
    /// of these paths; @p values replace those of the entries of these paths.
    void
    write_commented(std::ostream                             &out,
                    const std::map<std::string, std::string> &comments,
                    const std::map<std::string, std::string> &values) const;

    /// Source keys in use, for the references to cite.
    std::vector<std::string>
    sources() const;

    /// The files read: the main one and everything included, in order.
    std::vector<std::string>
    files() const;

    class Implementation;

  private:
    friend class Section;
    ParameterFile();
    std::unique_ptr<Implementation> implementation_;
  };
} // namespace callus
