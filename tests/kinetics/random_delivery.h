// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#pragma once

#include "kinetics/network.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iomanip>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace callus
{
  namespace testing
  {
    /// The names of the files in library/delivered: bmp2, ...
    inline std::vector<std::string>
    delivered_files()
    {
      std::vector<std::string> names;
      for (const auto &file : std::filesystem::directory_iterator(
             CALLUS_SOURCE_DIR "/parameter_files/library/delivered"))
        names.push_back(file.path().stem().string());
      std::sort(names.begin(), names.end());
      return names;
    }

    /// The fields that the balance of a factor adds up; the last is the ledger of what is lost.
    inline std::vector<std::string>
    balanced_fields(const Network &network, const std::string &factor)
    {
      for (const QuantitySummary &quantity : network.quantities())
        if (quantity.name == factor + "_balance")
          return quantity.reads;
      return {};
    }

    /// The library with one delivered factor, a random dose of it and random rates of all that happens to it.
    class RandomDelivery
    {
    public:
      RandomDelivery(const std::string &factor, unsigned int seed)
        : factor_(factor)
        , random_(seed)
        , amount_(magnitude(1e-2, 1e4))
      {
      }

      /// The dose [unit of the field * mm3].
      double
      dose() const
      {
        return 1000 * amount_;
      }

      std::string
      text()
      {
        const std::string  unit = is_ion() ? "umol" : is_exosome() ? "ug" : "ng";
        std::ostringstream out;
        out << std::setprecision(17) << "include library/biology.prm\ninclude library/delivered/"
            << factor_ << ".prm\nsubsection Doses\n subsection random\n  set Field = " << factor_
            << "_store\n  set Amount = " << amount_ << ' ' << unit
            << " [assumed]\n end\nend\nsubsection Processes\n";
        scale(out, "release", "Rate");
        scale(out, is_ion() ? "clearance" : "degradation", "Rate");
        if (is_bound())
          {
            out << " subsection " << factor_ << "_binding\n";
            for (const char *entry : {"Rate", "Release rate", "Capacity"})
              out << "  set " << entry << " *= " << magnitude(.1, 10) << " [assumed]\n";
            out << " end\n";
          }
        out << "end\n";
        return out.str();
      }

    private:
      /// Any order of magnitude between the two.
      double
      magnitude(double low, double high)
      {
        return std::exp(
          std::uniform_real_distribution<double>(std::log(low), std::log(high))(random_));
      }

      void
      scale(std::ostream &out, const std::string &process, const std::string &entry)
      {
        out << " subsection " << factor_ << '_' << process << "\n  set " << entry
            << " *= " << magnitude(.3, 30) << " [assumed]\n end\n";
      }

      bool
      is_ion() const
      {
        return factor_ == "magnesium" || factor_ == "cobalt" || factor_ == "copper";
      }
      bool
      is_exosome() const
      {
        return factor_.find("exosomes") != std::string::npos;
      }
      bool
      is_bound() const
      {
        return factor_ == "bmp2" || factor_ == "vegf" || factor_ == "pdgf";
      }

      std::string  factor_;
      std::mt19937 random_;
      double       amount_;
    };
  } // namespace testing
} // namespace callus
