// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "laws/biology/reference_page.h"

#include "laws/biology/modifier_forms.h"
#include "laws/biology/process_forms.h"
#include "laws/biology/quantity_forms.h"

#include <sstream>

namespace callus
{
  namespace biology
  {
    namespace
    {
      void
      print(std::ostream &out, const Documentation &documentation)
      {
        out << "### " << documentation.name << "\n\n    " << documentation.equation << "\n\n"
            << documentation.description << "\n\n*Units* " << documentation.units << ".\n\n";
        std::istringstream lines(documentation.example);
        for (std::string line; std::getline(lines, line);)
          out << "    " << line << '\n';
        out << '\n';
      }

      template <typename Form>
      void
      print(std::ostream            &out,
            const std::string       &title,
            const std::string       &introduction,
            const std::vector<Form> &forms)
      {
        out << "## " << title << "\n\n" << introduction << "\n\n";
        for (const Form &form : forms)
          print(out, form.documentation);
      }
    } // namespace


    std::string
    reference_page()
    {
      std::ostringstream out;
      out << "# Forms of biology\n\n"
             "Made by the program from the texts of the forms themselves (src/laws/biology); a "
             "test keeps this page up to "
             "date. How they play together is told in [the modeller's "
             "guide](../modeller/biology_as_data.md).\n\n"
             "In all equations y is the field that changes, P its production and L its loss "
             "coefficient: dy/dt = P - L y.\n\n";
      print(out,
            "Processes",
            "Each is a subsection of `Processes`. Further entries of every process: `Active`, "
            "`Rows`, `Description`, a "
            "subsection `Modifiers`, and for processes at points `Scaled by species`.",
            process_forms());
      print(out,
            "Modifiers",
            "Each is a subsection of `Modifiers` of a process and multiplies its rate. The "
            "subsection carries the name of the "
            "argument x, unless an entry `Argument` names it.",
            modifier_forms());
      print(out,
            "Derived quantities",
            "Each is a subsection of `Quantities`. `free_pore_space`, the volume that no solid "
            "takes, is always there.",
            quantity_forms());
      return out.str();
    }
  } // namespace biology
} // namespace callus
