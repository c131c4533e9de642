// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "base/parameters.h"
#include "base/units.h"
#include "laws/biology/delays.h"
#include "laws/biology/reader.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <random>
#include <string>

namespace callus
{
  namespace testing
  {
    /// The fields that the examples of forms, modifiers and quantities refer to.
    inline const std::string example_fields = R"(
subsection Fields
  subsection cells
    set Unit = 1e6 cells/mL
    set Kind = cell
  end
  subsection other_cells
    set Unit = 1e6 cells/mL
    set Kind = cell
  end
  subsection signal
    set Unit = ng/mL
    set Kind = signal
  end
  subsection bound_signal
    set Unit = ng/mL
    set Kind = signal
  end
  subsection fraction
    set Unit = 1
    set Kind = vessel
    set Upper bound = 1 [assumed]
  end
  subsection matrix
    set Unit = 1
    set Kind = matrix
    set Volume per unit = 1 [assumed]
    set Upper bound = 1 [assumed]
  end
end
)";

    /// A parameter file with the example fields and whatever else.
    class ExampleFile
    {
    public:
      explicit ExampleFile(const std::string &text)
        : file(ParameterFile::from_text(example_fields + text,
                                        "example.prm",
                                        CALLUS_SOURCE_DIR "/parameter_files",
                                        units))
        , catalogue(read_catalogue(file->root()))
        , names(catalogue, {{"free_pore_space", "1"}})
      {
      }

      /// With the stages of a delay, if there is one at the top level.
      static Catalogue
      read_catalogue(const Section &root)
      {
        const Catalogue fields = Catalogue::read(root.subsection("Fields"));
        return biology::with_stages(fields, biology::read_delays(root, fields), root);
      }

      std::string
      problems()
      {
        try
          {
            file->throw_if_wrong();
          }
        catch (const InputError &error)
          {
            return error.what();
          }
        return {};
      }

      Units                          units;
      std::unique_ptr<ParameterFile> file;
      Catalogue                      catalogue;
      biology::Names                 names;
    };

    inline std::string
    in_subsection(const std::string &name, const std::string &text)
    {
      return "subsection " + name + "\n" + text + "end\n";
    }

    /// f at one point.
    inline double
    evaluate(const biology::Application &f, const std::vector<double> &x)
    {
      std::vector<const double *> arguments;
      for (const double &value : x)
        arguments.push_back(&value);
      double result = NAN;
      f.function->value(f.parameters.data(), arguments.data(), arguments.size(), &result, 1);
      return result;
    }

    inline double
    derivative(const biology::Application &f, unsigned int k, const std::vector<double> &x)
    {
      std::vector<const double *> arguments;
      for (const double &value : x)
        arguments.push_back(&value);
      double result = NAN;
      f.function->derivative(
        k, f.parameters.data(), arguments.data(), arguments.size(), &result, 1);
      return result;
    }

    /// Compares coded derivatives with central differences at @p x, unless a kink lies within the difference.
    inline void
    expect_derivatives_match(const biology::Application &f,
                             const std::vector<double>  &x,
                             const std::string          &name)
    {
      for (unsigned int k = 0; k < x.size(); ++k)
        {
          const double        h     = 1e-5 * std::max(1., std::abs(x[k]));
          std::vector<double> lower = x, upper = x;
          lower[k] -= h;
          upper[k] += h;
          const double middle   = evaluate(f, x);
          const double forward  = (evaluate(f, upper) - middle) / h,
                       backward = (middle - evaluate(f, lower)) / h;
          const double scale    = std::max({std::abs(forward), std::abs(backward), 1e-8});
          if (std::abs(forward - backward) > 1e-2 * scale)
            continue; // a kink
          EXPECT_NEAR(derivative(f, k, x), 0.5 * (forward + backward), 1e-6 * std::max(1., scale))
            << name << ", argument " << k << " at " << x[k];
        }
    }

    inline void
    expect_documented(const biology::Documentation &documentation)
    {
      EXPECT_FALSE(documentation.name.empty());
      EXPECT_FALSE(documentation.equation.empty()) << documentation.name;
      EXPECT_FALSE(documentation.units.empty()) << documentation.name;
      EXPECT_GT(documentation.description.size(), 40u) << documentation.name;
      EXPECT_NE(documentation.example.find("set Form = " + documentation.name + "\n"),
                std::string::npos)
        << documentation.name;
    }
  } // namespace testing
} // namespace callus
