// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: the authors of Callus

#include "simulation/case_summary.h"

#include "mesh/mesh_report.h"

#include <iomanip>
#include <sstream>

namespace callus
{
  void
  describe_clipped(const std::map<std::string, double> &from_moduli, std::ostream &out)
  {
    if (from_moduli.empty())
      return;
    out << "  Biot coefficient from the moduli moved into the range from porosity to 1 for "
        << from_moduli.size() << " materials:";
    for (const auto &[name, value] : from_moduli)
      {
        std::ostringstream text;
        text << std::setprecision(3) << value;
        out << ' ' << name << " (" << text.str() << ')';
      }
    out << '\n';
  }


  template <int dim>
  void
  describe(const HealingCase<dim> &healing, std::ostream &out)
  {
    report_mesh(*healing.mesh, out);
    const Catalogue &catalogue = healing.network->catalogue();
    unsigned int     mobile = 0, active = 0, processes = 0;
    for (const Field &field : catalogue.fields())
      mobile += field.diffusivity > 0;
    for (const ProcessSummary &process : healing.network->processes())
      {
        ++processes;
        active += process.active;
      }
    std::ostringstream share;
    share << std::setprecision(2)
          << 100 * healing.transport->movement().coupling().negative_share();
    if (!healing.anything_heals())
      out << "Biology: none (no region heals): mechanics is solved when the load changes\n";
    else
      out << "Biology: " << catalogue.n_fields() << " fields (" << mobile << " diffuse) on "
          << healing.state->nodes().n_global() << " nodes of the healing regions, " << active
          << " active of " << processes << " processes, " << healing.network->quantities().size()
          << " derived quantities\n"
          << "  couplings across obtuse angles, which bounds may limit: " << share.str()
          << " % of all couplings\n";
    if (healing.mechanics)
      {
        const auto unknowns = healing.mechanics->unknowns();
        out << "Mechanics: " << unknowns.number << " unknowns (" << unknowns.fields << ")\n";
        describe_clipped(healing.mechanics->clipped_biot_coefficients(), out);
      }
    else
      out << "Mechanics: none (no section Mechanics in the file); drivers keep their neutral "
             "values\n";
  }

  template void
  describe(const HealingCase<2> &, std::ostream &);
  template void
  describe(const HealingCase<3> &, std::ostream &);
} // namespace callus
